"""Weigh the pairs of some rows that share blocks: what every engine does with its share."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from izdeu.linkage.block import Blocks, Rule, padded
from izdeu.linkage.kernels.score import CAPPING, CONDITIONS, SCORING, weigh_block
from izdeu.linkage.matrix import Frequencies, Pool
from izdeu.linkage.program import Program

Numbers = NDArray[Any]

#: Pairs that are written at a time.
ROOM = 1 << 16


@dataclass(frozen=True, eq=False)
class Scale:
    """What the kernels need beside the rows: made once, the same for every share of the work."""

    program: Program
    scales: Numbers
    pool: Pool
    frequencies: Frequencies
    seconds: tuple[int, ...]
    """Columns that divide large blocks."""
    names: tuple[str, ...]
    """The model's fields in its own order."""
    least: float

    @cached_property
    def model(self) -> tuple[Any, ...]:
        """Conditions, scoring, capping, scales and texts as the kernels take them."""
        conditions, scoring, capping = (
            tuple(getattr(self.program, name) for name in names)
            for names in (CONDITIONS, SCORING, CAPPING)
        )
        texts = (self.pool.ends, self.pool.letters, self.pool.kinds)
        return conditions, (*scoring, self.frequencies.shares), capping, self.scales, texts


@dataclass(frozen=True, eq=False)
class Found:
    """Pairs of positions with their weights and contributions, in the order of the model's fields."""

    records: Numbers
    """(p, 2) int64."""
    weights: Numbers
    """(p,) float64."""
    parts: Numbers
    """(p, fields + 1) float32; the last column is what caps took away."""
    levels: Numbers
    """(p, fields) int16 into the program's levels."""


def weigh_blocks(
    rows: Numbers, index: Numbers, large: Numbers, found: Blocks, rule: Rule, scale: Scale
) -> Iterator[tuple[Found, int]]:
    """Weigh the pairs inside the blocks: what reached the least weight, and how many were compared.

    ``index`` are the positions that the rows stand for, ``large`` the rules in which each row's
    block was divided; ``found.order`` counts within ``rows``.
    """
    ordered, names, marks = rows[found.order], index[found.order], large[found.order]
    rules = _rules(found, rule, marks, scale.seconds)
    bounds = (scale.program.prior, scale.least)
    at = np.array([0, -1, 0, 0], np.int64)
    while True:
        before = int(at[3])
        out = _room(ROOM, len(scale.names))
        filled = weigh_block(ordered, names, found.starts, rules, scale.model, bounds, at, out)
        yield _trimmed(out, filled, scale.program.order), int(at[3]) - before
        if at[0] >= len(found.starts) - 1:
            return


def weigh_given(rows: Numbers, pairs: Numbers, scale: Scale) -> Found:
    """Weigh given pairs (p, 2) of rows, all of them: each is a block of two."""
    flat = pairs.ravel().astype(np.int64)
    out = _room(len(pairs), len(scale.names))
    starts = np.arange(0, len(flat) + 1, 2)
    none = (np.zeros((0, 1), np.int32), np.zeros(0, np.int64), np.zeros(0, np.int64))
    rules = (*none, np.zeros(0, np.int64))
    bounds = (scale.program.prior, -math.inf)
    at = np.array([0, -1, 0, 0], np.int64)
    weigh_block(rows[flat], flat, starts, rules, scale.model, bounds, at, out)
    return _trimmed(out, len(pairs), scale.program.order)


def _rules(
    found: Blocks, rule: Rule, large: Numbers, seconds: Sequence[int]
) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    bits = [-1, *range(len(rule.earlier)), *[-1] * len(found.earlier)]
    return (
        padded([found.columns, *rule.earlier, *found.earlier]),
        np.array(bits, np.int64),
        large.astype(np.int64),
        np.array(seconds, np.int64),
    )


def _room(pairs: int, fields: int) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    return (
        np.empty((pairs, 2), np.int64),
        np.empty(pairs, np.float64),
        np.empty((pairs, fields + 1), np.float32),
        np.empty((pairs, fields), np.int16),
    )


def _trimmed(out: tuple[Numbers, ...], filled: int, order: Sequence[int]) -> Found:
    """What was written, with the fields back in the model's order."""
    records, weights, parts, levels = (array[:filled] for array in out)
    back = np.argsort(order)
    parts = np.concatenate([parts[:, :-1][:, back], parts[:, -1:]], axis=1)
    return Found(records, weights, parts, levels[:, back])


def as_table(found: Found, names: Sequence[str]) -> pa.Table:
    """Pairs by position, for writing: a, b, weight and the contributions."""
    columns = {
        "a": found.records.min(axis=1) if len(found.records) else found.records[:, 0],
        "b": found.records.max(axis=1) if len(found.records) else found.records[:, 1],
        "weight": found.weights,
    }
    named = {f"weight_{name}": found.parts[:, at] for at, name in enumerate([*names, "cap"])}
    return pa.table({**columns, **named})
