"""Rows that no machine may read: people copy them, two of them where the names are of the dead."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from uuid import UUID

from django.db import transaction

from izdeu.dates import span
from izdeu.documents.locator import PLACE
from izdeu.documents.reading import FoundClaim
from izdeu.terms import EntryKind, Event, Sex
from izdeu.tracing import models, queries
from izdeu.tracing.actions.deed import correct, settle
from izdeu.tracing.actions.document import claim_body, known_facilities
from izdeu.tracing.actions.writing import NotRecorded, act, write
from izdeu.tracing.entry import Draft
from izdeu.tracing.identity import uuid8


@dataclass(frozen=True, slots=True)
class Copied:
    """One row as a person copied it, letter by letter; what is not there stays empty."""

    name: str = ""
    sex: Sex | None = None
    age: str = ""
    birth: str = ""
    event: Event | None = None
    when: str = ""
    facility: str = ""
    note: str = ""


@transaction.atomic
def copy_row(aside: UUID, copied: Copied, *, by: str) -> UUID | None:
    """Record what somebody copied; give the mention once enough people copied the same.

    ``None`` while a second person has to copy it, or the copies differ. Raises ``NotRecorded``
    where nothing waits there, or this person copied it before, and ``NotADate`` for no date.
    """
    for date in filter(None, (copied.birth, copied.when)):
        span(date)
    task = queries.copying(queries.staff_reader(by), aside)
    if by in task.copiers and not task.whole:
        raise NotRecorded("you copied this row; another person has to")
    act(EntryKind.TRANSCRIPTION, [aside], by=by, content={"copied": _plain(copied)})
    needed = 2 if copied.event in task.deadly or task.people > 1 else 1
    copies = queries.whose_copies(queries.staff_reader(by), aside)
    if len({maker for maker, one in copies if _same(copied, one)}) < needed:
        return None
    mention = _record(aside, copied, whole=task.whole, by=by)
    if not task.whole:
        settle(aside, by=by, reason="copied by hand")
    return mention


@transaction.atomic
def correct_cell(aside: UUID, copied: Copied, *, by: str) -> bool:
    """Record how somebody reads a doubtful cell; say whether the reading now stands in its place.

    It does once enough people read the same; what was read first stays in the ledger. Raises
    ``NotRecorded`` where no cell waits there, or this person read it before, and ``NotADate`` for
    no date.
    """
    task = queries.copying(queries.staff_reader(by), aside)
    if task.cell is None or by in task.copiers:
        raise NotRecorded("no cell waits there, or you read it before; another person has to")
    if copied.birth:
        span(copied.birth)
    act(EntryKind.TRANSCRIPTION, [aside], by=by, content={"copied": _plain(copied)})
    copies = queries.whose_copies(queries.staff_reader(by), aside)
    if len({maker for maker, one in copies if _same(copied, one)}) < task.people:
        return False
    said = {"age_said": task.published} if task.cell.field == "age" else {}
    read = _plain(copied)[task.cell.field]
    correct(task.cell.mention, {task.cell.field: read, **said}, by=by)
    settle(aside, by=by, reason="read by hand")
    return True


def _plain(copied: Copied) -> dict[str, str]:
    return {key: str(value or "") for key, value in asdict(copied).items()}


def _same(copied: Copied, other: Mapping[str, str]) -> bool:
    """Whether two copies say the same; spaces and a remark make no difference."""
    own = _plain(copied)
    told = (field.name for field in fields(Copied) if field.name != "note")
    return all(" ".join(own[one].split()) == " ".join(other.get(one, "").split()) for one in told)


def _record(aside: UUID, copied: Copied, *, whole: bool, by: str) -> UUID:
    """Write the mention; of a page of many rows each is known by its words."""
    row = models.SetAside.objects.get(id=aside)
    document = models.Document.objects.get(id=row.document)
    place = {key: value for key, value in row.locator.items() if key in PLACE}
    words = json.dumps(_plain(replace(copied, note="")), sort_keys=True) if whole else ""
    mention = uuid8("mention", document.digest, json.dumps(place, sort_keys=True) + words)
    body = {
        "id": str(mention),
        "document": str(document.id),
        "name": copied.name,
        "sex": copied.sex.value if copied.sex else "",
        "age": copied.age,
        "age_said": document.published if copied.age else "",
        "birth": copied.birth,
        "father": "",
        "role": "subject",
        "unmapped": {"note": copied.note} if copied.note else {},
        "locator": row.locator,
        "confirmed": True,
    }
    answers = tuple(_copies(aside))
    drafts = [Draft(EntryKind.MENTION, body, answers), *_claims(mention, document, copied, row)]
    write(drafts, by=by)
    return mention


def _copies(aside: UUID) -> list[UUID]:
    acts = models.Act.objects.filter(kind=EntryKind.TRANSCRIPTION, about=aside)
    return list(acts.order_by("entry").values_list("entry", flat=True))


def _claims(
    mention: UUID, document: models.Document, copied: Copied, row: models.SetAside
) -> list[Draft]:
    if copied.event is None:
        return []
    found = FoundClaim(copied.event, when=copied.when, facility=copied.facility, words=copied.note)
    claim = uuid8("claim", str(mention), copied.event, "0")
    body = claim_body(claim, mention, document.source, found, known_facilities())
    return [Draft(EntryKind.CLAIM, {**body, "locators": [row.locator]})]
