"""What is counted: people without names, what befell them, open pairs, and announced figures."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count

from izdeu.protection.reader import Reader
from izdeu.protection.release import require_staff
from izdeu.terms import Assertion, Decision, Event, Standing, Status, TallyStanding, Unit
from izdeu.tracing import ledger, models, people
from izdeu.tracing.event import meaning
from izdeu.tracing.ledger import chunks
from izdeu.tracing.queries.aside import open_asides

#: A proposal is open as long as this stands for what was decided.
_OPEN = ("", "unsure", "disputed")
#: Lines on one page of a list.
LINES = 30


@dataclass(frozen=True, slots=True)
class CountedPerson:
    """A person as a unit of counting; no name, so that a count can be given to anybody."""

    id: UUID
    status: Status
    standing: Standing | None
    """Of the claim the status rests on; ``None`` where no claim carries it."""
    day: str
    """EDTF day of that claim."""
    place: str
    sex: str
    age: str
    named: bool
    """False for somebody who is only described."""
    sought: bool
    documents: frozenset[UUID]
    """The documents whose mentions of this person count: overlaps of lists come from these."""
    excluded: str
    """Why this person is not counted: "withdrawn", "hidden", "unconfirmed", "bystander" or ""."""


@dataclass(frozen=True, slots=True)
class CountedEvent:
    """What one claim says befell a person, as a unit of counting."""

    person: UUID
    event: Event
    """As events are counted: a hold and an arrest are one kind."""
    standing: Standing
    day: str
    place: str
    document: UUID
    excluded: str
    """Why it is not counted: "denied", "withdrawn", "hidden", "unconfirmed", "bystander" or ""."""


@dataclass(frozen=True, slots=True)
class OpenLink:
    """Two mentions that may be one person and of which nobody decided it."""

    a: UUID
    b: UUID
    people: tuple[UUID, UUID]
    """Whose mentions they are as judged."""
    weight: float
    """Log2 odds that they are one person."""
    model: str = ""
    """The digest of the model that gave the weight."""
    ceiling: float | None = None
    """The highest weight that a contradiction between them allows."""


@dataclass(frozen=True, slots=True)
class TallyLine:
    """A figure somebody announced."""

    id: UUID
    metric: str
    value: int
    unit: Unit
    scope: str
    as_of: str
    claimant: str
    standing: TallyStanding


@dataclass(frozen=True, slots=True)
class Undecided:
    """Two people who may be one: what makes a count an interval."""

    a: UUID
    b: UUID
    probability: float


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document with what was found in it and what had to be set aside."""

    id: UUID
    source: str
    kind: str
    origin: UUID
    """The source it goes back to: of documents that copy one another, the same one."""
    format: str
    published: str
    recorded: str
    mentions: int
    set_aside: Mapping[str, int]
    """How many places were set aside, by reason."""
    risk: str = ""
    """What to warn of before this source is opened or passed on."""


def counted_people(reader: Reader) -> list[CountedPerson]:
    """Every person with what a count needs; whom a count leaves out says why."""
    require_staff(reader)
    mentions: dict[UUID, list[models.Mention]] = defaultdict(list)
    named = models.Mention.objects.filter(decoy=False)
    for row in named.defer("features", "unmapped", "others").iterator():
        mentions[row.person].append(row)
    claims: dict[UUID, list[models.Claim]] = defaultdict(list)
    seats = {row.id: person for person, rows in mentions.items() for row in rows}
    for claim in models.Claim.objects.defer("words", "note", "locators").iterator():
        if claim.mention in seats:
            claims[seats[claim.mention]].append(claim)
    sought = set(models.Request.objects.filter(withdrawn=False).values_list("mention", flat=True))
    statuses = dict(models.Person.objects.values_list("id", "status"))
    return [
        _counted(person, Status(statuses[person]), rows, claims[person], sought)
        for person, rows in sorted(mentions.items())
        if person in statuses
    ]


def _counted(
    person: UUID,
    status: Status,
    mentions: list[models.Mention],
    claims: list[models.Claim],
    sought: set[UUID],
) -> CountedPerson:
    carrying = [one for one in claims if _carries(one, status)]
    last = max(carrying, key=lambda one: (one.when, str(one.id)), default=None)
    return CountedPerson(
        id=person,
        status=status,
        standing=Standing(last.standing) if last else None,
        day=last.when if last else "",
        place=last.place if last else "",
        sex=_agreed({row.sex for row in mentions}),
        age=_agreed({row.age for row in mentions}),
        named=any(row.name for row in mentions),
        sought=any(row.id in sought for row in mentions),
        documents=frozenset(row.document for row in mentions if not _excluded([row])),
        excluded=_excluded(mentions),
    )


def _carries(claim: models.Claim, status: Status) -> bool:
    state = meaning(claim.event).state
    death = status in (Status.DEAD, Status.CONTRADICTORY) and meaning(claim.event).life == "dead"
    return death or state == status


def _agreed(values: set[str]) -> str:
    said = values - {""}
    return said.pop() if len(said) == 1 else ""


def _excluded(mentions: list[models.Mention]) -> str:
    if all(row.withdrawn for row in mentions):
        return "withdrawn"
    if all(row.hidden or row.withdrawn for row in mentions):
        return "hidden"
    if all(row.role != "subject" for row in mentions):
        return "bystander"
    return "" if any(row.confirmed for row in mentions) else "unconfirmed"


def counted_events(reader: Reader) -> list[CountedEvent]:
    """What is claimed to have befallen people, a line a claim; what a count leaves out says why."""
    require_staff(reader)
    named = models.Mention.objects.filter(decoy=False)
    mentions = {row.id: row for row in named.defer("features", "unmapped", "others")}
    claims = models.Claim.objects.defer("words", "note", "locators").order_by("id")
    return [
        CountedEvent(
            person=mentions[claim.mention].person,
            event=Event(meaning(claim.event).counted),
            standing=Standing(claim.standing),
            day=claim.when,
            place=claim.place,
            document=mentions[claim.mention].document,
            excluded=_set_apart(claim) or _excluded([mentions[claim.mention]]),
        )
        for claim in claims.iterator()
        if claim.mention in mentions and meaning(claim.event).counted
    ]


def _set_apart(claim: models.Claim) -> str:
    """Why a claim does not show that something happened; "" where it may."""
    if claim.standing == Standing.WITHDRAWN:
        return "withdrawn"
    if claim.hidden:
        return "hidden"
    refused = claim.assertion in (Assertion.DENIED, Assertion.NEGATED)
    return "denied" if refused or claim.standing == Standing.DENIED else ""


def counted_entries(reader: Reader, document: UUID) -> list[tuple[UUID, UUID]]:
    """The mentions of one document that count, in its order, each with the person it is."""
    require_staff(reader)
    rows = models.Mention.objects.filter(document=document, decoy=False).order_by("entry")
    return [(row.id, row.person) for row in rows if not _excluded([row])]


def open_links(reader: Reader) -> list[OpenLink]:
    """Every pair of mentions that may be one person, however unlikely, as long as it is open.

    Contradictory judgements leave a pair open as well. No threshold is put before a count.
    """
    require_staff(reader)
    rows = models.Proposal.objects.filter(decision__in=_OPEN).order_by("a", "b")
    seats = dict(models.Mention.objects.values_list("id", "person"))
    return [
        OpenLink(a, b, (seats[a], seats[b]), weight, model, ceiling)
        for a, b, weight, model, ceiling in rows.values_list("a", "b", "weight", "model", "ceiling")
        if a in seats and b in seats and seats[a] != seats[b]
    ]


def undecided(reader: Reader) -> list[Undecided]:
    """Proposals nobody has decided, between the people they would join."""
    require_staff(reader)
    rows = models.Proposal.objects.filter(decision__in=("", "unsure"))
    seats = dict(models.Mention.objects.values_list("id", "person"))
    pairs: dict[tuple[UUID, UUID], float] = {}
    for a, b, probability in rows.values_list("a", "b", "probability"):
        between = tuple(sorted((seats[a], seats[b])))
        if between[0] != between[1]:
            key = (between[0], between[1])
            pairs[key] = max(pairs.get(key, 0.0), probability)
    return [Undecided(a, b, probability) for (a, b), probability in sorted(pairs.items())]


def apart(reader: Reader) -> list[tuple[UUID, UUID]]:
    """Pairs of people somebody judged to be different: no count may take them for one.

    A pair that somebody else judged the same, neither answering the other, is open.
    """
    require_staff(reader)
    rows = models.Judgement.objects.filter(answered=False).values_list("a", "b", "decision")
    ruled = people.rule(people.Ruling(a, b, Decision(decision)) for a, b, decision in rows)
    judged = [between for between, decision in ruled.items() if decision == Decision.DIFFERENT]
    seats: dict[UUID, UUID] = {}
    for some in chunks([one for pair in judged for one in pair]):
        seats |= dict(models.Mention.objects.filter(id__in=some).values_list("id", "person"))
    between = {
        (min(seats[a], seats[b]), max(seats[a], seats[b]))
        for a, b in judged
        if a in seats and b in seats and seats[a] != seats[b]
    }
    return sorted(between)


def tallies(reader: Reader) -> list[TallyLine]:
    """Every announced figure in order of its date, superseded and withdrawn ones included."""
    del reader  # An announced figure is public already; nobody's name stands in it.
    return [
        TallyLine(
            id=row.id,
            metric=row.metric,
            value=row.value,
            unit=Unit(row.unit),
            scope=row.scope,
            as_of=row.as_of,
            claimant=row.claimant,
            standing=TallyStanding(row.standing),
        )
        for row in models.Tally.objects.order_by("as_of", "metric", "scope", "value")
    ]


def documents(reader: Reader) -> list[DocumentLine]:
    """Every document, by the day it was published."""
    require_staff(reader)
    return _document_lines(list(models.Document.objects.order_by("published", "id")))


def document_page(reader: Reader, *, page: int = 0) -> tuple[list[DocumentLine], int]:
    """One page of the documents, those recorded last first, and how many there are.

    Calls of families are left out: they stand with the requests.
    """
    require_staff(reader)
    rows = models.Document.objects.exclude(format="call").order_by("-recorded", "id")
    return _document_lines(list(rows[page * LINES : (page + 1) * LINES])), rows.count()


def _document_lines(rows: Sequence[models.Document]) -> list[DocumentLine]:
    """Lines of these documents, in a constant number of queries a chunk."""
    sources = models.Source.objects.in_bulk(
        list({one for row in rows for one in (row.source, row.origin)})
    )
    found: Counter[UUID] = Counter()
    aside: dict[UUID, Counter[str]] = defaultdict(Counter)
    for some in chunks([row.id for row in rows]):
        inside = models.Mention.objects.filter(document__in=some).order_by()
        found.update(dict(inside.values_list("document").annotate(many=Count("*"))))
        waiting = open_asides().filter(document__in=some).order_by()
        for document, reason, number in waiting.values_list("document", "reason").annotate(
            Count("id")
        ):
            aside[document][reason] += number
    return [
        DocumentLine(
            id=row.id,
            source=sources[row.source].name if row.source in sources else "",
            kind=sources[row.source].kind if row.source in sources else "",
            origin=sources[row.origin].origin if row.origin in sources else row.origin,
            format=row.format,
            published=row.published,
            recorded=row.recorded,
            mentions=found[row.id],
            set_aside=dict(aside[row.id]),
            risk=sources[row.source].risk if row.source in sources else "",
        )
        for row in rows
    ]


def sought(reader: Reader) -> list[UUID]:
    """The people families ask for, by the order in which their requests were opened."""
    require_staff(reader)
    requests = models.Request.objects.filter(withdrawn=False).order_by("opened", "number")
    mentions = list(requests.values_list("mention", flat=True))
    seats = dict(models.Mention.objects.filter(id__in=mentions).values_list("id", "person"))
    return list(dict.fromkeys(seats[one] for one in mentions if one in seats))


def position(reader: Reader) -> str:
    """What a count rests on, in a few characters that change when it does; it tells no content."""
    require_staff(reader)
    waiting = models.Waiting.objects.count()
    open_pairs = models.Proposal.objects.filter(decision__in=_OPEN).count()
    return f"{sum(ledger.heads().values())}/{waiting}/{open_pairs}"


def kept_count(reader: Reader, language: str, *, public: bool) -> Mapping[str, Any] | None:
    """The counts as they were worded last; ``None`` where none are kept.

    Raises ``NotForThisReader`` for anybody who asks for the team's and is not of it.
    """
    if not public:
        require_staff(reader)
    row = models.KeptCount.objects.filter(public=public, language=language).first()
    return row.content if row else None


def kept_at(reader: Reader) -> tuple[str, datetime] | None:
    """The position and the time of the counts that are kept."""
    require_staff(reader)
    return models.KeptCount.objects.values_list("position", "made").first()
