"""How every action writes: entries into the ledger, and at once what follows from them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from izdeu.terms import EntryKind
from izdeu.tracing import derive, ledger, models
from izdeu.tracing.entry import Draft, Entry


class NotRecorded(LookupError):
    """No such record here; look it up by name, or read its document first."""


@transaction.atomic(savepoint=False)
def write(drafts: Iterable[Draft], *, by: str) -> list[Entry]:
    """Write entries and bring people, standings and statuses up to date, all or none."""
    entries = ledger.append(drafts, maker=by)
    derive.follow(entries)
    return entries


def act(
    kind: EntryKind,
    about: Sequence[UUID],
    *,
    by: str,
    content: Mapping[str, Any] | None = None,
    answers: Iterable[UUID] = (),
) -> Entry:
    """Record that something was done about records; raise ``NotRecorded`` if one is unknown."""
    answered = [*entries_of(about), *answers]
    body = {**(content or {}), "about": [str(one) for one in about]}
    return write([Draft(kind, body, tuple(dict.fromkeys(answered)))], by=by)[0]


def entries_of(records: Sequence[UUID]) -> list[UUID]:
    """The entries that speak of these records."""
    rows = list(models.Recorded.objects.filter(record__in=records).values_list("record", "entry"))
    if missing := set(records) - {record for record, _ in rows}:
        raise NotRecorded(f"{len(missing)} of the records named are not here")
    return sorted(entry for _, entry in rows)


def speaking(kind: EntryKind, about: UUID, *, by: str = "") -> list[UUID]:
    """Entries of this kind about a record that none has answered."""
    rows = models.Act.objects.filter(kind=kind, about=about, answered=False)
    if by:
        rows = rows.filter(maker=by)
    return list(rows.values_list("entry", flat=True))
