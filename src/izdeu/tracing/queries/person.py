"""A person: every mention judged to be one, with timeline, contradictions and gaps."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from izdeu.protection.reader import Reader
from izdeu.protection.release import require_staff
from izdeu.terms import Answer, Status
from izdeu.tracing import facility, models
from izdeu.tracing.queries.facility import FacilityLine, lines, register
from izdeu.tracing.queries.mention import ClaimLine, MentionLine, NotFound, mentions
from izdeu.tracing.timeline import Link, contradictions, custody_chain


@dataclass(frozen=True, slots=True)
class InquiryLine:
    """A facility was asked about a spelling."""

    id: UUID
    facility: UUID
    name: str
    spelling: str
    asked: str
    answer: Answer
    words: str


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A family's request for this person."""

    id: UUID
    number: str
    mention: UUID
    opened: str
    vetted: bool
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class PersonPage:
    """All that is known of a person, each word with who said it."""

    id: UUID
    status: Status
    disputed: bool
    mentions: tuple[MentionLine, ...]
    claims: tuple[ClaimLine, ...]
    """In the order of events; undated ones last."""
    chain: tuple[Link, ...]
    contradictions: tuple[tuple[UUID, UUID], ...]
    inquiries: tuple[InquiryLine, ...]
    requests: tuple[RequestLine, ...]
    unasked: tuple[FacilityLine, ...]
    """Facilities nobody has asked about this person."""


def person(reader: Reader, identity: UUID) -> PersonPage:
    """Give a person by the id of the person, a request, or any mention of theirs.

    Raises ``NotFound`` where there is no such record, ``NotForThisReader`` outside the team.
    """
    require_staff(reader)
    row = _person(identity)
    members = models.Mention.objects.filter(person=row.id).order_by("id")
    lines = mentions(reader, list(members.values_list("id", flat=True)))
    claims = sorted((one for line in lines for one in line.claims), key=_in_time)
    statements = [one.statement for one in claims]
    inquiries = _inquiries([line.id for line in lines], any(line.masked for line in lines))
    return PersonPage(
        id=row.id,
        status=Status(row.status),
        disputed=row.disputed,
        mentions=tuple(lines),
        claims=tuple(claims),
        chain=tuple(custody_chain(statements)),
        contradictions=tuple(contradictions(statements)),
        inquiries=tuple(inquiries),
        requests=tuple(_requests([line.id for line in lines])),
        unasked=tuple(_unasked(inquiries)),
    )


def mention_of(reader: Reader, identity: UUID) -> UUID:
    """Give the mention of a request, or the mention itself; raise ``NotFound`` for neither."""
    require_staff(reader)
    row = models.Mention.objects.filter(id=_asked_for(identity)).first()
    if row is None:
        raise NotFound("there is no request or mention with this id")
    return row.id


def _person(identity: UUID) -> models.Person:
    mention = _asked_for(identity)
    named = models.Mention.objects.filter(Q(id=mention) | Q(person=mention))
    found = named.values_list("person", flat=True).first()
    row = models.Person.objects.filter(id=found).first() if found else None
    if row is None:
        raise NotFound("there is no person, request or mention with this id")
    return row


def _asked_for(identity: UUID) -> UUID:
    """The mention of a request, or the id itself.

    Asked within the other question, PostgreSQL would read every mention.
    """
    request = models.Request.objects.filter(id=identity)
    return request.values_list("mention", flat=True).first() or identity


def _in_time(claim: ClaimLine) -> tuple[bool, str, UUID]:
    return (not claim.when, claim.when, claim.id)


def _inquiries(members: Sequence[UUID], sheltered: bool) -> list[InquiryLine]:
    """Who was asked; while a treatment place is masked, a hospital's name and answer are too."""
    rows = list(models.Inquiry.objects.filter(mention__in=members).order_by("asked", "id"))
    places = lines(row.facility for row in rows)
    return [_inquiry(row, places.get(row.facility), sheltered) for row in rows]


def _inquiry(row: models.Inquiry, place: FacilityLine | None, sheltered: bool) -> InquiryLine:
    covered = sheltered and (place is None or place.kind in facility.TREATING)
    return InquiryLine(
        id=row.id,
        facility=row.facility,
        name="" if covered or place is None else place.name,
        spelling=row.spelling,
        asked=row.asked,
        answer=Answer(row.answer),
        words="" if covered else row.words,
    )


def _requests(members: Sequence[UUID]) -> list[RequestLine]:
    rows = models.Request.objects.filter(mention__in=members).order_by("number")
    return [
        RequestLine(row.id, row.number, row.mention, row.opened, row.vetted, row.withdrawn)
        for row in rows
    ]


def _unasked(inquiries: Sequence[InquiryLine]) -> list[FacilityLine]:
    asked = {line.facility for line in inquiries}
    return [line for line in register().lines if line.id not in asked]
