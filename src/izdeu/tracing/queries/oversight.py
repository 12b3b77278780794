"""What coordinators look through: alarms, who read which case page, exports."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from izdeu.protection.reader import Reader
from izdeu.protection.release import require_coordinator
from izdeu.terms import EntryKind
from izdeu.tracing import models
from izdeu.tracing.queries.merged import merged

#: How many lines a list shows.
MOST = 200
#: An alarm stands on the first page of the desk for so long.
FRESH = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class AlarmLine:
    """Something that somebody should ask about. It never says which record was touched."""

    what: str
    operator: str
    at: str


@dataclass(frozen=True, slots=True)
class ReadingLine:
    """Somebody opened a case page, or what is masked on it, or a family's contact."""

    operator: str
    at: str
    how: str
    reason: str
    mention: UUID


@dataclass(frozen=True, slots=True)
class ExportLine:
    """An export that was asked for, or made."""

    id: UUID
    what: str
    people: int
    reason: str
    operator: str
    at: str
    agreed_by: str
    agreed: str
    done: bool


def alarms(reader: Reader) -> list[AlarmLine]:
    """The alarms of the last fortnight, the latest first."""
    require_coordinator(reader)
    since = (datetime.now(UTC) - FRESH).isoformat(timespec="seconds")
    rows = models.Act.objects.filter(kind=EntryKind.ALARM, made_at__gte=since)
    return [
        AlarmLine(str(row.content["what"]), row.maker, row.made_at) for row in _once(_latest(rows))
    ]


def readings(reader: Reader, *, operator: str = "") -> list[ReadingLine]:
    """Who opened which case page and why, the latest first; of one operator or of all."""
    require_coordinator(reader)
    kinds = [
        models.Act.objects.filter(kind=kind, **({"maker": operator} if operator else {}))
        for kind in (EntryKind.READING, EntryKind.DISCLOSURE)
    ]
    return [
        ReadingLine(
            operator=row.maker,
            at=row.made_at,
            how=str(row.content.get("how") or row.content.get("field") or "masked"),
            reason=str(row.content.get("reason", "")),
            mention=row.about,
        )
        for row in _once(_latest(*kinds))
    ]


def exports(reader: Reader) -> list[ExportLine]:
    """Exports asked for and made, the latest first."""
    require_coordinator(reader)
    rows = _latest(models.Act.objects.filter(kind=EntryKind.EXPORT))
    asked = {row.entry for row in rows if row.content["stage"] == "asked"}
    made = {row.about for row in rows if row.content["stage"] == "done"}
    agreements = models.Act.objects.filter(kind=EntryKind.AGREEMENT, about__in=asked)
    agreed = {row.about: row for row in agreements.order_by("-made_at")}
    # An export that was asked for first stands in one line with its question.
    return [_export(row, agreed.get(row.entry), made) for row in rows if row.about not in asked]


def _export(row: models.Act, agreed: models.Act | None, made: set[UUID]) -> ExportLine:
    return ExportLine(
        id=row.entry,
        what=str(row.content["what"]),
        people=int(row.content["people"]),
        reason=str(row.content.get("reason", "")),
        operator=row.maker,
        at=row.made_at,
        agreed_by=agreed.maker if agreed else "",
        agreed=agreed.made_at if agreed else "",
        done=row.content["stage"] == "done" or row.entry in made,
    )


def _latest(*kinds: QuerySet[models.Act]) -> list[models.Act]:
    return merged(kinds, ("-made_at", "entry"), most=MOST)


def _once(rows: Iterable[models.Act]) -> Iterable[models.Act]:
    """One row an entry: a page that shows several mentions was opened once."""
    seen: set[UUID] = set()
    for row in rows:
        if row.entry not in seen:
            seen.add(row.entry)
            yield row
