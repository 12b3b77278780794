"""Keep what a process holds near to what it uses."""

import ctypes
import sys
from functools import cache
from typing import Any

import pyarrow as pa

#: mallopt(3): blocks of this size and more are mapped by themselves, and unmapped when freed.
_M_MMAP_THRESHOLD, _MAPPED = -3, 1 << 20
#: mallopt(3): heaps that threads share; each keeps what it once had.
_M_ARENA_MAX, _HEAPS = -8, 2


def give_back() -> None:
    """Let memory that large arrays no longer use go back to the system at once.

    Arrow's own pool keeps what it once had. The C library raises by itself the size from which
    blocks are mapped apart; below it the holes that freed arrays leave stay with the process.
    """
    pa.set_memory_pool(pa.system_memory_pool())
    if hasattr(_library(), "mallopt"):
        _library().mallopt(_M_MMAP_THRESHOLD, _MAPPED)
        _library().mallopt(_M_ARENA_MAX, _HEAPS)


def trim() -> None:
    """Give the holes that small freed blocks left back too; takes some milliseconds."""
    if hasattr(_library(), "malloc_trim"):
        _library().malloc_trim(0)


@cache
def _library() -> Any:
    return ctypes.CDLL(None) if sys.platform == "linux" else object()
