"""What it costs, in sixteenths of a bit, to read one group of letters as another."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from izdeu.names.script import plain
from izdeu.names.table import TABLES

SCALE = 16
TABLE = TABLES / "costs.tsv"
LONGEST = 4
#: A letter for an unrelated one, a vowel for another, a letter more or less, a letter doubled.
UNRELATED, VOWELS, GONE, DOUBLED = 144, 104, 112, 48
_VOWELS = frozenset("aeiouyäöüıəāēīōūаәеёиіоөуұүыэюя")


@dataclass(frozen=True, slots=True)
class Costs:
    """The learned costs: ``matrix[one * width + other]``, group 0 being no letters at all."""

    groups: dict[str, int]
    width: int
    matrix: bytes


@cache
def load() -> Costs:
    """Read the learned table; pairs it lacks cost what unrelated letters cost."""
    rows = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if len(row) == 3 and not row[0].startswith("#")]
    names = sorted({"", "'"} | {name for row in rows for name in row[:2]})
    groups = {name: at for at, name in enumerate(names)}
    matrix = _unlearned(names)
    for one, other, cost in rows:
        a, b = groups[one], groups[other]
        if a != b:
            matrix[a * len(names) + b] = matrix[b * len(names) + a] = min(int(cost), UNRELATED)
    return Costs(groups, len(names), bytes(matrix))


def coded(word: str) -> tuple[list[int], list[int]]:
    """Number the letter groups of a folded word.

    Gives four numbers for each place (the groups of one to four letters that begin there, -1 where
    the costs know none), and for each place what it costs to leave its letter out.
    """
    costs = load()
    word = known(word)
    codes = [
        costs.groups.get(word[at : at + size], -1) if at + size <= len(word) else -1
        for at in range(len(word))
        for size in range(1, LONGEST + 1)
    ]
    return codes, [_gone(word, at, costs) for at in range(len(word))]


def known(word: str) -> str:
    """Replace letters that the costs do not know by the same letter without marks."""
    groups = load().groups
    return "".join(letter if letter in groups else plain(letter) for letter in word)


def _gone(word: str, at: int, costs: Costs) -> int:
    if at and word[at] == word[at - 1]:
        return DOUBLED
    return costs.matrix[costs.groups[word[at]]] if word[at] in costs.groups else GONE


def _unlearned(names: Sequence[str]) -> bytearray:
    """Give what pairs cost without learning; 255 marks groups that no single letter stands for."""
    width = len(names)
    matrix = bytearray(b"\xff" * (width * width))
    singles = [at for at, name in enumerate(names) if len(name) == 1]
    vowels = {at for at in singles if plain(names[at]) in _VOWELS or names[at] in _VOWELS}
    for a in singles:
        matrix[a] = matrix[a * width] = GONE
        for b in singles:
            matrix[a * width + b] = VOWELS if a in vowels and b in vowels else UNRELATED
    for at in range(width):
        matrix[at * width + at] = 0
    return matrix
