"""Where a place as written lies."""

from dataclasses import dataclass
from functools import lru_cache

from izdeu.linkage.spelling import plain


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
    return Place(name) if name else None
