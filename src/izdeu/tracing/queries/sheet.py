"""One document as the desk reads it: its rows, and what had to be set aside."""

from dataclasses import dataclass
from uuid import UUID

from izdeu.protection.reader import Reader
from izdeu.protection.release import require_staff, sees_masked
from izdeu.terms import SourceKind
from izdeu.tracing import models
from izdeu.tracing.queries.aside import Aside, open_asides
from izdeu.tracing.queries.mention import MentionLine, NotFound, mentions

#: Rows on one page of a document.
PAGE = 30


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document with one page of its mentions."""

    id: UUID
    source_id: UUID
    source: str
    kind: str
    risk: str
    published: str
    recorded: str
    format: str
    total: int
    mentions: tuple[MentionLine, ...]
    set_aside: tuple[Aside, ...]
    aside_total: int = 0


def sheet(reader: Reader, document: UUID, *, page: int = 0) -> Sheet:
    """Give a document; raise ``NotFound`` where there is none."""
    require_staff(reader)
    row = models.Document.objects.filter(id=document).first()
    source = models.Source.objects.filter(id=row.source).first() if row else None
    if row is None or source is None:
        raise NotFound("there is no document with this id")
    inside = models.Mention.objects.filter(document=document).order_by("entry")
    shown = inside.values_list("id", flat=True)[page * PAGE : (page + 1) * PAGE]
    asides = open_asides().filter(document=document)
    covered = source.kind == SourceKind.HOSPITAL and not sees_masked(reader, [document])
    return Sheet(
        id=row.id,
        source_id=row.source,
        source="" if covered else source.name,
        kind=source.kind,
        risk=source.risk,
        published=row.published,
        recorded=row.recorded,
        format=row.format,
        total=inside.count(),
        mentions=tuple(sorted(mentions(reader, list(shown)), key=_spot)),
        set_aside=tuple(
            Aside(one.id, one.reason, one.locator)
            for one in asides.order_by("id")[page * PAGE : (page + 1) * PAGE]
        ),
        aside_total=asides.count(),
    )


def _spot(line: MentionLine) -> tuple[int, int, int]:
    place = line.locator
    return (place.get("page") or 0, place.get("row") or 0, place.get("start") or 0)
