"""Weigh pairs of packed records: the batch kernels, with every record's alternatives considered."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from izdeu.linkage.code import coded
from izdeu.linkage.kernels.entry import cap_all
from izdeu.linkage.matrix import Frequencies
from izdeu.linkage.model import Model
from izdeu.linkage.packing import Layout, Shelf, layout_of
from izdeu.linkage.pair import DECISIVE
from izdeu.linkage.program import Program, assemble
from izdeu.linkage.weighing import ROOM, Room, Scale, weighed

Numbers = NDArray[Any]

#: No text is rarer than one in so many (log2): it bounds what a level can add.
RAREST = -48.0
_NEVER, _ALWAYS = -1e30, 1e30


@dataclass(frozen=True, eq=False)
class Near:
    """Pairs of records that reached the least weight, by their places on the shelf."""

    records: Numbers
    """(p, 2) int64."""
    weights: Numbers
    """(p,) float64."""
    parts: Numbers
    """(p, fields + 1) float32; the last is what caps took away."""
    levels: Numbers
    """(p, fields) int8: -1 where a side says nothing."""
    chosen: Numbers
    """(p, fields, 2) int16: which alternative of each side decided the field."""


@dataclass(frozen=True, eq=False)
class _Ready:
    program: Program
    decisive: Numbers
    """(fields, levels + 1) bool."""
    names: tuple[str, ...]


def near(shelf: Shelf, pairs: Numbers, model: Model, shares: Numbers, least: float) -> Near:
    """Weigh pairs (p, 2) of records; gives those of ``least`` or more.

    ``shares`` (tables, texts) float32 are log2 of the share of records with a text in each column
    whose texts are counted, -inf where that is not known.
    """
    ready = _ready(model)
    scale = _scale(shelf, ready, shares, least)
    sizes = np.diff(shelf.first)[pairs].prod(axis=1)
    plain, several = pairs[sizes == 1], sizes > 1
    starts = range(0, len(plain), ROOM)
    found = [_plain(shelf, plain[at : at + ROOM], ready, scale) for at in starts]
    for some in _portions(pairs[several], sizes[several]):
        found.append(_several(shelf, some, ready, scale))
    return found[0] if len(found) == 1 else _together(found, len(ready.names))


def _together(found: Sequence[Near], fields: int) -> Near:
    records, weights = np.zeros((0, 2), np.int64), np.zeros(0)
    parts, levels = np.zeros((0, fields + 1), np.float32), np.zeros((0, fields), np.int8)
    none = Near(records, weights, parts, levels, np.zeros((0, fields, 2), np.int16))
    return Near(*(np.concatenate([getattr(f, name) for f in (none, *found)]) for name in _COLUMNS))


_COLUMNS = tuple(Near.__dataclass_fields__)


@lru_cache(maxsize=8)
def _ready(model: Model) -> _Ready:
    layout = layout_of(model)
    codes = {text: code for code, text in enumerate(layout.constants)}
    program = assemble(
        model,
        layout.columns,
        layout.tables,
        lambda text: codes.get(text, -1),
        dict.fromkeys(layout.tables, RAREST),
    )
    shape = program.caps.spoken.shape
    decisive = np.zeros(shape, bool)
    for at, comparison in enumerate(model.comparisons):
        labels = [level.label in DECISIVE for level in comparison.levels]
        decisive[at, : len(labels)] = labels
    return _Ready(program, decisive, tuple(one.name for one in model.comparisons))


def _scale(shelf: Shelf, ready: _Ready, shares: Numbers, least: float) -> Scale:
    layout: Layout = shelf.layout
    rarest: Mapping[str, float] = dict.fromkeys(layout.tables, RAREST)
    frequencies = Frequencies(layout.tables, shares, rarest)
    return Scale(ready.program, layout.scales, shelf.pool, frequencies, (), ready.names, least)


def _portions(pairs: Numbers, sizes: Numbers) -> Iterator[Numbers]:
    """Neighbouring pairs whose sizes add up to about what is weighed at a time."""
    if not len(pairs):
        return
    edges = np.flatnonzero(np.diff(np.cumsum(sizes) // ROOM, prepend=-1, append=-1)).tolist()
    for first, last in pairwise(edges):
        yield pairs[first:last]


def _plain(shelf: Shelf, pairs: Numbers, ready: _Ready, scale: Scale) -> Near:
    left, right = np.ascontiguousarray(shelf.first[pairs.T], np.int32)
    found = weighed(shelf.rows, left, right, scale, scale.least, _room(len(ready.names)))
    levels = np.where(_spoken(found.levels.T, ready).T, found.levels, -1)
    records = np.searchsorted(shelf.first, found.records, side="right") - 1
    chosen = np.zeros((*levels.shape, 2), np.int16)
    return Near(records, found.weights, found.parts, levels, chosen)


def _room(fields: int) -> Room:
    """This thread's room for so many fields."""
    rooms: dict[int, Room] = _OWN.__dict__.setdefault("rooms", {})
    if fields not in rooms:
        rooms[fields] = Room(ROOM, fields)
    return rooms[fields]


_OWN = threading.local()


def _spoken(levels: Numbers, ready: _Ready) -> Numbers:
    """Whether both sides say something (fields, p)."""
    fields = np.arange(len(levels))[:, None]
    return np.asarray(ready.program.caps.spoken[fields, levels])


def _several(shelf: Shelf, pairs: Numbers, ready: _Ready, scale: Scale) -> Near:
    """Weigh every pair of alternatives; of each field the one that speaks most for a match."""
    counts = np.diff(shelf.first)[pairs]
    sizes = counts.prod(axis=1)
    starts = np.cumsum(sizes) - sizes
    number = np.arange(int(sizes.sum())) - np.repeat(starts, sizes)
    width = np.repeat(counts[:, 1], sizes)
    left = (np.repeat(shelf.first[pairs[:, 0]], sizes) + number // width).astype(np.int32)
    right = (np.repeat(shelf.first[pairs[:, 1]], sizes) + number % width).astype(np.int32)
    found = weighed(shelf.rows, left, right, scale, -np.inf)
    levels, parts, best = _best(found.levels.T, found.parts.T[:-1], starts, sizes, ready)
    total = ready.program.prior + parts.sum(axis=0, dtype=np.float64)
    code = coded(ready.program)
    levels_of, parts_of = np.ascontiguousarray(levels.T), np.ascontiguousarray(parts.T)
    weights = np.empty(len(total))
    cap_all(total, levels_of, parts_of, code.caps, weights)
    kept = weights >= scale.least
    taken = (weights - total).astype(np.float32)[:, None]
    chosen = (
        np.stack([best // counts[:, 1], best % counts[:, 1]], axis=2)
        .transpose(1, 0, 2)
        .astype(np.int16)
    )
    return Near(
        pairs[kept],
        weights[kept],
        np.concatenate([parts_of, taken], axis=1)[kept],
        levels_of[kept],
        chosen[kept],
    )


def _best(
    levels: Numbers, parts: Numbers, starts: Numbers, sizes: Numbers, ready: _Ready
) -> tuple[Numbers, Numbers, Numbers]:
    """Of each run of alternatives the level, the part and the place of the one that counts."""
    fields = np.arange(len(levels))[:, None]
    spoken = _spoken(levels, ready)
    speaks = np.where(spoken, parts, _NEVER)
    speaks = np.where(ready.decisive[fields, levels] & spoken, _ALWAYS, speaks)
    most = np.maximum.reduceat(speaks, starts, axis=1)
    place = np.where(speaks == np.repeat(most, sizes, axis=1), np.arange(levels.shape[1]), 1 << 62)
    best = np.minimum.reduceat(place, starts, axis=1)
    told = np.take_along_axis(spoken, best, axis=1)
    level = np.where(told, np.take_along_axis(levels, best, axis=1), -1).astype(np.int8)
    part = np.where(told, np.take_along_axis(parts, best, axis=1), 0.0).astype(np.float32)
    return level, part, best - starts
