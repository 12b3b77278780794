"""What the columns of a source's lists mean, as the machine took them or a person said."""

from uuid import UUID

from izdeu import documents
from izdeu.documents.reading import Column
from izdeu.protection.reader import Reader
from izdeu.protection.release import require_staff
from izdeu.terms import EntryKind
from izdeu.tracing import ledger, models
from izdeu.tracing.queries.lookup import whose_list
from izdeu.tracing.queries.mention import NotFound
from izdeu.tracing.spool import spooled


def told_columns(reader: Reader, source: UUID) -> dict[str, str]:
    """What people said of this source's columns, header to field; the latest word stands."""
    require_staff(reader)
    acts = models.Act.objects.filter(kind=EntryKind.COLUMNS, about=source)
    told: dict[str, str] = {}
    for act in acts.order_by("made_at", "entry"):
        told |= act.content["columns"]
    return told


def columns(reader: Reader, document: UUID) -> tuple[Column, ...]:
    """The columns of a list as they were taken; of one that waits, with samples to decide by.

    Raises ``NotFound`` where there is no such document, ``UnreadableDocument`` where a waiting one
    cannot be read.
    """
    require_staff(reader)
    row = models.Document.objects.filter(id=document).first()
    if row is None:
        raise NotFound("there is no document with this id")
    if row.format:
        kept = ledger.bodies([row.entry]).get(row.entry, {}).get("columns", [])
        return tuple(
            Column(**{"field": "", "confidence": 0.0, "header": "", **one}) for one in kept
        )
    with spooled(row) as path:
        told = told_columns(reader, row.source)
        title = whose_list(reader, row.source)
        return documents.read(path, published=row.published, mapping=told, title=title).columns
