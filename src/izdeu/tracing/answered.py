"""Judgements and acts that a later word of their kind took the place of."""

from typing import Any

from izdeu.terms import EntryKind
from izdeu.tracing import models


def mark_answered(rows: Any) -> bool:
    """A judgement or act that a later one of its kind answers no longer speaks; tell whether any
    spoke."""
    speaking = rows.filter(answered=False)
    entries = list(speaking.values_list("entry", flat=True))
    if not entries:
        return False
    answers = models.AnsweredEntry.objects.filter(answered__in=entries)
    kinds = dict(
        models.Entry.objects.filter(id__in=answers.values("entry")).values_list("id", "kind")
    )
    own = dict(models.Entry.objects.filter(id__in=entries).values_list("id", "kind"))
    done = [row.answered for row in answers if kinds.get(row.entry) == own[row.answered]]
    speaking.filter(entry__in=done).update(answered=True)
    return True


#: Acts of which a later word takes the place of the one it answers, whoever it is about.
WORDS = (EntryKind.RULING, EntryKind.ROTA)


def mark_words() -> None:
    """A later word on an appeal, or on who calls a facility, takes the place of the earlier one."""
    for kind in WORDS:
        mark_answered(models.Act.objects.filter(kind=kind))
