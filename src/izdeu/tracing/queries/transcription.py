"""Rows that wait for people to copy them: where they stand, and who has copied them already."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from izdeu.protection.reader import Reader
from izdeu.protection.release import require_staff
from izdeu.terms import EntryKind, Event, SourceKind
from izdeu.tracing import ledger, models
from izdeu.tracing.event import meanings
from izdeu.tracing.queries.aside import open_asides, opens_rows
from izdeu.tracing.queries.mention import NotFound

HANDWRITTEN_PAGE = "page.handwritten"
UNSURE_CELL = "cell.unsure"
#: What one cell can say of a mention that a better reading corrects.
READABLE = ("name", "birth", "age", "sex")
#: What two cells of one row have in common.
_ROW = ("member", "page", "sheet", "table", "row")
#: Nothing can be copied there: what stood there is not kept at all.
_SEALED = ("cell.contact_sealed", "column.contact_sealed")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that was read, but not surely."""

    mention: UUID
    """Whom its row names."""
    field: str
    """What it says of them, one of ``READABLE``."""
    read: str
    """What it was read as."""


@dataclass(frozen=True, slots=True)
class Task:
    """One row to copy."""

    id: UUID
    document: UUID
    published: str
    """The day from which dates without a year count."""
    reason: str
    locator: Mapping[str, Any]
    raw: str
    """Its words as far as a machine read them, without contacts."""
    people: int
    """How many must copy it alike: two where the names are of the dead."""
    copiers: frozenset[str]
    """Who has copied it; what they wrote is not shown to the next."""
    deadly: frozenset[Event]
    """Events of which two must have copied a row in any case."""
    cell: Cell | None = None
    """The one cell to be read again, where the rest of the row was read."""

    @property
    def pictured(self) -> bool:
        """Whether ``aside_picture`` can show the place."""
        return bool(self.locator.get("polygon")) or self.whole

    @property
    def whole(self) -> bool:
        """Whether it is a page of many rows; it waits until somebody says that all are copied."""
        return self.reason == HANDWRITTEN_PAGE


@dataclass(frozen=True, slots=True)
class Copying:
    """The rows of a document that wait to be copied, and the one to copy now."""

    waiting: int
    task: Task | None
    """The first this reader has not copied yet, after the place asked for."""


def copying(reader: Reader, aside: UUID) -> Task:
    """One row that waits; raise ``NotFound`` where nothing waits there."""
    require_staff(reader)
    row = open_asides().filter(id=aside).first()
    if row is None or not opens_rows(reader, row.document):
        raise NotFound("nothing waits there; somebody may have seen to it")
    return _task(row)


def next_copying(reader: Reader, document: UUID, *, skip: int = 0) -> Copying:
    """The next row of a document for this reader to copy; ``skip`` leaves that many for later."""
    require_staff(reader)
    if not opens_rows(reader, document):
        return Copying(0, None)
    rows = open_asides().filter(document=document).exclude(locator={})
    mine = models.Act.objects.filter(kind=EntryKind.TRANSCRIPTION, maker=reader.operator)
    rows = rows.exclude(reason__in=_SEALED)
    done = rows.filter(id__in=mine.values("about")).exclude(reason=HANDWRITTEN_PAGE)
    left = sorted(rows.exclude(id__in=done.values("id")), key=_position)
    row = left[min(skip, len(left) - 1)] if left else None
    return Copying(len(left), _task(row) if row else None)


def _position(row: models.SetAside) -> tuple[int, int, int, UUID]:
    place = row.locator
    return (place.get("page", 0), place.get("row", 0), place.get("start", 0), row.id)


def whose_copies(reader: Reader, aside: UUID) -> list[tuple[str, Mapping[str, str]]]:
    """What people copied of a place, with their pseudonyms, in the order of time."""
    require_staff(reader)
    row = models.SetAside.objects.filter(id=aside).first()
    if row is None or not opens_rows(reader, row.document):
        return []
    acts = models.Act.objects.filter(kind=EntryKind.TRANSCRIPTION, about=aside)
    return [(act.maker, act.content["copied"]) for act in acts.order_by("made_at", "entry")]


def _task(row: models.SetAside) -> Task:
    document = models.Document.objects.get(id=row.document)
    source = models.Source.objects.get(id=document.source)
    acts = models.Act.objects.filter(kind=EntryKind.TRANSCRIPTION, about=row.id)
    return Task(
        id=row.id,
        document=row.document,
        published=document.published,
        reason=row.reason,
        locator=row.locator,
        raw=str(ledger.bodies([row.entry]).get(row.entry, {}).get("raw", "")),
        people=2 if source.kind == SourceKind.MORGUE else 1,
        copiers=frozenset(acts.values_list("maker", flat=True)),
        deadly=frozenset(event for event, told in meanings().items() if told.life == "dead"),
        cell=_cell(row, document) if row.reason == UNSURE_CELL else None,
    )


def _cell(row: models.SetAside, document: models.Document) -> Cell | None:
    """Whom a doubtful cell speaks of and of what; ``None`` where it is no field of a mention."""
    field = _field(row, document)
    at = {f"locator__{key}": row.locator[key] for key in _ROW if key in row.locator}
    found = models.Mention.objects.filter(document=document.id, **at)[:2]
    if field not in READABLE or len(found) != 1:
        return None
    return Cell(found[0].id, field, str(getattr(found[0], field)))


def _field(row: models.SetAside, document: models.Document) -> str:
    columns = ledger.bodies([document.entry]).get(document.entry, {}).get("columns", [])
    for one in columns:
        same = all(
            one.get(key) == row.locator[key]
            for key in ("sheet", "table", "member")
            if key in row.locator and one.get(key)
        )
        if same and one.get("position") == row.locator.get("column"):
            return str(one.get("field", ""))
    return ""
