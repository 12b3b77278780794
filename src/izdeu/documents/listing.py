"""Turn the grids of a document into mentions and claims, row by row."""

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from izdeu.documents.columns.layout import (
    Segment,
    find_segments,
    folded,
    is_blank,
    is_total,
    lone,
)
from izdeu.documents.columns.mapping import Choice, by_place, choose
from izdeu.documents.context import Context, read_context
from izdeu.documents.facility import kind_of
from izdeu.documents.locator import Locator
from izdeu.documents.part import Grid, Row
from izdeu.documents.plan import SEALED, Plan
from izdeu.documents.reading import Column, Found, SetAside
from izdeu.documents.row import read_row
from izdeu.documents.values.number import has_number
from izdeu.documents.values.person import is_name

#: Rows by which layout and columns are decided; of a long file no more are looked at twice.
SAMPLE = 400
SHOWN = 3
#: Signs of a cell that are shown to somebody who is asked about its column.
LENGTH = 200
#: What a cell says that repeats the cell above.
DITTO = {
    "-//-",
    "—//—",
    '-"-',
    "//",
    "то же",
    "тоже",
    "так же",
    "соныкі",
    "ditto",
    "″",
    "-''-",
    "〃",
    "-‖-",
}


@dataclass(frozen=True, slots=True)
class Listing:
    """A grid understood: its columns, and its items when they are asked for."""

    columns: tuple[Column, ...]
    items: Callable[[], Iterator[Found | SetAside]]


@dataclass(slots=True)
class Table:
    """One table of a grid, with what its columns were taken for."""

    segment: Segment
    choices: list[Choice]
    plan: Plan
    context: Context
    columns: tuple[Column, ...] = field(default=())


def read_grid(
    grid: Grid, published: date, *, member: str = "", told: Mapping[str, str] | None = None
) -> Listing:
    """Understand a grid: find its tables and take their columns for fields."""
    rows = iter(grid.rows())
    sample = list(itertools.islice(rows, SAMPLE)) if grid.long else list(rows)
    place = Locator(
        member=member,
        page=grid.page,
        sheet=grid.sheet,
        table=grid.table,
        engine=grid.engine,
        message=grid.message,
    )
    tables = [
        _table(grid, sample, segment, published, place, told or {})
        for segment in find_segments(sample)
    ]
    columns = tuple(column for table in tables for column in table.columns)
    return Listing(columns, lambda: _items(grid, sample, tables, published, place))


def _items(
    grid: Grid, sample: Sequence[Row], tables: Sequence[Table], published: date, place: Locator
) -> Iterator[Found | SetAside]:
    if not tables and any(not is_blank(row) for row in sample):
        yield SetAside(place, "table.none_found")
    for table in tables:
        body = _body(grid, sample, table.segment)
        yield from _sealed(table, place)
        if table.plan.names_nobody():
            first = sample[table.segment.first].number if table.segment.first < len(sample) else 1
            yield SetAside(table.plan.locate(first), "table.names_nobody")
            continue
        yield from _table_items(table, body, published)


def _body(grid: Grid, sample: Sequence[Row], segment: Segment) -> Iterable[Row]:
    if not grid.long:
        return sample[segment.first : segment.last]
    return itertools.islice(grid.rows(), segment.first, None)


def _table(
    grid: Grid,
    rows: Sequence[Row],
    segment: Segment,
    published: date,
    place: Locator,
    told: Mapping[str, str],
) -> Table:
    body = [row for row in rows[segment.first : segment.last] if not _is_aside(row, segment)]
    cells = [_cells_of(body[:SAMPLE], column) for column in range(segment.left, segment.right)]
    choices = choose(segment.headers, cells, published, told=told, serials=grid.serials)
    choices = [by_place(choice, told, n) for n, choice in enumerate(choices, segment.left + 1)]
    context = read_context("\n".join(filter(None, (grid.title, segment.title))), published)
    plan = Plan.of(choices, segment.left, place, serials=grid.serials)
    columns = tuple(
        _column(choice, column, place, sample)
        for column, (choice, sample) in enumerate(
            zip(choices, cells, strict=True), segment.left + 1
        )
        if choice.header or choice.field or any(map(str.strip, sample))
    )
    return Table(segment, choices, plan, context, columns)


def _cells_of(rows: Sequence[Row], column: int) -> list[str]:
    return [row.cells[column] if column < len(row.cells) else "" for row in rows]


def _is_aside(row: Row, segment: Segment) -> bool:
    if is_blank(row) or is_total(row) or folded(row) in segment.repeats:
        return True
    return segment.right - segment.left > 2 and bool(lone(row)) and not is_name(lone(row))


def _column(choice: Choice, position: int, place: Locator, cells: Sequence[str]) -> Column:
    filled = [cell.strip() for cell in cells if cell.strip()]
    sealed = choice.field in SEALED or choice.proposal in SEALED or any(map(has_number, filled))
    return Column(
        header=choice.header,
        field=choice.field,
        confidence=choice.confidence,
        rule=choice.rule,
        sheet=place.sheet,
        table=place.table,
        position=position,
        proposal=choice.proposal,
        samples=() if sealed else tuple(dict.fromkeys(cell[:LENGTH] for cell in filled))[:SHOWN],
        member=place.member,
        runner_up=choice.runner_up,
    )


def _sealed(table: Table, place: Locator) -> Iterator[SetAside]:
    """Contact columns are named once, without a word of what stands in them."""
    for column in table.columns:
        if column.field == "contact":
            where = table.plan.locate(None, column.position)
            yield SetAside(where, "column.contact_sealed")
    del place


def _table_items(table: Table, body: Iterable[Row], published: date) -> Iterator[Found | SetAside]:
    segment, context, plan = table.segment, table.context, table.plan
    width, above = segment.right - segment.left, None
    for row in body:
        if is_blank(row) or is_total(row):
            continue
        if row.cells[0][:1] in plan.repeat_marks and folded(row) in segment.repeats:
            continue
        if width > 2 and (words := _section(row, plan)):
            context = context.within(words, published)
            continue
        above = _undone(row, above)
        yield from read_row(row, plan, context, published)


def _section(row: Row, plan: Plan) -> str:
    """The words of a line that heads the rows below it; "" for an ordinary row."""
    if len(row.cells) > 2 and row.cells[0] and row.cells[1] and row.starts[0] != row.starts[1]:
        return ""
    words = lone(row)
    if not words:
        return ""
    cell = next(i for i, text in enumerate(row.cells) if text.strip())
    merged = row.starts.count(row.starts[cell]) > 1
    if not merged and cell == plan.name and _is_somebody(words):
        return ""
    return words


def _is_somebody(words: str) -> bool:
    """Whether a lone cell in the column of names names a person rather than a place of many."""
    return is_name(words) and " " in words and not kind_of(words)


def _undone(row: Row, above: Row | None) -> Row:
    """The row with ditto marks replaced by the cell above and its place."""
    if above is not None and not DITTO.isdisjoint(row.cells):
        for i, cell in enumerate(row.cells):
            if cell in DITTO and i < len(above.cells):
                row.cells[i], row.starts[i] = above.cells[i], above.starts[i]
    return row
