"""Places of Kazakhstan in Kazakh, Russian and English, under old and new names."""

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from izdeu.names import cost, key, table
from izdeu.names.script import fold

_EARTH_KM = 6371.0
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
#: A spelling is taken for a place when its letters cost at most this many bits for each letter.
_NEAR = 0.9
_ENDINGS = re.compile(
    r"(?:[аеуыио]|ом|ой|да|де|та|те|нан|нен|дан|ден|тан|тен|ның|нің|ға|ге|қа|ке)$"
)

#: The word for region, and how the Russian adjective of a region ends.
_REGION = re.compile(r"обл|oblys|oblast|region|province|аймағы")
_ADJECTIVE = re.compile(r"(?:инская|ская|ской|скую|ing|inskaya|skaya)$")
#: A town's old name goes before a village's own when the town has this many times the people.
LARGER = 20


@dataclass(frozen=True, slots=True)
class Place:
    """A place: its GeoNames id, names, the ISO 3166-2 code of its region, and degrees."""

    id: str
    kk: str
    ru: str
    en: str
    other: Sequence[str]
    region: str
    lat: float
    lon: float
    population: int


@dataclass(frozen=True, slots=True)
class Region:
    """A region by its ISO 3166-2 code, with its names, old ones among ``other``."""

    id: str
    kk: str
    ru: str
    en: str
    other: Sequence[str] = ()


def find(text: str) -> Place | None:
    """Find the place a text names, in any script, case or old name; None when there is none.

    Of several the one named in the most words, then the most populous. Spellings that no list has
    are found by their letters' costs.
    """
    words = [fold(word).replace("-", "") for word in _WORD.findall(text[:300])]
    for size in (3, 2, 1):
        for at in range(len(words) - size + 1):
            for spelling in _inflected("".join(words[at : at + size])):
                if spelling in _by_name():
                    return _by_name()[spelling]
    near = [found for word in words if len(word) > 3 for found in _near(word)]
    return min(near, key=lambda found: (found[0], -found[1].population))[1] if near else None


def distance_km(a: Place, b: Place) -> float:
    """Give the great-circle distance between two places in kilometres."""
    lat_a, lat_b = math.radians(a.lat), math.radians(b.lat)
    half_lat, half_lon = (lat_b - lat_a) / 2, math.radians(b.lon - a.lon) / 2
    square = math.sin(half_lat) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin(half_lon) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(square)))


@cache
def every() -> tuple[Place, ...]:
    """List all places, the most populous first (GeoNames, CC BY 4.0)."""
    places = [
        Place(
            id=row["id"],
            kk=row["kk"],
            ru=row["ru"],
            en=row["en"],
            other=tuple(filter(None, row["other"].split("|"))),
            region=row["region"],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            population=int(row["population"]),
        )
        for row in _rows("places")
    ]
    return tuple(sorted(places, key=lambda place: -place.population))


@cache
def regions() -> Mapping[str, Region]:
    """Give the regions by their codes."""
    return {
        row["iso"]: Region(
            row["iso"],
            row["kk"],
            row["ru"],
            row["en"],
            tuple(filter(None, row["other"].split("|"))),
        )
        for row in _rows("regions")
    }


def region(text: str) -> Region | None:
    """Find the region a text names, in any script or case, by old names and abbreviations too."""
    name = _bare(text[:300])
    sought = (name, _is_region(text)), (name, not _is_region(text))
    return next((_by_region()[one] for one in sought if one in _by_region()), None)


def _is_region(text: str) -> bool:
    """Tell whether a text says that it means a region, and not the city of that name."""
    return any(_REGION.match(fold(word)) for word in _WORD.findall(text))


@cache
def _by_region() -> Mapping[tuple[str, bool], Region]:
    found: dict[tuple[str, bool], Region] = {}
    for one in regions().values():
        for name in (one.kk, one.ru, one.en, *one.other):
            if _bare(name):
                found.setdefault((_bare(name), _is_region(name)), one)
    return found


def _bare(name: str) -> str:
    """Give the sound of a region's name without the word for region and the adjective's ending."""
    words = [fold(word).replace("-", "") for word in _WORD.findall(name)]
    return " ".join(key.fine(_ADJECTIVE.sub("", word)) for word in words if not _REGION.match(word))


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = (table.TABLES / f"{name}.tsv").read_text(encoding="utf-8")
    head, *lines = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    for line in lines:
        yield dict(zip(head, line, strict=True))


@cache
def _by_name() -> Mapping[str, Place]:
    """Give each folded name its place: today's names first, then by population.

    A town's old name stands before the own name of a village: Джамбул is Тараз.
    """
    found: dict[str, Place] = {}
    for place in every():
        for name in (place.kk, place.ru, place.en):
            found.setdefault(_folded(name), place)
    for place in every():
        for name in map(_folded, place.other):
            if place.population > LARGER * found.get(name, place).population:
                found[name] = place
            found.setdefault(name, place)
    found.pop("", None)
    return found


def _folded(name: str) -> str:
    return "".join(fold(word).replace("-", "") for word in _WORD.findall(name))


def _inflected(word: str) -> Iterator[str]:
    """Yield a word, and what it may be the inflected form of."""
    yield word
    bare = _ENDINGS.sub("", word)
    if bare != word and len(bare) > 3:
        yield bare
        for ending in ("а", "ы", "ь", "й", "е"):
            yield bare + ending


@cache
def _by_sound() -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name in _by_name():
        found[key.coarse(name)].append(name)
    return found


def _near(word: str) -> Iterator[tuple[float, Place]]:
    # The Latin j is й in one spelling and ж in another.
    keys = {key.coarse(word), key.coarse(word.replace("j", "zh"))}
    for name in (name for one in keys for name in _by_sound().get(one, ())):
        paid = _cost(word, name)
        if paid <= _NEAR * max(len(word), len(name)):
            yield paid, _by_name()[name]


def _cost(one: str, other: str) -> float:
    from izdeu.names.alignment import Word, fill
    from izdeu.names.comparison import rules

    a, b = (Word(*cost.coded(word), 0, 0, 0, 0, 0, 0, 0) for word in (one, other))
    grid = [0] * ((len(a.gone) + 1) * (len(b.gone) + 1))
    fill(grid, a, b, rules(), 1000)
    return grid[-1] / cost.SCALE
