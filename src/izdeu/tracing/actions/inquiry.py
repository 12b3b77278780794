"""Inquiries: somebody asked a facility about a spelling."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from izdeu.dates import span
from izdeu.documents.reading import FoundClaim
from izdeu.terms import Answer, Assertion, EntryKind, Event, FacilityKind, SourceKind
from izdeu.tracing import facility, models
from izdeu.tracing.actions.document import claim_body, known_facility
from izdeu.tracing.actions.source import record_source
from izdeu.tracing.actions.writing import entries_of, write
from izdeu.tracing.entry import Draft
from izdeu.tracing.identity import uuid8


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question put to a facility, and the exact answer."""

    facility: UUID
    spelling: str
    asked: str
    """EDTF: when; never later than the call itself."""
    answer: Answer
    words: str = ""
    """The answer in the facility's own words."""
    mention: UUID | None = None
    """The person sought; ``None`` for a question about nobody's case."""


def record_facility(
    name: str,
    kind: FacilityKind,
    *,
    by: str,
    place: str = "",
    names: Mapping[str, str] | None = None,
) -> UUID:
    """Record a place people are held, treated or laid; ``names`` by language (kk, ru, en)."""
    identity = known_facility(name)
    if not models.Facility.objects.filter(id=identity).exists():
        body = {
            "id": str(identity),
            "kind": kind.value,
            "name": name,
            "names": dict(names or {}),
            "place": place,
            "key": facility.key(name),
        }
        write([Draft(EntryKind.FACILITY, body)], by=by)
    return identity


@transaction.atomic
def inquire(exchange: Exchange, *, by: str) -> UUID:
    """Record a question and its answer; an answer about a sought person becomes a dated claim.

    "Not listed" is what the facility says of that spelling on that day: it disputes, and proves
    nothing. Raises ``NotRecorded`` for an unknown facility and ``NotADate`` for no date.
    """
    span(exchange.asked)
    answers = entries_of([exchange.facility])
    number = models.Inquiry.objects.filter(facility=exchange.facility).count()
    identity = uuid8("inquiry", by, str(exchange.facility), exchange.asked, exchange.spelling,
                     str(number))  # fmt: skip
    body = {
        "id": str(identity),
        "facility": str(exchange.facility),
        "mention": str(exchange.mention) if exchange.mention else None,
        "spelling": exchange.spelling,
        "asked": exchange.asked,
        "answer": exchange.answer.value,
        "words": exchange.words,
    }
    drafts = [Draft(EntryKind.INQUIRY, body, tuple(answers))]
    drafts += _answer(identity, exchange, by=by)
    write(drafts, by=by)
    return identity


def _answer(inquiry: UUID, exchange: Exchange, *, by: str) -> list[Draft]:
    asserted = _ASSERTS.get(exchange.answer)
    if asserted is None or exchange.mention is None:
        return []
    place = models.Facility.objects.get(id=exchange.facility)
    kind = FacilityKind(place.kind)
    source = record_source(place.name, facility.SPEAKS.get(kind, SourceKind.POLICE), by=by)
    found = FoundClaim(
        facility.LISTED.get(kind, Event.HELD),
        asserted,
        when=exchange.asked,
        place=place.place,
        facility=place.name,
        words=exchange.words or exchange.spelling,
    )
    claim, known = uuid8("claim", str(inquiry)), {facility.key(place.name): place.id}
    return [Draft(EntryKind.CLAIM, claim_body(claim, exchange.mention, source, found, known))]


_ASSERTS = {Answer.LISTED: Assertion.ASSERTED, Answer.NOT_LISTED: Assertion.DENIED}
