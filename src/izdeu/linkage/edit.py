"""Edit distances between two texts, as DuckDB computes them on ASCII.

Jaro, M. A. (1989), JASA 84, 414–420; Winkler, W. E. (1990): prefix weight .1, at most four letters,
only above a Jaro similarity of .7. Levenshtein, V. I. (1966). Damerau's is the unrestricted form.
"""

BOOST_ABOVE = 0.7
PREFIX_WEIGHT = 0.1
PREFIX_LETTERS = 4


def jaro(a: str, b: str) -> float:
    """Similarity from 0 (nothing in common) to 1 (equal)."""
    if not a or not b:
        return float(a == b)
    matched_a, matched_b = _matched(a, b)
    if not matched_a:
        return 0.0
    crossed = sum(x != y for x, y in zip(matched_a, matched_b, strict=True)) // 2
    m = len(matched_a)
    return (m / len(a) + m / len(b) + (m - crossed) / m) / 3


def _matched(a: str, b: str) -> tuple[list[str], list[str]]:
    """The letters of each text that the other has nearby, in their own order."""
    reach = max(max(len(a), len(b)) // 2 - 1, 0)
    taken = [False] * len(b)
    matched_a = []
    for i, letter in enumerate(a):
        for j in range(max(0, i - reach), min(len(b), i + reach + 1)):
            if not taken[j] and b[j] == letter:
                taken[j] = True
                matched_a.append(letter)
                break
    return matched_a, [letter for letter, used in zip(b, taken, strict=True) if used]


def jaro_winkler(a: str, b: str) -> float:
    """Jaro's similarity, raised where the first letters agree."""
    similarity = jaro(a, b)
    if similarity <= BOOST_ABOVE:
        return similarity
    prefix = 0
    for x, y in zip(a[:PREFIX_LETTERS], b[:PREFIX_LETTERS], strict=False):
        if x != y:
            break
        prefix += 1
    return similarity + prefix * PREFIX_WEIGHT * (1 - similarity)


def levenshtein(a: str, b: str) -> int:
    """Fewest insertions, deletions and substitutions that turn one text into the other."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        corner, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            corner, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, corner + (x != y))
    return row[-1]


def damerau_levenshtein(a: str, b: str) -> int:
    """Levenshtein's distance where swapping two neighbours is one step."""
    width = len(a) + len(b)
    grid = [[width] * (len(b) + 2) for _ in range(len(a) + 2)]
    for i in range(len(a) + 1):
        grid[i + 1][1] = i
    for j in range(len(b) + 1):
        grid[1][j + 1] = j
    last_row: dict[str, int] = {}
    for i, x in enumerate(a, 1):
        last_column = 0
        for j, y in enumerate(b, 1):
            row, column = last_row.get(y, 0), last_column
            swapped = grid[row][column] + (i - row - 1) + 1 + (j - column - 1)
            last_column = j if x == y else last_column
            stepped = min(grid[i][j] + (x != y), grid[i + 1][j] + 1, grid[i][j + 1] + 1)
            grid[i + 1][j + 1] = min(stepped, swapped)
        last_row[x] = i
    return grid[-1][-1]
