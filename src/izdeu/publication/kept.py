"""The counts of the pages: made in the background and kept, so that nobody waits for them."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from importlib import metadata
from typing import Any

from izdeu.protection.reader import Reader
from izdeu.publication.counts import Counts, count
from izdeu.publication.figures import count_view
from izdeu.publication.wording import CHOICES
from izdeu.terms import Audience
from izdeu.tracing import kept, queries

#: Counted anew no more often than this: nobody can watch a single entry arrive.
EVERY = timedelta(minutes=15)


def counter() -> Reader:
    """Who counts for the pages: of what it reads, the public is given the released view alone."""
    return Reader(Audience.COORDINATOR, "counts")


def renew(every: timedelta = EVERY) -> bool:
    """Count for the pages if the record, the day or the programme changed; say whether it did.

    Nothing is done within ``every`` of the last count.
    """
    reader, now = counter(), datetime.now(UTC)
    today = now.date().isoformat()
    rests_on = position(reader, today)
    last = queries.kept_at(reader)
    if last and (last[0] == rests_on or now - last[1] < every):
        return False
    keep(count(reader, as_of=today), rests_on)
    return True


def position(reader: Reader, today: str) -> str:
    """What the pages' counts rest on; read before counting, so that no change goes unseen."""
    return f"{metadata.version('izdeu')}/{today}/{queries.position(reader)}"


def keep(found: Counts, rests_on: str) -> None:
    """Word and draw a count in every language, for the public and for the team, and keep it."""
    kept.keep(
        rests_on,
        {
            (public, language): asdict(count_view(found, language, public=public))
            for public in (True, False)
            for language in CHOICES
        },
    )


def page(reader: Reader, language: str, *, public: bool) -> Mapping[str, Any] | None:
    """The last count as ``CountView`` has it, in plain values; ``None`` while there is none.

    Raises ``NotForThisReader`` for anybody outside the team who asks for the team's.
    """
    return queries.kept_count(reader, language, public=public)
