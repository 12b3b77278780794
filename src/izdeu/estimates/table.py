"""Read a table of overlaps: one column per list with 0 or 1, and a column of counts."""

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from izdeu.estimates.overlaps import MOST_LISTS, Overlaps, UnreadableTable

COUNT = "count"
SEPARATORS = ",;\t|"
#: Byte order marks that tell the encoding; without one a table is read as UTF-8.
MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
#: A table of ten lists has 1 024 lines; a file this large is something else.
LARGEST = 10_000_000

Row = tuple[int, list[str]]


def read_table(path: Path, count_column: str = COUNT) -> Overlaps:
    """Read a comma, semicolon or tab separated file.

    Patterns that are absent count 0. Raises ``UnreadableTable`` naming file and line, and
    ``OSError`` where the file cannot be opened.
    """
    try:
        return parse_table(path.read_bytes(), count_column)
    except UnreadableTable as problem:
        raise UnreadableTable(f"{path.name}, {problem}") from None


def parse_table(content: bytes, count_column: str = COUNT) -> Overlaps:
    """Read the bytes of such a file; raises ``UnreadableTable`` naming the line."""
    rows = _rows(_text(content))
    header = next(rows, None)
    if header is None:
        raise UnreadableTable("line 1: the file is empty; it needs a line of column names first")
    names, place = _columns(header, count_column)
    return Overlaps(names, _counts(rows, len(names), place))


def _text(content: bytes) -> str:
    if len(content) > LARGEST:
        raise UnreadableTable(
            "line 1: far too large for a table of overlaps; give counts, not people"
        )
    encoding = next((name for mark, name in MARKS.items() if content.startswith(mark)), "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        raise UnreadableTable(f"line {line}: not UTF-8; save the table as CSV in UTF-8") from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise UnreadableTable(f"line {line}: not text; save the table as CSV in UTF-8")
    return text


def _rows(text: str) -> Iterator[Row]:
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if any(cells):
                yield reader.line_num, cells
    except csv.Error as problem:
        raise UnreadableTable(f"line {reader.line_num}: {problem}") from None


def _columns(header: Row, count_column: str) -> tuple[tuple[str, ...], int]:
    line, cells = header
    counts = [i for i, cell in enumerate(cells) if cell.casefold() == count_column.casefold()]
    if len(counts) != 1:
        many = "no column" if not counts else "more than one column"
        raise UnreadableTable(f"line {line}: {many} named {count_column!r}; name the counts so")
    names = tuple(cell for i, cell in enumerate(cells) if i != counts[0])
    if "" in names:
        raise UnreadableTable(f"line {line}: a column without a name; name every list")
    if twice := {name for name in names if names.count(name) > 1}:
        raise UnreadableTable(f"line {line}: two columns named {min(twice)!r}; rename one")
    if not 2 <= len(names) <= MOST_LISTS:
        raise UnreadableTable(
            f"line {line}: {len(names)} column(s) of lists; a table has 2 to {MOST_LISTS}"
        )
    return names, counts[0]


def _counts(rows: Iterator[Row], lists: int, place: int) -> tuple[int, ...]:
    counts = [0] * (1 << lists)
    seen: dict[int, int] = {}
    for line, cells in rows:
        if len(cells) != lists + 1:
            raise UnreadableTable(f"line {line}: {len(cells)} cells where the head has {lists + 1}")
        pattern = _pattern(line, [cell for i, cell in enumerate(cells) if i != place])
        count = _count(line, cells[place])
        if pattern in seen:
            raise UnreadableTable(
                f"line {line}: the same pattern as line {seen[pattern]}; add them up"
            )
        if not pattern and count:
            raise UnreadableTable(
                f"line {line}: people on no list cannot have been counted; remove it"
            )
        seen[pattern] = line
        counts[pattern] = count
    if not any(counts):
        raise UnreadableTable(
            "line 1: nobody stands on any list; there is nothing to estimate from"
        )
    return tuple(counts)


def _pattern(line: int, cells: Sequence[str]) -> int:
    if wrong := [cell for cell in cells if cell not in ("0", "1")]:
        raise UnreadableTable(f"line {line}: {wrong[0]!r} where a list has 0 or 1")
    return sum(1 << i for i, cell in enumerate(cells) if cell == "1")


def _count(line: int, cell: str) -> int:
    if not cell:
        raise UnreadableTable(f"line {line}: an empty count; write 0, or leave the whole line out")
    whole, _, rest = cell.partition(".")
    if not (whole.isascii() and whole.isdigit()) or rest.strip("0"):
        raise UnreadableTable(f"line {line}: {cell!r} is not a count; write a whole number from 0")
    return int(whole)
