"""Whether a family may be told that there is news: one rule set, the strictest first."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Telling(StrEnum):
    """How far an alert may go today."""

    NOTHING = "nothing"
    CALL = "call"
    """A member of the team calls; no machine writes."""
    MESSAGE = "message"
    """Where the family left an address for it, a machine may write "there is news"."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Something that became known and would be news to a family."""

    claim: UUID
    death: bool


@dataclass(frozen=True, slots=True)
class Case:
    """What the rules need to know of one request."""

    vetted: bool
    withdrawn: bool
    grounds: Collection[Ground]
    death_agreed: bool = False
    """Two members of the team verified a death."""
    called: bool = False
    """The family was called after that, and the call was logged."""


def telling(case: Case) -> Telling:
    """Say how far an alert about this case may go.

    "There is news" is itself news: an unvetted request gets none. Where any claim tells of a death,
    nothing goes out before two members agreed, and then a human speaks first.
    """
    if not case.vetted or case.withdrawn or not case.grounds:
        return Telling.NOTHING
    if any(ground.death for ground in case.grounds):
        if not case.death_agreed:
            return Telling.NOTHING
        return Telling.MESSAGE if case.called else Telling.CALL
    return Telling.MESSAGE
