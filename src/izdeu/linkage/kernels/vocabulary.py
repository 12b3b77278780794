"""Give texts their codes, by a table of hashes that stays from batch to batch."""

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from izdeu.linkage.kernels.packing import _code

Numbers = NDArray[Any]


@njit(nogil=True)
def enrol(starts, told, ends, letters, hashes, slots, count, codes):  # type: ignore[no-untyped-def]
    """Write the code of each text; those not met before are added. Gives how many there are then.

    Text i is the bytes of ``told`` uint8 from ``starts[i]`` to ``starts[i + 1]``, (m + 1,) int64;
    its code goes to ``codes`` (m,) int32. ``ends`` int64, ``letters`` uint8 and ``hashes`` uint64
    hold the ``count`` texts met so far and have room for all of these; ``slots`` int32, a power of
    two in length and more than the texts there will be, has -1 where it is free.
    """
    for text in range(codes.shape[0]):
        first = starts[text]
        length = starts[text + 1] - first
        code = _code(told, first, length, ends, letters, hashes, slots, count)
        count += code == count
        codes[text] = code
    return count


@njit(nogil=True)
def reseat(hashes, slots):  # type: ignore[no-untyped-def]
    """Put every text into ``slots``, which are free, by its hash."""
    mask = np.uint64(slots.shape[0] - 1)
    for text in range(hashes.shape[0]):
        key = hashes[text]
        slot = (key ^ key >> np.uint64(32)) & mask
        while slots[slot] >= 0:
            slot = (slot + np.uint64(1)) & mask
        slots[slot] = text
