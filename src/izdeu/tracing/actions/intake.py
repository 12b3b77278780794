"""Take in one file: read it, record what it says, keep what nobody could read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.db import transaction

from izdeu import documents
from izdeu.documents.reading import Column
from izdeu.terms import EntryKind
from izdeu.tracing import models, queries
from izdeu.tracing.actions.deed import settle
from izdeu.tracing.actions.document import Arrival, Intake, record_document, record_unreadable
from izdeu.tracing.actions.writing import NotRecorded, act
from izdeu.tracing.identity import file_digest
from izdeu.tracing.spool import spooled

#: Why a file was kept before its rows were taken in.
ASKED = "columns.asked"
UNREADABLE = "file.unreadable"


class Ask(StrEnum):
    """When a person is asked what the columns of a list mean, before its rows are taken in."""

    NEVER = "never"
    UNSURE = "unsure"
    ALWAYS = "always"


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file."""

    intake: Intake
    unreadable: str = ""
    """What to do about a file that could not be read; it is kept all the same."""
    asked: bool = False
    """The file is kept, and waits until a person says what its columns mean."""


def take_in(arrival: Arrival, *, published: str, by: str, ask: Ask = Ask.NEVER) -> Taken:
    """Read a file into the case record, all or nothing; the same bytes again change nothing.

    What was said of this source's columns before holds here too, see ``remember_columns``.
    """
    try:
        reading = _read(arrival, published, by)
        if _asks(reading.columns, ask) and not queries.is_known(
            queries.staff_reader(by), reading.document.digest
        ):
            return Taken(_keep(arrival, published, ASKED, by), asked=True)
        return Taken(record_document(arrival, reading, by=by))
    except documents.UnreadableDocument as refusal:
        return Taken(_keep(arrival, published, UNREADABLE, by), str(refusal))


def _read(arrival: Arrival, published: str, by: str) -> documents.Reading:
    reader = queries.staff_reader(by)
    title = queries.whose_list(reader, arrival.source)
    told = queries.told_columns(reader, arrival.source)
    return documents.read(arrival.path, published=published, title=title, mapping=told)


def _asks(columns: Sequence[Column], ask: Ask) -> bool:
    if ask == Ask.UNSURE:
        return any(column.rule == "ask" for column in columns)
    return ask == Ask.ALWAYS and bool(columns)


def _keep(arrival: Arrival, published: str, reason: str, by: str) -> Intake:
    return record_unreadable(
        arrival, digest=file_digest(arrival.path), published=published, reason=reason, by=by
    )


@transaction.atomic
def take_up(document: UUID, *, by: str, number_key: bytes = b"") -> Taken:
    """Read again a file that was kept without its rows: its columns are known now, or a reader
    has learnt its form. Raises ``NotRecorded`` where no such file waits.
    """
    row = models.Document.objects.filter(id=document, format="").first()
    if row is None:
        raise NotRecorded("no such document waits; it may have been taken in meanwhile")
    waited = queries.whole_asides(queries.staff_reader(by), document)
    with spooled(row) as path:
        arrival = Arrival(path, row.source, series=row.series, number_key=number_key)
        try:
            reading = _read(arrival, row.published, by)
            taken = Taken(record_document(arrival, reading, by=by))
        except documents.UnreadableDocument as refusal:
            return Taken(Intake(document, new=False), str(refusal))
    for aside in waited:
        settle(aside, by=by, reason="taken up")
    return taken


def remember_columns(source: UUID, columns: Mapping[str, str], *, by: str) -> UUID:
    """Record what columns of this source's lists mean, header to field; the latest word stands.

    "" leaves a column as it is written; a column without a header is named by its number: "#3".
    """
    return act(EntryKind.COLUMNS, [source], by=by, content={"columns": dict(columns)}).id
