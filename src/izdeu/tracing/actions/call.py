"""Who calls which facility when, and what became of a legal term."""

from uuid import UUID

from izdeu.terms import EntryKind
from izdeu.tracing.actions.writing import act, speaking
from izdeu.tracing.term import terms

#: What can be recorded of a legal term.
OUTCOMES = ("kept", "broken", "unknown")


def assign_calls(facility: UUID, *, operator: str, hour: str, by: str) -> UUID:
    """Record who calls a facility every day, from which hour on ("09:00"); the latest word stands.

    Nobody does where ``operator`` is "".
    """
    content = {"operator": operator, "hour": hour}
    answers = speaking(EntryKind.ROTA, facility)
    return act(EntryKind.ROTA, [facility], by=by, content=content, answers=answers).id


def mark_term(claim: UUID, clock: str, outcome: str, *, by: str, note: str = "") -> UUID:
    """Record whether a legal term that a claim started was kept; the latest word stands.

    Raises ``ValueError`` for a term or outcome that is none.
    """
    if clock not in terms() or outcome not in OUTCOMES:
        raise ValueError(f"choose one of {', '.join(terms())}, and one of {', '.join(OUTCOMES)}")
    content = {"clock": clock, "outcome": outcome, "note": note}
    return act(EntryKind.CLOCK, [claim], by=by, content=content).id
