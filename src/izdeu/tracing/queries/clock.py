"""Legal terms of the people families ask for: which run, which are over, what became of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.db.models import Q, QuerySet

from izdeu.protection.reader import Reader
from izdeu.protection.release import require_staff
from izdeu.tracing import models
from izdeu.tracing.ledger import chunks
from izdeu.tracing.term import terms

#: How long a term that is over stays among what is due.
RECENT = timedelta(days=31)


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
    rows = _wanted(which, now)
    shown = list(rows[first:] if most is None else rows[first : first + most])
    seats = _seats({row.person for row in shown})
    lines = [_line(row, seats[row.person], now) for row in shown if row.person in seats]
    return lines, rows.count()


def _wanted(which: Which, now: datetime) -> QuerySet[models.Deadline]:
    rows = models.Deadline.objects.order_by("settled", "due", "claim", "clock")
    recent = rows.filter(due__gt=_written(now - RECENT))
    match which:
        case Which.EVERY:
            return rows
        case Which.RECENT:
            return recent
        case Which.WAITING:
            return recent.filter(settled=False)
    over = Q(settled=False, due__lte=_written(now))
    broken = rows.filter(over | Q(outcome="broken"))
    return broken.order_by("-notice", "due", "claim", "clock")


def _written(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _line(row: models.Deadline, seat: tuple[str, str], now: datetime) -> ClockLine:
    term, due = terms()[row.clock], datetime.fromisoformat(row.due)
    return ClockLine(
        claim=row.claim,
        clock=row.clock,
        law=term.law,
        verify=term.verify,
        person=row.person,
        name=seat[0],
        number=seat[1],
        begun=datetime.fromisoformat(row.begun),
        due=due,
        over=due <= now,
        outcome=row.outcome,
        days_over=max((now - due).days, 0),
    )


def _seats(persons: set[UUID]) -> dict[UUID, tuple[str, str]]:
    """Name and case number of each person, by the request that was opened first."""
    seats: dict[UUID, tuple[str, str]] = {}
    for some in chunks(list(persons)):
        rows = models.Case.objects.filter(person__in=some, withdrawn=False)
        for case in rows.order_by("opened", "number"):
            seats.setdefault(case.person, (case.name, case.number))
    return seats
