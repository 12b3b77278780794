"""The region a place lies in, so that places can be counted without being told."""

from functools import lru_cache

from izdeu.linkage.place import locate
from izdeu.names import places
from izdeu.names.latin import in_latin
from izdeu.publication.wording import LATIN


@lru_cache(maxsize=1 << 14)
def region_of(written: str) -> str:
    """The ISO 3166-2 code of the region that words name or lie in; "" where none is known."""
    if not written:
        return ""
    folded = written.casefold().replace("ё", "е")
    named = [one for one in places.regions().values() if _names(one, folded)]
    if named:
        return max(named, key=lambda one: len(one.ru)).id
    spot = locate(written)
    found = places.find(written) if spot and spot.lat is not None else None
    return found.region if found else ""


def _names(region: places.Region, words: str) -> bool:
    """Whether the words name a region as such, "Almaty Region" and not Almaty."""
    return any(
        name.casefold() in words for name in (region.kk, region.ru, region.en) if " " in name
    )


def name_of(code: str, language: str) -> str:
    """A region's name in a language; a code that is none stays as it is."""
    found = places.regions().get(code)
    if found is None:
        return code
    return in_latin(found.kk) if language == LATIN else str(getattr(found, language))
