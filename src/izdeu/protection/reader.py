"""Who is reading, and why."""

from dataclasses import dataclass
from uuid import UUID

from izdeu.terms import Audience

STAFF = frozenset({Audience.CASEWORKER, Audience.VERIFIER, Audience.COORDINATOR})


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom a query is asked. Every query takes one first; the machine's keeper is none."""

    audience: Audience
    operator: str = ""
    """The pseudonym of a member of the team; "" for everybody else."""
    cases: frozenset[UUID] = frozenset()
    """The documents, mentions and requests this reader holds."""
    reason: str = ""
    """Why a holder asks to see what is masked; asked for, and logged."""

    @classmethod
    def public(cls) -> "Reader":
        """Anybody."""
        return cls(Audience.PUBLIC)

    @classmethod
    def enquirer(cls, request: UUID) -> "Reader":
        """The family of one request."""
        return cls(Audience.ENQUIRER, cases=frozenset({request}))

    @classmethod
    def machine(cls) -> "Reader":
        """The worker that asks whose case an entry may concern, and learns no more."""
        return cls(Audience.MACHINE)

    @property
    def staff(self) -> bool:
        """Whether this is a member of the team."""
        return self.audience in STAFF
