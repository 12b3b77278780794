"""Judgements and acts that a later word of their kind took the place of."""

from collections.abc import Iterable, Sequence
from typing import TypeVar
from uuid import UUID

from izdeu.terms import EntryKind
from izdeu.tracing import models, named

Word = TypeVar("Word", models.Judgement, models.Act)


def still_speaking(words: Iterable[Word]) -> list[Word]:
    """Those of these judgements or acts that no later one of their kind answers; on the others it
    is written that they speak no more."""
    spoken = [word for word in words if not word.answered]
    answered = _answered_among([word.entry for word in spoken])
    if silent := [word.pk for word in spoken if word.entry in answered]:
        named.update(type(spoken[0]), "id", silent, answered=True)
    return [word for word in spoken if word.entry not in answered]


def _answered_among(entries: Sequence[UUID]) -> set[UUID]:
    """Those that an entry of the same kind answers."""
    pairs = list(named.values(models.AnsweredEntry, "answered", entries, ("entry", "answered")))
    both = {one for pair in pairs for one in pair}
    kinds = dict(named.values(models.Entry, "id", both, ("id", "kind")))
    return {answered for entry, answered in pairs if kinds.get(entry) == kinds.get(answered)}


#: Acts of which a later word takes the place of the one it answers, whoever it is about.
WORDS = (EntryKind.RULING, EntryKind.ROTA)


def mark_words() -> None:
    """A later word on an appeal, or on who calls a facility, takes the place of the earlier one."""
    for kind in WORDS:
        still_speaking(models.Act.objects.filter(kind=kind, answered=False))
