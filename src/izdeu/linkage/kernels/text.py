"""Edit distances over a pool of texts: UTF-8 bytes end to end, as DuckDB compares them.

A pool is ``ends`` (t + 1,) int64, ``letters`` uint8 and ``kinds`` (t,) uint64, in which a bit is
set for each kind of byte that a text holds: enough to rule most pairs out without comparing them. A
text is passed as where it begins and how long it is: making a view of it would cost more than
comparing it.
"""

from typing import Any

import numpy as np
from numba import carray, njit, types  # type: ignore[attr-defined]
from numpy.typing import NDArray

Numbers = NDArray[Any]

ROUNDING = 1e-12
#: Longer texts do not fit the machine words in which matched letters are marked.
WORD = 64

# An array of numba's own would need numba beside it when the machine code runs; see ``compiler``.
_allot: Any = types.ExternalFunction("malloc", types.voidptr(types.uintp))
_release: Any = types.ExternalFunction("free", types.void(types.voidptr))


@njit(nogil=True)
def fill_kinds(ends: Numbers, letters: Numbers, kinds: Numbers) -> None:
    """Set the bits of each text's kinds of bytes."""
    for text in range(kinds.shape[0]):
        bits = np.uint64(0)
        for at in range(ends[text], ends[text + 1]):
            bits |= np.uint64(1) << np.uint64(letters[at] & 63)
        kinds[text] = bits


@njit(nogil=True, forceinline=True)
def _count_bits(bits: Any) -> Any:
    found = 0
    while bits:
        bits &= bits - np.uint64(1)
        found += 1
    return found


@njit(nogil=True, forceinline=True)
def _prefix(letters: Numbers, a: int, b: int, shorter: int) -> int:
    length = min(4, shorter)
    for at in range(length):
        if letters[a + at] != letters[b + at]:
            return at
    return length


@njit(nogil=True, forceinline=True)
def _boosted(similarity: float, prefix: int) -> float:
    if similarity <= 0.7:
        return similarity
    return similarity + 0.1 * prefix * (1.0 - similarity)


@njit(nogil=True)
def _alike(ends, letters, kinds, a, b, least, winkler):  # type: ignore[no-untyped-def]
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
    if n_a > WORD or n_b > WORD:
        found = _jaro_long(letters, from_a, n_a, from_b, n_b)
    else:
        found = _jaro(letters, from_a, n_a, from_b, n_b)
    return _boosted(found, prefix) >= least


@njit(nogil=True)
def _jaro(letters: Numbers, a: int, n_a: int, b: int, n_b: int) -> float:
    reach = max(max(n_a, n_b) // 2 - 1, 0)
    taken_a, taken_b = np.uint64(0), np.uint64(0)
    one = np.uint64(1)
    matched = 0
    for i in range(n_a):
        letter = letters[a + i]
        for j in range(max(0, i - reach), min(n_b, i + reach + 1)):
            if letters[b + j] == letter and not taken_b >> np.uint64(j) & one:
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
            crossed += letters[a + i] != letters[b + j]
            j += 1
    return (matched / n_a + matched / n_b + (matched - crossed // 2) / matched) / 3.0


@njit(nogil=True)
def _jaro_long(letters: Numbers, a: int, n_a: int, b: int, n_b: int) -> float:
    reach = max(max(n_a, n_b) // 2 - 1, 0)
    room = _allot(n_a + n_b)
    marks = carray(room, (n_a + n_b,), np.uint8)
    taken, found = marks[:n_b], marks[n_b:]
    for j in range(n_b):
        taken[j] = 0
    matched = 0
    for i in range(n_a):
        for j in range(max(0, i - reach), min(n_b, i + reach + 1)):
            if letters[b + j] == letters[a + i] and not taken[j]:
                taken[j] = 1
                found[matched] = letters[a + i]
                matched += 1
                break
    crossed = 0
    at = 0
    for j in range(n_b):
        if taken[j]:
            crossed += found[at] != letters[b + j]
            at += 1
    _release(room)
    if matched == 0:
        return 0.0
    return (matched / n_a + matched / n_b + (matched - crossed // 2) / matched) / 3.0


@njit(nogil=True)
def _within(ends, letters, kinds, a, b, most, swaps):  # type: ignore[no-untyped-def]
    from_a, from_b = ends[a], ends[b]
    n_a, n_b = ends[a + 1] - from_a, ends[b + 1] - from_b
    only_a = _count_bits(kinds[a] & ~kinds[b])
    only_b = _count_bits(kinds[b] & ~kinds[a])
    if abs(n_a - n_b) > most or max(only_a, only_b) > most:
        return False
    if n_a > n_b:
        from_a, n_a, from_b, n_b = from_b, n_b, from_a, n_a
    if most < 2.0:
        return _one_step(letters, from_a, n_a, from_b, n_b, most >= 1.0, swaps)
    return _distance(letters, from_a, n_a, from_b, n_b, int(most), swaps) <= most


@njit(nogil=True)
def _one_step(letters, a, n_a, b, n_b, allowed, swaps):  # type: ignore[no-untyped-def]
    """Whether at most one step (none, if not ``allowed``) leads from the shorter text to the
    other."""
    at = 0
    while at < n_a and letters[a + at] == letters[b + at]:
        at += 1
    if at == n_a and at == n_b:
        return True
    if not allowed:
        return False
    if n_a < n_b:
        return _same(letters, a + at, b + at + 1, n_a - at)
    left = n_a - at - 1
    if _same(letters, a + at + 1, b + at + 1, left):
        return True
    if not swaps or left < 1:
        return False
    crossed = letters[a + at] == letters[b + at + 1] and letters[a + at + 1] == letters[b + at]
    return crossed and _same(letters, a + at + 2, b + at + 2, left - 1)


@njit(nogil=True, forceinline=True)
def _same(letters: Numbers, a: int, b: int, length: int) -> bool:
    at = 0
    while at < length and letters[a + at] == letters[b + at]:
        at += 1
    return at == length


@njit(nogil=True)
def _distance(letters, a, n_a, b, n_b, most, swaps):  # type: ignore[no-untyped-def]
    """Damerau's unrestricted distance, or Levenshtein's, where it is at most ``most``; more,
    otherwise.

    A swap of letters that stand far apart costs what stands between them: so no more rows of the
    table are kept than ``most`` reaches back.
    """
    kept, width = min(most, n_a) + 2, n_b + 2
    size = kept * width + 256
    room = _allot(4 * size)
    cells = carray(room, (size,), np.int32)
    grid, last_row = cells[256:], cells[:256]
    for letter in range(256):
        last_row[letter] = 0
    for j in range(n_b + 1):
        grid[j + 1] = j
    for i in range(1, n_a + 1):
        row, before = grid[i % kept * width :], grid[(i - 1) % kept * width :]
        row[1] = i
        x, last_column = letters[a + i - 1], 0
        for j in range(1, n_b + 1):
            y = letters[b + j - 1]
            best = min(before[j] + (x != y), row[j] + 1, before[j + 1] + 1)
            from_row = last_row[y]
            if swaps and from_row > 0 and last_column > 0 and i - from_row < kept - 1:
                gap = (i - from_row - 1) + 1 + (j - last_column - 1)
                best = min(best, grid[(from_row - 1) % kept * width + last_column] + gap)
            if x == y:
                last_column = j
            row[j + 1] = best
        last_row[x] = i
    found = grid[n_a % kept * width + n_b + 1]
    _release(room)
    return found
