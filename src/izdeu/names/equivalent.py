"""Forms of one name that letters do not bring together: Józef and Юзеф, Баха and Бақытжан."""

import zlib
from collections.abc import Iterable, Sequence
from functools import cache

from izdeu.names import key, table
from izdeu.names.script import fold

TABLE = table.TABLES / "equivalents.tsv"


def number(folded: str) -> int:
    """Number the sound of a folded word, the same on every machine."""
    return zlib.crc32(key.fine(folded).encode()) & 0x7FFFFFFF


@cache
def pairs() -> list[int]:
    """List the pairs of equivalent sounds, each as one number, in order."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return _numbered(line.split("\t") for line in lines if not line.startswith("#"))


@cache
def shorts() -> list[int]:
    """List the pairs of which one is short for the other, each as one number, in order."""
    told = table.rules("words")["short"]
    return _numbered((full, short) for full, some in told.items() for short in some)


def _numbered(pairs_of_words: Iterable[Sequence[str]]) -> list[int]:
    from izdeu.names.alignment import EQUIVALENT_BASE

    found = set()
    for one, other in pairs_of_words:
        a, b = sorted((number(fold(one)), number(fold(other))))
        if a != b:
            found.add(a * EQUIVALENT_BASE + b)
    return sorted(found)
