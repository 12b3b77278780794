"""Where exactly in a document a value stands."""

from typing import Any, NamedTuple

#: The part of a locator that says where; the rest says how it was read.
PLACE = ("member", "page", "sheet", "table", "row", "column", "message", "start", "end", "polygon")


class Locator(NamedTuple):
    """A spot in a document, fine enough to be shown to somebody who doubts it.

    Rows, columns, pages and tables count from 1 as a reader would; ``start`` and ``end`` are code
    points of the document's canonical text; ``polygon`` is in pixels of the original picture.
    A named tuple and no dataclass: a list of a hundred thousand rows has half a million of them.
    """

    member: str = ""
    page: int | None = None
    sheet: str = ""
    table: int | None = None
    row: int | None = None
    column: int | None = None
    message: str = ""
    start: int | None = None
    end: int | None = None
    polygon: tuple[tuple[float, float], ...] = ()
    engine: str = ""
    confidence: float | None = None
    rule: str = ""
    version: int = 1
    words: tuple[float, ...] = ()
    """How surely each word of a cell of a picture was read, in their order."""

    def place(self) -> dict[str, Any]:
        """The spot alone, without how it was read: equal for every reader of the same bytes."""
        return {key: value for key, value in self.as_dict().items() if key in PLACE}

    def as_dict(self) -> dict[str, Any]:
        """What is set, as plain values for JSON."""
        said = zip(self._fields, self, strict=True)
        return {key: value for key, value in said if value not in (None, "", ())}
