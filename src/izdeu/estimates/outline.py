"""Outlines of regions to draw figures on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """A region's largest ring first, each a closed line of longitudes and latitudes in degrees."""

    region: str
    rings: tuple[Ring, ...]

    @property
    def centre(self) -> tuple[float, float]:
        """The centroid of the largest ring's area."""
        ring = self.rings[0]
        area = east = north = 0.0
        for (x, y), (u, v) in zip(ring, ring[1:], strict=False):
            part = x * v - u * y
            area, east, north = area + part, east + (x + u) * part, north + (y + v) * part
        return east / (3 * area), north / (3 * area)


@cache
def kazakhstan() -> tuple[Outline, ...]:
    """The regions as they were before 2018, by ISO 3166-2 code; ``lay_in`` places younger ones."""
    rings: dict[str, list[Ring]] = {}
    for region, points in _rows("outlines_kazakhstan"):
        ring = tuple((float(x), float(y)) for x, y in (p.split(",") for p in points.split()))
        rings.setdefault(region, []).append(ring)
    return tuple(Outline(region, tuple(some)) for region, some in rings.items())


@cache
def lay_in() -> Mapping[str, str]:
    """The region of the outlines in which each younger region lies."""
    return dict(_rows("regions_since"))


def _rows(name: str) -> Iterator[tuple[str, str]]:
    text = files("izdeu.estimates.tables").joinpath(f"{name}.tsv").read_text(encoding="utf-8")
    _, *lines = [line for line in text.splitlines() if not line.startswith("#")]
    for line in lines:
        region, _, rest = line.partition("\t")
        yield region, rest
