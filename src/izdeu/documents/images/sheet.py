"""One photographed or scanned page: ruled table, columns without rules, or running text."""

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

import cv2
import numpy as np

from izdeu.documents.columns.spelling import fold
from izdeu.documents.encoding import KAZAKH
from izdeu.documents.geometry import Cells, Line, Word, box_of, columns_of, lines_of, rows_of
from izdeu.documents.images.cell import (
    DIGITS,
    UNSURE,
    Reading,
    Said,
    is_digital,
    read_cells,
    read_crops,
)
from izdeu.documents.images.recognition import BLOCK, COLUMN, recognise
from izdeu.documents.images.rectification import (
    Picture,
    Ruled,
    Straightened,
    find_ruled,
    straighten,
    strip_above,
)
from izdeu.documents.part import Canvas, Grid, Held, Part, Passage, Refusal, Row, Spot

#: Print is read with a median confidence above this, handwriting far below it.
PRINTED = 0.72
#: In a quarter of a hand's cells no word is clearer than 0.80, in one of blurred print under 0.97;
#: the surest quarter of a hand's cells begins below 0.57, that of print at 0.94 (measured on four
#: handwritten and twelve printed pages).
CLEAR, SURELY = 0.9, 0.85
#: A picture with fewer words on it holds no list.
FEWEST_WORDS = 3
#: Paper left around the words of a cell, in heights of the writing.
AROUND = 0.3
Edges = tuple[float, float, float, float]
#: Of Kazakh print about a tenth of the letters are Kazakh alone.
KAZAKH_SHARE = 0.015


def read_sheet(grey: Picture, canvas: Canvas, page: int | None) -> tuple[Part, ...]:
    """What stands on a page; handwriting gives one refusal a row, with its polygon."""
    ruled = find_ruled(grey)
    return _ruled(grey, ruled, canvas, page) if ruled else _unruled(straighten(grey), canvas, page)


def _ruled(grey: Picture, ruled: Ruled, canvas: Canvas, page: int | None) -> tuple[Part, ...]:
    readings = read_cells(ruled)
    if is_handwritten([one.said for one in readings]):
        return tuple(_to_transcribe(ruled, page))
    rows = _rows(ruled, readings, canvas, page)
    title = _title(grey, ruled)
    return (Grid(Held(rows), engine="tesseract", title=title, photo=True, page=page),)


def is_handwritten(cells: Sequence[Said]) -> bool:
    """Whether most cells are read unsurely and many have no word that is clear.

    Blurred print is read unsurely as well, but nearly every cell of it has a word that is clear,
    and a quarter of its cells is read surely throughout. Digits say little: those of thin print
    are read worse than its words, those of a hand better.
    """
    told = [cell for cell in cells if len(cell.text) > 3 and not is_digital(cell.text)]
    if not told or median(cell.confidence for cell in told) >= PRINTED:
        return False
    quarter = len(told) // 4
    clear = sorted(cell.clear for cell in told)[quarter]
    surest = sorted(cell.confidence for cell in told)[-1 - quarter]
    return clear < CLEAR or surest < SURELY


def _to_transcribe(ruled: Ruled, page: int | None) -> list[Refusal]:
    edges = zip(ruled.rows, ruled.rows[1:], strict=False)
    left, right = ruled.columns[0], ruled.columns[-1]
    return [
        Refusal(
            "row.handwritten",
            page=page,
            row=number,
            polygon=ruled.page.polygon(left, top, right, bottom),
        )
        for number, (top, bottom) in enumerate(edges, start=1)
    ]


def _rows(ruled: Ruled, readings: Sequence[Reading], canvas: Canvas, page: int | None) -> list[Row]:
    """Rows with merged cells expanded; a cell's copies point at the same words."""
    width = len(ruled.columns) - 1
    rows: list[Row] = []
    by_place = {(r.box.top, r.box.left): r for r in readings}
    covering = {
        (i, j): r
        for r in readings
        for i in range(r.box.top, r.box.bottom)
        for j in range(r.box.left, r.box.right)
    }
    starts: dict[tuple[int, int], int] = {}
    for i in range(len(ruled.rows) - 1):
        for j in range(width):
            if (i, j) in by_place:
                starts[i, j] = canvas.put(by_place[i, j].said.text)
        canvas.put("", "\n")
        cells = [covering[i, j] for j in range(width)]
        rows.append(
            Row(
                i + 1,
                [cell.said.text for cell in cells],
                [starts[cell.box.top, cell.box.left] for cell in cells],
                tuple(_spot(cell.polygon, cell.said) for cell in cells),
                page,
            )
        )
    return rows


def _title(grey: Picture, ruled: Ruled) -> str:
    """The words above the table, which say what it lists."""
    strip = strip_above(grey, ruled)
    half = cv2.resize(strip, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    words = [w for w in recognise(np.asarray(half, np.uint8)) if (w.confidence or 0) > PRINTED]
    return "\n".join(line.text for line in lines_of(words))


def _unruled(page: Straightened, canvas: Canvas, number: int | None) -> tuple[Part, ...]:
    words = recognise(page.picture, layout=COLUMN)
    others = recognise(page.picture, layout=BLOCK)
    words = max(words, others, key=_certainty)
    if len(words) < FEWEST_WORDS:
        return (Refusal("page.nothing_read", page=number),)
    if _is_unclear(words):
        return (Refusal("page.handwritten", page=number),)
    lines = lines_of(words)
    body = [line for line in lines if len(line.words) > 1]
    borders = columns_of(body)
    if len(borders) < 2:
        return _as_text(lines_of(_digital(_kazakh(words, page), page)), canvas, number)
    top = body[0].middle
    title = "\n".join(line.text for line in lines if line.middle < top)
    rows = _reread(rows_of(lines, borders), borders, page, canvas, number)
    return (Grid(Held(rows), engine="tesseract", title=title, photo=True, page=number),)


def _is_unclear(words: Sequence[Word]) -> bool:
    confidences = [word.confidence or 0.0 for word in words if len(word.text) > 3]
    return bool(confidences) and median(confidences) < PRINTED


def _reread(
    rows: Sequence[Cells],
    borders: Sequence[float],
    page: Straightened,
    canvas: Canvas,
    number: int | None,
) -> list[Row]:
    """Read each column again by itself, cell by cell, as the columns of a ruled table are.

    The page's own lines run through all columns, so that a number is read into the name beside it.
    """
    ends = [*borders[1:], float(page.picture.shape[1])]
    tall = median(word.height for cells in rows for cell in cells for word in cell)
    said: dict[tuple[int, int], tuple[Edges, Said]] = {}
    for column, (left, right) in enumerate(zip(borders, ends, strict=True)):
        filled = [i for i, cells in enumerate(rows) if cells[column]]
        boxes = [_widened(rows[i][column], left, right, tall) for i in filled]
        read = read_crops([_cut(page.picture, box) for box in boxes]) if boxes else []
        for i, box, words in zip(filled, boxes, read, strict=True):
            said[i, column] = box, words
    return [
        _row(i, [said.get((i, j)) for j in range(len(borders))], page, canvas, number)
        for i in range(len(rows))
    ]


def _widened(cell: Sequence[Word], left: float, right: float, tall: float) -> Edges:
    """The box of a cell's words with some paper around, within its column."""
    box = box_of(cell)
    assert box is not None  # noqa: S101 - asked of filled cells alone
    around = AROUND * tall
    return (
        max(0.0, max(left - around, box[0] - around)),
        max(0.0, box[1] - around),
        min(right - around, box[2] + around) if box[2] < right else right - around,
        box[3] + around,
    )


def _cut(picture: Picture, box: Edges) -> Picture:
    left, top, right, bottom = map(int, box)
    return picture[top : bottom + 1, left : max(right, left) + 1]


def _kazakh(words: list[Word], page: Straightened) -> list[Word]:
    """Words read again by the Kazakh model alone, which keeps letters the Russian one cannot know.

    Only on pages that have such letters, and only where both readings are else the same.
    """
    letters = "".join(word.text for word in words)
    if sum(letter in KAZAKH for letter in letters) < KAZAKH_SHARE * len(letters):
        return words
    again: dict[str, list[Word]] = {}
    for word in recognise(page.picture, layout=COLUMN, language="kaz"):
        again.setdefault(fold(word.text), []).append(word)
    return [_with_letters(word, again.get(fold(word.text), ())) for word in words]


def _digital(words: list[Word], page: Straightened) -> list[Word]:
    """Dates and numbers read again with nothing but digits allowed."""
    if not any(is_digital((word.text,)) for word in words):
        return words
    again = recognise(page.picture, layout=COLUMN, language="eng", signs=DIGITS)
    return [_with_digits(word, again) if is_digital((word.text,)) else word for word in words]


def _with_digits(word: Word, again: Sequence[Word]) -> Word:
    for other in again:
        if len(other.text) == len(word.text) and _is_beside(word, other):
            if other.text == word.text:
                return word
            return replace(other, confidence=min(other.confidence or 0.0, UNSURE))
    return word


def _is_beside(word: Word, other: Word) -> bool:
    return abs(other.left - word.left) + abs(other.middle - word.middle) < word.height


def _with_letters(word: Word, others: Sequence[Word]) -> Word:
    for other in others:
        if _is_beside(word, other) and _kazakh_letters(other.text) > _kazakh_letters(word.text):
            return other
    return word


def _kazakh_letters(words: str) -> int:
    return sum(letter in KAZAKH for letter in words)


def _certainty(words: Sequence[Word]) -> float:
    return sum(len(word.text) * ((word.confidence or 0.0) - 0.4) for word in words)


def _row(
    place: int,
    cells: Sequence[tuple[Edges, Said] | None],
    page: Straightened,
    canvas: Canvas,
    at: int | None,
) -> Row:
    row = canvas.row(place + 1, [cell[1].text if cell else "" for cell in cells])
    row.spots = tuple(_spot(page.polygon(*cell[0]), cell[1]) if cell else Spot() for cell in cells)
    row.page = at
    return row


def _spot(polygon: tuple[tuple[float, float], ...], said: Said) -> Spot:
    return Spot(polygon, said.confidence, said.words)


def _as_text(lines: Sequence[Line], canvas: Canvas, number: int | None) -> tuple[Part, ...]:
    text = "\n".join(line.text for line in lines)
    start = canvas.put(text, "\n")
    return (Passage(start, start + len(text), page=number),)
