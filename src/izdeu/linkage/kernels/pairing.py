"""Enumerate the pairs of rows that share a block and were not met under an earlier rule."""

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

Numbers = NDArray[Any]
EMPTY = np.iinfo(np.int32).min


@njit(nogil=True, forceinline=True)
def _shared(rows, i, j, columns, at):  # type: ignore[no-untyped-def]
    """Whether two rows agree in all columns of list ``at``; -1 ends it."""
    for place in range(columns.shape[1]):
        column = columns[at, place]
        if column < 0:
            return True
        if rows[i, column] == EMPTY or rows[i, column] != rows[j, column]:
            return False
    return True


@njit(nogil=True)
def _shares_one(rows, i, j, seconds, columns, at):  # type: ignore[no-untyped-def]
    for number in range(seconds.shape[0]):
        second, whole = seconds[number, 0], seconds[number, 1]
        if rows[i, second] != EMPTY and rows[i, second] == rows[j, second]:
            used = False
            for place in range(columns.shape[1]):
                column = columns[at, place]
                used |= column >= 0 and column in (second, whole)
            if not used:
                return True
    return False


@njit(nogil=True, forceinline=True)
def _is_new(rows, i, j, columns, bits, large, seconds):  # type: ignore[no-untyped-def]
    for at in range(columns.shape[0]):
        if _shared(rows, i, j, columns, at) != (at == 0):
            if at == 0:
                return False
            divided = bits[at] >= 0 and large[i] >> bits[at] & 1
            if not divided or _shares_one(rows, i, j, seconds, columns, at):
                return False
    return True


@njit(nogil=True)
def pairs_of_blocks(rows, starts, columns, bits, large, seconds, at, left, right):  # type: ignore[no-untyped-def]
    """Write the pairs inside each block until the room is used up; gives how many.

    ``rows`` (n, c) int32 are codes; block g is rows ``starts[g]`` to ``starts[g + 1]``.
    A pair belongs here if it agrees in the rule's columns, the first of ``columns`` (1 + r, w),
    and in none of the rules before, the others. ``bits`` (1 + r,) is the bit of each in ``large``
    (n,), which says in which rules a row's block was divided, -1 for none; a divided block only
    had the pairs that agree in one of the columns ``seconds`` (s, 2), which come with the column
    that they are made of, -1 for none: a rule on that had no use for them. ``at`` (3,) is where to
    go on: block, row, partner; it moves on.
    """
    found = 0
    while at[0] < starts.shape[0] - 1:
        end = starts[at[0] + 1]
        i, j = at[1], at[2]
        if i < 0:
            i, j = starts[at[0]], starts[at[0]] + 1
        while i < end:
            while j < end:
                if found == left.shape[0]:
                    at[1], at[2] = i, j
                    return found
                if _is_new(rows, i, j, columns, bits, large, seconds):
                    left[found], right[found] = i, j
                    found += 1
                j += 1
            i += 1
            j = i + 1
        at[0] += 1
        at[1] = -1
    return found
