"""The dynamic programs of the comparison, run by Python for one pair and compiled for many.

Words come as flat sequences of letter-group numbers (see ``cost.coded``): four for each place.
Everything is counted in sixteenths of a bit, in whole numbers, so that both ways agree exactly.
"""

from collections.abc import MutableSequence, Sequence

from numba.extending import register_jitable

FAR = 30000
_UNRELATED = 144
_TRANSPOSED = 96
_CLOSE = 40
_NO_GROUP = 255


@register_jitable
def fill(
    grid: MutableSequence[int],
    a: Sequence[int],
    a_gone: Sequence[int],
    b: Sequence[int],
    b_gone: Sequence[int],
    costs: Sequence[int],
    width: int,
) -> None:
    """Fill ``grid[i * (len(b) + 1) + j]``: what the first i letters cost as the first j."""
    n, m = len(a_gone), len(b_gone)
    side = m + 1
    for at in range((n + 1) * side):
        grid[at] = FAR
    grid[0] = 0
    for i in range(n + 1):
        for j in range(side):
            here = grid[i * side + j]
            if i < n:
                to = (i + 1) * side + j
                grid[to] = min(grid[to], here + a_gone[i])
            if j < m:
                to = i * side + j + 1
                grid[to] = min(grid[to], here + b_gone[j])
            if i < n and j < m:
                _read(grid, here, i, j, a, b, costs, width, side)


@register_jitable
def _read(
    grid: MutableSequence[int],
    here: int,
    i: int,
    j: int,
    a: Sequence[int],
    b: Sequence[int],
    costs: Sequence[int],
    width: int,
    side: int,
) -> None:
    for size in range(1, 5):
        u = a[i * 4 + size - 1]
        if u < 0:
            continue
        for other in range(1, 5):
            v = b[j * 4 + other - 1]
            if v >= 0:
                cost = costs[u * width + v]
                to = (i + size) * side + j + other
                if cost != _NO_GROUP and here + cost < grid[to]:
                    grid[to] = here + cost
    if a[i * 4] < 0 or b[j * 4] < 0:
        to = (i + 1) * side + j + 1
        grid[to] = min(grid[to], here + _UNRELATED)
    if (i + 1) * 4 < len(a) and (j + 1) * 4 < len(b):
        _transpose(grid, here, i, j, a, b, costs, width, side)


@register_jitable
def _transpose(
    grid: MutableSequence[int],
    here: int,
    i: int,
    j: int,
    a: Sequence[int],
    b: Sequence[int],
    costs: Sequence[int],
    width: int,
    side: int,
) -> None:
    u, u_next, v, v_next = a[i * 4], a[i * 4 + 4], b[j * 4], b[j * 4 + 4]
    if u >= 0 and u_next >= 0 and v >= 0 and v_next >= 0:
        crossed = int(costs[u * width + v_next]) + int(costs[u_next * width + v])
        to = (i + 2) * side + j + 2
        if crossed <= _CLOSE and here + crossed + _TRANSPOSED < grid[to]:
            grid[to] = here + crossed + _TRANSPOSED


@register_jitable
def ending(
    grid: Sequence[int],
    n: int,
    m: int,
    a_stem: int,
    b_stem: int,
    a_kind: int,
    b_kind: int,
    endings: Sequence[int],
    kinds: int,
) -> int:
    """Read off the grid the cost of two words, or of their stems and the swap of their endings."""
    side = m + 1
    best = grid[n * side + m]
    best = min(best, grid[a_stem * side + m] + endings[a_kind * kinds])
    best = min(best, grid[n * side + b_stem] + endings[b_kind])
    return min(best, grid[a_stem * side + b_stem] + endings[a_kind * kinds + b_kind])


@register_jitable
def weigh(cost: int, rarity: int, floor: int, clash: int) -> int:
    """Weigh two parts: what sharing them says, less what their letters cost."""
    return max(rarity - cost - clash, floor)


@register_jitable
def first_sound(a: Sequence[int], b: Sequence[int], costs: Sequence[int], width: int) -> int:
    """Give the cost of reading one word's first letters as the other's."""
    best = _UNRELATED
    for size in range(4):
        for other in range(4):
            if a[size] >= 0 and b[other] >= 0:
                best = min(best, int(costs[a[size] * width + b[other]]))
    return best


@register_jitable
def assign(
    weights: Sequence[int],
    n: int,
    m: int,
    missing: Sequence[int],
    best: MutableSequence[int],
    choice: MutableSequence[int],
) -> int:
    """Assign each of n parts to one of m (n <= m), one to one, for the largest total weight.

    ``weights[i * m + j]``; ``missing[j]`` is what it weighs that part j finds no counterpart;
    ``best`` and ``choice`` have 2**m places. Gives the set of parts taken, as bits; ``best`` at
    that set is the total, and ``choice`` tells which part was taken last.
    """
    every = (1 << m) - 1
    for taken in range(every + 1):
        best[taken] = -FAR
    best[0] = 0
    winner, most = 0, -FAR
    for taken in range(every + 1):
        at = _ones(taken)
        if at == n:
            total = best[taken]
            for j in range(m):
                if not taken >> j & 1:
                    total += missing[j]
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


@register_jitable
def _ones(bits: int) -> int:
    count = 0
    while bits:
        count += bits & 1
        bits >>= 1
    return count
