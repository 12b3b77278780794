"""Documented people or events by region: a bar for each, with its limits."""

from collections.abc import Mapping, Sequence

from izdeu.estimates.count import Figure
from izdeu.estimates.pictures.canvas import FAINT, INK, PALE, blank, svg
from izdeu.estimates.wording import number, say


def regions(
    figures: Sequence[Figure], names: Mapping[str, str] | None = None, language: str = "en"
) -> str:
    """Figures by place as an SVG picture, the largest on top.

    ``names`` words the parts, as region codes; a part without a name is shown as it is.
    """
    order = sorted(figures, key=lambda figure: (figure.value, figure.part))
    figure, axes = blank(6.5, 1.0 + 0.32 * max(1, len(order)))
    rows = range(len(order))
    axes.barh(rows, [f.value for f in order], height=0.62, color=PALE)
    for row, one in enumerate(order):
        axes.plot([one.low, one.high], [row, row], color=INK, lw=1.2, marker="|", ms=6)
        axes.annotate(
            number(language, one.value),
            (max(one.high, one.value), row),
            xytext=(5, 0),
            textcoords="offset points",
            va="center",
            size=8,
            color=INK,
        )
    axes.set_yticks(rows, [(names or {}).get(one.part, one.part) or "?" for one in order])
    axes.set_xlim(left=0)
    axes.margins(x=0.12)
    axes.grid(axis="x", color=FAINT, lw=0.6)
    axes.set_axisbelow(True)
    unit = say(language, f"unit.{order[0].unit}") if order else ""
    title = f"{say(language, 'picture.regions')} · {unit}"
    axes.set_title(title, loc="left", color=INK, size=10)
    return svg(figure, title)
