"""Tables without rules: lines, columns and rows from where the words stand on a page.

The same geometry serves pdf pages and photos: left edges and gaps of words, nothing else.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its box; y grows downwards, units are those of the page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    confidence: float | None = None

    @property
    def middle(self) -> float:
        """The height at which the word stands."""
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        """How tall the word is."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Line:
    """Words that stand at one height, from left to right."""

    words: tuple[Word, ...]

    @property
    def middle(self) -> float:
        """The height of the line."""
        return median(word.middle for word in self.words)

    @property
    def text(self) -> str:
        """The words of the line."""
        return " ".join(word.text for word in self.words)


Cells = list[list[Word]]

#: A gap between columns is at least this wide, in heights of the writing.
GAP = 0.55
#: Up to this share of lines may write across a gap: titles and section lines do.
ACROSS = 0.08
FEWEST_ROWS = 3


def lines_of(words: Iterable[Word]) -> list[Line]:
    """Group words into lines from top to bottom; a line may rise or fall a little on its way."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.left):
        ends = [line for line in lines if _follows(line[-1], word)]
        if ends:
            min(ends, key=lambda line: abs(line[-1].middle - word.middle)).append(word)
        else:
            lines.append([word])
    return sorted((Line(tuple(line)) for line in lines), key=lambda line: line.middle)


def _follows(last: Word, word: Word) -> bool:
    return abs(word.middle - last.middle) < 0.5 * min(last.height, word.height)


def columns_of(lines: Sequence[Line]) -> list[float]:
    """The left borders of the columns that the lines share; a single one means no table."""
    if len(lines) < FEWEST_ROWS:
        return [0.0]
    tall = median(word.height for line in lines for word in line.words)
    left = min(line.words[0].left for line in lines)
    right = max(line.words[-1].right for line in lines)
    step = max(tall / 10, (right - left) / 4_000)
    size = int((right - left) / step) + 2
    inked = [0] * size
    for line in lines:
        for first, last in _inked(line, left, step):
            for place in range(first, min(last + 1, size)):
                inked[place] += 1
    return _borders(inked, left, step, tall, allowed=int(len(lines) * ACROSS))


def _inked(line: Line, left: float, step: float) -> list[tuple[int, int]]:
    """Stretches of the line that are written on; words closer than a column gap are one."""
    return [
        (int((word.left - left) / step), int((word.right - left) / step)) for word in line.words
    ]


def _borders(
    inked: Sequence[int], left: float, step: float, tall: float, *, allowed: int
) -> list[float]:
    borders, since = [left], None
    for place, count in enumerate(inked):
        if count <= allowed:
            since = place if since is None else since
        elif since is not None:
            if (place - since) * step >= GAP * tall and since > 0:
                # The column begins where its words do, not where the words before end.
                borders.append(left + place * step - step)
            since = None
    return borders


def split(line: Line, borders: Sequence[float]) -> Cells:
    """The words of a line by column; a word belongs to the column in which most of it stands."""
    cells: Cells = [[] for _ in borders]
    for word in line.words:
        middle = min(word.left + 0.6 * (word.right - word.left), word.left + 3 * word.height)
        column = max((i for i, border in enumerate(borders) if border <= middle), default=0)
        cells[column].append(word)
    return cells


def rows_of(lines: Sequence[Line], borders: Sequence[float]) -> list[Cells]:
    """Rows of a table; lines that only go on with a cell are joined to their row."""
    parted = [split(line, borders) for line in lines]
    filled = [sum(map(bool, cells)) for cells in parted]
    usual = median([count for count in filled if count > 1] or [1])
    anchors = [count >= max(2, usual * 0.6) for count in filled]
    rows: list[Cells] = []
    ahead: list[Cells] = []
    for i, cells in enumerate(parted):
        if anchors[i] or not _goes_on(lines, anchors, i):
            rows.append(_joined([*ahead, cells]) if anchors[i] else cells)
            ahead = [] if anchors[i] else ahead
        elif _nearer_above(lines, i) and rows:
            rows[-1] = _joined([rows[-1], cells])
        else:
            ahead.append(cells)
    return rows + ahead


def _goes_on(lines: Sequence[Line], anchors: Sequence[bool], i: int) -> bool:
    """Whether a short line stands so close to another that it goes on with its cells."""
    tall = median(word.height for word in lines[i].words)
    above = lines[i].middle - lines[i - 1].middle if i else float("inf")
    below = lines[i + 1].middle - lines[i].middle if i + 1 < len(lines) else float("inf")
    return min(above, below) < 1.6 * tall and any(anchors[:i])


def _nearer_above(lines: Sequence[Line], i: int) -> bool:
    if i + 1 == len(lines):
        return True
    above = lines[i].middle - lines[i - 1].middle if i else float("inf")
    return above <= (lines[i + 1].middle - lines[i].middle) * 1.1


def _joined(parts: Sequence[Cells]) -> Cells:
    return [[word for part in parts for word in part[column]] for column in range(len(parts[0]))]


def words_of(cell: Sequence[Word]) -> str:
    """The words of a cell; a word broken at the end of a line is put together."""
    said = ""
    for word in cell:
        broken = said.endswith("-") and len(said) > 2 and word.text[:1].islower()
        said = said[:-1] + word.text if broken else f"{said} {word.text}".strip()
    return said


def box_of(cell: Sequence[Word]) -> tuple[float, float, float, float] | None:
    """Left, top, right and bottom of all words of a cell."""
    if not cell:
        return None
    return (
        min(word.left for word in cell),
        min(word.top for word in cell),
        max(word.right for word in cell),
        max(word.bottom for word in cell),
    )
