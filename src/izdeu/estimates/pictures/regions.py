"""Documented people or events on a map: a circle in each region, its number written in it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from izdeu.estimates.outline import kazakhstan, lay_in
from izdeu.estimates.pictures.canvas import FAINT, INK, PALE, WIDE, WINE, blank, svg
from izdeu.estimates.wording import number, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: A degree of latitude is so many times longer than one of longitude in the middle of the map.
STRETCH = 1.5
#: Area of the largest circle and of one for a number that is not told, in square points.
LARGEST, UNTOLD = 900.0, 190.0


def regions(
    figures: Mapping[str, int | None], title: str, language: str = "en", width: float = WIDE
) -> str:
    """Figures by ISO 3166-2 code of the region as an SVG picture.

    Regions younger than the outlines are counted where they lay; ``None`` is a number that is not
    told. Codes that are on no map are left to the table beside the picture.
    """
    figure, axes = blank(width, 0.62 * width)
    for outline in kazakhstan():
        for ring in outline.rings:
            x, y = zip(*ring, strict=True)
            axes.fill(x, y, facecolor="#f4f2ec", edgecolor="#a9aeb9", lw=0.7)
    _circles(axes, _lying(figures), language, width)
    axes.set_aspect(STRETCH)
    axes.axis("off")
    axes.set_title(title, loc="left", color=INK, size=10 if width == WIDE else 8)
    return svg(figure, f"{title}: {say(language, 'picture.regions')}")


def _lying(figures: Mapping[str, int | None]) -> dict[str, int | None]:
    """Figures by region of the outlines; with one part not told, the sum is not told either."""
    found: dict[str, int | None] = {}
    drawn = {outline.region for outline in kazakhstan()}
    for code, value in figures.items():
        region = lay_in().get(code, code)
        if region and region in drawn:
            other = found.get(region, 0)
            found[region] = None if value is None or other is None else other + value
    return found


def _circles(axes: "Axes", figures: Mapping[str, int | None], language: str, width: float) -> None:
    most = max((value for value in figures.values() if value), default=1)
    for outline in kazakhstan():
        if outline.region not in figures:
            continue
        value = figures[outline.region]
        scale = width / WIDE
        size = UNTOLD if value is None else max(UNTOLD, LARGEST * scale * value / most)
        face, edge = (FAINT, WINE) if value is None else (PALE, INK)
        style = "--" if value is None else "-"
        x, y = outline.centre
        axes.scatter([x], [y], s=size, facecolor=face, edgecolor=edge, lw=0.9, ls=style, zorder=3)
        written = "…" if value is None else number(language, value)
        axes.text(x, y, written, ha="center", va="center", size=8, color=INK, zorder=4)
