"""Edit distances over a pool of texts: UTF-8 bytes end to end, as DuckDB compares them.

A pool is ``ends`` (t + 1,) int64, ``letters`` uint8 and ``kinds`` (t,) uint64, in which a bit is set for
each kind of byte that a text holds: enough to rule most pairs out without comparing them.
"""

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

Numbers = NDArray[Any]

ROUNDING = 1e-12


@njit(cache=True, nogil=True)
def fill_kinds(ends: Numbers, letters: Numbers, kinds: Numbers) -> None:
    """Set the bits of each text's kinds of bytes."""
    for text in range(kinds.shape[0]):
        bits = np.uint64(0)
        for at in range(ends[text], ends[text + 1]):
            bits |= np.uint64(1) << np.uint64(letters[at] & 63)
        kinds[text] = bits


@njit(cache=True, nogil=True)
def _count_bits(bits: int) -> int:
    found = 0
    while bits:
        bits &= bits - np.uint64(1)
        found += 1
    return found


@njit(cache=True, nogil=True)
def missing_kinds(kinds: Numbers, a: int, b: int) -> int:
    """How many kinds of bytes one text has that the other lacks; the greater of both ways."""
    only_a = _count_bits(kinds[a] & ~kinds[b])
    only_b = _count_bits(kinds[b] & ~kinds[a])
    return max(only_a, only_b)


@njit(cache=True, nogil=True)
def _prefix(letters: Numbers, a: int, b: int, shorter: int) -> int:
    length = min(4, shorter)
    for at in range(length):
        if letters[a + at] != letters[b + at]:
            return at
    return length


@njit(cache=True, nogil=True)
def _boosted(similarity: float, prefix: int) -> float:
    if similarity <= 0.7:
        return similarity
    return similarity + 0.1 * prefix * (1.0 - similarity)


@njit(cache=True, nogil=True)
def alike(ends, letters, kinds, a, b, least, winkler):  # type: ignore[no-untyped-def]
    """Whether Jaro's similarity (Jaro–Winkler's if ``winkler``) is at least ``least``."""
    from_a, from_b = ends[a], ends[b]
    n_a, n_b = ends[a + 1] - from_a, ends[b + 1] - from_b
    if n_a == 0 or n_b == 0:
        return n_a == n_b and least <= 1.0
    prefix = _prefix(letters, from_a, from_b, min(n_a, n_b)) if winkler else 0
    only_a = _count_bits(kinds[a] & ~kinds[b])
    only_b = _count_bits(kinds[b] & ~kinds[a])
    most = min(n_a - only_a, n_b - only_b)
    bound = (most / n_a + most / n_b + 1.0) / 3.0
    if most <= 0 or _boosted(bound, prefix) < least - ROUNDING:
        return least <= 0.0
    found = _jaro(letters[from_a : from_a + n_a], letters[from_b : from_b + n_b])
    return _boosted(found, prefix) >= least - ROUNDING


@njit(cache=True, nogil=True)
def _jaro(a: Numbers, b: Numbers) -> float:
    n_a, n_b = a.shape[0], b.shape[0]
    if n_a > 64 or n_b > 64:
        return _jaro_long(a, b)
    reach = max(max(n_a, n_b) // 2 - 1, 0)
    taken_a, taken_b = np.uint64(0), np.uint64(0)
    one = np.uint64(1)
    matched = 0
    for i in range(n_a):
        for j in range(max(0, i - reach), min(n_b, i + reach + 1)):
            if b[j] == a[i] and not taken_b >> np.uint64(j) & one:
                taken_a |= one << np.uint64(i)
                taken_b |= one << np.uint64(j)
                matched += 1
                break
    if matched == 0:
        return 0.0
    crossed = 0
    j = 0
    for i in range(n_a):
        if taken_a >> np.uint64(i) & one:
            while not taken_b >> np.uint64(j) & one:
                j += 1
            crossed += a[i] != b[j]
            j += 1
    return (matched / n_a + matched / n_b + (matched - crossed // 2) / matched) / 3.0


@njit(cache=True, nogil=True)
def _jaro_long(a: Numbers, b: Numbers) -> float:
    n_a, n_b = a.shape[0], b.shape[0]
    reach = max(max(n_a, n_b) // 2 - 1, 0)
    taken = np.zeros(n_b, np.bool_)
    found = np.empty(n_a, np.uint8)
    matched = 0
    for i in range(n_a):
        for j in range(max(0, i - reach), min(n_b, i + reach + 1)):
            if b[j] == a[i] and not taken[j]:
                taken[j] = True
                found[matched] = a[i]
                matched += 1
                break
    crossed = 0
    at = 0
    for j in range(n_b):
        if taken[j]:
            crossed += found[at] != b[j]
            at += 1
    if matched == 0:
        return 0.0
    return (matched / n_a + matched / n_b + (matched - crossed // 2) / matched) / 3.0


@njit(cache=True, nogil=True)
def within(ends, letters, kinds, a, b, most, swaps):  # type: ignore[no-untyped-def]
    """Whether Levenshtein's distance (Damerau's if ``swaps``) is at most ``most``."""
    from_a, from_b = ends[a], ends[b]
    n_a, n_b = ends[a + 1] - from_a, ends[b + 1] - from_b
    if abs(n_a - n_b) > most or missing_kinds(kinds, a, b) > most:
        return False
    first = letters[from_a : from_a + n_a]
    second = letters[from_b : from_b + n_b]
    if most < 2.0:
        return _one_step(first, second, int(most), swaps)
    return _distance(first, second, swaps) <= most


@njit(cache=True, nogil=True)
def _one_step(a: Numbers, b: Numbers, most: int, swaps: bool) -> bool:
    if a.shape[0] > b.shape[0]:
        a, b = b, a
    n_a, n_b = a.shape[0], b.shape[0]
    at = 0
    while at < n_a and a[at] == b[at]:
        at += 1
    if at == n_a:
        return n_b - n_a <= most
    if most < 1:
        return False
    if n_a < n_b:
        return _same_from(a, at, b, at + 1)
    if _same_from(a, at + 1, b, at + 1):
        return True
    crossed = at + 1 < n_a and a[at] == b[at + 1] and a[at + 1] == b[at]
    return swaps and crossed and _same_from(a, at + 2, b, at + 2)


@njit(cache=True, nogil=True)
def _same_from(a: Numbers, i: int, b: Numbers, j: int) -> bool:
    while i < a.shape[0] and j < b.shape[0]:
        if a[i] != b[j]:
            return False
        i += 1
        j += 1
    return i == a.shape[0] and j == b.shape[0]


@njit(cache=True, nogil=True)
def _distance(a: Numbers, b: Numbers, swaps: bool) -> int:
    """Damerau's unrestricted distance, or Levenshtein's."""
    n_a, n_b = a.shape[0], b.shape[0]
    width = n_a + n_b
    grid = np.full((n_a + 2, n_b + 2), width, np.int32)
    last_row = np.zeros(256, np.int32)
    grid[1:, 1] = np.arange(n_a + 1)
    grid[1, 1:] = np.arange(n_b + 1)
    for i in range(1, n_a + 1):
        last_column = 0
        for j in range(1, n_b + 1):
            best = min(grid[i, j] + (a[i - 1] != b[j - 1]), grid[i + 1, j] + 1, grid[i, j + 1] + 1)
            if swaps:
                row, column = last_row[b[j - 1]], last_column
                best = min(best, grid[row, column] + (i - row - 1) + 1 + (j - column - 1))
                if a[i - 1] == b[j - 1]:
                    last_column = j
            grid[i + 1, j + 1] = best
        last_row[a[i - 1]] = i
    return int(grid[n_a + 1, n_b + 1])
