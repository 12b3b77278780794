"""Legal terms of the people families ask for: which run, which are over, what became of them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
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


class Which(StrEnum):
    """Which legal terms are asked for."""

    WAITING = "waiting"
    """Recent, and nobody said what became of them."""
    RECENT = "recent"
    EVERY = "every"
    BROKEN = "broken"
    """Said to be broken, or over without anybody's word; all time counts."""


#: A term of somebody sought, known by the person.
_Term = tuple[UUID, Running]


def clocks(reader: Reader, *, now: datetime, older: bool = False) -> list[ClockLine]:
    """The terms of the sought, those due next first; ``now`` is local time of the place.

    Terms over for more than ``RECENT`` are left out, with ``older`` they are given as well. The
    number of database queries does not grow with the cases.
    """
    return clock_page(reader, now=now, which=Which.EVERY if older else Which.RECENT)[0]


def clock_page(
    reader: Reader, *, now: datetime, which: Which, first: int = 0, most: int | None = None
) -> tuple[list[ClockLine], int]:
    """``most`` of the terms from the ``first`` on, and how many there are in all.

    Those due next lead; of the broken ones, those within which the family had to be told.
    """
    require_staff(reader)
    outcomes = _outcomes()
    found = [one for one in _terms() if _wanted(one[1], which, now, outcomes)]
    found.sort(key=lambda one: _order(one[1], which, outcomes))
    shown = found[first:] if most is None else found[first : first + most]
    seats = _seats({person for person, _ in shown})
    return [_line(one, seats[one[0]], now, outcomes) for one in shown], len(found)


def _wanted(
    one: Running, which: Which, now: datetime, outcomes: Mapping[tuple[UUID, str], str]
) -> bool:
    outcome = outcomes.get((one.claim, one.clock), "")
    match which:
        case Which.EVERY:
            return True
        case Which.BROKEN:
            return outcome == "broken" or (one.due <= now and not outcome)
    return one.due > now - RECENT and (which == Which.RECENT or not outcome)


def _order(
    one: Running, which: Which, outcomes: Mapping[tuple[UUID, str], str]
) -> tuple[bool, datetime, UUID]:
    later = one.clock != NOTICE if which == Which.BROKEN else (one.claim, one.clock) in outcomes
    return later, one.due, one.claim


def _line(
    told: _Term,
    seat: tuple[str, str],
    now: datetime,
    outcomes: Mapping[tuple[UUID, str], str],
) -> ClockLine:
    person, one = told
    term = terms()[one.clock]
    return ClockLine(
        claim=one.claim,
        clock=one.clock,
        law=term.law,
        verify=term.verify,
        person=person,
        name=seat[0],
        number=seat[1],
        begun=one.begun,
        due=one.due,
        over=one.due <= now,
        outcome=outcomes.get((one.claim, one.clock), ""),
        days_over=max((now - one.due).days, 0),
    )


#: The terms as they were worked out last, with how far the ledger was known then. Ids and times
#: alone are kept: the memory of a process that is locked must not hold a name.
_known: list[tuple[Mapping[UUID, str], list[_Term]]] = []


def _terms() -> list[_Term]:
    """The terms of all the sought; worked out anew once the ledger has grown."""
    heads = dict(models.Installation.objects.values_list("id", "last_digest"))
    if not _known or _known[0][0] != heads:
        _known[:] = [(heads, list(_worked_out()))]
    return _known[0][1]


def _worked_out() -> Iterator[_Term]:
    found: dict[UUID, list[Said]] = defaultdict(list)
    for person, said in _said(_sought()):
        found[person].append(said)
    return ((person, one) for person, claims in found.items() for one in running(claims))


def _sought() -> Any:
    asked = models.Request.objects.filter(withdrawn=False)
    return models.Mention.objects.filter(id__in=asked.values("mention"))


def _seats(persons: set[UUID]) -> dict[UUID, tuple[str, str]]:
    """Name and case number of each person, by the request that was opened first."""
    seats: dict[UUID, tuple[str, str]] = {}
    for some in chunks(list(persons)):
        rows = {row.id: row for row in _sought().filter(person__in=some).only("person", "name")}
        asked = models.Request.objects.filter(withdrawn=False, mention__in=list(rows))
        for mention, number in asked.order_by("opened", "number").values_list("mention", "number"):
            seats.setdefault(rows[mention].person, (rows[mention].name, number))
    return seats


def _said(sought: Any) -> Iterator[tuple[UUID, Said]]:
    members = models.Mention.objects.filter(person__in=sought.values("person"), hidden=False)
    told = models.Claim.objects.filter(mention__in=members.values("id"))
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
