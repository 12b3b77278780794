"""Read packed records back: codes by row, and the distinct texts behind them."""

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

Numbers = NDArray[Any]
EMPTY = np.iinfo(np.int32).min
#: Fowler, Noll and Vo's FNV-1a hash, 64 bits.
FNV_START, FNV_PRIME = np.uint64(0xCBF29CE484222325), np.uint64(0x100000001B3)
#: A plain 0 would be a type of its own, and everything that it is given to be compiled twice.
NONE = np.int64(0)
#: A length that does not fit a byte stands in the four bytes after this one.
LONG = 255


@njit(nogil=True, forceinline=True)
def _number(packed, at):  # type: ignore[no-untyped-def]
    """Four bytes, the least first, as a signed number."""
    low = np.int64(packed[at]) | np.int64(packed[at + 1]) << 8 | np.int64(packed[at + 2]) << 16
    found = low | np.int64(packed[at + 3]) << 24
    return found - (np.int64(1) << 32) if found >= np.int64(1) << 31 else found


@njit(nogil=True, forceinline=True)
def _hash(packed, at, length):  # type: ignore[no-untyped-def]
    found = FNV_START
    for i in range(at, at + length):
        found = (found ^ np.uint64(packed[i])) * FNV_PRIME
    return found


@njit(nogil=True, forceinline=True)
def _is_text(packed, at, length, ends, letters, text):  # type: ignore[no-untyped-def]
    first = ends[text]
    if ends[text + 1] - first != length:
        return False
    same = 0
    while same < length and letters[first + same] == packed[at + same]:
        same += 1
    return same == length


@njit(nogil=True)
def _code(packed, at, length, ends, letters, hashes, slots, count):  # type: ignore[no-untyped-def]
    """The code of a text; ``count``, the number of texts, where it was not met before."""
    key = _hash(packed, at, length)
    mask = np.uint64(slots.shape[0] - 1)
    slot = (key ^ key >> np.uint64(32)) & mask
    while slots[slot] >= 0:
        text = slots[slot]
        if hashes[text] == key and _is_text(packed, at, length, ends, letters, text):
            return text
        slot = (slot + np.uint64(1)) & mask
    slots[slot] = count
    hashes[count] = key
    first = ends[count]
    for i in range(length):
        letters[first + i] = packed[at + i]
    ends[count + 1] = first + length
    return count


@njit(nogil=True)
def unpack(packed, starts, numeric, rows, ends, letters, hashes, slots):  # type: ignore[no-untyped-def]
    """Fill rows, texts and hashes from packed records; gives how many texts there are.

    ``packed`` uint8 holds the records end to end, record i from ``starts[i]`` (m,) int64: two bytes
    for how many rows it has, then row by row four bytes for each column that is ``numeric`` (c,),
    for the others a length and so many bytes. ``rows`` (r, c) int32; ``ends`` int64, ``letters``
    uint8 and ``hashes`` uint64 have room for every text; ``slots`` int32, a power of two in length,
    is filled with -1.
    """
    count = row = 0
    ends[0] = 0
    for record in range(starts.shape[0]):
        at = starts[record]
        alternatives = np.int64(packed[at]) | np.int64(packed[at + 1]) << 8
        at += 2
        for _ in range(alternatives):
            for column in range(numeric.shape[0]):
                if numeric[column]:
                    rows[row, column] = _number(packed, at)
                    at += 4
                    continue
                length = np.int64(packed[at])
                at += 1
                if length == LONG:
                    length = _number(packed, at)
                    at += 4
                if length == 0:
                    rows[row, column] = EMPTY
                    continue
                code = _code(packed, at, length, ends, letters, hashes, slots, count)
                count += code == count
                rows[row, column] = code
                at += length
            row += 1
    return count


@njit(nogil=True)
def meet(rows, places, met, tables, codes):  # type: ignore[no-untyped-def]
    """Write each text that some columns hold, once for a column; gives how many.

    ``places`` (t,) int64 are the columns of ``rows`` (r, c) int32; ``met`` (t, texts) bool is all
    false. Of the k-th text ``tables[k]`` int64 is its place among the columns, ``codes[k]`` int64
    its code.
    """
    count = NONE
    for row in range(rows.shape[0]):
        for table in range(places.shape[0]):
            code = rows[row, places[table]]
            if code != EMPTY and not met[table, code]:
                met[table, code] = True
                tables[count], codes[count] = table, code
                count += 1
    return count
