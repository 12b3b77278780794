"""Weigh pairs of rows under a model laid out as numbers; see ``izdeu.linkage.code``.

Some thousands of pairs are weighed at a time, test by test: a function called for every pair would
count references to its arrays, and two threads would wait for each other at every count.
"""

import math
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from izdeu.linkage.evaluation import EARTH_RADIUS_KM
from izdeu.linkage.kernels.text import _alike, _within
from izdeu.linkage.program import Operation

Numbers = NDArray[Any]
EMPTY = np.iinfo(np.int32).min
#: What sums of single floats may be off by.
ROUNDING = 1e-4

EQUAL, UNEQUAL = Operation.EQUAL.value, Operation.UNEQUAL.value
ABSENT, PRESENT = Operation.ABSENT.value, Operation.PRESENT.value
IS_VALUE, IS_NOT_VALUE = Operation.IS_VALUE.value, Operation.IS_NOT_VALUE.value
AT_MOST, BELOW = Operation.AT_MOST.value, Operation.BELOW.value
GAP_AT_MOST = Operation.GAP_AT_MOST.value
NEAR, FAR = Operation.NEAR.value, Operation.FAR.value
JARO, JARO_WINKLER = Operation.JARO.value, Operation.JARO_WINKLER.value
LEVENSHTEIN, DAMERAU = Operation.LEVENSHTEIN.value, Operation.DAMERAU.value


#: A level that is not settled yet: texts are to be compared.
OPEN = -2
#: A plain 0 would be a type of its own, and everything that it is given to be compiled twice.
NONE = np.int64(0)


@njit(nogil=True)
def _edit(operation, x, y, bound, ends, letters, kinds):  # type: ignore[no-untyped-def]
    if operation in (JARO, JARO_WINKLER):
        return _alike(ends, letters, kinds, x, y, bound, operation == JARO_WINKLER)
    return _within(ends, letters, kinds, x, y, bound, operation == DAMERAU)


@njit(nogil=True, forceinline=True)
def _far(lat_a, lon_a, lat_b, lon_b):  # type: ignore[no-untyped-def]
    """Kilometres between two points given in degrees (haversine formula)."""
    lat_a, lat_b = math.radians(lat_a), math.radians(lat_b)
    across = math.cos(lat_a) * math.cos(lat_b) * math.sin(math.radians(lon_b - lon_a) / 2) ** 2
    h = math.sin((lat_b - lat_a) / 2) ** 2 + across
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(h)))


@njit(nogil=True, forceinline=True)
def _fits(operation, x, y, bound):  # type: ignore[no-untyped-def]
    """Whether two numbers stand in a relation."""
    if operation == UNEQUAL:
        return x != y
    if operation == AT_MOST:
        return x - y <= bound
    if operation == BELOW:
        return x - y < bound
    if operation == GAP_AT_MOST:
        return abs(x - y) <= bound
    return abs(x - y) >= bound


@njit(nogil=True, forceinline=True)
def _speaks(operation, x, bound):  # type: ignore[no-untyped-def]
    """Whether a test of one cell holds."""
    if operation == ABSENT or x == EMPTY:
        return operation == ABSENT and x == EMPTY
    return operation == PRESENT or (x == bound) == (operation == IS_VALUE)


@njit(nogil=True, forceinline=True)
def _degrees(rows, i, j, tests, test, place, scales):  # type: ignore[no-untyped-def]
    """One of the four coordinates that a test of two points reads; not a number for none."""
    column = tests[test, 1 + place]
    code = rows[j if tests[test, 5 + place] else i, column]
    return np.nan if code == EMPTY else code * scales[column]


@njit(nogil=True)
def _stand(rows, i, j, tests, test, bound, scales):  # type: ignore[no-untyped-def]
    """Whether two rows' places are as near, or as far apart, as a test wants."""
    lat_a, lon_a = (
        _degrees(rows, i, j, tests, test, 0, scales),
        _degrees(rows, i, j, tests, test, 1, scales),
    )
    lat_b, lon_b = (
        _degrees(rows, i, j, tests, test, 2, scales),
        _degrees(rows, i, j, tests, test, 3, scales),
    )
    if math.isnan(lat_a + lon_a + lat_b + lon_b):
        return False
    apart = _far(lat_a, lon_a, lat_b, lon_b)
    return apart <= bound if tests[test, 0] == NEAR else apart >= bound


@njit(nogil=True)
def _split(  # type: ignore[no-untyped-def]
    rows, left, right, tests, test, bound, scales, ends, letters, kinds, chosen, count, others, rest
):
    """Leave those of the chosen pairs that pass a test, and put the others with ``others``.

    Gives how many are left, and how many ``others`` there are now.
    """
    operation, a, b = tests[test, 0], tests[test, 1], tests[test, 2]
    turned_a, turned_b = tests[test, 5] != 0, tests[test, 6] != 0
    single = operation in (ABSENT, PRESENT, IS_VALUE, IS_NOT_VALUE)
    placed = operation in (NEAR, FAR)
    scale_a, scale_b = scales[a], scales[b]
    kept = 0
    for k in range(count):
        pair = chosen[k]
        x = rows[right[pair] if turned_a else left[pair], a]
        if single:
            passed = _speaks(operation, x, bound)
        elif placed:
            passed = _stand(rows, left[pair], right[pair], tests, test, bound, scales)
        else:
            y = rows[right[pair] if turned_b else left[pair], b]
            passed = x != EMPTY and y != EMPTY
            if passed and operation == EQUAL:
                passed = x == y
            elif passed and operation >= JARO:
                passed = x == y or _edit(operation, x, y, bound, ends, letters, kinds)
            elif passed:
                passed = _fits(operation, x * scale_a, y * scale_b, bound)
        if passed:
            chosen[kept] = pair
            kept += 1
        else:
            others[rest] = pair
            rest += 1
    return kept, rest


@njit(nogil=True)
def _assign(rows, left, right, steps, amounts, at, shares, chosen, count, level, part):  # type: ignore[no-untyped-def]
    """Give the chosen pairs a level, and what it adds, its term frequency included."""
    table, column, weight = steps[at, 4], steps[at, 5], amounts[at, 0]
    slope, base, least = amounts[at, 2], amounts[at, 3], amounts[at, 4]
    for k in range(count):
        pair = chosen[k]
        level[pair], part[pair] = steps[at, 2], weight
        if table >= 0:
            x, y = rows[left[pair], column], rows[right[pair], column]
            share = shares[table, x] if x != EMPTY else -np.inf
            if y != EMPTY and shares[table, y] > share:
                share = shares[table, y]
            if share > -np.inf:
                part[pair] = weight + slope * (base - max(share, least))


@njit(nogil=True)
def _step(  # type: ignore[no-untyped-def]
    rows, left, right, model, at, code, scales, pool, shares, spare, chosen, count, level, part
):
    """Settle those of the chosen pairs for which a level's condition holds; the others are left.

    Gives how many are left.
    """
    steps, amounts, _ = model
    tests, bounds, clauses = code
    for clause in range(steps[at, 0], steps[at, 1]):
        rest = NONE
        for test in range(clauses[clause, 0], clauses[clause, 1]):
            count, rest = _split(
                rows, left, right, tests, test, bounds[test], scales, pool[0], pool[1], pool[2],
                chosen, count, spare, rest,
            )  # fmt: skip
        _assign(rows, left, right, steps, amounts, at, shares, chosen, count, level, part)
        chosen[:rest] = spare[:rest]
        count = rest
    return count


@njit(nogil=True)
def _survey(rows, left, right, means, number, most, spare, chosen, level, part):  # type: ignore[no-untyped-def]
    """Settle a field as far as no text is compared; the others get the most they can add."""
    model, code, scales, pool, shares = means
    _, amounts, fields = model
    count = left.shape[0]
    for pair in range(count):
        chosen[pair], level[pair], part[pair] = pair, -1, 0.0
    for at in range(fields[number, 1], fields[number, 3]):
        count = _step(
            rows, left, right, model, at, code, scales, pool, shares, spare, chosen, count, level,
            part,
        )  # fmt: skip
    if fields[number, 3] < fields[number, 2]:
        for k in range(count):
            level[chosen[k]], part[chosen[k]] = OPEN, amounts[fields[number, 3], 1]
    for pair in range(left.shape[0]):
        most[pair] += part[pair]


@njit(nogil=True)
def _settle(rows, left, right, means, number, most, least, spare, chosen, own, level, part):  # type: ignore[no-untyped-def]
    """Settle a field by comparing texts, for the pairs that can still reach ``least``."""
    model, code, scales, pool, shares = means
    _, amounts, fields = model
    count = NONE
    for pair in range(left.shape[0]):
        if level[pair] == OPEN and most[pair] >= least:
            most[pair] -= part[pair]
            level[pair], part[pair] = -1, 0.0
            chosen[count] = own[count] = pair
            count += 1
    opened = count
    for at in range(fields[number, 3], fields[number, 2]):
        kept = NONE
        for k in range(count):
            if most[chosen[k]] + amounts[at, 1] >= least:
                chosen[kept] = chosen[k]
                kept += 1
        count = _step(
            rows, left, right, model, at, code, scales, pool, shares, spare, chosen, kept, level,
            part,
        )  # fmt: skip
    for k in range(opened):
        most[own[k]] += part[own[k]]


@njit(nogil=True, forceinline=True)
def _held(weight, at, band):  # type: ignore[no-untyped-def]
    """The weight under a cap, see ``model.Caps.held``."""
    if weight <= at - band:
        return weight
    return at - band * band / (weight - at + 2 * band)


@njit(nogil=True)
def capped(total, pair, levels, parts, caps, alone):  # type: ignore[no-untyped-def]
    """The weight after contradictions, and after what a name alone allows."""
    at, bits, above, full, spoken, is_name, is_further, band = caps
    last = at.shape[1] - 1
    said, named, whole, beyond = NONE, False, False, False
    for field in range(levels.shape[1]):
        level = levels[pair, field] if levels[pair, field] >= 0 else last
        whole |= full[field, level]
        if spoken[field, level]:
            said |= bits[field, level]
            named |= is_name[field]
            beyond |= is_further[field] and parts[pair, field] > 0
    most = np.inf
    for field in range(levels.shape[1]):
        level = levels[pair, field] if levels[pair, field] >= 0 else last
        if not above[field, level] & said:
            most = min(most, at[field, level])
    if named and not beyond:
        most = min(most, alone[0] if whole else alone[1])
    return _held(total, most, band[0])


@njit(nogil=True)
def _gather(count, most, bound, least, prior, held, caps, alone, kept, weights, levels, parts):  # type: ignore[no-untyped-def]
    """Write those of so many pairs that reach ``least``, pair by pair; gives how many."""
    level, part = held
    width = level.shape[0]
    found = NONE
    for pair in range(count):
        if most[pair] < bound:
            continue
        total = prior
        for field in range(width):
            levels[found, field], parts[found, field] = level[field, pair], part[field, pair]
            total += part[field, pair]
        weight = capped(total, found, levels, parts, caps, alone)
        if weight >= least:
            kept[found], weights[found], parts[found, width] = pair, weight, weight - total
            found += 1
    return found


@njit(nogil=True)
def weigh_pairs(  # type: ignore[no-untyped-def]
    rows, left, right, prior, least, means, caps, alone, room, kept, weights, levels, parts
):
    """Write what reaches ``least``; gives how many.

    ``rows`` (n, c) int32 are codes; pair p is rows ``left[p]`` and ``right[p]``. ``means`` are the
    model and tests of ``izdeu.linkage.code``, the columns' scales, the pool of texts and the shares
    of records that have them; ``room`` are arrays to work in, for so many pairs or more: levels
    (fields, p) int8 and parts (fields, p) float32, what a pair can still reach (p,) and three lists
    of pairs (p,) int32. Of the k-th pair kept ``kept[k]`` is its number, ``weights[k]`` its weight,
    ``levels[k]`` (fields,) int8 its levels and ``parts[k]`` (fields + 1,) float32 what they add;
    the last is what caps took
    away.
    """
    fields = means[0][2]
    level, part, most, chosen, own, spare = room
    most[: left.shape[0]] = prior
    bound = least - ROUNDING
    for number in range(fields.shape[0]):
        at = fields[number, 0]
        _survey(rows, left, right, means, number, most, spare, chosen, level[at], part[at])
    for number in range(fields.shape[0]):
        if fields[number, 3] < fields[number, 2]:
            at = fields[number, 0]
            _settle(
                rows, left, right, means, number, most, bound, spare, chosen, own, level[at],
                part[at],
            )  # fmt: skip
    return _gather(
        left.shape[0], most, bound, least, prior, (level, part), caps, alone, kept, weights, levels,
        parts,
    )  # fmt: skip


@njit(nogil=True)
def cap_all(totals, levels, parts, caps, alone, found):  # type: ignore[no-untyped-def]
    """Write the weights (p,) of pairs whose levels (p, fields) and parts (p, fields) are known."""
    for pair in range(totals.shape[0]):
        found[pair] = capped(totals[pair], pair, levels, parts, caps, alone)
