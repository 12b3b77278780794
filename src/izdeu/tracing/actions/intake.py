"""Take in one file: read it, record what it says, keep what nobody could read."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from izdeu import documents
from izdeu.tracing import queries
from izdeu.tracing.actions.document import Arrival, Intake, record_document, record_unreadable


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file."""

    intake: Intake
    unreadable: str = ""
    """What to do about a file that could not be read; it is kept all the same."""


def take_in(arrival: Arrival, *, published: str, by: str) -> Taken:
    """Read a file into the case record, all or nothing; the same bytes again change nothing."""
    try:
        title = queries.whose_list(queries.staff_reader(by), arrival.source)
        reading = documents.read(arrival.path, published=published, title=title)
        return Taken(record_document(arrival, reading, by=by))
    except documents.UnreadableDocument as refusal:
        kept = record_unreadable(
            arrival,
            digest=_digest(arrival.path),
            published=published,
            reason="file.unreadable",
            by=by,
        )
        return Taken(kept, str(refusal))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
