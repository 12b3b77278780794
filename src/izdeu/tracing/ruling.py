"""Whether an appeal is decided: two members of the team have to say the same."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from izdeu.terms import EntryKind
from izdeu.tracing import models

AGREEMENT = 2


class Ruling(StrEnum):
    """What became of an appeal."""

    OPEN = "open"
    UPHELD = "upheld"
    DISMISSED = "dismissed"


def ruling(appeal: UUID) -> Ruling:
    """How an appeal stands today."""
    spoken = models.Act.objects.filter(kind=EntryKind.RULING, about=appeal, answered=False)
    return of((one.maker, bool(one.content.get("uphold"))) for one in spoken)


def of(votes: Iterable[tuple[str, bool]]) -> Ruling:
    """What votes come to: each member's standing word once; disagreement leaves it open."""
    by_maker: dict[str, set[bool]] = {}
    for maker, uphold in votes:
        by_maker.setdefault(maker, set()).add(uphold)
    said = {vote for votes in by_maker.values() for vote in votes}
    if len(by_maker) < AGREEMENT or len(said) != 1:
        return Ruling.OPEN
    return Ruling.UPHELD if said.pop() else Ruling.DISMISSED


def since_a_day() -> str:
    """The moment a day ago, as the ledger writes moments."""
    return (datetime.now(UTC) - timedelta(days=1)).isoformat(timespec="seconds")
