"""What contradicts on a person's page, side by side."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from izdeu.publication.claimrow import ClaimRow
from izdeu.terms import Event
from izdeu.tracing.queries import ClaimLine, PersonPage

#: Events that say the person is dead.
DEATH = frozenset({Event.DIED, Event.BODY_RECEIVED, Event.BURIED, Event.EXHUMED})


@dataclass(frozen=True, slots=True)
class Dispute:
    """What contradicts, side by side: the claims on one side, the one against them."""

    said: tuple[ClaimRow, ...]
    against: ClaimRow


def disputes(page: PersonPage, rows: Mapping[UUID, ClaimRow]) -> Iterator[Dispute]:
    """Contradicting pairs, gathered by the claim that refuses, or that speaks of a death."""
    claims = {claim.id: claim for claim in page.claims}
    sides: dict[UUID, list[UUID]] = defaultdict(list)
    for a, b in page.contradictions:
        if a in rows and b in rows:
            pivot, other = (a, b) if _answers(claims[a]) else (b, a)
            sides[pivot].append(other)
    for pivot, others in sides.items():
        yield Dispute(tuple(rows[other] for other in others), rows[pivot])


def _answers(claim: ClaimLine) -> bool:
    return claim.statement.refuses or claim.event in DEATH
