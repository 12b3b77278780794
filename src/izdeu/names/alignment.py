"""The dynamic programs of the comparison, run by Python for one pair and compiled for many.

Words come as flat sequences of letter-group numbers (see ``cost.coded``): four for each place.
Everything is counted in sixteenths of a bit, in whole numbers, so that both ways agree exactly.
"""

from typing import Any, NamedTuple

#: Whole numbers in a row: a list, bytes, or an array where the code is compiled.
Numbers = Any
FAR = 30000
_UNRELATED = 144
_TRANSPOSED = 96
_CLOSE = 40
#: Two known names that cost less apart may be one in two alphabets: Жақия is Jaqiia, not Жақи.
_OTHER_NAME = 96
_NO_GROUP = 255
#: A pair of sounds is one number: the smaller times this, and the larger.
EQUIVALENT_BASE = 1 << 31
#: A share of one is this much.
SHARES = 256


class Word(NamedTuple):
    """One part of a name: letter groups, the cost of each letter left out, and what weighs.

    ``ending`` and ``kind`` are numbers in ``ending.KINDS`` and ``weight.KINDS``; ``sure`` is the
    kind again where the evidence for it is firm, else 0; ``rarity`` is in sixteenths of a bit;
    ``sound`` numbers the sound of the stem, ``seen`` is the same for a known name, else 0.
    """

    codes: Numbers
    gone: Numbers
    stem: int
    ending: int
    rarity: int
    kind: int
    sure: int
    sound: int
    seen: int


class Rules(NamedTuple):
    """What the words are weighed by: ``costs`` and ``swaps`` are square, row by row.

    ``equivalents`` are pairs of sounds that name one name though letters do not tell, in order;
    ``shorts`` are those of which one is short for the other.
    """

    costs: Numbers
    width: int
    swaps: Numbers
    endings: int
    contradiction: Numbers
    clash: Numbers
    kinds: int
    initial_kind: int
    initial_fits: int
    initial_contradicts: int
    initial_elsewhere: int
    surname_kind: int
    respect_kind: int
    equivalents: Numbers
    equivalent: int
    both_known: int
    shorts: Numbers
    short: int
    unrelated: int


def weigh(one: Word, other: Word, rules: Rules, grid: Numbers) -> int:
    """Weigh two words: what sharing them says, less what their letters and kinds cost."""
    if rules.respect_kind in (one.kind, other.kind):
        return 0
    if rules.initial_kind in (one.kind, other.kind):
        return _weigh_initial(one, other, rules)
    floor: int = rules.contradiction[one.kind * rules.kinds + other.kind]
    rarity = (one.rarity + other.rarity) // 2
    if one.ending == 0 or one.ending != other.ending:
        rarity -= rules.clash[one.sure * rules.kinds + other.sure]
    fill(grid, one, other, rules, rarity - floor)
    cost = cheapest(grid, one, other, rules)
    if cost > _CLOSE and one.sound != other.sound:
        if cost > rules.equivalent and are_equivalent(one.sound, other.sound, rules.equivalents):
            cost = rules.equivalent
        elif cost > rules.short and are_equivalent(one.sound, other.sound, rules.shorts):
            cost = rules.short
        elif cost > _OTHER_NAME and one.seen and other.seen and one.seen != other.seen:
            cost += rules.both_known
    rarity -= cost
    return floor if rarity < floor else rarity


def are_equivalent(one: int, other: int, equivalents: Numbers) -> bool:
    """Tell whether two sounds are in the ordered list of pairs."""
    sought = min(one, other) * EQUIVALENT_BASE + max(one, other)
    low, high = 0, len(equivalents)
    while low < high:
        middle = (low + high) // 2
        if equivalents[middle] < sought:
            low = middle + 1
        else:
            high = middle
    return low < len(equivalents) and equivalents[low] == sought


def _weigh_initial(one: Word, other: Word, rules: Rules) -> int:
    if rules.surname_kind in (one.kind, other.kind):
        return rules.initial_elsewhere
    sound = first_sound(one, other, rules)
    return rules.initial_fits - sound // 2 if sound <= _CLOSE else rules.initial_contradicts


def first_sound(one: Word, other: Word, rules: Rules) -> int:
    """Give the cost of reading one word's first letters as the other's."""
    best = _UNRELATED
    for size in range(4):
        for more in range(4):
            if one.codes[size] >= 0 and other.codes[more] >= 0:
                cost = int(rules.costs[one.codes[size] * rules.width + other.codes[more]])
                best = min(best, cost)
    return best


def fill(grid: Numbers, one: Word, other: Word, rules: Rules, limit: int) -> None:
    """Fill ``grid[i * (m + 1) + j]``: what the first i letters cost as the first j of m.

    What costs more than ``limit`` is not followed.
    """
    n, m = len(one.gone), len(other.gone)
    side = m + 1
    for at in range((n + 1) * side):
        grid[at] = FAR
    grid[0] = 0
    for i in range(n + 1):
        for j in range(side):
            here = grid[i * side + j]
            if here > limit:
                continue
            if i < n:
                to = (i + 1) * side + j
                grid[to] = min(grid[to], here + one.gone[i])
            if j < m:
                to = i * side + j + 1
                grid[to] = min(grid[to], here + other.gone[j])
            if i < n and j < m:
                _read(grid, i, j, one.codes, other.codes, rules)


def cheapest(grid: Numbers, one: Word, other: Word, rules: Rules) -> int:
    """Read off the grid the cost of two words, or of their stems and the swap of their endings."""
    n, m = len(one.gone), len(other.gone)
    side = m + 1
    swaps, kinds = rules.swaps, rules.endings
    best: int = grid[n * side + m]
    swap = swaps[one.ending * kinds + other.ending]
    # Ивановский is Иванов with one more ending, and yet another family.
    extra = swap if swap == rules.unrelated else 0
    best = min(best, grid[one.stem * side + m] + max(extra, swaps[one.ending * kinds]))
    best = min(best, grid[n * side + other.stem] + max(extra, swaps[other.ending]))
    return int(min(best, grid[one.stem * side + other.stem] + swap))


def _read(grid: Numbers, i: int, j: int, a: Numbers, b: Numbers, rules: Rules) -> None:
    side = len(b) // 4 + 1
    here = grid[i * side + j]
    for size in range(1, 5):
        u = a[i * 4 + size - 1]
        if u < 0:
            continue
        for more in range(1, 5):
            v = b[j * 4 + more - 1]
            if v >= 0:
                cost = rules.costs[u * rules.width + v]
                to = (i + size) * side + j + more
                if cost != _NO_GROUP and here + cost < grid[to]:
                    grid[to] = here + cost
    if a[i * 4] < 0 or b[j * 4] < 0:
        to = (i + 1) * side + j + 1
        grid[to] = min(grid[to], here + _UNRELATED)
    if (i + 1) * 4 < len(a) and (j + 1) * 4 < len(b):
        _transpose(grid, i, j, a, b, rules)


def _transpose(grid: Numbers, i: int, j: int, a: Numbers, b: Numbers, rules: Rules) -> None:
    u, u_next, v, v_next = a[i * 4], a[i * 4 + 4], b[j * 4], b[j * 4 + 4]
    if u >= 0 and u_next >= 0 and v >= 0 and v_next >= 0:
        crossed = int(rules.costs[u * rules.width + v_next])
        crossed += int(rules.costs[u_next * rules.width + v])
        side = len(b) // 4 + 1
        to = (i + 2) * side + j + 2
        if crossed <= _CLOSE:
            grid[to] = min(grid[to], grid[i * side + j] + crossed + _TRANSPOSED)


def assign(
    weights: Numbers,
    n: int,
    missing: Numbers,
    best: Numbers,
    choice: Numbers,
) -> int:
    """Assign each of n words to one of m = len(missing) >= n, one to one, for the largest weight.

    ``weights[i * m + j]``; ``missing[j]`` is what it weighs that word j finds no counterpart;
    ``best`` and ``choice`` have 2**m places. Gives the set of words taken, as bits; ``best`` at
    that set is the total, and ``choice`` tells which word was taken last.
    """
    m = len(missing)
    every = (1 << m) - 1
    for taken in range(every + 1):
        best[taken] = -FAR
    best[0] = 0
    winner, most = 0, -FAR
    for taken in range(every + 1):
        at = _ones(taken)
        if at == n:
            total = best[taken] + _left_over(taken, missing)
            if total > most:
                winner, most = taken, total
        elif at < n and best[taken] > -FAR:
            for j in range(m):
                further = taken | 1 << j
                if further != taken and best[taken] + weights[at * m + j] > best[further]:
                    best[further] = best[taken] + weights[at * m + j]
                    choice[further] = j
    best[winner] = most
    return winner


def share_of(weight: int, full: int) -> int:
    """Give what a pair of words weighs as a share of full agreement, between -1 and 1."""
    if full <= 0:
        return SHARES
    return int(max(-SHARES, min(SHARES, weight * SHARES // full)))


def _left_over(taken: int, missing: Numbers) -> int:
    total = 0
    for j in range(len(missing)):
        if not taken >> j & 1:
            total += missing[j]
    return total


def _ones(bits: int) -> int:
    count = 0
    while bits:
        count += bits & 1
        bits >>= 1
    return count


#: What ``kernel`` compiles; Python runs the same functions where one pair is compared.
PROGRAMS = (
    weigh,
    are_equivalent,
    _weigh_initial,
    first_sound,
    fill,
    cheapest,
    _read,
    _transpose,
    assign,
    share_of,
    _left_over,
    _ones,
)
