"""Judgements: a person decides whether two mentions are one, and can undo it."""

from uuid import UUID

from izdeu.terms import Decision, EntryKind
from izdeu.tracing import models
from izdeu.tracing.actions.writing import NotRecorded, act, write
from izdeu.tracing.entry import Draft
from izdeu.tracing.identity import uuid8
from izdeu.tracing.people import pair


class NotConfirmed(ValueError):
    """A mention from a text or photo must be confirmed against its document before judging."""


def judge(
    a: UUID, b: UUID, decision: Decision, *, by: str, note: str = "", weight: float | None = None
) -> UUID:
    """Record a decision on two mentions; it answers every earlier one on this pair known here.

    Raises ``NotRecorded`` for an unknown mention, ``NotConfirmed`` for one nobody has confirmed.
    """
    first, second = pair(a, b)
    _require_confirmed(first, second)
    earlier = models.Judgement.objects.filter(a=first, b=second, answered=False)
    answers = tuple(sorted(earlier.values_list("entry", flat=True)))
    proposal = models.Proposal.objects.filter(a=first, b=second).first()
    body = {
        "a": str(first),
        "b": str(second),
        "decision": decision.value,
        "note": note,
        "weight": proposal.weight if proposal and weight is None else weight,
    }
    # The pair and what it answers make the id: the same words twice are two judgements.
    body["id"] = str(uuid8("judgement", by, *map(str, (first, second, decision, *answers))))
    return write([Draft(EntryKind.JUDGEMENT, body, answers)], by=by)[0].id


def confirm(mention: UUID, *, by: str) -> UUID:
    """Record that somebody compared the mention with its document and found it right."""
    return act(EntryKind.CORRECTION, [mention], by=by, content={"fields": {"confirmed": True}}).id


def _require_confirmed(*mentions: UUID) -> None:
    if mentions[0] == mentions[1]:
        raise ValueError("name two different mentions")
    rows = models.Mention.objects.filter(id__in=mentions)
    if len(rows) < len(mentions):
        raise NotRecorded("one of the mentions is not here; see izdeu match for their ids")
    if not all(row.confirmed for row in rows):
        raise NotConfirmed("confirm the mention against its document first: izdeu confirm MENTION")
