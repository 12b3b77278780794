"""Keep what a process holds near to what it uses."""

import ctypes
import sys

import pyarrow as pa

#: mallopt(3): blocks of this size and more are mapped by themselves, and unmapped when freed.
_M_MMAP_THRESHOLD, _MAPPED = -3, 1 << 21


def give_back() -> None:
    """Let memory that large arrays no longer use go back to the system at once.

    Arrow's own pool keeps what it once had. The C library raises by itself the size from which
    blocks are mapped apart; below it the holes that freed arrays leave stay with the process.
    """
    pa.set_memory_pool(pa.system_memory_pool())
    if sys.platform == "linux":
        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
        if mallopt is not None:
            mallopt(_M_MMAP_THRESHOLD, _MAPPED)
