"""Weigh the pairs of some rows that share blocks: what every engine does with its share.

Pairs are weighed some thousands at a time, field by field: first what needs no text compared, then,
for the pairs that can still reach the least weight, what does.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from izdeu.linkage.block import LARGEST, Blocks, Rule, padded
from izdeu.linkage.kernels.pairing import pairs_of_blocks
from izdeu.linkage.matrix import EMPTY, Frequencies, Pool
from izdeu.linkage.program import Caps, Field, Program, Step
from izdeu.linkage.testing import Pairs, holds, holds_for_all

Numbers = NDArray[Any]

#: Pairs that are weighed at a time: so many that their cells stay in the processor's cache.
ROOM = 1 << 14
#: What sums of single floats may be off by.
ROUNDING = 1e-4


@dataclass(frozen=True, eq=False)
class Scale:
    """What weighing needs beside the rows: made once, the same for every share of the work."""

    program: Program
    scales: Numbers
    pool: Pool
    frequencies: Frequencies
    seconds: tuple[int, ...]
    """Columns that divide large blocks."""
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


def weigh_blocks(
    rows: Numbers, index: Numbers, large: Numbers, found: Blocks, rule: Rule, scale: Scale
) -> Iterator[tuple[Found, int]]:
    """Weigh the pairs inside the blocks: what reached the least weight, and how many were compared.

    ``index`` are the positions that the rows stand for, ``large`` the rules in which each row's
    block was divided; ``found.order`` counts within ``rows``.
    """
    columns = np.ascontiguousarray(rows[found.order].T)
    names, marks = index[found.order], large[found.order].astype(np.int64)
    at = np.array([0, -1, 0], np.int64)
    left, right = np.empty(ROOM, np.int32), np.empty(ROOM, np.int32)
    rules = _rules(found, rule)
    seconds = np.array(scale.seconds, np.int64)
    while at[0] < len(found.starts) - 1:
        filled = pairs_of_blocks(columns, found.starts, *rules, marks, seconds, at, left, right)
        pairs = Pairs(columns, left[:filled], right[:filled], scale.scales, scale.pool)
        yield weighed(pairs, names, scale, scale.least), int(filled)


def weigh_given(rows: Numbers, pairs: Numbers, scale: Scale) -> Found:
    """Weigh given pairs (p, 2) of rows, all of them."""
    columns, index = np.ascontiguousarray(rows.T), np.arange(len(rows))
    found = []
    for at in range(0, max(len(pairs), 1), ROOM):
        left, right = pairs[at : at + ROOM, 0], pairs[at : at + ROOM, 1]
        some = Pairs(columns, left, right, scale.scales, scale.pool)
        found.append(weighed(some, index, scale, -np.inf))
    return Found(
        records=np.concatenate([one.records for one in found]),
        weights=np.concatenate([one.weights for one in found]),
        parts=np.concatenate([one.parts for one in found]),
        levels=np.concatenate([one.levels for one in found]),
    )


def weighed(pairs: Pairs, index: Numbers, scale: Scale, least: float) -> Found:
    """Weigh pairs and keep those of at least ``least``."""
    count, fields = len(pairs), len(scale.names)
    levels = np.full((fields, count), -1, np.int8)
    parts = np.zeros((fields, count), np.float32)
    most = np.full(count, scale.program.prior)
    wanted = least - ROUNDING
    for field in scale.program.fields:
        _survey(field, pairs, scale, levels, parts)
        most += parts[field.place]
    alive = np.flatnonzero(most >= wanted)
    for field in scale.program.fields:
        if any(step.costly for step in field.steps):
            alive = _settle(field, pairs, scale, levels, parts, most, alive, wanted)
    total = scale.program.prior + parts[:, alive].sum(axis=0, dtype=np.float64)
    cap = capped(total, levels[:, alive], parts[:, alive], scale.program.caps)
    kept = cap >= least
    alive, total, cap = alive[kept], total[kept], cap[kept]
    records = np.stack([index[pairs.left[alive]], index[pairs.right[alive]]], axis=1)
    taken = (cap - total).astype(np.float32)[:, None]
    return Found(
        records, cap, np.concatenate([parts[:, alive].T, taken], axis=1), levels[:, alive].T
    )


#: A level that is still to be settled is written as this less its number.
_OPEN = -2


def _survey(field: Field, pairs: Pairs, scale: Scale, levels: Numbers, parts: Numbers) -> None:
    """Settle a field as far as no text is compared; the others get the most they can add."""
    level, part = levels[field.place], parts[field.place]
    rest = np.ones(len(pairs), bool)
    for step in field.steps:
        if step.costly:
            np.putmask(level, rest, _OPEN - step.number)
            np.putmask(part, rest, step.best)
            return
        there = rest & holds_for_all(step.clauses, pairs)
        np.putmask(level, there, step.number)
        np.putmask(part, there, step.weight)
        if step.frequency is not None:
            chosen = np.flatnonzero(there)
            part[chosen] += _rarity(step, pairs, chosen, scale)
        rest &= ~there


def _settle(
    field: Field,
    pairs: Pairs,
    scale: Scale,
    levels: Numbers,
    parts: Numbers,
    most: Numbers,
    alive: Numbers,
    wanted: float,
) -> Numbers:
    """Settle a field for the pairs still alive; gives those that can still reach ``wanted``."""
    row = field.place
    rest = alive[levels[row, alive] <= _OPEN]
    first = next(number for number, step in enumerate(field.steps) if step.costly)
    others = most[rest] - parts[row, rest]
    levels[row, rest], parts[row, rest] = -1, 0.0
    most[rest] = others
    for step in field.steps[first:]:
        rest = rest[most[rest] + step.best >= wanted]
        there = holds(step.clauses, pairs, rest)
        _write(field, step, pairs, rest[there], scale, levels, parts)
        most[rest[there]] += parts[row, rest[there]]
        rest = rest[~there]
    return alive[most[alive] >= wanted]


def _write(
    field: Field,
    step: Step,
    pairs: Pairs,
    chosen: Numbers,
    scale: Scale,
    levels: Numbers,
    parts: Numbers,
) -> None:
    if not len(chosen):
        return
    levels[field.place, chosen] = step.number
    parts[field.place, chosen] = step.weight + _rarity(step, pairs, chosen, scale)


def _rarity(step: Step, pairs: Pairs, chosen: Numbers, scale: Scale) -> Numbers | float:
    """What the term frequency adds to a level's weight."""
    if step.frequency is None:
        return 0.0
    table, column, weight, base, least = step.frequency
    shares = scale.frequencies.shares[table]
    x, y = pairs.cells(column, False, chosen), pairs.cells(column, True, chosen)
    share = np.maximum(_share(shares, x), _share(shares, y))
    added = weight * (base - np.maximum(share, least))
    return np.where(np.isneginf(share), 0.0, added)


def _share(shares: Numbers, codes: Numbers) -> Numbers:
    return np.where(codes == EMPTY, -np.inf, shares[np.maximum(codes, 0)])


def capped(total: Numbers, levels: Numbers, parts: Numbers, caps: Caps) -> Numbers:
    """The weights after contradictions, and after what a name alone allows."""
    if np.isinf(caps.name_alone):
        return total
    fields = np.arange(len(levels))[:, None]
    spoken = caps.spoken[fields, levels]
    said = np.bitwise_or.reduce(np.where(spoken, caps.bits[fields, levels], 0), axis=0)
    outranked = (caps.outranked_by[fields, levels] & said) != 0
    contradicted = np.where(outranked, np.inf, caps.at[fields, levels]).min(axis=0)
    named = (spoken & caps.is_name[:, None]).any(axis=0)
    full = caps.full[fields, levels].any(axis=0)
    beyond = (spoken & (parts > 0) & caps.is_further[:, None]).any(axis=0)
    name = np.where(full, caps.name_alone, caps.initials_alone)
    alone = np.where(named & ~beyond, name, np.inf)
    return np.asarray(np.minimum(np.minimum(total, contradicted), alone))


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
    return pa.table({**columns, **named})
