"""The append-only ledger: write, read, take in from a colleague's laptop, erase."""

import json
import os
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from izdeu.terms import EntryKind
from izdeu.tracing import bulk, documentkey, models, named
from izdeu.tracing.entry import (
    Draft,
    Entry,
    body_digest,
    canonical,
    header_digest,
)

_CHUNK = 500


def here() -> UUID:
    """Give this installation's id, made at the first call."""
    own, _ = models.Installation.objects.get_or_create(own=True, defaults={"id": uuid.uuid4()})
    return own.id


@transaction.atomic(savepoint=False)
def append(drafts: Iterable[Draft], *, maker: str) -> list[Entry]:
    """Write entries at the end of this installation's chain, all or none.

    Takes a lock on the chain's end, so that writers queue and no number is given twice.
    """
    own = _end()
    made_at = datetime.now(UTC).isoformat(timespec="seconds")
    written, stem = [], os.urandom(6)
    for draft in drafts:
        entry = _chained(draft, _drawn(stem), own=own, maker=maker, made_at=made_at)
        own.last_sequence, own.last_digest = entry.sequence, entry.digest
        written.append(entry)
    # Nothing can have erased what has only now been given an id.
    _store(written)
    end = {"last_sequence": own.last_sequence, "last_digest": own.last_digest}
    named.update(models.Installation, "id", [own.id], **end)
    return written


def _end() -> models.Installation:
    """Where the next entry follows; nobody else writes one before the transaction is over."""
    for own in named.rows(models.Installation, "own", [True], locked=True):
        return own
    here()
    return _end()


def _drawn(stem: bytes) -> UUID:
    """A random id; those of one stem lie beside one another in every index, on one page of it."""
    return UUID(bytes=stem + os.urandom(16 - len(stem)), version=4)


def _chained(
    draft: Draft, identity: UUID, *, own: models.Installation, maker: str, made_at: str
) -> Entry:
    salt, content = os.urandom(16), canonical(draft.content)
    entry = Entry(
        id=identity,
        installation=own.id,
        sequence=own.last_sequence + 1,
        maker=maker,
        made_at=made_at,
        kind=draft.kind,
        answers=draft.answers,
        body_digest=body_digest(salt, content),
        previous=own.last_digest,
        digest="",
        salt=salt,
        content=content,
        parts=draft.parts,
    )
    return replace(entry, digest=header_digest(entry))


def _store(entries: Sequence[Entry], erased: Set[UUID] = frozenset()) -> None:
    bulk.insert([_header(entry) for entry in entries])
    bulk.insert(
        [
            models.AnsweredEntry(entry=entry.id, position=position, answered=answered)
            for entry in entries
            for position, answered in enumerate(entry.answers)
        ]
    )
    kept = [entry for entry in entries if entry.content is not None and entry.id not in erased]
    bulk.insert([models.Body(entry=e.id, salt=e.salt, content=e.content) for e in kept])
    for entry in kept:
        sealed = enumerate(documentkey.seal(entry.id, entry.parts))
        bulk.insert([models.Part(entry=entry.id, number=n, content=part) for n, part in sealed])


def _header(entry: Entry) -> models.Entry:
    return models.Entry(
        id=entry.id,
        installation=entry.installation,
        sequence=entry.sequence,
        maker=entry.maker,
        made_at=entry.made_at,
        kind=entry.kind,
        body_digest=entry.body_digest,
        previous=entry.previous,
        digest=entry.digest,
    )


def _erased_among(ids: Sequence[UUID]) -> set[UUID]:
    erased: set[UUID] = set()
    for chunk in chunks(ids):
        answering = models.AnsweredEntry.objects.filter(answered__in=chunk)
        pairs = dict(answering.values_list("entry", "answered"))
        kinds = models.Entry.objects.filter(id__in=pairs, kind=EntryKind.ERASURE)
        erased |= set(
            answering.filter(entry__in=kinds.values("id")).values_list("answered", flat=True)
        )
    return erased


def heads() -> dict[UUID, int]:
    """How far each installation's chain is known here: what to send to whom."""
    return dict(models.Installation.objects.values_list("id", "last_sequence"))


def entries(
    *, beyond: Mapping[UUID, int] | None = None, kinds: Sequence[str] = ()
) -> Iterator[Entry]:
    """Yield entries in the order of their chains, a few hundred in memory at a time.

    ``beyond`` leaves out what another installation already has, by its ``heads``.
    """
    chains = models.Entry.objects.order_by("installation", "sequence")
    if kinds:
        chains = chains.filter(kind__in=kinds)
    for installation, last in (beyond or {}).items():
        chains = chains.exclude(installation=installation, sequence__lte=last)
    batch: list[models.Entry] = []
    for header in chains.iterator(chunk_size=_CHUNK):
        batch.append(header)
        if len(batch) == _CHUNK:
            yield from _whole(batch)
            batch = []
    yield from _whole(batch)


def read(ids: Sequence[UUID]) -> Iterator[Entry]:
    """Yield the entries with these ids, bodies included where they still stand."""
    for chunk in chunks(ids):
        yield from _whole(list(models.Entry.objects.filter(id__in=chunk)))


def _whole(headers: Sequence[models.Entry]) -> Iterator[Entry]:
    ids = [header.id for header in headers]
    bodies = {body.entry: body for body in models.Body.objects.filter(entry__in=ids)}
    answers = defaultdict(list)
    for row in models.AnsweredEntry.objects.filter(entry__in=ids).order_by("entry", "position"):
        answers[row.entry].append(row.answered)
    for header in headers:
        body = bodies.get(header.id)
        document = header.kind == EntryKind.DOCUMENT
        yield Entry(
            id=header.id,
            installation=header.installation,
            sequence=header.sequence,
            maker=header.maker,
            made_at=header.made_at,
            kind=header.kind,
            answers=tuple(answers[header.id]),
            body_digest=header.body_digest,
            previous=header.previous,
            digest=header.digest,
            salt=bytes(body.salt) if body else None,
            content=bytes(body.content) if body else None,
            parts=parts_to_check(header.id) if document else (),
        )


def bodies(ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """What these entries say, by entry, without headers and bytes; erased ones are left out."""
    found: dict[UUID, dict[str, Any]] = {}
    for chunk in chunks(ids):
        for body in models.Body.objects.filter(entry__in=chunk):
            words = bytes(body.content).decode("utf-8", "surrogatepass")
            found[body.entry] = dict(json.loads(words))
    return found


def parts_to_check(entry: UUID) -> tuple[bytes, ...]:
    """Bytes that were touched stand as one empty stretch, which no digest of a document fits."""
    try:
        return parts(entry)
    except documentkey.DamagedDocument:
        return (b"",)


def parts(entry: UUID) -> tuple[bytes, ...]:
    """A document's bytes as received, in stretches; empty once they were erased.

    Raises ``DamagedDocument`` where somebody touched what is stored.
    """
    rows = models.Part.objects.filter(entry=entry).order_by("number")
    return documentkey.unseal(entry, [bytes(one) for one in rows.values_list("content", flat=True)])


@transaction.atomic
def absorb(arriving: Iterable[Entry]) -> list[Entry]:
    """Take in a colleague's entries, in any order; give those that were new here.

    Raises ``TamperedEntry`` and takes in nothing where one does not match its digests.
    """
    unseen = {entry.id: entry for entry in arriving}
    for entry in unseen.values():
        entry.check()
    for chunk in chunks(list(unseen)):
        for known in models.Entry.objects.filter(id__in=chunk).values_list("id", flat=True):
            del unseen[known]
    new = list(unseen.values())
    # Erasures first, so that a body they name is never stored, not even for a moment.
    new.sort(key=lambda entry: entry.kind != EntryKind.ERASURE)
    _store(new, _erased_among([entry.id for entry in new]))
    _remember_heads(new)
    for entry in new:
        if entry.kind == EntryKind.ERASURE:
            forget(entry.answers)
    return new


def _remember_heads(new: Sequence[Entry]) -> None:
    last: dict[UUID, Entry] = {}
    for entry in new:
        if entry.sequence > (
            last[entry.installation].sequence if entry.installation in last else 0
        ):
            last[entry.installation] = entry
    for installation, entry in last.items():
        known, _ = models.Installation.objects.get_or_create(id=installation)
        if known.last_sequence < entry.sequence:
            known.last_sequence, known.last_digest = entry.sequence, entry.digest
            known.save()


def forget(targets: Sequence[UUID]) -> None:
    """Delete the bodies and bytes of entries that an erasure in the ledger names."""
    for chunk in chunks(targets):
        models.Part.objects.filter(entry__in=chunk).delete()
        models.DocumentKey.objects.filter(entry__in=chunk).delete()
        models.Body.objects.filter(entry__in=chunk).delete()


def scrub() -> None:
    """Leave no byte of what was forgotten in the database's files.

    SQLite: rewrites the file and empties the write-ahead log. PostgreSQL: rewrites the ledger's
    tables; its own write-ahead segments are recycled by the server and lie on an encrypted disk.
    Cannot run inside a transaction.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            for table in connection.introspection.django_table_names(only_existing=True):
                cursor.execute(f"VACUUM FULL {connection.ops.quote_name(table)}")


def chunks(ids: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    """Cut a list of ids to what one query takes."""
    for first in range(0, len(ids), _CHUNK):
        yield ids[first : first + _CHUNK]
