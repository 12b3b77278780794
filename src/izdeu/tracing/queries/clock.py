"""Legal terms of the people families ask for: which run, which are over, what became of them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from izdeu.protection.reader import Reader
from izdeu.protection.release import require_staff
from izdeu.terms import Assertion, EntryKind, Event, Standing
from izdeu.tracing import models
from izdeu.tracing.ledger import chunks
from izdeu.tracing.standing import Statement
from izdeu.tracing.term import Running, Said, running, terms

#: How long a term that is over stays among what is due.
RECENT = timedelta(days=31)
#: The term within which the family has to be told.
NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class ClockLine:
    """A legal term of a person somebody asks for."""

    claim: UUID
    """The claim that started it; an outcome is recorded about it."""
    clock: str
    law: str
    verify: bool
    """A lawyer has to look at the term before anybody relies on it."""
    person: UUID
    name: str
    """As the family gave it."""
    number: str
    begun: datetime
    due: datetime
    over: bool
    outcome: str
    """kept, broken, unknown, or "" while nobody said."""
    days_over: int = 0
    """Whole days since the term was over."""

    @property
    def broken(self) -> bool:
        """Whether it was broken, or is over and nobody said that it was kept."""
        return self.outcome == "broken" or (self.over and not self.outcome)


@dataclass(frozen=True, slots=True)
class _Case:
    """A person families ask for, with what is said of terms."""

    number: str
    name: str
    claims: list[Said]


def broken(reader: Reader, *, now: datetime) -> list[ClockLine]:
    """The terms not kept: said to be broken, or over without anybody's word; the family's first.

    The term within which the family has to be told leads, then the oldest. All time counts: what
    was broken once remains so.
    """
    lines = (line for line in clocks(reader, now=now, older=True) if line.broken)
    return sorted(lines, key=lambda line: (line.clock != NOTICE, line.due, line.number))


def clocks(reader: Reader, *, now: datetime, older: bool = False) -> list[ClockLine]:
    """The terms of the sought, those due next first; ``now`` is local time of the place.

    Terms over for more than ``RECENT`` are left out, with ``older`` they are given as well. The
    number of database queries does not grow with the cases.
    """
    require_staff(reader)
    since = "" if older else (now - RECENT - _LONGEST).date().isoformat()
    cases = _cases(since)
    outcomes = _outcomes()
    lines = [
        _line(one, person, case, now, outcomes)
        for person, case in cases.items()
        for one in running(case.claims)
        if older or one.due > now - RECENT
    ]
    return sorted(lines, key=lambda line: (bool(line.outcome), line.due, line.number))


#: A claim this much older than a term's end may have started it.
_LONGEST = timedelta(days=31)


def _line(
    one: Running,
    person: UUID,
    case: _Case,
    now: datetime,
    outcomes: Mapping[tuple[UUID, str], str],
) -> ClockLine:
    term = terms()[one.clock]
    return ClockLine(
        claim=one.claim,
        clock=one.clock,
        law=term.law,
        verify=term.verify,
        person=person,
        name=case.name,
        number=case.number,
        begun=one.begun,
        due=one.due,
        over=one.due <= now,
        days_over=max((now - one.due).days, 0),
        outcome=outcomes.get((one.claim, one.clock), ""),
    )


def _cases(since: str) -> dict[UUID, _Case]:
    """The sought by person, with the claims that start or end terms; others are left out."""
    asked = models.Request.objects.filter(withdrawn=False)
    sought = models.Mention.objects.filter(id__in=asked.values("mention"))
    found: dict[UUID, list[Said]] = defaultdict(list)
    for person, said in _said(since, sought):
        found[person].append(said)
    cases: dict[UUID, _Case] = {}
    for some in chunks(list(found)):
        seats = {row.id: row for row in sought.filter(person__in=some).only("id", "person", "name")}
        rows = asked.filter(mention__in=list(seats)).order_by("opened", "number")
        for mention, number in rows.values_list("mention", "number"):
            seat = seats[mention]
            cases.setdefault(seat.person, _Case(number, seat.name, found[seat.person]))
    return cases


def _said(since: str, sought: Any) -> Iterator[tuple[UUID, Said]]:
    members = models.Mention.objects.filter(person__in=sought.values("person"), hidden=False)
    told = models.Claim.objects.filter(mention__in=members.values("id"), when__gte=since)
    told = told.filter(event__in=_events(), hidden=False).exclude(when="")
    claims = list(told.defer("words", "locators"))
    seats: dict[UUID, UUID] = {}
    for some in chunks(list({one.mention for one in claims})):
        seats |= dict(members.filter(id__in=some).values_list("id", "person"))
    for claim in claims:
        if claim.mention in seats:
            yield seats[claim.mention], Said(_statement(claim), claim.note)


def _events() -> set[str]:
    return {event for term in terms().values() for event in (*term.starts, *term.ends)} | {"held"}


def _statement(claim: models.Claim) -> Statement:
    return Statement(
        id=claim.id,
        event=Event(claim.event),
        assertion=Assertion(claim.assertion),
        when=claim.when,
        where="",
        origin=str(claim.source),
        withdrawn=claim.standing == Standing.WITHDRAWN,
        hidden=claim.hidden,
    )


def _outcomes() -> dict[tuple[UUID, str], str]:
    acts = models.Act.objects.filter(kind=EntryKind.CLOCK).order_by("made_at", "entry")
    found: dict[tuple[UUID, str], str] = defaultdict(str)
    for act in acts:
        found[act.about, act.content["clock"]] = act.content["outcome"]
    return found
