"""Records made ready once and kept as bytes, so that many can be weighed at a moment's notice."""

import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from izdeu.linkage import arrow
from izdeu.linkage.column import NUMBERS
from izdeu.linkage.condition import Call, Constant, Node, parse
from izdeu.linkage.evaluation import Value
from izdeu.linkage.feature import GROUPS, Columns, Features
from izdeu.linkage.kernels import entry as kernels
from izdeu.linkage.matrix import EMPTY, Pool, frequency_columns, wanted_columns
from izdeu.linkage.model import Model

Numbers = NDArray[Any]
_LONG = 255
#: The hash of the empty text, see ``kernels.packing``.
EMPTY_HASH = 0xCBF29CE484222325
_MIXER = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, eq=False)
class Layout:
    """Which columns a packed record holds, in which order; it follows from the model."""

    columns: tuple[str, ...]
    numeric: Numbers
    """(c,) bool."""
    texts: int
    """How many columns are not."""
    scales: Numbers
    constants: tuple[str, ...]
    """Texts that the model's conditions name: they have the first codes."""
    tables: tuple[str, ...]
    """Columns whose texts are counted."""


@dataclass(frozen=True, eq=False)
class Shelf:
    """Unpacked records: one row for each alternative of a record."""

    layout: Layout
    rows: Numbers
    """(r, c) int32."""
    first: Numbers
    """(m + 1,) int64: where each record's rows begin."""
    pool: Pool
    hashes: Numbers
    """(t,) uint64."""


@lru_cache(maxsize=8)
def layout_of(model: Model) -> Layout:
    """The layout for a model."""
    columns = tuple(dict.fromkeys((*wanted_columns(model), "row")))
    levels = (level for comparison in model.comparisons for level in comparison.levels)
    named = (text for level in levels for text in _texts(parse(level.condition)))
    numeric = np.array([name in NUMBERS for name in columns])
    return Layout(
        columns=columns,
        numeric=numeric,
        texts=int((~numeric).sum()),
        scales=np.array([NUMBERS.get(name, 1.0) for name in columns]),
        constants=tuple(dict.fromkeys(named)),
        tables=frequency_columns(model),
    )


def _texts(node: Node | None) -> Iterator[str]:
    if isinstance(node, Constant) and isinstance(node.value, str) and node.value:
        yield node.value
    elif isinstance(node, Call):
        for argument in node.arguments:
            yield from _texts(argument)


def pack(described: Features, layout: Layout) -> bytes:
    """A record's columns as bytes; see ``kernels.packing``."""
    rows = list(alternatives(described))
    return b"".join((struct.pack("<H", len(rows)), *(_packed_row(row, layout) for row in rows)))


def alternatives(described: Features) -> Iterator[Columns]:
    """The record once for each alternative; a group with fewer repeats its last one.

    So any two alternatives of two records meet in some pair of rows, as long as a comparison
    reads one group only.
    """
    count = max((len(held) for held in described.several.values()), default=1)
    for at in range(count):
        row = dict(described.single)
        for held in described.several.values():
            row.update(held[min(at, len(held) - 1)])
        yield row


def _packed_row(row: Columns, layout: Layout) -> bytes:
    pieces = []
    for name in layout.columns:
        value = row.get(name)
        if name in NUMBERS:
            code = EMPTY if value is None else round(float(value) / NUMBERS[name])
            pieces.append(struct.pack("<i", code))
        else:
            pieces.append(_text("" if value is None else str(value)))
    return b"".join(pieces)


def _text(words: str) -> bytes:
    told = words.encode()
    if len(told) < _LONG:
        return bytes((len(told),)) + told
    return bytes((_LONG,)) + struct.pack("<i", len(told)) + told


def described(packed: bytes, layout: Layout) -> Features:
    """The columns of one packed record."""
    rows = list(_read(packed, layout))
    grouped = {column for held in GROUPS.values() for column in held}
    single = {name: value for name, value in rows[0].items() if name not in grouped}
    several: dict[str, tuple[Columns, ...]] = {}
    for group, columns in GROUPS.items():
        found = ({name: row[name] for name in columns if name in row} for row in rows)
        told = tuple(one for one in found if one)
        if told:
            several[group] = told
    return Features(single, several)


def _read(packed: bytes, layout: Layout) -> Iterator[dict[str, Value]]:
    (count,) = struct.unpack_from("<H", packed)
    at = 2
    for _ in range(count):
        row: dict[str, Value] = {}
        for name in layout.columns:
            if name in NUMBERS:
                (code,) = struct.unpack_from("<i", packed, at)
                at += 4
                if code != EMPTY:
                    row[name] = code if NUMBERS[name] == 1.0 else code * NUMBERS[name]
                continue
            length, at = packed[at], at + 1
            if length == _LONG:
                (length,), at = struct.unpack_from("<i", packed, at), at + 4
            if length:
                row[name] = packed[at : at + length].decode()
            at += length
        yield row


def unpack(records: Iterable[bytes], layout: Layout) -> Shelf:
    """Lay packed records out for weighing."""
    named = _named(layout)
    held = [*named.packed, *records]
    packed = np.frombuffer(bytearray().join(held), np.uint8)
    starts = np.cumsum([0, *map(len, held)])[:-1]
    counts = packed[starts].astype(np.int64) | packed[starts + 1].astype(np.int64) << 8
    total = int(counts.sum())
    cells = total * layout.texts
    rows = np.empty((total, len(layout.columns)), np.int32)
    ends, letters = np.zeros(cells + 1, np.int64), np.empty(len(packed), np.uint8)
    hashes = np.empty(cells, np.uint64)
    slots = np.full(1 << max(4, (2 * cells).bit_length()), -1, np.int32)
    count = kernels.unpack(packed, starts, layout.numeric, rows, ends, letters, hashes, slots)
    known = len(named.packed)
    first = np.zeros(len(held) - known + 1, np.int64)
    np.cumsum(counts[known:], out=first[1:])
    return Shelf(
        layout,
        rows[known:],
        first,
        Pool.laid(named.texts, ends[: count + 1], letters[: int(ends[count])]),
        hashes[:count],
    )


@dataclass(frozen=True, eq=False)
class _Named:
    """The texts that a model's conditions name, as records that say nothing else: each text gets
    the next code."""

    packed: tuple[bytes, ...]
    texts: pa.Array


@lru_cache(maxsize=8)
def _named(layout: Layout) -> _Named:
    column = next(name for name in layout.columns if name not in NUMBERS)
    rows = (_packed_row({column: text}, layout) for text in layout.constants)
    packed = tuple(struct.pack("<H", 1) + row for row in rows)
    return _Named(packed, arrow.texts(layout.constants))


def counted(shelf: Shelf) -> tuple[Numbers, Numbers, Numbers]:
    """The texts that occur in columns whose texts are counted: the table (k,), the code (k,) and
    the key (k,) int64 of each."""
    places = _places(shelf.layout)
    met = np.zeros((len(places), len(shelf.hashes)), bool)
    tables, codes = np.empty((2, len(shelf.rows) * len(places)), np.int64)
    count = kernels.meet(shelf.rows, places, met, tables, codes)
    tables, codes = tables[:count], codes[:count]
    return tables, codes, keyed(shelf.hashes[codes], _salts(shelf.layout)[tables])


def said(shelf: Shelf) -> list[Numbers]:
    """Per record the keys (k,) int64 under which its texts are counted, each followed by the key
    under which all that its column says is."""
    codes = shelf.rows[shelf.first[:-1]][:, _places(shelf.layout)]
    salts = np.broadcast_to(_salts(shelf.layout), codes.shape)
    there = codes != EMPTY
    keys = np.zeros((*codes.shape, 2), np.int64)
    keys[there, 0] = keyed(shelf.hashes[codes[there]], salts[there])
    keys[..., 1] = keyed(np.uint64(EMPTY_HASH), salts)
    return [row[held].ravel() for row, held in zip(keys, there, strict=True)]


@lru_cache(maxsize=8)
def _places(layout: Layout) -> Numbers:
    """Where the columns whose texts are counted stand."""
    return np.array([layout.columns.index(table) for table in layout.tables], np.int64)


@lru_cache(maxsize=8)
def _salts(layout: Layout) -> Numbers:
    return np.array([salt(table) for table in layout.tables], np.uint64)


def hash_of(text: str) -> int:
    """The hash of one text, as unpacked records have it."""
    found = EMPTY_HASH
    for byte in text.encode():
        found = (found ^ byte) * 0x100000001B3 % (1 << 64)
    return found


def salt(table: str) -> np.uint64:
    """What tells the texts of one column from those of another."""
    return np.uint64(zlib.crc32(table.encode()))


def keyed(hashes: Numbers | np.uint64, salts: Numbers | np.uint64) -> Numbers:
    """Keys (k,) int64 under which texts are counted, told apart by their columns."""
    mixed = (hashes ^ salts) * _MIXER
    return np.asarray((mixed ^ mixed >> np.uint64(29)).view(np.int64))
