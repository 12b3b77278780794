"""Spreadsheets: xlsx, xlsb, xls and ods, with merged cells expanded."""

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import python_calamine

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

#: More cells than a list has: a sheet of this size is a bomb or a database dump.
MOST_CELLS = 20_000_000


def open_spreadsheet(source: Source) -> Opened:
    """Read every sheet, hidden ones too; the canonical text is cells by tab, rows by line."""
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(source.content))
    except python_calamine.PasswordError as error:
        raise UnreadableDocument(
            f"{source.name}: it has a password; save it without one and try again"
        ) from error
    except (python_calamine.CalamineError, ValueError, OSError) as error:
        raise UnreadableDocument(
            f"{source.name}: damaged spreadsheet; open it, save it as .xlsx or .csv and try again"
        ) from error
    canvas = Canvas()
    parts = tuple(_sheet(book, name, canvas) for name in book.sheet_names)
    return Opened(canvas.text(), parts)


def _sheet(book: Any, name: str, canvas: Canvas) -> Part:
    try:
        sheet = book.get_sheet_by_name(name)
        if sheet.total_height * sheet.total_width > MOST_CELLS:
            return Refusal("sheet.too_large", sheet=name)
        rows = list(_rows(sheet, canvas))
    except (python_calamine.CalamineError, ValueError) as error:
        del error
        return Refusal("sheet.damaged", sheet=name)
    return Grid(Held(rows), engine="spreadsheet", sheet=name, title=name, serials=True)


def _rows(sheet: Any, canvas: Canvas) -> Iterator[Row]:
    """Rows with merged cells expanded; a copy of a merged cell points at the original."""
    table = sheet.to_python(skip_empty_area=False)
    rows = [canvas.row(i, [_words(v) for v in row]) for i, row in enumerate(table, start=1)]
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        _expand(rows, top, left, bottom, right)
    yield from rows


def _expand(rows: list[Row], top: int, left: int, bottom: int, right: int) -> None:
    if top >= len(rows) or left >= len(rows[top].cells):
        return
    words, start = rows[top].cells[left], rows[top].starts[left]
    for row in rows[top : bottom + 1]:
        for column in range(left, min(right + 1, len(row.cells))):
            row.cells[column], row.starts[column] = words, start


def _words(value: Any) -> str:
    """A cell as a reader would write it: whole numbers without a point, dates as ISO."""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, date | time | timedelta):
        return value.isoformat() if not isinstance(value, timedelta) else str(value)
    return str(value)
