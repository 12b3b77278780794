"""Forms of one name that letters do not bring together: Józef and Юзеф, Баха and Бақытжан."""

import zlib
from collections.abc import Iterator
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
    from izdeu.names.alignment import EQUIVALENT_BASE

    found = set()
    for one, other in _listed():
        a, b = sorted((number(fold(one)), number(fold(other))))
        if a != b:
            found.add(a * EQUIVALENT_BASE + b)
    return sorted(found)


def _listed() -> Iterator[tuple[str, str]]:
    for full, shorts in table.rules("words")["short"].items():
        for short in shorts:
            yield full, short
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            one, other = line.split("\t")
            yield one, other
