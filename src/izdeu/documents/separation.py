"""Rows of delimited text, read as a stream, each cell with its place in the text."""

import re
from collections.abc import Callable, Iterator
from functools import partial

from izdeu.documents.part import Grid, Row

DELIMITERS = ";\t,|"
#: Beyond this many characters the rows are read once only.
LONG = 4_000_000
SAMPLE_LINES = 60


def grid_of(text: str, start: int = 0) -> Grid:
    """The delimited text from ``start`` on as a grid whose rows are read at each call anew."""
    delimiter = delimiter_of(text[start : start + 20_000])
    rows: Callable[[], Iterator[Row]] = partial(rows_of, text, delimiter, start)
    return Grid(rows, engine="separated", long=len(text) - start > LONG)


def delimiter_of(text: str) -> str:
    """The sign that parts the most lines into the same number of cells."""
    told = re.match(r"\ufeff?sep=(.)\r?\n", text)
    if told:
        return told.group(1)
    lines = [line for line in text[:20_000].splitlines()[:SAMPLE_LINES] if line.strip()]
    return max(DELIMITERS, key=lambda sign: _regularity(lines, sign))


def _regularity(lines: list[str], sign: str) -> float:
    counts = [re.sub(r'"[^"]*"', "", line).count(sign) for line in lines]
    parted = [count for count in counts if count]
    if not parted:
        return 0.0
    usual = max(set(parted), key=parted.count)
    return parted.count(usual) / len(lines) + min(usual, 9) / 100


def rows_of(text: str, delimiter: str, at: int = 0) -> Iterator[Row]:
    """Yield the rows; a quoted cell may hold delimiters, line breaks and doubled quotes."""
    number, size = 0, len(text)
    while at < size:
        number += 1
        end = text.find("\n", at)
        line = text[at:] if end < 0 else text[at:end]
        if '"' in line:
            row, at = _quoted(text, at, delimiter, number)
        else:
            row = _plain(line.rstrip("\r"), at, delimiter, number)
            at = size if end < 0 else end + 1
        yield row


def _plain(line: str, at: int, delimiter: str, number: int) -> Row:
    cells = line.split(delimiter)
    starts = [at]
    for cell in cells[:-1]:
        at += len(cell) + 1
        starts.append(at)
    return Row(number, cells, starts)


def _quoted(text: str, at: int, delimiter: str, number: int) -> tuple[Row, int]:
    cells: list[str] = []
    starts: list[int] = []
    pattern = _cell_pattern(delimiter)
    while match := pattern.match(text, at):
        inside = "quoted" if match.group("quoted") is not None else "bare"
        cells.append(match.group(inside))
        starts.append(match.start(inside))
        at = match.end()
        if match.group("stop") != delimiter:
            break
    return Row(number, cells, starts), at


def _cell_pattern(delimiter: str) -> re.Pattern[str]:
    sign = re.escape(delimiter)
    # An opening quote that is never closed is an ordinary sign: one damaged cell must not
    # swallow the rest of the list. A quoted cell is at most 5,000 signs for the same reason.
    return re.compile(
        rf'(?:"(?P<quoted>(?:[^"]|""){{0,5000}})"[ \t]*(?={sign}|\r?\n|\Z)'
        rf"|(?P<bare>[^{sign}\r\n]*))(?P<stop>{sign}|\r?\n|\r|\Z)"
        if delimiter != "\t"
        else r'(?:"(?P<quoted>(?:[^"]|""){0,5000})"(?=\t|\r?\n|\Z)'
        r"|(?P<bare>[^\t\r\n]*))(?P<stop>\t|\r?\n|\r|\Z)"
    )
