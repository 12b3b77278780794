"""Records of a reading made six times faster, for lists of a hundred thousand rows.

A frozen dataclass sets each field through ``object.__setattr__``; at five places a row that alone
is a third of the time. A draft with the very same slots is filled plainly and then becomes the
record.
"""

from dataclasses import fields
from typing import Any

from izdeu.documents.locator import Locator
from izdeu.documents.reading import Value


class _Place:
    """A locator's slots, to be filled."""

    __slots__ = tuple(field.name for field in fields(Locator))


class _Words:
    """A value's slots, to be filled."""

    __slots__ = tuple(field.name for field in fields(Value))


def place(
    table: Locator, page: int | None, row: int | None, column: int | None, rule: str
) -> Locator:
    """A place in a table without words: its row or cell."""
    return _place(table, page, row, column, None, None, (), None, rule)


def value(
    table: Locator,
    page: int | None,
    row: int,
    column: int,
    words: str,
    start: int,
    polygon: tuple[tuple[float, float], ...],
    confidence: float | None,
    rule: str,
) -> Value:
    """Words of a cell with their place in the table and in the canonical text."""
    draft: Any = _Words()
    draft.raw = words
    draft.locator = _place(
        table, page, row, column, start, start + len(words), polygon, confidence, rule
    )
    draft.pieces = ()
    draft.__class__ = Value
    made: Value = draft
    return made


def _place(
    table: Locator,
    page: int | None,
    row: int | None,
    column: int | None,
    start: int | None,
    end: int | None,
    polygon: tuple[tuple[float, float], ...],
    confidence: float | None,
    rule: str,
) -> Locator:
    draft: Any = _Place()
    draft.member = table.member
    draft.page = page or table.page
    draft.sheet = table.sheet
    draft.table = table.table
    draft.row = row
    draft.column = column
    draft.message = table.message
    draft.start = start
    draft.end = end
    draft.polygon = polygon
    draft.engine = table.engine
    draft.confidence = confidence
    draft.rule = rule
    draft.version = table.version
    draft.__class__ = Locator
    made: Locator = draft
    return made
