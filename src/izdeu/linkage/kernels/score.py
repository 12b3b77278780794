"""Weigh the pairs of records that share a block; a given pair is a block of two.

``rows`` (n, c) int32 holds a code per column: of a text in the pool, or a number in units of
``scales``; the least int32 is an empty cell. ``texts`` is a pool, see ``text``. ``conditions`` and
``scoring`` are arrays of a ``Program``, in the order of ``CONDITIONS`` and ``SCORING``, with the
log2 frequencies ``shares`` (k, t) of each text in each column that has them after the latter.
Arrays are indexed in place: in these loops a view costs more than the comparison.
"""

import math
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from izdeu.linkage.kernels.text import alike, within

Numbers = NDArray[Any]

#: The fields of a Program as the kernels take them.
CONDITIONS = ("tests", "bounds", "clause_ends", "level_ends")
SCORING = (
    "comparison_ends",
    "weights",
    "frequencies",
    "frequency_columns",
    "best_left",
    "costly",
)
CAPPING = ("caps", "labels", "fields", "name_caps", "nulls")
EMPTY = np.iinfo(np.int32).min
#: What parts kept as single floats may be off by.
ROUNDING = 1e-4


@njit(cache=True, nogil=True)
def _kilometres(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    lat_a, lon_a = math.radians(lat_a), math.radians(lon_a)
    lat_b, lon_b = math.radians(lat_b), math.radians(lon_b)
    across = math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    h = math.sin((lat_b - lat_a) / 2) ** 2 + across
    return 2 * 6371.0088 * math.asin(min(1.0, math.sqrt(h)))


@njit(cache=True, nogil=True)
def _near(rows, i, j, tests, at, scales, lat_a, lat_b, bound):  # type: ignore[no-untyped-def]
    """The tests of distance: 12 within the bound, 13 beyond it."""
    east_a = rows[j if tests[at, 2] else i, tests[at, 5]]
    east_b = rows[j if tests[at, 4] else i, tests[at, 6]]
    if east_a == EMPTY or east_b == EMPTY:
        return False
    lon_a, lon_b = east_a * scales[tests[at, 5]], east_b * scales[tests[at, 6]]
    found = _kilometres(lat_a, lon_a, lat_b, lon_b)
    return found <= bound if tests[at, 0] == 12 else found >= bound


@njit(cache=True, nogil=True, forceinline=True)
def _number_holds(operation, difference, bound):  # type: ignore[no-untyped-def]
    """The tests of numbers: 8 at most, 9 below, 10 and 11 the size of the gap."""
    if operation == 8:
        return difference <= bound
    if operation == 9:
        return difference < bound
    if operation == 10:
        return abs(difference) <= bound
    return abs(difference) >= bound


@njit(cache=True, nogil=True, forceinline=True)
def _one_sided(operation, x, bound):  # type: ignore[no-untyped-def]
    """The tests of one cell: 2 absent, 3 present, 14 and 15 this value or another."""
    if operation == 2:
        return x == EMPTY
    if x == EMPTY or operation == 3:
        return x != EMPTY
    return (x == bound) == (operation == 14)


@njit(cache=True, nogil=True, forceinline=True)
def _holds(rows, i, j, tests, at, bound, scales, ends, letters, kinds):  # type: ignore[no-untyped-def]
    """One test of two rows; the numbers of the operations are those of ``Operation``."""
    operation = tests[at, 0]
    x = rows[j if tests[at, 2] else i, tests[at, 1]]
    if operation == 2 or operation == 3 or operation >= 14:
        return _one_sided(operation, x, bound)
    y = rows[j if tests[at, 4] else i, tests[at, 3]]
    if x == EMPTY or y == EMPTY:
        return False
    if operation <= 1:
        return (x == y) == (operation == 0)
    if operation <= 5:
        return x == y or alike(ends, letters, kinds, x, y, bound, operation == 4)
    if operation <= 7:
        return x == y or within(ends, letters, kinds, x, y, bound, operation == 7)
    first, second = x * scales[tests[at, 1]], y * scales[tests[at, 3]]
    if operation >= 12:
        return _near(rows, i, j, tests, at, scales, first, second, bound)
    return _number_holds(operation, first - second, bound)


@njit(cache=True, nogil=True, forceinline=True)
def _level_holds(rows, i, j, level, tests, bounds, clauses, ranges, scales, ends, letters, kinds):  # type: ignore[no-untyped-def]
    for clause in range(ranges[level], ranges[level + 1]):
        holds = True
        for at in range(clauses[clause], clauses[clause + 1]):
            if not _holds(rows, i, j, tests, at, bounds[at], scales, ends, letters, kinds):
                holds = False
                break
        if holds:
            return True
    return False


@njit(cache=True, nogil=True, forceinline=True)
def _rarity(rows, i, j, level, places, frequencies, shares):  # type: ignore[no-untyped-def]
    """What the term frequency adds to a level's weight."""
    if places[level, 0] < 0:
        return 0.0
    x, y = rows[i, places[level, 1]], rows[j, places[level, 1]]
    if x == EMPTY:
        x = y
    if y == EMPTY:
        y = x
    if x == EMPTY:
        return 0.0
    table = places[level, 0]
    share = max(shares[table, x], shares[table, y], frequencies[level, 2])
    return frequencies[level, 0] * (frequencies[level, 1] - share)


@njit(cache=True, nogil=True)
def _survey(  # type: ignore[no-untyped-def]
    rows,
    i,
    j,
    tests,
    bounds,
    clauses,
    ranges,
    scales,
    ends,
    letters,
    kinds,
    fields,
    weights,
    frequencies,
    places,
    best_left,
    costly,
    shares,
    to,
    levels,
    parts,
):
    """Settle the fields that need no text compared; gives the most that the pair can weigh.

    A field that is not settled has in ``levels`` the level to go on with, as -2 - level.
    """
    most = 0.0
    for field in range(fields.shape[0] - 1):
        levels[to, field] = -1
        added = 0.0
        for level in range(fields[field], fields[field + 1]):
            if costly[level]:
                levels[to, field] = -2 - level
                added = best_left[level]
                break
            if _level_holds(
                rows, i, j, level, tests, bounds, clauses, ranges, scales, ends, letters, kinds
            ):
                levels[to, field] = level
                added = weights[level] + _rarity(rows, i, j, level, places, frequencies, shares)
                break
        parts[to, field] = added
        most += added
    return most


@njit(cache=True, nogil=True)
def _weigh(  # type: ignore[no-untyped-def]
    rows,
    i,
    j,
    tests,
    bounds,
    clauses,
    ranges,
    scales,
    ends,
    letters,
    kinds,
    fields,
    weights,
    frequencies,
    places,
    best_left,
    shares,
    most,
    least,
    to,
    levels,
    parts,
):
    """Settle the fields that ``_survey`` left, and give the pair's weight before the caps.

    A pair is given up as soon as it cannot reach ``least`` any more: minus infinity.
    """
    for field in range(fields.shape[0] - 1):
        if levels[to, field] >= -1:
            continue
        level = -2 - levels[to, field]
        others = most - parts[to, field]
        levels[to, field] = -1
        parts[to, field] = 0.0
        while level < fields[field + 1]:
            if others + best_left[level] < least:
                return -np.inf
            if _level_holds(
                rows, i, j, level, tests, bounds, clauses, ranges, scales, ends, letters, kinds
            ):
                levels[to, field] = level
                parts[to, field] = weights[level] + _rarity(
                    rows, i, j, level, places, frequencies, shares
                )
                break
            level += 1
        most = others + parts[to, field]
    return most


@njit(cache=True, nogil=True)
def _capped(total, to, levels, parts, caps, labels, fields, name_caps, nulls):  # type: ignore[no-untyped-def]
    """The weight after contradictions, and after what a name alone allows."""
    said = 0
    named, full, beyond = False, False, False
    for field in range(fields.shape[0]):
        level = levels[to, field]
        if level >= 0 and not nulls[level]:
            said |= labels[level, 0]
            full |= labels[level, 2] == 1
            named |= fields[field, 0] == 1
            beyond |= parts[to, field] > 0 and not fields[field, 0] and not fields[field, 1]
    for field in range(fields.shape[0]):
        level = levels[to, field]
        if level >= 0 and not said & labels[level, 1]:
            total = min(total, caps[level])
    if named and not beyond:
        total = min(total, name_caps[0] if full else name_caps[1])
    return total


@njit(cache=True, nogil=True, forceinline=True)
def _shared(rows, i, j, columns, at):  # type: ignore[no-untyped-def]
    """Whether two rows agree in all columns of list ``at``; -1 ends it."""
    for place in range(columns.shape[1]):
        column = columns[at, place]
        if column < 0:
            return True
        if rows[i, column] == EMPTY or rows[i, column] != rows[j, column]:
            return False
    return True


@njit(cache=True, nogil=True)
def _shares_one(rows, i, j, seconds, columns, at):  # type: ignore[no-untyped-def]
    for second in seconds:
        if rows[i, second] != EMPTY and rows[i, second] == rows[j, second]:
            used = False
            for place in range(columns.shape[1]):
                used |= columns[at, place] == second
            if not used:
                return True
    return False


@njit(cache=True, nogil=True)
def _is_new(rows, i, j, columns, bits, large, seconds):  # type: ignore[no-untyped-def]
    """Whether a pair belongs here: it agrees in the rule, and was not weighed before.

    ``columns`` are the rule's and after them those of each rule before (1 + r, w), ``bits`` that of
    each in ``large`` (-1 for none), ``large`` (n,) whose bits say in which rules a row's block was
    divided, ``seconds`` the columns that divide: there a pair was only weighed if it agreed in one. Without
    columns every pair belongs.
    """
    if columns.shape[0] == 0:
        return True
    if not _shared(rows, i, j, columns, np.int64(0)):
        return False
    for at in range(1, columns.shape[0]):
        if _shared(rows, i, j, columns, at):
            divided = bits[at] >= 0 and large[i] >> bits[at] & 1
            if not divided or _shares_one(rows, i, j, seconds, columns, at):
                return False
    return True


@njit(cache=True, nogil=True)
def weigh_block(rows, index, starts, rules, model, bounds, at, out):  # type: ignore[no-untyped-def]
    """Weigh all pairs inside each block until the room in ``out`` is used up.

    Block g is rows ``starts[g]`` to ``starts[g + 1]``; ``index`` (n,) what the rows stand for. For
    ``rules`` see ``_is_new``. ``model`` is conditions, scoring, capping, scales and texts; ``bounds``
    the prior and the least weight that is written. ``at`` (4,) int64 is where to go on: block, row,
    partner, and the pairs compared so far; it is moved on. ``out`` is records (m, 2), weights (m,),
    parts (m, fields + 1) whose last column is what caps took away, and levels (m, fields). Gives how
    many pairs were written.
    """
    conditions, scoring, capping, scales, texts = model
    tests, limits, clauses, ranges = conditions
    fields, weights, frequencies, places, best_left, costly, shares = scoring
    caps, labels, kinds_of_field, name_caps, nulls = capping
    ends, letters, kinds = texts
    columns, bits, large, seconds = rules
    records, found_weights, parts, levels = out
    prior, least = bounds
    found = np.int64(0)
    room = found_weights.shape[0]
    while at[0] < starts.shape[0] - 1:
        end = starts[at[0] + 1]
        i, j = at[1], at[2]
        if i < 0:
            i, j = starts[at[0]], starts[at[0]] + 1
        while i < end:
            while j < end:
                if found == room:
                    at[1], at[2] = i, j
                    return found
                if _is_new(rows, i, j, columns, bits, large, seconds):
                    at[3] += 1
                    total = prior + _survey(
                        rows,
                        i,
                        j,
                        tests,
                        limits,
                        clauses,
                        ranges,
                        scales,
                        ends,
                        letters,
                        kinds,
                        fields,
                        weights,
                        frequencies,
                        places,
                        best_left,
                        costly,
                        shares,
                        found,
                        levels,
                        parts,
                    )
                    if total >= least - ROUNDING:
                        total = prior + _weigh(
                            rows,
                            i,
                            j,
                            tests,
                            limits,
                            clauses,
                            ranges,
                            scales,
                            ends,
                            letters,
                            kinds,
                            fields,
                            weights,
                            frequencies,
                            places,
                            best_left,
                            shares,
                            total - prior,
                            least - prior - ROUNDING,
                            found,
                            levels,
                            parts,
                        )
                    if total >= least:
                        weight = _capped(
                            total,
                            found,
                            levels,
                            parts,
                            caps,
                            labels,
                            kinds_of_field,
                            name_caps,
                            nulls,
                        )
                        if weight >= least:
                            parts[found, parts.shape[1] - 1] = weight - total
                            found_weights[found] = weight
                            records[found, 0], records[found, 1] = index[i], index[j]
                            found += 1
                j += 1
            i += 1
            j = i + 1
        at[0] += 1
        at[1] = -1
    return found
