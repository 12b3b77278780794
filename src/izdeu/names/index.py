"""Search a million names: an index in memory, in two stages, compiled."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from izdeu.names import cost, kernel, table, vocabulary, weight
from izdeu.names.comparison import rules, score
from izdeu.names.reading import Name, read
from izdeu.names.vocabulary import Vocabulary, Words

#: Names as ``vocabulary.numbered`` gives them.
Numbered = tuple[Sequence[int], Sequence[int]]
#: How many words, and how many names, pass the first stage.
WIDE = 600
#: How many bits halve the odds that ``likeness`` shows.
_GENTLE = 8.0


@dataclass(frozen=True, slots=True)
class Found:
    """A name of the index by its place in what was indexed, its score and its weight in bits.

    ``standing`` orders what one query found: the weight, less what only a common family explains.
    """

    place: int
    score: float
    weight: float
    standing: float

    @property
    def likeness(self) -> float:
        """Give a figure from 0 to 1 that orders what one query found; ``score`` judges a pair."""
        return float(1 / (1 + 2.0 ** (-self.standing / _GENTLE)))


@dataclass(frozen=True)
class Index:
    """Names as arrays of word numbers, and for each word the names that hold it."""

    words: Words
    names: npt.NDArray[np.int32]
    begins: npt.NDArray[np.int64]
    holders: npt.NDArray[np.int32]
    holder_begins: npt.NDArray[np.int64]

    @classmethod
    def build(cls, names: Iterable[str | Name]) -> "Index":
        """Index names in the order given; a text without a name is indexed and never found."""
        words = Vocabulary()
        numbers, starts = vocabulary.numbered(map(_read, names), words)
        held, begins = np.array(numbers, np.int32), np.array(starts, np.int64)
        arrays = words.words()
        order = np.argsort(held, kind="stable")
        bearer = np.repeat(np.arange(len(begins) - 1, dtype=np.int32), np.diff(begins))
        counts = np.bincount(held, minlength=len(arrays.many))
        return cls(arrays, held, begins, bearer[order], np.append(0, np.cumsum(counts)))

    def search(self, query: str | Name, top: int = 10, *, wide: int = WIDE) -> Sequence[Found]:
        """Find the names that speak most for being the one asked for, the likeliest first."""
        words = Vocabulary()
        if not words.add(_read(query)) or not len(self.names):
            return ()
        places, found = kernel.search(
            words.words(),
            self.words,
            self.names,
            self.begins,
            self.holders,
            self.holder_begins,
            _rules(),
            vocabulary.missing(),
            weight.load().joined,
            top,
            wide,
            _scale(),
        )
        standings = kernel.standings(found, _scale()).tolist()
        told = zip(places.tolist(), found.tolist(), standings, strict=True)
        return [Found(at, score(*one), one[0] / cost.SCALE, stands) for at, one, stands in told]


def scores(pairs: Iterable[tuple[str | Name, str | Name]]) -> Sequence[float]:
    """Score many pairs at once; the same figures as ``compare`` gives one by one."""
    words = Vocabulary()
    both = [(_read(a), _read(b)) for a, b in pairs]
    left = vocabulary.numbered((a for a, _ in both), words)
    right = vocabulary.numbered((b for _, b in both), words)
    found = totals(words, left, right)
    named = [bool(a and b) for a, b in both]
    figures = zip(found.tolist(), named, strict=True)
    return [score(*one) if there else 0.0 for one, there in figures]


def totals(words: Vocabulary, left: Numbered, right: Numbered) -> npt.NDArray[np.int32]:
    """Give the total, the full weight and the worst share of pairs of names: see ``score``."""
    sides = tuple(
        np.array(one, kind) for one, kind in zip((*left, *right), _TYPES * 2, strict=True)
    )
    joined, lost = weight.load().joined, vocabulary.missing()
    found: npt.NDArray[np.int32] = kernel.score_pairs(words.words(), sides, _rules(), lost, joined)
    return found


_TYPES = (np.int32, np.int64)


def _read(name: str | Name) -> Name:
    return name if isinstance(name, Name) else read(name)


@cache
def _scale() -> tuple[float, ...]:
    told = table.rules("weights")["score"]
    return told["middle"], told["slope"], told["worst"], told["kin"]


@cache
def _rules() -> Any:
    return vocabulary.ruled(rules())
