"""One person's claims in time: lanes, the custody chain with its gaps, and what contradicts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from uuid import UUID

from izdeu.dates import span
from izdeu.terms import Standing
from izdeu.tracing.event import meaning
from izdeu.tracing.standing import Statement, opposes

#: A link of the chain open for longer than this is shown as a gap.
GAP = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Link:
    """Two neighbours in the custody chain and the time nobody accounts for between them."""

    before: UUID
    after: UUID
    least: timedelta
    """The time that certainly lies between them."""
    most: timedelta | None
    """The time that may lie between them, by the precision of their dates; ``None``: open."""

    @property
    def gap(self) -> str:
        """ "certain", "possible" or "": whether more than a day is unaccounted for."""
        if self.least > GAP:
            return "certain"
        return "possible" if self.most is None or self.most > GAP else ""


def custody_chain(statements: Iterable[Statement]) -> list[Link]:
    """Order who had the person when, and measure what lies between; undated claims are left out."""
    chain = [one for one in statements if _in_chain(one)]
    chain.sort(key=lambda one: (span(one.when).start, meaning(one.event).order))
    return [_link(before, after) for before, after in pairwise(chain)]


def _in_chain(one: Statement) -> bool:
    dated = span(one.when).start is not None
    return dated and one.counts and not one.refuses and meaning(one.event).chain


def _link(before: Statement, after: Statement) -> Link:
    first, second = span(before.when), span(after.when)
    least = second.start - first.end if second.start and first.end else timedelta()
    most = second.end - first.start if second.end and first.start else None
    return Link(before.id, after.id, max(least, timedelta()), most)


def contradictions(statements: Sequence[Statement]) -> list[tuple[UUID, UUID]]:
    """Pairs of claims that cannot both be so, each named once."""
    speaking = [one for one in statements if one.counts]
    return [
        (one.id, other.id)
        for position, one in enumerate(speaking)
        for other in speaking[position + 1 :]
        if opposes(one, other)
    ]


def lane(event: str, *, refuses: bool, official: bool) -> str:
    """The lane a claim is drawn in: what officials deny stands with the officials."""
    return "officials" if refuses and official else meaning(event).lane


def form(standing: Standing, *, refuses: bool) -> str:
    """How a mark is drawn: cross for a denial, filled for what is said, faint for withdrawn."""
    if standing == Standing.WITHDRAWN:
        return "faint"
    return "cross" if refuses else "filled"
