"""Run a level's tests on many pairs at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from izdeu.linkage.evaluation import EARTH_RADIUS_KM
from izdeu.linkage.kernels.text import all_alike, all_within
from izdeu.linkage.matrix import EMPTY, Pool
from izdeu.linkage.program import Cell, Operation, Test

Numbers = NDArray[Any]
Truths = NDArray[Any]
Clauses = Sequence[Sequence[Test]]


@dataclass(frozen=True, eq=False)
class Pairs:
    """Pairs of rows; ``columns`` (c, n) int32 holds the rows' codes column by column."""

    columns: Numbers
    left: Numbers
    right: Numbers
    scales: Numbers
    pool: Pool
    held: dict[tuple[int, bool], Numbers] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.left)

    def cells(self, column: int, right: bool, chosen: Numbers | None) -> Numbers:
        """The codes of one side of the chosen pairs, or of all; fetched once."""
        codes = self.held.get((column, right))
        if codes is None:
            codes = self.columns[column].take(self.right if right else self.left)
            self.held[column, right] = codes
        return codes if chosen is None else np.asarray(codes[chosen])


def holds_for_all(clauses: Clauses, pairs: Pairs) -> Truths:
    """For which of all pairs a level's condition holds."""
    found = np.zeros(len(pairs), bool)
    for clause in clauses:
        there = _one(clause[0], pairs, None) if clause else np.ones(len(pairs), bool)
        for test in clause[1:]:
            there = there & _one(test, pairs, None)
        found |= there
    return found


def holds(clauses: Clauses, pairs: Pairs, chosen: Numbers) -> Truths:
    """For which of the chosen pairs a level's condition holds: costly tests on what is left."""
    found = _all_hold(clauses[0], pairs, chosen)
    for clause in clauses[1:]:
        open_ones = np.flatnonzero(~found)
        found[open_ones] = _all_hold(clause, pairs, chosen[open_ones])
    return found


def _all_hold(clause: Sequence[Test], pairs: Pairs, chosen: Numbers) -> Truths:
    if not clause:
        return np.ones(len(chosen), bool)
    found = _one(clause[0], pairs, chosen)
    for test in clause[1:]:
        left = np.flatnonzero(found)
        found[left] = _one(test, pairs, chosen[left])
    return found


def _one(test: Test, pairs: Pairs, chosen: Numbers | None) -> Truths:
    cells = [pairs.cells(cell.column, cell.right, chosen) for cell in test.cells]
    x = cells[0]
    match test.operation:
        case Operation.ABSENT:
            return np.asarray(x == EMPTY)
        case Operation.PRESENT:
            return np.asarray(x != EMPTY)
        case Operation.IS_VALUE:
            return np.asarray((x == test.bound) & (x != EMPTY))
        case Operation.IS_NOT_VALUE:
            return np.asarray((x != test.bound) & (x != EMPTY))
        case Operation.EQUAL:
            return np.asarray((x == cells[1]) & (x != EMPTY))
        case Operation.NEAR | Operation.FAR:
            return _distance(test, cells, pairs)
    there = (x != EMPTY) & (cells[1] != EMPTY)
    if test.operation in _EDITS:
        return _edit(test, x, cells[1], there, pairs.pool)
    return np.asarray(there & _numbers(test, cells, pairs))


def _numbers(test: Test, cells: Sequence[Numbers], pairs: Pairs) -> Truths:
    x, y = (_scaled(cell, codes, pairs) for cell, codes in zip(test.cells, cells, strict=True))
    match test.operation:
        case Operation.UNEQUAL:
            return np.asarray(x != y)
        case Operation.AT_MOST:
            return np.asarray(x - y <= test.bound)
        case Operation.BELOW:
            return np.asarray(x - y < test.bound)
        case Operation.GAP_AT_MOST:
            return np.asarray(np.abs(x - y) <= test.bound)
    return np.asarray(np.abs(x - y) >= test.bound)


def _scaled(cell: Cell, codes: Numbers, pairs: Pairs) -> Numbers:
    return np.asarray(codes * pairs.scales[cell.column])


_EDITS = (Operation.JARO, Operation.JARO_WINKLER, Operation.LEVENSHTEIN, Operation.DAMERAU)


def _edit(test: Test, x: Numbers, y: Numbers, there: Truths, pool: Pool) -> Truths:
    found = there & (x == y)
    compared = np.flatnonzero(there & ~found)
    texts = (pool.ends, pool.letters, pool.kinds)
    a, b = x[compared], y[compared]
    if test.operation in _EDITS[:2]:
        winkler = test.operation is Operation.JARO_WINKLER
        found[compared] = all_alike(*texts, a, b, float(test.bound), winkler)
    else:
        swaps = test.operation is Operation.DAMERAU
        found[compared] = all_within(*texts, a, b, float(test.bound), swaps)
    return np.asarray(found)


def _distance(test: Test, cells: Sequence[Numbers], pairs: Pairs) -> Truths:
    there = np.asarray(np.logical_and.reduce([codes != EMPTY for codes in cells]))
    lat_a, lon_a, lat_b, lon_b = (
        np.radians(_scaled(cell, codes[there], pairs))
        for cell, codes in zip(test.cells, cells, strict=True)
    )
    across = np.cos(lat_a) * np.cos(lat_b) * np.sin((lon_b - lon_a) / 2) ** 2
    h = np.sin((lat_b - lat_a) / 2) ** 2 + across
    apart = 2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(1.0, np.sqrt(h)))
    there[there] = apart <= test.bound if test.operation is Operation.NEAR else apart >= test.bound
    return there
