"""What each model says: a ridge for each, over the range they span together."""

import math
from textwrap import fill
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from izdeu.estimates.estimate import Estimate
from izdeu.estimates.pictures.canvas import AMBER, FAINT, GREEN, INK, WINE, blank, svg
from izdeu.estimates.summary import name
from izdeu.estimates.wording import say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST = 12
#: In a line of a label.
LETTERS = 30
#: Width of a 95 % interval on one side, in standard deviations.
SIDE = 1.96


def ridge(estimate: Estimate, language: str = "en") -> str:
    """The models that the data cannot tell apart as an SVG picture, best first.

    Each ridge is the two-sided normal curve, on the logarithm of the people on no list, that has
    the model's estimate and limits; ``documented``, floor and range are lines of three kinds.
    """
    curves = _curves(estimate, language)
    figure, axes = blank(7.0, 1.4 + 0.36 * len(curves))
    people = estimate.documented
    ends = [e for _, _, lower, upper in curves for e in (lower, upper) if math.isfinite(e)]
    right = 1.08 * max([people, *ends])
    grid = np.linspace(people, right, 600)[1:]
    for row, (label, at, lower, upper) in enumerate(reversed(curves)):
        height = _height(np.log(grid - people), people, at, lower, upper)
        axes.fill_between(grid, row, row + 0.9 * height, color=GREEN, alpha=0.35, lw=0)
        axes.plot([lower, min(upper, right)], [row, row], color=INK, lw=2, solid_capstyle="butt")
        axes.plot(at, row, "D", color=INK, ms=4)
        side = axes.get_yaxis_transform()
        axes.text(-0.01, row, label, transform=side, ha="right", ma="right", va="center", size=7)
    _lines(estimate, axes, language)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.set_xlim(0, right)
    axes.grid(axis="x", color=FAINT, lw=0.6)
    axes.set_xlabel(say(language, "picture.ridge"), color=INK)
    return svg(figure, say(language, "picture.ridge"))


def _curves(estimate: Estimate, language: str) -> list[tuple[str, float, float, float]]:
    curves = [
        (name(line, language), line.estimate, line.lower, line.upper)
        for line in estimate.close[:MOST]
    ]
    if average := estimate.average:
        label = say(language, "estimate.average")
        curves.append((label, average.median, average.lower, average.upper))
    return [(fill(label, LETTERS), at, low, high) for label, at, low, high in curves]


def _height(
    grid: NDArray[np.float64], people: int, at: float, lower: float, upper: float
) -> NDArray[np.float64]:
    peak = math.log(max(at - people, 0.5))
    left = (peak - math.log(max(lower - people, 0.1))) / SIDE or 0.1
    right = (math.log(max(upper - people, 1.0)) - peak) / SIDE if math.isfinite(upper) else 5.0
    sides = np.where(grid < peak, max(left, 0.01), max(right, 0.01))
    return np.asarray(np.exp(-(((grid - peak) / sides) ** 2) / 2))


def _lines(estimate: Estimate, axes: "Axes", language: str) -> None:
    marks = [(estimate.documented, "-", INK, "estimate.documented")]
    if estimate.floor:
        marks.append((round(estimate.floor.estimate), ":", AMBER, "picture.floor"))
    for at, style, colour, key in marks:
        axes.axvline(at, ls=style, color=colour, lw=1.4, label=say(language, key))
    if envelope := estimate.envelope:
        axes.axvspan(
            envelope.lower,
            envelope.upper,
            facecolor="none",
            edgecolor=WINE,
            hatch="..",
            alpha=0.25,
            label=say(language, "estimate.envelopes"),
        )
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, 1.12), ncol=3, frameon=False, fontsize=8)
