"""Comparing many names at once, compiled; the programs are those of ``alignment``."""

from typing import Any

import numpy as np
from numba import njit
from numba.extending import register_jitable

from izdeu.names import alignment
from izdeu.names.alignment import FAR, SHARES, Word, assign, fill, first_sound, share_of, weigh

MOST = 6
_SIDE = 41
_UNKNOWN = -32768
_CLOSE = 40
_LEVELS = 64
_SCALE = 16.0
_NO_KIND: Any = np.int32(0)

# The cache on disk knows only this file: change it when ``alignment`` changes (4).
for program in alignment.PROGRAMS:
    register_jitable(program)


@njit(cache=True)
def word(words: Any, t: Any) -> Any:
    """Give word t of the vocabulary."""
    left, right = words.start[t], words.start[t + 1]
    codes, gone = words.codes[4 * left : 4 * right], words.gone[left:right]
    f = words.figures[t]
    return Word(codes, gone, f[0], f[1], f[2], f[3], f[4], f[5], f[6])


@njit(cache=True)
def score_pairs(words: Any, sides: Any, rules: Any, missing: Any, joined: Any) -> Any:
    """Give the total weight and the full weight of each pair of names.

    ``sides`` are the words of the left names and where each begins, and the same of the right.
    """
    left, left_begins, right, right_begins = sides
    count = len(left_begins) - 1
    found = np.zeros((count, 3), np.int32)
    grid = np.zeros(_SIDE * _SIDE * 4, np.int32)
    for pair in range(count):
        a = left[left_begins[pair] : left_begins[pair + 1]]
        b = right[right_begins[pair] : right_begins[pair + 1]]
        if len(a) and len(b):
            weights = np.empty((len(a), len(b)), np.int32)
            for i in range(len(a)):
                for j in range(len(b)):
                    weights[i, j] = weigh(word(words, a[i]), word(words, b[j]), rules, grid)
            found[pair] = best_total(words, a, words, b, weights, rules, missing, joined, grid)
    return found


@njit(cache=True)
def best_total(
    a_words: Any,
    a: Any,
    b_words: Any,
    b: Any,
    weights: Any,
    rules: Any,
    missing: Any,
    joined: Any,
    grid: Any,
) -> Any:
    """Give the largest total over all ways to pair the words, glued words among them."""
    if len(a) > len(b):
        return best_total(b_words, b, a_words, a, weights.T.copy(), rules, missing, joined, grid)
    found = _total(a_words, a, b_words, b, weights, rules, missing)
    if len(b) == len(a):
        return found
    for k in range(len(a)):
        if weights[k].max() <= 0:
            for i in range(len(b)):
                for j in range(len(b)):
                    if i != j and _may_be_glued(a_words, a[k], b_words, b[i], b[j]):
                        more = _glued_total(
                            a_words, a, b_words, b, k, i, j, weights, rules, missing, joined, grid
                        )
                        if more[0] > found[0]:
                            found = more
    return found


@njit(cache=True)
def _may_be_glued(a_words: Any, whole: Any, b_words: Any, one: Any, other: Any) -> Any:
    size = b_words.start[one + 1] - b_words.start[one]
    size += b_words.start[other + 1] - b_words.start[other]
    return abs(size - (a_words.start[whole + 1] - a_words.start[whole])) <= 3


@njit(cache=True)
def _glued_total(
    a_words: Any,
    a: Any,
    b_words: Any,
    b: Any,
    k: Any,
    i: Any,
    j: Any,
    weights: Any,
    rules: Any,
    missing: Any,
    joined: Any,
    grid: Any,
) -> Any:
    one, other = word(b_words, b[i]), word(b_words, b[j])
    whole = Word(
        np.concatenate((one.codes, other.codes)),
        np.concatenate((one.gone, other.gone)),
        len(one.gone) + other.stem,
        other.ending,
        one.rarity + other.rarity + joined,
        _NO_KIND,
        _NO_KIND,
        _NO_KIND,
        _NO_KIND,
    )
    if len(whole.gone) >= 2 * _SIDE - 2:
        return -FAR, 0, 0
    fits = weigh(word(a_words, a[k]), whole, rules, grid)
    if fits <= 0:
        return -FAR, 0, 0
    rest_a = np.empty(len(a) - 1, a.dtype)
    rest_b = np.empty(len(b) - 2, b.dtype)
    rest = np.empty((len(a) - 1, len(b) - 2), np.int32)
    row = 0
    for p in range(len(a)):
        if p == k:
            continue
        rest_a[row] = a[p]
        column = 0
        for q in range(len(b)):
            if q not in (i, j):
                rest_b[column] = b[q]
                rest[row, column] = weights[p, q]
                column += 1
        row += 1
    rarity = (a_words.figures[a[k], 2] + whole.rarity) // 2
    if len(rest_a) > len(rest_b):
        total, full, worst = _total(b_words, rest_b, a_words, rest_a, rest.T.copy(), rules, missing)
    else:
        total, full, worst = _total(a_words, rest_a, b_words, rest_b, rest, rules, missing)
    return total + fits, full + rarity, min(worst, share_of(fits, rarity))


@njit(cache=True)
def _total(
    a_words: Any, a: Any, b_words: Any, b: Any, weights: Any, rules: Any, missing: Any
) -> Any:
    n, m = len(a), len(b)
    left_over = np.empty(m, np.int32)
    for j in range(m):
        left_over[j] = missing[b_words.figures[b[j], 3]]
    best, choice = np.empty(1 << m, np.int32), np.empty(1 << m, np.int32)
    taken = assign(weights.ravel(), n, left_over, best, choice)
    total, full, worst = best[taken], 0, SHARES
    for i in range(n - 1, -1, -1):
        j = choice[taken]
        one = _full(a_words.figures[a[i]], b_words.figures[b[j]], rules)
        full += one
        worst = min(worst, share_of(weights[i, j], one))
        taken &= ~(1 << j)
    return total, full, worst


@njit(cache=True)
def _full(one: Any, other: Any, rules: Any) -> Any:
    if rules.respect_kind in (one[3], other[3]):
        return 0
    if rules.initial_kind in (one[3], other[3]):
        return rules.initial_fits
    return (one[2] + other[2]) // 2


@njit(cache=True)
def _ones(x: Any) -> Any:
    x = x - ((x >> np.uint64(1)) & np.uint64(0x5555555555555555))
    x = (x & np.uint64(0x3333333333333333)) + ((x >> np.uint64(2)) & np.uint64(0x3333333333333333))
    x = (x + (x >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return (x * np.uint64(0x0101010101010101)) >> np.uint64(56)


@njit(cache=True)
def nearest(sounds: Any, many: Any, words: Any, most: Any, within: Any) -> Any:
    """Give the words that share most sounds: of all their sounds, or (within) of the fewer."""
    count = len(words.many)
    levels = np.zeros(count, np.uint8)
    histogram = np.zeros(_LEVELS, np.int64)
    for t in range(count):
        common = _ones(sounds[0] & words.sounds[t, 0]) + _ones(sounds[1] & words.sounds[t, 1])
        common += _ones(sounds[2] & words.sounds[t, 2])
        fewer = min(many, words.many[t])
        whole = 2 * fewer if within else many + words.many[t]
        if within and (fewer < 6 or fewer + 4 > max(many, words.many[t])):
            continue
        levels[t] = (2 * (_LEVELS - 1) * np.int64(common)) // whole
        histogram[levels[t]] += 1
    level, found = _LEVELS, 0
    while level > _LEVELS // 3 and found + histogram[level - 1] <= most:
        level -= 1
        found += histogram[level]
    chosen = np.empty(found, np.int32)
    at = 0
    for t in range(count):
        if levels[t] >= level and level < _LEVELS:
            chosen[at] = t
            at += 1
    return chosen[:at]


@njit(cache=True)
def part_of(whole: Any, part: Any, rules: Any, grid: Any) -> Any:
    """Give the cost of finding one word somewhere within another."""
    n, m = len(whole.gone), len(part.gone)
    best = FAR
    for offset in range(n - m + 3):
        if offset < n:
            rest = Word(
                whole.codes[4 * offset :],
                whole.gone[offset:],
                whole.stem,
                whole.ending,
                whole.rarity,
                whole.kind,
                whole.sure,
                whole.sound,
                whole.seen,
            )
            fill(grid, rest, part, rules, min(best, 100))
            for i in range(len(rest.gone) + 1):
                best = min(best, grid[i * (m + 1) + m])
    return best


@njit(cache=True)
def search(
    query: Any,
    words: Any,
    names: Any,
    begins: Any,
    holders: Any,
    holder_begins: Any,
    rules: Any,
    missing: Any,
    joined: Any,
    most: Any,
    wide: Any,
    scale: Any,
) -> Any:
    """Find the names that speak most for being the one asked for.

    ``names[begins[n]:begins[n + 1]]`` are the words of name n, ``holders`` the names of each word.
    Gives names, totals, full weights and worst shares, the best (see ``standing``) first.
    """
    count = len(query.many)
    grid = np.zeros(_SIDE * _SIDE * 4, np.int32)
    memory = np.full((count, len(words.many)), _UNKNOWN, np.int16)
    sums = np.zeros(len(begins) - 1, np.int32)
    for q in range(count):
        if query.figures[q, 3] not in (rules.initial_kind, rules.respect_kind):
            _gather(query, q, words, holders, holder_begins, rules, memory, sums, grid, wide)
    touched = np.nonzero(sums)[0]
    _add_initials(query, words, names, begins, rules, sums, touched)
    chosen = _heaviest(sums, touched, wide)
    found = np.empty((len(chosen), 3), np.int32)
    every = np.arange(count).astype(np.int32)
    for at in range(len(chosen)):
        b = names[begins[chosen[at]] : begins[chosen[at] + 1]]
        weights = np.empty((count, len(b)), np.int32)
        for i in range(count):
            for j in range(len(b)):
                if memory[i, b[j]] == _UNKNOWN:
                    memory[i, b[j]] = weigh(word(query, i), word(words, b[j]), rules, grid)
                weights[i, j] = memory[i, b[j]]
        found[at] = best_total(query, every, words, b, weights, rules, missing, joined, grid)
    order = np.argsort(-standings(found, scale), kind="mergesort")
    return chosen[order[:most]], found[order[:most]]


@njit(cache=True)
def standings(found: Any, scale: Any) -> Any:
    """Give what orders names: the bits, or less where one part contradicts what the others share.

    ``found`` has the columns total, full weight and worst share; ``scale`` is middle, slope and
    worst of the score, and the share that is taken back of what only a common family explains.
    """
    middle, slope, worst, kin = scale
    bits = np.empty(len(found))
    for at in range(len(found)):
        total, full, least = found[at]
        share = (1 - worst) * total / max(full, 1) + worst * least / SHARES
        held = slope * (share - middle)
        bits[at] = total / _SCALE + held / 4096
        if least < 0:
            bits[at] -= kin * max(0.0, total / _SCALE - held)
    return bits


@njit(cache=True)
def _gather(
    query: Any,
    q: Any,
    words: Any,
    holders: Any,
    holder_begins: Any,
    rules: Any,
    memory: Any,
    sums: Any,
    grid: Any,
    wide: Any,
) -> Any:
    one = word(query, q)
    for t in nearest(query.sounds[q], query.many[q], words, wide, False):
        memory[q, t] = weigh(one, word(words, t), rules, grid)
        if memory[q, t] > 0:
            for at in range(holder_begins[t], holder_begins[t + 1]):
                sums[holders[at]] += memory[q, t]
    for t in nearest(query.sounds[q], query.many[q], words, wide // 8, True):
        other = word(words, t)
        if len(one.gone) > len(other.gone):
            cost = part_of(one, other, rules, grid)
        else:
            cost = part_of(other, one, rules, grid)
        least = min(one.rarity, other.rarity)
        if cost < least // 2:
            for at in range(holder_begins[t], holder_begins[t + 1]):
                sums[holders[at]] += (least - cost) // 2


@njit(cache=True)
def _add_initials(
    query: Any, words: Any, names: Any, begins: Any, rules: Any, sums: Any, touched: Any
) -> Any:
    for q in range(len(query.many)):
        if query.figures[q, 3] != rules.initial_kind:
            continue
        one = word(query, q)
        for name in touched:
            for t in names[begins[name] : begins[name + 1]]:
                if words.figures[t, 3] == rules.surname_kind:
                    continue
                if first_sound(one, word(words, t), rules) <= _CLOSE:
                    sums[name] += rules.initial_fits
                    break


@njit(cache=True)
def _heaviest(sums: Any, touched: Any, most: Any) -> Any:
    highest = 0
    for name in touched:
        highest = max(highest, sums[name])
    histogram = np.zeros(highest + 1, np.int64)
    for name in touched:
        histogram[sums[name]] += 1
    level, found = highest, histogram[highest]
    while level > 1 and found + histogram[level - 1] <= most:
        level -= 1
        found += histogram[level]
    return np.array([name for name in touched if sums[name] >= level])[: 2 * most]
