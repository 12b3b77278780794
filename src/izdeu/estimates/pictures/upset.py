"""Which lists name whom: a bar for each combination of lists, and dots that say which."""

from izdeu.estimates.overlaps import Overlaps
from izdeu.estimates.pictures.canvas import FAINT, GREEN, INK, blank, svg
from izdeu.estimates.wording import number, say

#: More combinations than this do not fit a printed page; the smallest are left to the table.
MOST = 25


def upset(overlaps: Overlaps, language: str = "en") -> str:
    """The overlaps as an SVG picture, largest combination first."""
    order = sorted(range(1, len(overlaps.counts)), key=lambda p: (-overlaps.counts[p], p))
    shown = [pattern for pattern in order if overlaps.counts[pattern]][:MOST]
    lists = len(overlaps.lists)
    figure, axes = blank(max(5.0, 1.8 + 0.42 * len(shown)), 2.6 + 0.3 * lists)
    top = max(overlaps.counts)
    step = 0.16 * top
    heights = [overlaps.counts[pattern] for pattern in shown]
    axes.bar(range(len(shown)), heights, width=0.62, color=GREEN)
    for x, (pattern, height) in enumerate(zip(shown, heights, strict=True)):
        axes.text(x, height, number(language, height), ha="center", va="bottom", color=INK, size=8)
        rows = [i for i in range(lists) if pattern >> i & 1]
        axes.plot([x, x], [-step * (rows[0] + 1), -step * (rows[-1] + 1)], color=INK, lw=2)
        for i in range(lists):
            axes.plot(x, -step * (i + 1), "o", color=INK if i in rows else FAINT, ms=7)
    sizes = overlaps.sizes()
    labels = [f"{name} · {number(language, sizes[name])}" for name in overlaps.lists]
    axes.set_yticks([-step * (i + 1) for i in range(lists)], labels)
    axes.set_xticks([])
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.set_title(say(language, "picture.upset"), loc="left", color=INK, size=10)
    return svg(figure, say(language, "picture.upset"))
