"""Where a place as written lies."""

from dataclasses import dataclass
from functools import lru_cache

from izdeu.linkage.edit import jaro_winkler
from izdeu.linkage.spelling import plain
from izdeu.names import places

#: How alike what is written and a name of the place found must be: other countries have places too.
ALIKE = 0.88


@dataclass(frozen=True, slots=True)
class Place:
    """A place under one name for all its spellings, with its coordinates where they are known."""

    name: str
    lat: float | None = None
    lon: float | None = None


@lru_cache(maxsize=1 << 16)
def locate(written: str) -> Place | None:
    """The place meant; one that no gazetteer knows keeps its own spelling."""
    name = plain(written)
    if not name:
        return None
    found = places.find(written)
    if found is None or not _is_called(found, name):
        return Place(name)
    return Place(plain(found.en), found.lat, found.lon)


def _is_called(found: places.Place, name: str) -> bool:
    called = (plain(one) for one in (found.kk, found.ru, found.en, *found.other) if one)
    return any(one in name or jaro_winkler(one, name) >= ALIKE for one in called if one)
