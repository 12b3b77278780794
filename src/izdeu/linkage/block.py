"""Blocks of rows that share a key: the pairs worth weighing.

A block that is too large is split by further columns, one after the other; what is compared under
none of them is counted and reported, never cut off silently.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from izdeu.linkage.matrix import EMPTY

Numbers = NDArray[Any]

#: A block of more rows than this is split.
LARGEST = 3000
#: So many pairs of a table, and so many for each of its rows, a rule may give before its larger
#: blocks are split too: the pairs of a rule grow with the square of the rows, a table's people with
#: the rows.
PAIRS, PAIRS_A_ROW = 6_000_000, 3
#: A block of fewer rows is never split.
SMALLEST = 30
_MIXER = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(29)


@dataclass(frozen=True, eq=False)
class Rule:
    """One blocking rule over the columns of a matrix, and the rules weighed before it."""

    number: int
    columns: tuple[int, ...]
    earlier: tuple[tuple[int, ...], ...]
    largest: int = LARGEST
    """Rows of the largest block that is not split."""


@dataclass(frozen=True, eq=False)
class Blocks:
    """Rows in an order that puts blocks together, and where each block starts."""

    order: Numbers
    """(m,) positions of rows."""
    starts: Numbers
    """(blocks + 1,) int64 into ``order``."""
    columns: tuple[int, ...]
    """What the rows of a block agree in."""
    earlier: tuple[tuple[int, ...], ...] = ()
    """Columns whose agreement means that an earlier part of a split block has the pair."""

    @property
    def pairs(self) -> int:
        """Pairs inside the blocks."""
        return _pairs(np.diff(self.starts))


@dataclass
class Coverage:
    """What blocking did: reported, per rule."""

    pairs: int = 0
    """Pairs that share the rule's key."""
    compared: int = 0
    """Of these, weighed under this rule (the others were weighed under an earlier one)."""
    split: int = 0
    """Blocks that were too large."""
    left_out: int = 0
    """Pairs of large blocks that agree in no second key."""
    found: int = 0
    """Pairs at or above the threshold."""
    largest: int = field(default=0)
    """Rows of the largest block."""


def limit(sizes: Numbers, rows: int, largest: int) -> int:
    """Rows of the largest block that a rule need not split.

    ``sizes`` (s,) is how many blocks of 0, 1, 2 … rows the rule has on a table of so many rows.
    """
    size = np.arange(len(sizes), dtype=np.float64)
    pairs = np.cumsum(sizes * (size * (size - 1) / 2))
    within = int(np.searchsorted(pairs, pairs_of(rows), side="right")) - 1
    return largest if within >= len(sizes) - 1 else min(largest, max(within, SMALLEST))


def pairs_of(rows: int) -> int:
    """So many pairs a rule may give on a table of so many rows before more blocks are split."""
    return max(PAIRS, PAIRS_A_ROW * rows)


def sizes_of(keys: Numbers) -> Numbers:
    """How many blocks have 0, 1, 2 … rows, from the rows' keys (n,), which are sorted."""
    keys.sort()
    edges = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1], True]) if len(keys) else np.zeros(1)
    return np.bincount(np.diff(edges).astype(np.int64))


def blocks(rows: Numbers, columns: Sequence[int], among: Numbers | None = None) -> Blocks:
    """Group rows that agree in all the columns; rows with an empty one are in no block."""
    keys, order = keyed(rows, columns, among)
    return _sorted(keys, order, tuple(columns))


def keyed(
    rows: Numbers, columns: Sequence[int], among: Numbers | None = None
) -> tuple[Numbers, Numbers]:
    """A 64-bit key of each row that has all the columns, and the positions of those rows."""
    order = np.arange(len(rows), dtype=np.int32) if among is None else among
    there = np.ones(len(order), bool)
    for column in columns:
        there &= rows[order, column] != EMPTY
    order = order[there]
    keys = np.zeros(len(order), np.uint64)
    for column in columns:
        _mix(keys, rows[order, column])
    return keys, order


def partitions(
    rows: Numbers, columns: Sequence[int], among: Numbers, most: int
) -> Iterator[Blocks]:
    """The blocks of ``among`` in turns, so that no more than about ``most`` rows are sorted at a
    time."""
    keys, order = keyed(rows, columns, among)
    count = np.uint64(max(1, -(-len(order) // most)))
    for turn in range(int(count)):
        own = keys % count == turn if count > 1 else slice(None)
        yield _sorted(keys[own], order[own], tuple(columns))


def _sorted(keys: Numbers, order: Numbers, columns: tuple[int, ...]) -> Blocks:
    sorting = np.argsort(keys, kind="stable")
    keys, order = keys[sorting], order[sorting]
    edges = (
        np.flatnonzero(np.r_[True, keys[1:] != keys[:-1], True]) if len(keys) else np.zeros(1, int)
    )
    return _without_singles(Blocks(order, edges.astype(np.int64), columns))


def hashes(held: Numbers) -> Numbers:
    """A 64-bit key for each row of codes (n, c); equal codes give equal keys."""
    keys = np.zeros(len(held), np.uint64)
    for column in range(held.shape[1]):
        _mix(keys, held[:, column])
    return keys


def _mix(keys: Numbers, codes: Numbers) -> None:
    keys ^= codes.astype(np.uint32)
    keys *= _MIXER
    keys ^= keys >> _SHIFT


def _without_singles(found: Blocks) -> Blocks:
    sizes = np.diff(found.starts)
    many = sizes > 1
    keep = np.repeat(many, sizes)
    starts = np.r_[0, np.cumsum(sizes[many])].astype(np.int64)
    return Blocks(found.order[keep], starts, found.columns, found.earlier)


def split(
    rows: Numbers,
    found: Blocks,
    seconds: Sequence[tuple[int, int]],
    coverage: Coverage,
    largest: int,
) -> Iterator[Blocks]:
    """Give the blocks with those that are too large divided by second keys.

    A second key comes with the column that it is made of, -1 for none: within that it divides
    nothing.
    The rows of divided blocks are those that the caller marks, see ``large_rows``.
    """
    sizes = np.diff(found.starts)
    coverage.pairs += found.pairs
    coverage.largest = max(coverage.largest, int(sizes.max(initial=0)))
    large = sizes > largest
    coverage.split += int(large.sum())
    yield _selected(found, ~large)
    if large.any():
        divided = _selected(found, large)
        left = divided.pairs
        free = [second for second, whole in seconds if not {second, whole} & {*found.columns}]
        for part in _divided(rows, divided, free, largest):
            left -= part.pairs
            yield part
        coverage.left_out += max(left, 0)


def large_rows(found: Blocks, largest: int) -> Numbers:
    """Positions of the rows in blocks that are too large."""
    sizes = np.diff(found.starts)
    return np.asarray(found.order[np.repeat(sizes > largest, sizes)])


def _divided(
    rows: Numbers, found: Blocks, seconds: Sequence[int], largest: int
) -> Iterator[Blocks]:
    tried: list[tuple[int, ...]] = list(found.earlier)
    for at, second in enumerate(seconds):
        columns = (*found.columns, second)
        finer = blocks(rows, columns, among=np.sort(found.order))
        finer = Blocks(finer.order, finer.starts, columns, tuple(tried))
        large = np.diff(finer.starts) > largest
        yield _selected(finer, ~large)
        if large.any():
            yield from _divided(rows, _selected(finer, large), seconds[at + 1 :], largest)
        tried.append(columns)


def _selected(found: Blocks, chosen: Numbers) -> Blocks:
    sizes = np.diff(found.starts)
    order = found.order[np.repeat(chosen, sizes)]
    starts = np.r_[0, np.cumsum(sizes[chosen])].astype(np.int64)
    return Blocks(order, starts, found.columns, found.earlier)


def _pairs(sizes: Numbers) -> int:
    return int((sizes * (sizes - 1) // 2).sum())


def portions(found: Blocks, most_rows: int, most_pairs: int) -> Iterator[Blocks]:
    """Cut the blocks into runs that fit: neighbouring blocks up to so many rows and pairs."""
    sizes = np.diff(found.starts)
    work = np.cumsum(np.maximum(sizes / most_rows, sizes * (sizes - 1.0) / 2 / most_pairs))
    run = np.floor(work - np.diff(work, prepend=0.0) / 2).astype(np.int64)
    if not len(run):
        return
    edges = np.flatnonzero(np.r_[True, run[1:] != run[:-1], True])
    for first, last in zip(edges[:-1], edges[1:], strict=True):
        start, end = found.starts[first], found.starts[last]
        starts = found.starts[first : last + 1] - start
        yield Blocks(found.order[start:end], starts, found.columns, found.earlier)


def padded(columns: Sequence[Sequence[int]]) -> Numbers:
    """Lists of columns as one array (lists, longest) int32, filled up with -1."""
    width = max((len(one) for one in columns), default=1)
    rows = [[*one, *[-1] * (width - len(one))] for one in columns]
    return np.array(rows, np.int32).reshape(-1, width)
