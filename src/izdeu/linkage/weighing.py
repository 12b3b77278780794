"""Weigh the pairs of some rows that share blocks: what every engine does with its share.

A pair's fields are first settled as far as no text is compared, then, while the pair can still
reach the least weight, as far as texts are.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from izdeu.linkage import arrow
from izdeu.linkage.block import LARGEST, Blocks, Rule, padded
from izdeu.linkage.code import coded
from izdeu.linkage.kernels.entry import Fixed, pairs_of_blocks, weigh_pairs
from izdeu.linkage.matrix import Frequencies, Pool
from izdeu.linkage.program import Program

Numbers = NDArray[Any]

#: Pairs that are weighed at a time: so many that their cells stay in the processor's cache.
ROOM = 1 << 14


@dataclass(frozen=True, eq=False)
class Scale:
    """What weighing needs beside the rows: made once, the same for every share of the work."""

    program: Program
    scales: Numbers
    pool: Pool
    frequencies: Frequencies
    seconds: tuple[tuple[int, int], ...]
    """Columns that divide large blocks, each with the column it is made of, -1 for none."""
    names: tuple[str, ...]
    """The model's fields in its own order."""
    least: float
    largest: int = LARGEST
    """Rows of the largest block that is not divided."""


@dataclass(frozen=True, eq=False)
class Found:
    """Pairs of positions with weights and contributions, in the order of the model's fields."""

    records: Numbers
    """(p, 2) int64."""
    weights: Numbers
    """(p,) float64."""
    parts: Numbers
    """(p, fields + 1) float32; the last column is what caps took away."""
    levels: Numbers
    """(p, fields) int8: the level of each field, -1 where none holds."""


class Room:
    """Arrays to weigh some pairs in, for one thread; used again and again."""

    def __init__(self, pairs: int, fields: int) -> None:
        self.left, self.right = np.empty(pairs, np.int32), np.empty(pairs, np.int32)
        self.kept, self.weights = np.empty(pairs, np.int64), np.empty(pairs)
        self.levels = np.empty((pairs, fields), np.int8)
        self.parts = np.empty((pairs, fields + 1), np.float32)
        level, part = np.empty((fields, pairs), np.int8), np.empty((fields, pairs), np.float32)
        lists = (np.empty(pairs, np.int32) for _ in range(3))
        out = (self.kept, self.weights, self.levels, self.parts)
        self.arrays = Fixed(level, part, np.empty(pairs), *lists, *out)


def weigh_blocks(
    rows: Numbers, index: Numbers, large: Numbers, found: Blocks, rule: Rule, scale: Scale
) -> Iterator[tuple[Found, int]]:
    """Weigh the pairs inside the blocks: what reached the least weight, and how many were compared.

    ``rows`` (n, c) are those of the blocks in their order, ``index`` the positions that they stand
    for, ``large`` the rules in which each row's block was divided.
    """
    marks = large.astype(np.int64)
    at, room = np.array([0, -1, 0], np.int64), Room(ROOM, len(scale.names))
    rules = _rules(found, rule)
    seconds = np.array(scale.seconds, np.int64).reshape(-1, 2)
    pairs = (room.left, room.right)
    while at[0] < len(found.starts) - 1:
        filled = pairs_of_blocks(rows, found.starts, *rules, marks, seconds, at, *pairs)
        some = weighed(rows, room.left[:filled], room.right[:filled], scale, scale.least, room)
        yield replace(some, records=index[some.records].astype(np.int64)), filled


def weigh_given(rows: Numbers, pairs: Numbers, scale: Scale) -> Found:
    """Weigh given pairs (p, 2) of rows, all of them."""
    left, right = (np.ascontiguousarray(pairs[:, side], np.int32) for side in (0, 1))
    return weighed(np.ascontiguousarray(rows), left, right, scale, -np.inf)


def weighed(
    rows: Numbers,
    left: Numbers,
    right: Numbers,
    scale: Scale,
    least: float,
    room: Room | None = None,
) -> Found:
    """Weigh pairs of rows and keep those of at least ``least``, in their order."""
    code = coded(scale.program)
    room = room or Room(len(left), len(scale.names))
    pool = (scale.pool.ends, scale.pool.letters, scale.pool.kinds)
    means = (code.model, code.tests, scale.scales, pool, scale.frequencies.shares)
    given = (rows, left, right, code.prior, least)
    found = weigh_pairs(*given, means, code.caps, room.arrays)
    told = room.kept[:found]
    records = np.stack([left[told], right[told]], axis=1).astype(np.int64)
    # Copies, so that what is kept does not hold the room for all that was compared.
    kept = (room.weights[:found], room.parts[:found], room.levels[:found])
    return Found(records, *(one.copy() for one in kept))


def _rules(found: Blocks, rule: Rule) -> tuple[Numbers, Numbers]:
    bits = [-1, *range(len(rule.earlier)), *[-1] * len(found.earlier)]
    return padded([found.columns, *rule.earlier, *found.earlier]), np.array(bits, np.int64)


def as_table(found: Found, names: Sequence[str]) -> pa.Table:
    """Pairs by position, for writing: a, b, weight and the contributions."""
    columns = {
        "a": found.records.min(axis=1) if len(found.records) else found.records[:, 0],
        "b": found.records.max(axis=1) if len(found.records) else found.records[:, 1],
        "weight": found.weights,
    }
    named = {f"weight_{name}": found.parts[:, at] for at, name in enumerate([*names, "cap"])}
    return arrow.table({**columns, **named})
