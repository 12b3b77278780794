"""Where in the rows of a table each field stands, worked out once for the table."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from izdeu.documents.columns.header import EVENTS
from izdeu.documents.columns.mapping import Choice
from izdeu.documents.locator import Locator
from izdeu.documents.part import Row, Spot
from izdeu.documents.reading import Value, Window
from izdeu.terms import Event

VERSION = 1
NAME_PARTS = ("surname", "given", "patronymic")
#: Cells that stand for nothing.
EMPTY = {
    "",
    "-",
    "—",
    "–",
    "--",
    "---",
    "нет",
    "жоқ",
    "no",
    "n/a",
    "н/д",
    "нет данных",
    "неизвестно",
    "не известно",
    "белгісіз",
    "unknown",
    "?",
    "б/д",
    "x",
    "х",
    ".",
}
#: Fields whose cells may say what happened, those first whose word goes first.
TELLING = ("status", "note", "injury")
#: Fields whose cells never leave as samples or verbatim words.
SEALED = frozenset({"contact", "phone", "id_number"})
#: Columns whose cells are kept verbatim though it is known what they are.
KEPT = {
    "ward",
    "residence",
    "source",
    "work",
    "place",
    "facility",
    "note",
    "features",
    "status",
    "injury",
}


@dataclass(slots=True)
class Plan:
    """Where in a row each field stands, worked out once for a table."""

    place: Locator
    serials: bool
    column: int | None
    """The first column of a table that stands beside another: its rows need it to be told apart."""
    fields: tuple[tuple[int, str], ...]
    rules: dict[int, str]
    headers: dict[int, str]
    name: int | None
    parts: tuple[int, ...]
    events: tuple[tuple[int, Event], ...]
    telling: tuple[int, ...]
    """Columns whose words may say what happened."""
    at: dict[str, int]
    kept: tuple[tuple[int, str], ...]
    window: Window
    numbers: tuple[int, ...] = ()
    """Columns of numbers of the person sought."""
    repeat_marks: frozenset[str] = field(default=frozenset())

    @classmethod
    def of(cls, choices: Sequence[Choice], left: int, place: Locator, *, serials: bool) -> "Plan":
        """Work out the plan for a table whose first column is ``left``."""
        fields = tuple((i, c.field) for i, c in enumerate(choices, left) if c.field)
        at: dict[str, int] = {}
        for i, word in fields:
            at.setdefault(word, i)
        kept = tuple(
            (i, c.header or f"column {i + 1}")
            for i, c in enumerate(choices, left)
            if not c.field or c.field in KEPT - {"facility", "place"}
        )
        return cls(
            place=place,
            serials=serials,
            column=left + 1 if left else None,
            fields=fields,
            rules={i: f"column:{c.rule}" for i, c in enumerate(choices, left)},
            headers={i: c.header for i, c in enumerate(choices, left)},
            name=at.get("name"),
            parts=() if "name" in at else tuple(at[p] for p in NAME_PARTS if p in at),
            events=tuple((i, Event(word)) for i, word in fields if word in EVENTS),
            telling=tuple(at[word] for word in TELLING if word in at),
            at=at,
            kept=kept,
            numbers=tuple(at[word] for word in ("phone", "id_number") if word in at),
            window=Window(
                left,
                left + len(choices),
                frozenset(i for i, c in enumerate(choices, left) if c.field in SEALED),
            ),
            repeat_marks=frozenset(c.header[:1] for c in choices) | {""},
        )

    def names_nobody(self) -> bool:
        """Whether no column can name a person or describe one."""
        return self.name is None and not self.parts and "features" not in self.at

    def locate(
        self, row: int | None, column: int | None = None, rule: str = "", page: int | None = None
    ) -> Locator:
        """A place in this table; columns count from 1."""
        return self._laid(row, column, None, None, _NOWHERE, rule, page)

    def cell(self, row: Row, column: int, start: int, end: int, rule: str = "") -> Locator:
        """The place of words within a cell of a row."""
        spot = row.spots[column] if row.spots else _NOWHERE
        rule = rule or self.rules[column]
        return self._laid(row.number, column + 1, start, end, spot, rule, row.page)

    def _laid(
        self,
        row: int | None,
        column: int | None,
        start: int | None,
        end: int | None,
        spot: Spot,
        rule: str,
        page: int | None,
    ) -> Locator:
        p = self.place
        # Five of these a row: the tuple is made without the constructor's detour.
        return _made(
            Locator,
            (
                p.member,
                page or p.page,
                p.sheet,
                p.table,
                row,
                column,
                p.message,
                start,
                end,
                spot.polygon,
                p.engine,
                spot.confidence,
                rule,
                VERSION,
                spot.words,
            ),
        )

    def value(self, row: Row, column: int) -> Value | None:
        """The words of a cell without the spaces around them, and their place."""
        cells = row.cells
        if column >= len(cells):
            return None
        cell = cells[column]
        words = cell.strip()
        if not words:
            return None
        start = row.starts[column]
        if len(words) != len(cell):
            start += cell.index(words)
        spot = row.spots[column] if row.spots else _NOWHERE
        where = self._laid(
            row.number, column + 1, start, start + len(words), spot, self.rules[column], row.page
        )
        return _made(Value, (words, where, ()))


_made = tuple.__new__
_NOWHERE = Spot()
