"""What people do about records: withdraw, hide, verify, vet, hold, call, consent, correct."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from izdeu.protection.release import require_reason
from izdeu.terms import EntryKind
from izdeu.tracing.actions.watch import DAY, metered, within
from izdeu.tracing.actions.writing import act, speaking


def withdraw(record: UUID, *, by: str, reason: str = "") -> UUID:
    """Record that whoever said it takes it back."""
    return act(EntryKind.WITHDRAWAL, [record], by=by, content={"reason": reason}).id


def settle(aside: UUID, *, by: str, reason: str = "") -> UUID:
    """Record that somebody saw to what was set aside, and why it waits no longer."""
    return act(EntryKind.WITHDRAWAL, [aside], by=by, content={"reason": reason}).id


def hide(record: UUID, *, by: str, reason: str = "") -> UUID:
    """Hide a record at once; what rested on it is computed anew. Nothing is deleted."""
    return act(EntryKind.HIDE, [record], by=by, content={"reason": reason}).id


def undo(kind: EntryKind, record: UUID, *, by: str) -> UUID:
    """Take back every act of this kind about a record that still speaks."""
    answers = speaking(kind, record)
    return act(kind, [record], by=by, content={"undone": True}, answers=answers).id


def verify(claim: UUID, *, by: str, note: str = "") -> UUID:
    """Record that this member of the team verified a claim; a death takes two members."""
    return act(EntryKind.VERIFICATION, [claim], by=by, content={"note": note}).id


def vet(request: UUID, *, by: str, note: str = "") -> UUID:
    """Record that the enquirer was called back: until then a request moves nothing."""
    return act(EntryKind.VETTING, [request], by=by, content={"note": note}).id


def hold(record: UUID, *, holder: str, by: str, reason: str) -> UUID:
    """Make a member of the team a holder of a document, mention or request; the reason is logged.

    Whoever takes cases themselves has a day's quota: raises ``QuotaReached``, and leaves an alarm.
    Raises ``NoReason`` where nobody said why.
    """
    require_reason(reason)
    content = {"holder": holder, "reason": reason}
    if holder != by:
        return act(EntryKind.HOLDER, [record], by=by, content=content).id
    own = within(DAY, EntryKind.HOLDER).filter(content__self=True)
    with metered("holding", own, by=by):
        return act(EntryKind.HOLDER, [record], by=by, content={**content, "self": True}).id


def log_call(request: UUID, *, by: str, note: str = "") -> UUID:
    """Record that the family was called."""
    return act(EntryKind.CALL, [request], by=by, content={"note": note}).id


def log_disclosure(records: Sequence[UUID], *, by: str, reason: str) -> UUID:
    """Record that something masked is shown, to whom and why, never what; call it before it is.

    Raises ``QuotaReached``, and leaves an alarm, after too many in a day.
    """
    opened = within(DAY, EntryKind.DISCLOSURE).filter(content__field="masked")
    with metered("masked", opened, by=by):
        content = {"reason": reason, "field": "masked"}
        return act(EntryKind.DISCLOSURE, records, by=by, content=content).id


def consent(request: UUID, uses: Sequence[str], *, by: str) -> UUID:
    """Record which uses the family agreed to; the latest word stands."""
    answers = speaking(EntryKind.CONSENT, request)
    return act(
        EntryKind.CONSENT, [request], by=by, content={"uses": list(uses)}, answers=answers
    ).id


#: What a better reading of a mention can correct; who it is remains for judgements.
CORRECTABLE = frozenset({"name", "sex", "age", "age_said", "birth", "father", "features"})


def correct(mention: UUID, fields: Mapping[str, Any], *, by: str) -> UUID:
    """Record better readings of a mention's fields; what was read first stays in the ledger.

    Raises ``ValueError`` for a field that is no reading of the document.
    """
    if strange := fields.keys() - CORRECTABLE:
        raise ValueError(f"these cannot be corrected: {', '.join(sorted(strange))}")
    return act(EntryKind.CORRECTION, [mention], by=by, content={"fields": dict(fields)}).id
