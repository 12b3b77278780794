"""Where in a sheet the tables lie: titles, header lines, bodies, tables side by side."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from izdeu.documents.columns.header import GENERIC, fields_of
from izdeu.documents.columns.spelling import fold
from izdeu.documents.part import Row
from izdeu.documents.values.number import has_number
from izdeu.documents.values.person import is_name, name_end, without_number

#: A header is looked for among this many rows from the beginning of a table.
DEEPEST = 40
LINES = 3
KNOWN = 0.72
#: Words that say this much of a field are no value of a body.
HINTED = 0.5
#: Headers below a word that says whose: "ФИО" below "Задержанный".
NAMING = frozenset(("name", "phone", "contact"))
_DATED = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\b(?:19|20)\d\d\b.*\d")
_NUMBER = re.compile(r"[\d\s.,/-]+")
_TOTAL = re.compile(
    r"\s*(?:итого|всего|в\s+общем|барлығы|жиыны|жалпы\s+саны|жиынтығы|total|sum)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Segment:
    """One table within a sheet; ``rows[first:last]`` is its body."""

    title: str
    headers: tuple[tuple[str, ...], ...]
    """For each column its header lines from the top; empty where there is no header."""
    first: int
    last: int
    left: int
    right: int
    repeats: frozenset[tuple[str, ...]] = frozenset()
    """Header lines, folded, which stand again on every page."""


def is_total(row: Row) -> bool:
    """Whether the row sums up the list."""
    for cell in row.cells:
        if cell and not cell.isspace():
            return not cell[0].isdigit() and bool(_TOTAL.match(cell))
    return False


def is_blank(row: Row) -> bool:
    """Whether nothing stands in the row."""
    return not row.cells or not any(row.cells) or not any(map(str.strip, row.cells))


def folded(row: Row) -> tuple[str, ...]:
    """The row's words for telling whether it is a header again."""
    return tuple(fold(cell).strip() for cell in row.cells)


def lone(row: Row) -> str:
    """The words of a row in which one cell alone is filled, or one merged cell; else ""."""
    said = {
        (start, cell.strip())
        for start, cell in zip(row.starts, row.cells, strict=True)
        if cell.strip()
    }
    return said.pop()[1] if len(said) == 1 else ""


def find_segments(rows: Sequence[Row]) -> list[Segment]:
    """The tables of a sheet from top to bottom, those side by side from left to right."""
    blocks = _header_blocks(rows)
    if not blocks:
        return _headless(rows)
    segments = []
    for place, (top, bottom) in enumerate(blocks):
        last = _end(rows, blocks[place + 1][0], bottom) if place + 1 < len(blocks) else len(rows)
        since = blocks[place - 1][1] if place else 0
        segments += _side_by_side(rows, top, bottom, last, _title(rows, top, since))
    return segments


def _end(rows: Sequence[Row], top: int, since: int) -> int:
    """Where a body ends above the next header at ``top``: before that table's title."""
    last = top
    while last > since and (is_blank(rows[last - 1]) or _is_title(rows[last - 1])):
        last -= 1
    return last


def _is_title(row: Row) -> bool:
    words = lone(row)
    named = is_name(words) and _known(words) < HINTED
    return bool(words) and not named and not is_total(row)


def _header_blocks(rows: Sequence[Row]) -> list[tuple[int, int]]:
    """First row and end of each group of header lines; the same header again is no new table."""
    blocks: list[tuple[int, int]] = []
    at = 0
    while at < len(rows):
        if _may_begin(rows, at, blocks) and _is_header(rows, at):
            top, bottom = _grown(rows, at, blocks[-1][1] if blocks else 0)
            titled = top > 0 and _is_title(rows[top - 1])
            if not blocks or titled or not _same_header(rows, blocks[-1], (top, bottom)):
                blocks.append((top, bottom))
            at = bottom
        else:
            at += 1
    return blocks


def _same_header(rows: Sequence[Row], one: tuple[int, int], other: tuple[int, int]) -> bool:
    return folded(rows[one[1] - 1]) == folded(rows[other[1] - 1])


def _may_begin(rows: Sequence[Row], at: int, blocks: Sequence[tuple[int, int]]) -> bool:
    if not blocks:
        return at < DEEPEST
    return is_blank(rows[at - 1]) or bool(lone(rows[at - 1])) or is_total(rows[at - 1])


def _is_header(rows: Sequence[Row], at: int) -> bool:
    said = _said(rows[at])
    if not said or any(_is_value(cell) for cell in said):
        return False
    known = [cell for cell in said if _known(cell) >= KNOWN]
    if len(said) == 1:
        return _known(said[0]) >= 0.97 and _lists_names(rows[at + 1 : at + 4])
    fields = {max(fields_of(cell).items(), key=lambda item: item[1])[0] for cell in known}
    if len(fields) >= 2 and len(known) * 2 >= len(said):
        return True
    return len(said) > 2 and bool(known) and _heads_values(rows, at)


def _heads_values(rows: Sequence[Row], at: int) -> bool:
    """Whether the row has no value and the next full one has mostly values below its words."""
    named = [i for i, cell in enumerate(rows[at].cells) if cell.strip()]
    below = next((row for row in rows[at + 1 : at + 4] if len(_said(row)) > 1), None)
    if below is None:
        return False
    filled = [below.cells[i] for i in named if i < len(below.cells) and below.cells[i].strip()]
    return sum(map(_is_value, filled)) * 2 >= max(2, len(filled))


def _lists_names(rows: Sequence[Row]) -> bool:
    """Whether one name or nothing stands in each row: what a lone header heads."""
    said = [_said(row) for row in rows]
    return any(said) and all(
        len(cells) < 2 and name_end("".join(cells)) != 0 for cells in said if cells
    )


def _said(row: Row) -> list[str]:
    """The different cells of a row: a merged cell counts once."""
    places = dict(zip(row.starts, row.cells, strict=True))
    return [cell.strip() for cell in places.values() if cell.strip()]


def _known(cell: str) -> float:
    return max(fields_of(cell).values(), default=0.0) if len(cell) < 80 else 0.0


def _is_value(cell: str) -> bool:
    """Whether the words belong into a body and never into a header."""
    if _known(cell) >= HINTED:
        return False
    if _DATED.search(cell) or has_number(cell) or _NUMBER.fullmatch(cell):
        return True
    return is_name(cell) and len(cell.split()) > 1


def _grown(rows: Sequence[Row], at: int, since: int) -> tuple[int, int]:
    """The header line with the lines above and below it that belong to it."""
    top, bottom = at, at + 1
    while top > since and at - top < LINES - 1 and _is_upper(rows[top - 1]):
        top -= 1
    while (
        bottom < len(rows)
        and bottom - top < LINES + 1
        and _is_lower(rows[bottom], rows[bottom - 1])
    ):
        bottom += 1
    return top, bottom


def _is_upper(row: Row) -> bool:
    said = _said(row)
    return len(said) >= 2 and not any(map(_is_value, said)) and max(map(len, said)) < 60


def _is_lower(row: Row, above: Row) -> bool:
    said = _said(row)
    if _is_counting(said):
        return True
    if not said or any(map(_is_value, said)) or _is_spread(row):
        return False
    known = sum(_finishes(row, above, i) for i, cell in enumerate(row.cells) if cell.strip())
    if known * 2 < len(said):
        return False
    return _is_sparse(row, above) or all(_fits_below(row, above, i) for i in range(len(row.cells)))


def _is_sparse(row: Row, above: Row) -> bool:
    """Whether words above are left without any below, as no second table's header leaves them."""
    named = [i for i, cell in enumerate(above.cells) if cell.strip()]
    return any(i >= len(row.cells) or not row.cells[i].strip() for i in named)


def _is_spread(row: Row) -> bool:
    """Whether one cell goes over the whole table: a section line, never a header."""
    return len(row.cells) > 2 and len(set(row.starts)) == 1


def _finishes(row: Row, above: Row, column: int) -> bool:
    """Whether the words are a header by themselves or together with those above them."""
    words = row.cells[column]
    if _known(words) >= KNOWN:
        return True
    upper = above.cells[column] if column < len(above.cells) else ""
    return bool(upper.strip()) and _known(f"{upper} {words}") > max(0.95, _known(upper) - 0.01)


def _fits_below(row: Row, above: Row, column: int) -> bool:
    """A lower header line stands under a merged cell, an empty one, or a word left unfinished."""
    if not row.cells[column].strip() or column >= len(above.cells):
        return True
    if row.starts[column] == above.starts[column]:
        return True
    if _merged(above, column) or _known(above.cells[column]) < HINTED:
        return True
    return len(row.cells[column]) < 40 and _goes_on(row.cells[column])


def _goes_on(words: str) -> bool:
    """Whether the words only finish what stands above them: "дата" below "Задержание"."""
    return _known(words) < 0.99 or not set(_surest(words)).isdisjoint(GENERIC | NAMING)


def _surest(words: str) -> list[str]:
    fields = fields_of(words)
    return [field for field, score in fields.items() if score >= max(fields.values())]


def _merged(row: Row, column: int) -> bool:
    start = row.starts[column]
    return not row.cells[column].strip() or row.starts.count(start) > 1


def _is_counting(said: Sequence[str]) -> bool:
    """The line of column numbers that official forms have under the header."""
    return len(said) > 2 and list(said) == [str(n) for n in range(1, len(said) + 1)]


def _title(rows: Sequence[Row], top: int, since: int) -> str:
    """The lone lines above a header, back to the table before."""
    lines: list[str] = []
    for row in reversed(rows[since:top]):
        words = lone(row) or (" ".join(_said(row)) if since == 0 else "")
        if not words and not is_blank(row):
            break
        if words:
            lines.insert(0, words)
        if len(lines) >= 6:
            break
    return "\n".join(lines)


def _side_by_side(
    rows: Sequence[Row], top: int, bottom: int, last: int, title: str
) -> list[Segment]:
    width = max((len(row.cells) for row in rows[top:bottom]), default=0)
    headers = [_lines(rows[top:bottom], column) for column in range(width)]
    repeats = frozenset(folded(row) for row in rows[top:bottom])
    edges = _edges(headers) + [max(width, *(len(row.cells) for row in rows[top:last]), 0)]
    return [
        Segment(
            title, _padded(headers[left:right], right - left), bottom, last, left, right, repeats
        )
        for left, right in zip(edges, edges[1:], strict=False)
    ]


def _padded(headers: list[tuple[str, ...]], width: int) -> tuple[tuple[str, ...], ...]:
    return tuple(headers) + ((),) * (width - len(headers))


def _lines(rows: Sequence[Row], column: int) -> tuple[str, ...]:
    lines = (row.cells[column].strip() for row in rows if column < len(row.cells))
    return tuple(dict.fromkeys(line for line in lines if line and not line.isdigit()))


def _edges(headers: Sequence[tuple[str, ...]]) -> list[int]:
    """Where a further table begins beside the first: its first header stands again."""
    named = [i for i, lines in enumerate(headers) if lines]
    if not named:
        return [0]
    first = [fold(line) for line in headers[named[0]]]
    again = [i for i in named[1:] if [fold(line) for line in headers[i]] == first]
    return [0, *again]


def _headless(rows: Sequence[Row]) -> list[Segment]:
    first = next((i for i, row in enumerate(rows) if _begins_body(row)), None)
    if first is None:
        return []
    width = max(len(row.cells) for row in rows)
    title = "\n".join(words for row in rows[:first] if (words := lone(row)))
    return [Segment(title, ((),) * width, first, len(rows), 0, width)]


def _begins_body(row: Row) -> bool:
    said = _said(row)
    if len(said) == 1:
        plain = without_number(said[0])
        return " " in plain[: name_end(plain)].strip()
    return len(said) > 1 and any(map(_is_value, said))
