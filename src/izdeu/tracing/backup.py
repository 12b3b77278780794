"""A backup's content: every entry as it stood at one moment, while others go on writing."""

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from izdeu.terms import EntryKind
from izdeu.tracing import carrier, ledger
from izdeu.tracing.entry import Entry

_FORMAT = "izdeu backup 1"
#: Days after which a backup is not restored any more: it may hold what was erased since.
KEPT = 30


class Expired(ValueError):
    """The backup is past its date: it may hold bodies that were erased since. Destroy it."""


@dataclass(frozen=True, slots=True)
class Backup:
    """An opened backup."""

    made: date
    beside: Mapping[str, Any]
    """What was kept beside the entries."""
    lines: list[str]

    @property
    def expires(self) -> date:
        """The last day on which it can be restored."""
        return self.made + timedelta(days=KEPT)

    def entries(self) -> Iterator[Entry]:
        """Yield the entries, each checked against its digests.

        Raises ``NotACarrier`` or ``TamperedEntry``.
        """
        for entry in carrier.entries(self.lines):
            entry.check()
            yield entry


def snapshot() -> Iterator[Entry]:
    """Yield every entry known when this began, and whatever explains a body erased meanwhile.

    The ledger is append-only, so that no writer has to wait: only an erasure takes anything away,
    and then its own entry is yielded as well.
    """
    seen: dict[UUID, int] = {}
    unexplained: set[UUID] = set()
    while True:
        heads = ledger.heads()
        for entry in ledger.entries(beyond=seen):
            if entry.sequence > heads.get(entry.installation, 0):
                continue
            if entry.content is None:
                unexplained.add(entry.id)
            if entry.kind == EntryKind.ERASURE:
                unexplained.difference_update(entry.answers)
            yield entry
        if not unexplained or heads == seen:
            return
        seen = heads


def content(entries: Iterable[Entry], beside: Mapping[str, Any]) -> Iterator[bytes]:
    """A backup as compressed bytes, a stretch at a time."""
    header = {"format": _FORMAT, "made": datetime.now(UTC).date().isoformat(), "beside": beside}
    packer = zlib.compressobj(wbits=31)
    yield packer.compress(json.dumps(header).encode() + b"\n")
    for line in carrier.lines(entries):
        yield packer.compress(line.encode() + b"\n")
    yield packer.flush()


def read(octets: bytes) -> Backup:
    """Open a backup's bytes; raise ``NotACarrier`` where they are something else."""
    try:
        lines = zlib.decompress(octets, wbits=31).decode().splitlines()
        header = json.loads(lines[0])
        if header["format"] != _FORMAT:
            raise carrier.NotACarrier("this backup was written by another version of izdeu")
        return Backup(date.fromisoformat(header["made"]), header["beside"], lines[1:])
    except (zlib.error, IndexError, KeyError, TypeError, UnicodeDecodeError) as broken:
        raise carrier.NotACarrier("this is no backup of izdeu") from broken


def require_fresh(backup: Backup, today: date) -> None:
    """Raise ``Expired`` where a backup may hold what families had erased long ago."""
    if today > backup.expires:
        raise Expired(f"this backup expired on {backup.expires}: destroy it, and use a later one")
