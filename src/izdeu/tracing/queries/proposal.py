"""Proposals: two mentions that may be one person, both sides and the reasons."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from izdeu.linkage import Model, Weighed
from izdeu.protection.reader import Reader
from izdeu.protection.release import require_staff
from izdeu.tracing import matching, models
from izdeu.tracing.queries.mention import MentionLine, NotFound, mentions
from izdeu.tracing.queries.merged import merged

#: What stands on a proposal that nobody decided for good.
_OPEN = ("", "unsure")
#: And on the others.
_DECIDED = ("same", "different", "disputed")


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """A proposal with both sides, best first."""

    a: MentionLine
    b: MentionLine
    weight: float
    probability: float
    reasons: tuple[Mapping[str, Any], ...]
    """Message ids with values and weights; worded where they are shown."""
    decision: str


def proposals(
    reader: Reader,
    *,
    about: UUID | None = None,
    undecided: bool = True,
    top: int = 50,
    skip: int = 0,
) -> list[ProposalLine]:
    """Give the best proposals, of one mention or of all; decided ones only when asked for.

    ``skip`` passes over that many of the best ones.
    """
    require_staff(reader)
    kinds = _queues(undecided) if about is None else [of_mentions(reader, [about], undecided)]
    return _lines(reader, merged(kinds, ("-weight", "a", "b"), first=skip, most=top))


def _queues(undecided: bool) -> list[QuerySet[models.Proposal]]:
    """Each is read in the order of an index: a queue of any length costs its first rows."""
    wanted = _OPEN if undecided else (*_OPEN, *_DECIDED)
    return [models.Proposal.objects.filter(decision=one) for one in wanted]


def of_mentions(
    reader: Reader, mentions: Sequence[UUID], undecided: bool
) -> QuerySet[models.Proposal]:
    """The rows that speak of one of these, found by it and not among all that wait: SQLite would
    look there first if it were told which decision they have, and not which they do not have."""
    require_staff(reader)
    rows = models.Proposal.objects.filter(Q(a__in=mentions) | Q(b__in=mentions))
    return rows.exclude(decision__in=_DECIDED) if undecided else rows


def waiting_proposals(reader: Reader) -> int:
    """How many proposals nobody has decided for good."""
    require_staff(reader)
    return int(models.Proposal.objects.filter(decision__in=_OPEN).count())


def proposal(reader: Reader, a: UUID, b: UUID) -> ProposalLine:
    """Give the proposal of one pair, in either order; raise ``NotFound`` where there is none."""
    require_staff(reader)
    lines = _lines(reader, models.Proposal.objects.filter(Q(a=a, b=b) | Q(a=b, b=a)))
    if not lines:
        raise NotFound("these two were not proposed as one person")
    return lines[0]


def explanation(reader: Reader, a: UUID, b: UUID, model: Model) -> Weighed | None:
    """Weigh any two mentions, proposed or not; ``None`` where one is not here to compare."""
    require_staff(reader)
    return matching.explain(a, b, model)


def _lines(reader: Reader, rows: Iterable[models.Proposal]) -> list[ProposalLine]:
    rows = list(rows)
    sides = mentions(reader, list({one for row in rows for one in (row.a, row.b)}))
    shown = {line.id: line for line in sides}
    return [
        ProposalLine(
            a=shown[row.a],
            b=shown[row.b],
            weight=row.weight,
            probability=row.probability,
            reasons=tuple(row.reasons),
            decision=row.decision,
        )
        for row in rows
        if row.a in shown and row.b in shown
    ]
