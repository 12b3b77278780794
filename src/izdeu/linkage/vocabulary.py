"""The distinct texts of a table, with a code for each, while the table is read."""

from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from izdeu.linkage.kernels import entry

Numbers = NDArray[Any]
#: Slots of the first table of hashes, and letters there is room for at first.
FIRST_SLOTS, FIRST_LETTERS = 1 << 12, 1 << 16


class Vocabulary:
    """Gives texts codes 0, 1, 2 … in the order in which they are first met.

    What a batch costs depends on the batch, not on how many texts were met before.
    """

    def __init__(self) -> None:
        self._count = 0
        self._ends = np.zeros(FIRST_SLOTS, np.int64)
        self._letters = np.empty(FIRST_LETTERS, np.uint8)
        self._hashes = np.empty(FIRST_SLOTS, np.uint64)
        self._slots = np.full(FIRST_SLOTS, -1, np.int32)

    def __len__(self) -> int:
        return self._count

    @property
    def texts(self) -> pa.Array:
        """All texts by code."""
        ends = pa.py_buffer(self._ends[: self._count + 1])
        letters = pa.py_buffer(self._letters[: self._ends[self._count]])
        large = pa.LargeStringArray.from_buffers(self._count, ends, letters)
        return large.cast(pa.string())

    def codes(self, texts: pa.Array) -> Numbers:
        """The codes (m,) int32 of texts, none of them missing."""
        starts, told = laid(texts)
        self._make_room(len(texts), int(starts[-1] - starts[0]))
        codes = np.empty(len(texts), np.int32)
        held = (self._ends, self._letters, self._hashes, self._slots)
        self._count = entry.enrol(starts, told, *held, self._count, codes)
        return codes

    def _make_room(self, texts: int, letters: int) -> None:
        self._ends = _with_room(self._ends, self._count + texts + 1)
        self._hashes = _with_room(self._hashes, self._count + texts)
        self._letters = _with_room(self._letters, int(self._ends[self._count]) + letters)
        if len(self._slots) < 2 * (self._count + texts):
            size = 1 << (2 * (self._count + texts)).bit_length()
            self._slots = np.full(size, -1, np.int32)
            entry.reseat(self._hashes[: self._count], self._slots)


def laid(texts: pa.Array) -> tuple[Numbers, Numbers]:
    """Where each text begins and ends (m + 1,) int64, and the letters end to end, uint8."""
    large = texts.cast(pa.large_string())
    _, ends, letters = large.buffers()
    edges = np.frombuffer(ends, np.int64)[large.offset :][: len(large) + 1] if ends else [0]
    held = np.frombuffer(letters, np.uint8) if letters else np.zeros(0, np.uint8)
    return np.asarray(edges, np.int64), held


def _with_room(held: Numbers, wanted: int) -> Numbers:
    """The array, twice as long or as long as it must be where it is too short."""
    if len(held) >= wanted:
        return held
    longer = np.empty(max(wanted, 2 * len(held)), held.dtype)
    longer[: len(held)] = held
    return longer
