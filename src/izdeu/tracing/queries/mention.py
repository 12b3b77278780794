"""Mentions and claims as a reader may see them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from izdeu.protection.reader import Reader
from izdeu.protection.release import require_staff, sees_masked
from izdeu.terms import Assertion, Event, SourceKind, Standing, Status
from izdeu.tracing import models
from izdeu.tracing.event import meaning
from izdeu.tracing.ledger import chunks
from izdeu.tracing.standing import Statement

#: Described features that tell of a wound.
_WOUNDS = frozenset({"wound", "wounds", "injury", "injuries"})


class NotFound(LookupError):
    """There is no such record; not the same as a failure to look."""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """Who says it, and in which document."""

    source: UUID
    name: str
    """"" where the source itself would tell a treatment place to somebody who may not know it."""
    kind: str
    risk: str
    document: UUID
    published: str


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A claim with its source, standing and place in the document."""

    id: UUID
    mention: UUID
    event: Event
    assertion: Assertion
    when: str
    place: str
    facility: str
    said_by: str
    voice: str
    words: str
    note: str
    standing: Standing
    hidden: bool
    masked: bool
    """Place and words are withheld: ask a holder of the case."""
    source: SourceLine
    locators: tuple[Mapping[str, Any], ...]
    statement: Statement
    """What the rules know of it, for timelines and contradictions."""


@dataclass(frozen=True, slots=True)
class MentionLine:
    """One person as one document names them."""

    id: UUID
    person: UUID
    name: str
    sex: str
    age: str
    age_said: str
    birth: str
    father: str
    role: str
    features: Mapping[str, str]
    unmapped: Mapping[str, str]
    locator: Mapping[str, Any]
    source: SourceLine
    confirmed: bool
    hidden: bool
    withdrawn: bool
    masked: bool
    claims: tuple[ClaimLine, ...] = field(default=())


def mention(reader: Reader, identity: UUID) -> MentionLine:
    """Give one mention with its claims; raise ``NotFound`` where there is none."""
    lines = mentions(reader, [identity])
    if not lines:
        raise NotFound("there is no mention with this id")
    return lines[0]


def spot_of(reader: Reader, identity: UUID) -> tuple[MentionLine, UUID | None]:
    """The mention of a claim, with the claim's id; or the mention itself, and ``None``.

    Raises ``NotFound`` where there is neither.
    """
    require_staff(reader)
    claim = models.Claim.objects.filter(id=identity).first()
    return mention(reader, claim.mention if claim else identity), claim.id if claim else None


def mentions(reader: Reader, identities: Sequence[UUID]) -> list[MentionLine]:
    """Give these mentions with their claims, in the order asked; absent ones are left out."""
    require_staff(reader)
    rows: dict[UUID, models.Mention] = {}
    for some in chunks(list(identities)):
        rows |= models.Mention.objects.in_bulk(list(some))
    shelf = _Shelf(reader, rows.values())
    return [shelf.line(rows[one]) for one in identities if one in rows]


class _Shelf:
    """Everything needed to show some mentions, fetched in a constant number of queries a chunk."""

    def __init__(self, reader: Reader, rows: Iterable[models.Mention]) -> None:
        self._reader = reader
        ids = [row.id for row in rows]
        self._documents = models.Document.objects.in_bulk(list({row.document for row in rows}))
        self._claims: dict[UUID, list[models.Claim]] = defaultdict(list)
        sources = {row.source for row in self._documents.values()}
        for some in chunks(ids):
            for claim in models.Claim.objects.filter(mention__in=some).order_by("when", "id"):
                self._claims[claim.mention].append(claim)
                sources.add(claim.source)
        self._sources = models.Source.objects.in_bulk(list(sources))
        persons = models.Person.objects.filter(id__in={row.person for row in rows})
        dead = persons.filter(status=Status.DEAD)
        self._dead = set(dead.values_list("id", flat=True))
        self._requests: dict[UUID, list[UUID]] = defaultdict(list)
        for some in chunks(ids):
            requests = models.Request.objects.filter(mention__in=some)
            for asked, request in requests.values_list("mention", "id"):
                self._requests[asked].append(request)

    def line(self, row: models.Mention) -> MentionLine:
        """Show one mention as this reader may see it."""
        masked = self._masked(row)
        return MentionLine(
            id=row.id,
            person=row.person,
            name=row.name,
            sex=row.sex,
            age=row.age,
            age_said=row.age_said,
            birth=row.birth,
            father=row.father,
            role=row.role,
            features={k: v for k, v in row.features.items() if not (masked and k in _WOUNDS)},
            unmapped={} if masked else row.unmapped,
            locator=row.locator,
            source=self._source(self._documents[row.document], masked=masked),
            confirmed=row.confirmed,
            hidden=row.hidden,
            withdrawn=row.withdrawn,
            masked=masked,
            claims=tuple(self._claim(claim, row, masked) for claim in self._claims[row.id]),
        )

    def _masked(self, row: models.Mention) -> bool:
        """Whether this mention would tell where a living person is treated or hides."""
        document = self._documents[row.document]
        held = {row.id, row.document, *self._requests[row.id]}
        if row.person in self._dead or sees_masked(self._reader, held):
            return False
        hospital = self._sources[document.source].kind == SourceKind.HOSPITAL
        return hospital or any(meaning(claim.event).masked for claim in self._claims[row.id])

    def _source(
        self, document: models.Document, *, masked: bool, source: UUID | None = None
    ) -> SourceLine:
        row = self._sources[source or document.source]
        telling = masked and row.kind == SourceKind.HOSPITAL
        return SourceLine(
            source=row.id,
            name="" if telling else row.name,
            kind=row.kind,
            risk=row.risk,
            document=document.id,
            published=document.published,
        )

    def _claim(self, claim: models.Claim, row: models.Mention, masked: bool) -> ClaimLine:
        hospital = self._sources[claim.source].kind == SourceKind.HOSPITAL
        covered = masked and (meaning(claim.event).masked or hospital)
        document = self._documents[row.document]
        return ClaimLine(
            id=claim.id,
            mention=claim.mention,
            event=Event(claim.event),
            assertion=Assertion(claim.assertion),
            when=claim.when,
            place="" if covered else claim.place,
            facility="" if covered else claim.facility_words,
            said_by=claim.said_by,
            voice=claim.voice,
            words="" if covered else claim.words,
            note="" if covered else claim.note,
            standing=Standing(claim.standing),
            hidden=claim.hidden,
            masked=covered,
            source=self._source(document, masked=masked, source=claim.source),
            locators=tuple(claim.locators),
            statement=_statement(claim, row),
        )


def _statement(claim: models.Claim, row: models.Mention) -> Statement:
    return Statement(
        id=claim.id,
        event=Event(claim.event),
        assertion=Assertion(claim.assertion),
        when=claim.when,
        where=str(claim.facility or ""),
        origin=str(claim.source),
        withdrawn=claim.standing == Standing.WITHDRAWN,
        hidden=claim.hidden or row.hidden,
    )


def document_mentions(reader: Reader, document: UUID) -> list[MentionLine]:
    """Give every mention of one document, in the order of the document."""
    require_staff(reader)
    rows = models.Mention.objects.filter(document=document)
    lines = mentions(reader, list(rows.values_list("id", flat=True)))
    return sorted(lines, key=lambda line: _position(line.locator))


def _position(locator: Mapping[str, Any]) -> tuple[int, int, int]:
    return (locator.get("page", 0), locator.get("row", 0), locator.get("start", 0))
