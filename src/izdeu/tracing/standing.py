"""How each claim stands: one rule set, written as a table in docs/standing.md.

The rules know claims, origins and dates of events; when a claim arrived is nowhere among them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from izdeu.dates import span
from izdeu.terms import Assertion, Event, Standing
from izdeu.tracing.event import meaning

#: A death is reported until this many members of the team agree; anything else takes one.
AGREEMENT = {"dead": 2}
_REFUSALS = (Assertion.DENIED, Assertion.NEGATED)


@dataclass(frozen=True, slots=True)
class Statement:
    """What the rules need to know of a claim."""

    id: UUID
    event: Event
    assertion: Assertion
    when: str
    where: str
    """The facility's id or words; "" where the claim names none."""
    origin: str
    """Who says it, copies and relatives of one person counted as one."""
    withdrawn: bool = False
    hidden: bool = False
    verifiers: frozenset[str] = frozenset()
    """Members of the team who verified it."""

    @property
    def refuses(self) -> bool:
        """Whether it says that something did not happen."""
        return self.assertion in _REFUSALS

    @property
    def counts(self) -> bool:
        """Whether other claims may rest on it."""
        return not (self.withdrawn or self.hidden)


def standings(statements: Sequence[Statement]) -> dict[UUID, Standing]:
    """Give the standing of every claim about one person, from all of them together.

    The cost grows with the square of the claims about one person.
    """
    return {statement.id: _standing(statement, statements) for statement in statements}


def _standing(statement: Statement, statements: Sequence[Statement]) -> Standing:
    others = [other for other in statements if other.counts and other.id != statement.id]
    against = [other for other in others if opposes(statement, other)]
    if statement.withdrawn:
        return Standing.WITHDRAWN
    if len(statement.verifiers) >= AGREEMENT.get(meaning(statement.event).life, 1):
        return Standing.VERIFIED
    if against:
        return _contested(statement, others, against)
    if len(_origins(statement, others)) >= 2:
        return Standing.CORROBORATED
    return Standing.UNVERIFIABLE if statement.assertion == Assertion.HEDGED else Standing.CLAIMED


def _contested(
    statement: Statement, others: Sequence[Statement], against: Sequence[Statement]
) -> Standing:
    own = {other.origin for other in against} == {statement.origin}
    if own and not statement.refuses and _origins(statement, others) <= {statement.origin}:
        return Standing.DENIED
    return Standing.DISPUTED


def _origins(statement: Statement, others: Sequence[Statement]) -> set[str]:
    """The independent origins that say it; hearsay and hedged words are nobody's own knowledge."""
    supporting = [statement, *(other for other in others if agrees(statement, other))]
    return {
        other.origin
        for other in supporting
        if other.refuses or other.assertion == Assertion.ASSERTED
    }


def agrees(a: Statement, b: Statement) -> bool:
    """Whether two claims say the same: one group, one sense, one time and place."""
    return a.refuses == b.refuses and _same_matter(a, b)


def opposes(a: Statement, b: Statement) -> bool:
    """Whether two claims cannot both be so."""
    if a.refuses != b.refuses:
        return _same_matter(a, b)
    return not a.refuses and (_outlives(a, b) or _outlives(b, a))


def _same_matter(a: Statement, b: Statement) -> bool:
    return (
        meaning(a.event).group == meaning(b.event).group
        and span(a.when).overlaps(span(b.when))
        and (not a.where or not b.where or a.where == b.where)
    )


def _outlives(alive: Statement, dead: Statement) -> bool:
    """Whether one claim has the person living when the other has them certainly dead."""
    lives, dies = meaning(alive.event).life, meaning(dead.event).life
    if (lives, dies) != ("alive", "dead"):
        return False
    return span(dead.when).before(span(alive.when))
