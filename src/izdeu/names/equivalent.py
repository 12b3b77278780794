"""Forms of one name that letters do not bring together: Józef and Юзеф, Баха and Бақытжан."""

import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import combinations

from izdeu.names import key, lexicon, table
from izdeu.names.script import fold

TABLE = table.TABLES / "equivalents.tsv"


def number(folded: str) -> int:
    """Number the sound of a folded word's stem, the same on every machine."""
    return zlib.crc32(key.stem(folded).encode()) & 0x7FFFFFFF


@cache
def pairs() -> list[int]:
    """List the pairs of equivalent stems, each as one number, in order."""
    return _numbered((*_irregular(), *_listed()))


def _irregular() -> Iterator[tuple[str, str]]:
    """Yield the irregular forms with the name they are forms of, and with one another."""
    forms: dict[str, list[str]] = defaultdict(list)
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            form, name = line.split("\t")
            forms[name].append(form)
    for name, some in forms.items():
        yield from combinations((name, *some), 2)


def _listed() -> Iterator[tuple[str, str]]:
    """Yield the spellings of one given name that the lexicon and the rules list."""
    for given in lexicon.kazakh_given():
        yield from combinations((given.form, *given.spellings), 2)
    for some in table.rules("words")["same"]:
        yield from combinations(some, 2)


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
