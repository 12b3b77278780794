"""Pdf with text: ruled tables by their rules, unruled ones by where the words stand."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from izdeu.documents.extra import load
from izdeu.documents.geometry import Line, Word, columns_of, lines_of, rows_of, words_of
from izdeu.documents.lines import parts_of
from izdeu.documents.part import (
    Canvas,
    Grid,
    Held,
    Opened,
    Part,
    Refusal,
    Row,
    Source,
    UnreadableDocument,
)

MOST_PAGES = 2_000
#: A page with fewer letters than this and a picture on it was scanned.
FEWEST_LETTERS = 12
SCAN_DPI = 200
MOST_SIDE = 4_000
RULED = {"vertical_strategy": "lines", "horizontal_strategy": "lines", "text_x_tolerance": 1.5}


@dataclass(slots=True)
class _Table:
    """A table that may go on over pages."""

    rows: list[Row]
    width: int
    title: str
    page: int


@dataclass(slots=True)
class _Pages:
    canvas: Canvas = field(default_factory=Canvas)
    parts: list[Part | _Table] = field(default_factory=list)


def open_portable(source: Source) -> Opened:
    """Read a pdf; scripts and attachments are not touched and nothing is fetched."""
    plumber = load("pdfplumber", "pdf", source.name)
    pages = _Pages()
    try:
        with plumber.open(io.BytesIO(source.content)) as book:
            for number, page in enumerate(book.pages[:MOST_PAGES], start=1):
                _page(page, number, pages, source)
                page.close()
    except UnreadableDocument:
        raise
    except Exception as error:  # noqa: BLE001 - the parser raises whatever a damaged file makes it
        if not pages.parts:
            raise UnreadableDocument(
                f"{source.name}: damaged or locked pdf; print it to a new one, or photograph it"
            ) from error
        pages.parts.append(Refusal("page.damaged"))
    return Opened(pages.canvas.text(), tuple(_finished(pages.parts)))


def _finished(parts: Sequence[Part | _Table]) -> Iterator[Part]:
    for part in parts:
        if isinstance(part, _Table):
            rows = part.rows
            yield Grid(Held(rows), engine="pdf", title=part.title, page=part.page)
        else:
            yield part


def _page(page: Any, number: int, pages: _Pages, source: Source) -> None:
    words = _words(page)
    if sum(len(word.text) for word in words) < FEWEST_LETTERS:
        if page.images or not words:
            pages.parts += _scanned(source, number, pages.canvas)
        return
    tables = [table for table in page.find_tables(RULED) if _is_table(table)]
    if tables:
        _ruled(page, tables, words, number, pages)
    else:
        _unruled(words, number, pages)


def _words(page: Any) -> list[Word]:
    found = page.extract_words(x_tolerance=1.5, keep_blank_chars=False, use_text_flow=False)
    return [Word(w["text"], w["x0"], w["top"], w["x1"], w["bottom"]) for w in found]


def _is_table(table: Any) -> bool:
    """A frame around the page or a line under the title is no table."""
    return len(table.rows) > 1 and max(len(row.cells) for row in table.rows) > 1


def _scanned(source: Source, number: int, canvas: Canvas) -> list[Part]:
    """A page without letters is read as the picture it is."""
    load("cv2", "photos", source.name)
    from izdeu.documents.images.sheet import read_sheet

    return list(read_sheet(picture_of(source, number), canvas, page=number))


def picture_of(source: Source, number: int) -> Any:
    """A page as a picture in shades of grey: the pixels that polygons of a scan are counted in."""
    pdfium = load("pypdfium2", "pdf", source.name)
    numpy = load("numpy", "photos", source.name)
    book = pdfium.PdfDocument(source.content)
    try:
        page = book[number - 1]
        scale = min(SCAN_DPI / 72, MOST_SIDE / max(*page.get_size(), 1.0))
        picture = page.render(scale=scale, grayscale=True, may_draw_forms=False).to_numpy()
        return numpy.ascontiguousarray(
            picture.reshape(picture.shape[0], picture.shape[1], -1)[:, :, 0]
        )
    finally:
        book.close()


def _ruled(
    page: Any, tables: Sequence[Any], words: Sequence[Word], number: int, pages: _Pages
) -> None:
    above = 0.0
    for table in sorted(tables, key=lambda table: table.bbox[1]):
        left, top, right, bottom = table.bbox
        free = [w for w in words if above <= w.middle < top]
        title = "\n".join(line.text for line in lines_of(free))
        _loose(free, number, pages)
        rows = [
            _ruled_row(cells, i, number, pages.canvas) for i, cells in enumerate(_cells(table), 1)
        ]
        _add(pages, rows, title, number)
        above = bottom
        del left, right
    _loose([w for w in words if w.middle >= above], number, pages)
    del page


def _cells(table: Any) -> list[list[str]]:
    return [
        [" ".join((cell or "").split()) for cell in row] for row in table.extract(x_tolerance=1.5)
    ]


def _ruled_row(cells: list[str], number: int, page: int, canvas: Canvas) -> Row:
    row = canvas.row(number, cells)
    row.page = page
    return row


def _loose(words: Sequence[Word], number: int, pages: _Pages) -> None:
    """Words beside the tables: read as text where they are more than a title."""
    lines = lines_of(words)
    text = "\n".join(line.text for line in lines)
    if len(text) > 200:
        start = pages.canvas.put(text, "\n")
        pages.parts += parts_of(text, start, page=number)


def _unruled(words: Sequence[Word], number: int, pages: _Pages) -> None:
    lines = lines_of(words)
    body = _tabular(lines)
    borders = columns_of(body)
    if len(borders) < 2 or len(body) < 2:
        _as_text(lines, number, pages)
        return
    top = body[0].middle
    title = "\n".join(line.text for line in lines if line.middle < top)
    after = [line for line in lines if line.middle > body[-1].middle]
    rows = []
    for i, cells in enumerate(rows_of(body, borders), start=1):
        row = pages.canvas.row(i, [words_of(cell) for cell in cells])
        row.page = number
        rows.append(row)
    _add(pages, rows, title, number)
    _as_text(after, number, pages, fewest=80)


def _as_text(lines: Sequence[Line], number: int, pages: _Pages, fewest: int = 1) -> None:
    text = "\n".join(line.text for line in lines)
    if len(text) >= fewest:
        start = pages.canvas.put(text, "\n")
        pages.parts += parts_of(text, start, page=number)


def _tabular(lines: Sequence[Line]) -> list[Line]:
    """The lines from the first to the last that fall into cells."""
    parted = [i for i, line in enumerate(lines) if _gaps(line)]
    if len(parted) < 2:
        return []
    return list(lines[parted[0] : parted[-1] + 1])


def _gaps(line: Line) -> int:
    """How many gaps of the line are wider than the space between two words."""
    pairs = zip(line.words, line.words[1:], strict=False)
    return sum(b.left - a.right > 0.75 * a.height for a, b in pairs)


def _add(pages: _Pages, rows: list[Row], title: str, number: int) -> None:
    """Add a table, or go on with the one of the page before where it is as wide."""
    width = max(len(row.cells) for row in rows)
    last = pages.parts[-1] if pages.parts else None
    if isinstance(last, _Table) and last.width == width and len(title) < 120:
        last.rows += rows
    else:
        pages.parts.append(_Table(rows, width, title, number))
