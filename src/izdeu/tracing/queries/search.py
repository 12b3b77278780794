"""Search by name in any script, for the team alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from izdeu.names.index import Index
from izdeu.protection.reader import Reader
from izdeu.protection.release import require_staff
from izdeu.tracing import models
from izdeu.tracing.queries.mention import MentionLine, mentions


@dataclass(frozen=True, slots=True)
class Hit:
    """A mention that may bear the name, with how well it fits from 0 to 1."""

    mention: MentionLine
    score: float


@dataclass(frozen=True, slots=True)
class _Shelf:
    """The names of this installation as an index, and the state of the record it was made from."""

    state: frozenset[tuple[UUID, int]]
    ids: Sequence[UUID]
    index: Index


_shelves: list[_Shelf] = []


def search(reader: Reader, name: str, *, top: int = 30) -> list[Hit]:
    """Give the mentions whose names speak most for being this one, in any script, best first.

    Raises ``NotForThisReader`` outside the team: there is no public search by name.
    """
    require_staff(reader)
    shelf = _shelf()
    found = [one for one in shelf.index.search(name, top) if one.score > 0]
    scores = {shelf.ids[one.place]: one.score for one in found}
    return [Hit(line, scores[line.id]) for line in mentions(reader, list(scores))]


def _shelf() -> _Shelf:
    """The index, made anew when the record has changed since."""
    known = models.Installation.objects.values_list("id", "last_sequence")
    state = frozenset(known)
    if not _shelves or _shelves[0].state != state:
        rows = models.Mention.objects.filter(hidden=False, withdrawn=False).order_by("id")
        told = list(rows.values_list("id", "name"))
        made = _Shelf(state, [one for one, _ in told], Index.build(name for _, name in told))
        _shelves[:] = [made]
    return _shelves[0]
