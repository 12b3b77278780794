"""Short forms of given names: Ерик for Ерлан or Ержан. The table is that of ``izdeu.names``."""

from collections.abc import Mapping
from functools import cache

from izdeu.names import key, table
from izdeu.names.script import fold


def of(sound: str) -> tuple[str, bool]:
    """The family of a given name by its sound, "" for none, and whether it is a short form.

    A short form is short for several names, and so are they for it; they are one family. Two of its
    full names are different names all the same.
    """
    family = _families().get(sound, "")
    return family, bool(family) and sound in _shorts()


@cache
def _shorts() -> frozenset[str]:
    told = _told()
    return frozenset(short for some in told.values() for short in some) - told.keys()


@cache
def _told() -> Mapping[str, tuple[str, ...]]:
    """Full names with their short forms, by their sound."""
    listed = table.rules("words")["short"]
    return {_sound(full): tuple(map(_sound, some)) for full, some in listed.items()}


def _sound(name: str) -> str:
    return key.stem(fold(name))


@cache
def _families() -> Mapping[str, str]:
    """The family of each name: the first, in the alphabet, of those that short forms tie."""
    family: dict[str, str] = {}
    for full, some in _told().items():
        names = {full, *some}
        tied = {family.get(name, name) for name in names}
        members = names | {name for name, of in family.items() if of in tied}
        family |= dict.fromkeys(members, min(members))
    return family
