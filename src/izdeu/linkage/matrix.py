"""A table as numbers: a code per cell, a pool of its texts, and how frequent each is."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from izdeu.linkage import arrow
from izdeu.linkage.column import NUMBERS
from izdeu.linkage.kernels.entry import fill_kinds
from izdeu.linkage.model import Model, rule_columns
from izdeu.linkage.vocabulary import Vocabulary, laid

Numbers = NDArray[Any]
EMPTY = np.iinfo(np.int32).min


@dataclass(frozen=True, eq=False)
class Pool:
    """All distinct texts of a table, end to end; see ``kernels.text``."""

    texts: pa.Array
    ends: Numbers
    letters: Numbers
    kinds: Numbers

    @classmethod
    def of(cls, texts: pa.Array) -> "Pool":
        """Lay the texts out for the kernels."""
        return cls.laid(texts, *laid(texts))

    @classmethod
    def laid(cls, texts: pa.Array, ends: Numbers, letters: Numbers) -> "Pool":
        """The pool of letters laid end to end; they are not to be changed any more."""
        kinds = np.zeros(len(ends) - 1, np.uint64)
        fill_kinds(ends, letters, kinds)
        return cls(texts, ends, letters, kinds)

    def code_of(self, text: str) -> int:
        """The code of a text, or -1."""
        return int(pc.index(self.texts, arrow.text(text)).as_py())


class Coder:
    """Gives each distinct text a code while a table is read batch by batch."""

    def __init__(self, columns: Iterable[str]) -> None:
        self.columns = tuple(columns)
        self._vocabulary = Vocabulary()

    @property
    def texts(self) -> pa.Array:
        """The texts met so far, by code."""
        return self._vocabulary.texts

    def rows(self, table: pa.Table) -> Numbers:
        """The rows as codes (n, c) int32, row by row."""
        rows = np.full((table.num_rows, len(self.columns)), EMPTY, np.int32)
        for at, name in enumerate(self.columns):
            if name in table.column_names:
                held = table.column(name).combine_chunks()
                rows[:, at] = _filled(held if name in NUMBERS else self._coded(held))
        return rows

    def _coded(self, texts: pa.Array) -> pa.Array:
        """A code for each cell; each distinct text is looked up once."""
        encoded = texts.dictionary_encode()
        codes = self._vocabulary.codes(encoded.dictionary.cast(pa.string()))
        return arrow.column(codes).take(encoded.indices)


def _filled(values: pa.Array) -> Numbers:
    return arrow.numbers(values.cast(pa.int32()), int(EMPTY))


@dataclass(frozen=True, eq=False)
class Frequencies:
    """log2 of the share of records that have a text, for each column that has such a table."""

    columns: tuple[str, ...]
    shares: Numbers
    """(columns, texts) float32."""
    rarest: Mapping[str, float]
    """log2 of the least share of each column."""


def count(
    rows: Iterable[Numbers], columns: Sequence[str], wanted: Sequence[str], texts: int
) -> Frequencies:
    """Count how frequent each text is in each wanted column."""
    counts = np.zeros((len(wanted), max(texts, 1)), np.int32)
    for part in rows:
        for at, name in enumerate(wanted):
            codes = part[:, columns.index(name)]
            counts[at] += np.bincount(codes[codes != EMPTY], minlength=max(texts, 1))
    totals = [max(int(one.sum(dtype=np.int64)), 1) for one in counts]
    shares = counts.view(np.float32)
    for at, total in enumerate(totals):
        with np.errstate(divide="ignore"):
            shares[at] = np.log2(counts[at] / total)
    rarest = {name: -math.log2(total) for name, total in zip(wanted, totals, strict=True)}
    return Frequencies(tuple(wanted), shares, rarest)


def wanted_columns(model: Model) -> tuple[str, ...]:
    """The columns that a model's comparisons and rules read, in a fixed order."""
    rules = {column for rule in model.rules for column in rule_columns(rule)}
    return tuple(sorted(model.columns | rules))


def frequency_columns(model: Model) -> tuple[str, ...]:
    """The columns whose term frequencies a model uses."""
    used = {level.tf_column for c in model.comparisons for level in c.levels if level.tf_column}
    return tuple(sorted(used))
