"""Decoys: records of nobody, which no work leads to; whoever opens one was looking around."""

from collections.abc import Sequence
from uuid import UUID

from izdeu.terms import EntryKind
from izdeu.tracing import models
from izdeu.tracing.actions.writing import act


def mark_decoys(document: UUID, *, by: str) -> int:
    """Mark every mention of a document that was made up as a decoy; give how many.

    They are never matched, joined, counted or told to a family, and no query tells them apart.
    """
    rows: Sequence[UUID] = list(
        models.Mention.objects.filter(document=document).values_list("id", flat=True)
    )
    if rows:
        act(EntryKind.DECOY, sorted(rows), by=by)
    return len(rows)
