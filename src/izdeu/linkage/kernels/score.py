"""Weigh the pairs of records that share a block, or pairs that are given.

``rows`` (n, c) int32 holds a code per column: of a text in the pool, or a number in units of
``scales``; the least int32 is an empty cell. ``shares`` (k, t) float32 are the log2 frequencies of
each text in each column that has them. ``texts`` is a pool, see ``text``; ``program`` the arrays of a
``Program`` in the order of ``PROGRAM``.
"""

import math
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from izdeu.linkage.kernels.text import alike, within

Numbers = NDArray[Any]

#: The fields of a Program as the kernels take them.
PROGRAM = (
    "tests",
    "bounds",
    "clause_ends",
    "level_ends",
    "comparison_ends",
    "weights",
    "frequencies",
    "frequency_columns",
    "caps",
    "labels",
    "fields",
    "name_caps",
    "best_left",
    "best_rest",
    "nulls",
)
EMPTY = np.iinfo(np.int32).min
#: What a comparison in which no level holds is written as.
NO_LEVEL = -1


@njit(cache=True, nogil=True)
def _kilometres(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    lat_a, lon_a = math.radians(lat_a), math.radians(lon_a)
    lat_b, lon_b = math.radians(lat_b), math.radians(lon_b)
    across = math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    h = math.sin((lat_b - lat_a) / 2) ** 2 + across
    return 2 * 6371.0088 * math.asin(min(1.0, math.sqrt(h)))


@njit(cache=True, nogil=True)
def _measure_holds(test, bound, a, b, x, y, scales):  # type: ignore[no-untyped-def]
    """The tests of numbers: 8 at most, 9 below, 10 and 11 gaps, 12 and 13 distances."""
    operation = test[0]
    first, second = x * scales[test[1]], y * scales[test[3]]
    if operation == 8:
        return first - second <= bound
    if operation == 9:
        return first - second < bound
    if operation == 10:
        return abs(first - second) <= bound
    if operation == 11:
        return abs(first - second) >= bound
    east_a = b[test[5]] if test[2] else a[test[5]]
    east_b = b[test[6]] if test[4] else a[test[6]]
    if east_a == EMPTY or east_b == EMPTY:
        return False
    found = _kilometres(first, east_a * scales[test[5]], second, east_b * scales[test[6]])
    return found <= bound if operation == 12 else found >= bound


@njit(cache=True, nogil=True)
def _holds(test, bound, a, b, scales, texts):  # type: ignore[no-untyped-def]
    """One test of two rows; the numbers of the operations are those of ``Operation``."""
    operation = test[0]
    x = b[test[1]] if test[2] else a[test[1]]
    if operation == 2:
        return x == EMPTY
    if x == EMPTY:
        return False
    if operation == 3:
        return True
    if operation == 14:
        return x == bound
    if operation == 15:
        return x != bound
    y = b[test[3]] if test[4] else a[test[3]]
    if y == EMPTY:
        return False
    if operation == 0:
        return x == y
    if operation == 1:
        return x != y
    if operation >= 8:
        return _measure_holds(test, bound, a, b, x, y, scales)
    if x == y:
        return True
    if operation <= 5:
        return alike(texts[0], texts[1], texts[2], x, y, bound, operation == 4)
    return within(texts[0], texts[1], texts[2], x, y, bound, operation == 7)


@njit(cache=True, nogil=True)
def _level_holds(level, a, b, scales, texts, program):  # type: ignore[no-untyped-def]
    tests, bounds, clause_ends, level_ends = program[0], program[1], program[2], program[3]
    for clause in range(level_ends[level], level_ends[level + 1]):
        holds = True
        for at in range(clause_ends[clause], clause_ends[clause + 1]):
            if not _holds(tests[at], bounds[at], a, b, scales, texts):
                holds = False
                break
        if holds:
            return True
    return False


@njit(cache=True, nogil=True)
def _level_weight(level, a, b, shares, program):  # type: ignore[no-untyped-def]
    weight = program[5][level]
    table, column = program[7][level]
    if table < 0:
        return weight
    x, y = a[column], b[column]
    if x == EMPTY:
        x = y
    if y == EMPTY:
        y = x
    if x == EMPTY:
        return weight
    tf = program[6][level]
    return weight + tf[0] * (tf[1] - max(shares[table, x], shares[table, y], tf[2]))


@njit(cache=True, nogil=True)
def _weigh(a, b, shares, scales, texts, program, least, levels, parts):  # type: ignore[no-untyped-def]
    """Fill the levels and contributions of one pair and give its weight before the caps.

    Below ``least`` a pair is given up as soon as it cannot be reached any more: minus infinity.
    """
    ends, best_left, best_rest = program[4], program[12], program[13]
    total = 0.0
    for field in range(ends.shape[0] - 1):
        levels[field] = -1
        parts[field] = 0.0
        for level in range(ends[field], ends[field + 1]):
            if total + best_left[level] + best_rest[field + 1] < least:
                return -np.inf
            if _level_holds(level, a, b, scales, texts, program):
                levels[field] = level
                parts[field] = _level_weight(level, a, b, shares, program)
                break
        total += parts[field]
    return total


@njit(cache=True, nogil=True)
def _capped(total, levels, parts, program):  # type: ignore[no-untyped-def]
    """The weight after contradictions, and after what a name alone allows."""
    caps, labels, fields, name_caps = program[8], program[9], program[10], program[11]
    nulls = program[14]
    said = 0
    named, full, beyond = False, False, False
    for field in range(fields.shape[0]):
        level = levels[field]
        if level < 0 or nulls[level]:
            continue
        said |= labels[level, 0]
        full |= labels[level, 2] == 1
        named |= fields[field, 0] == 1
        beyond |= parts[field] > 0 and not fields[field, 0] and not fields[field, 1]
    for field in range(fields.shape[0]):
        level = levels[field]
        if level >= 0 and not said & labels[level, 1]:
            total = min(total, caps[level])
    if named and not beyond:
        total = min(total, name_caps[0] if full else name_caps[1])
    return total


@njit(cache=True, nogil=True)
def _shared(a, b, columns):  # type: ignore[no-untyped-def]
    """Whether two rows agree in all of a rule's columns; -1 pads the list."""
    for at in range(columns.shape[0]):
        column = columns[at]
        if column >= 0 and (a[column] == EMPTY or a[column] != b[column]):
            return False
    return True


@njit(cache=True, nogil=True)
def weigh_block(rows, index, starts, rules, scales, shares, texts, program, bounds, at, out):  # type: ignore[no-untyped-def]
    """Weigh all pairs inside each block until the room in ``out`` is used up.

    Block g is rows ``starts[g]`` to ``starts[g + 1]``. ``rules`` says which pairs are weighed here, see
    ``_is_new``. ``bounds`` is the prior and the least weight that is written. ``at`` (4,) int64 is where
    to go on: block, row, partner, and the pairs compared so far; it is moved on. ``out`` is records
    (m, 2), weights (m,), parts (m, fields + 1) whose last column is what caps took away. Gives how many
    pairs were written.
    """
    found = 0
    while at[0] < starts.shape[0] - 1:
        end = starts[at[0] + 1]
        i, j = at[1], at[2]
        if i < 0:
            i, j = starts[at[0]], starts[at[0]] + 1
        while i < end:
            while j < end:
                if found == out[1].shape[0]:
                    at[1], at[2] = i, j
                    return found
                if _is_new(rows, i, j, rules):
                    at[3] += 1
                    found += _write(
                        rows, i, j, index, scales, shares, texts, program, bounds, found, out
                    )
                j += 1
            i += 1
            j = i + 1
        at[0] += 1
        at[1] = -1
    return found


@njit(cache=True, nogil=True)
def _write(rows, i, j, index, scales, shares, texts, program, bounds, found, out):  # type: ignore[no-untyped-def]
    """Weigh one pair; 1 if it is heavy enough to be written, else 0."""
    records, weights, parts, levels = out
    prior, least = bounds
    left = least - prior
    total = prior + _weigh(
        rows[i], rows[j], shares, scales, texts, program, left, levels[found], parts[found]
    )
    if total < least:
        return 0
    weight = _capped(total, levels[found], parts[found], program)
    if weight < least:
        return 0
    parts[found, -1] = weight - total
    weights[found] = weight
    records[found, 0], records[found, 1] = index[i], index[j]
    return 1


@njit(cache=True, nogil=True)
def _is_new(rows, i, j, rules):  # type: ignore[no-untyped-def]
    """Whether a pair belongs here: it agrees in the rule, and was not weighed before.

    ``rules`` holds the rule's columns (w,), the columns of those before (r, w), the bit of each of
    them in ``large`` (r,; -1 for none), ``large`` (n,) itself, whose bits say in which rules a row's
    block was divided, and the columns (s,) that divide: there a pair was only weighed if it agrees
    in one of those.
    """
    rule, earlier, bits, large, seconds = rules
    if not _shared(rows[i], rows[j], rule):
        return False
    for at in range(earlier.shape[0]):
        if _shared(rows[i], rows[j], earlier[at]):
            if bits[at] < 0 or not large[i] >> bits[at] & 1:
                return False
            if _shares_one(rows[i], rows[j], seconds, earlier[at]):
                return False
    return True


@njit(cache=True, nogil=True)
def _shares_one(a, b, seconds, rule):  # type: ignore[no-untyped-def]
    for second in seconds:
        if a[second] != EMPTY and a[second] == b[second] and not (rule == second).any():
            return True
    return False


@njit(cache=True, nogil=True)
def weigh_pairs(rows, pairs, index, scales, shares, texts, program, bounds, out):  # type: ignore[no-untyped-def]
    """Weigh given pairs of row numbers (p, 2) and fill ``out`` as ``weigh_block`` does, level and all."""
    for at in range(pairs.shape[0]):
        _write(
            rows, pairs[at, 0], pairs[at, 1], index, scales, shares, texts, program, bounds, at, out
        )
