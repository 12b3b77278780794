"""Walk the chains and name what was touched."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from izdeu.terms import EntryKind
from izdeu.tracing import anchor, ledger, models
from izdeu.tracing.entry import Entry, body_digest, header_digest, parts_digest


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it was written; holds no word of any body."""

    what: str
    """header_edited, header_replaced, removed, inserted, body_edited, body_removed,
    body_returned, bytes_edited, bytes_removed, answer_inserted, body_inserted,
    anchor_broken, anchor_gone."""
    installation: UUID | None
    sequence: int | None
    entry: UUID | None


def verify() -> Iterator[Fault]:
    """Yield every fault, chain by chain, the first in each chain first."""
    heads = {row.id: row for row in models.Installation.objects.all()}
    erased = _erased()
    chain: list[Entry] = []
    for entry in ledger.entries():
        if chain and chain[-1].installation != entry.installation:
            yield from _end(chain[-1], heads.pop(chain[-1].installation, None))
            chain = []
        yield from _link(chain[-1] if chain else None, entry)
        yield from _body(entry, erased=entry.id in erased)
        chain = [entry]
    if chain:
        yield from _end(chain[-1], heads.pop(chain[-1].installation, None))
    for head in heads.values():
        yield from _gap(head.id, 0, head.last_sequence + 1)
    yield from _orphans()


def anchors() -> list[str]:
    """A short code for the end of each chain, to keep on paper away from this machine.

    Whoever rewrites a chain afterwards, digests and all, cannot make it fit the paper.
    """
    ends = {(row.id, row.last_sequence) for row in models.Installation.objects.all()}
    codes = []
    for installation, last in sorted(ends):
        entry = models.Entry.objects.filter(installation=installation, sequence=last).first()
        if entry:
            codes.append(anchor.write(installation, last, entry.digest))
    return codes


def verify_anchor(code: str) -> Iterator[Fault]:
    """Yield what does not fit a code kept on paper; raise ``NotAnAnchor`` where it is misread."""
    kept = anchor.read(code)
    known = [row for row in models.Installation.objects.all() if kept.names(row.id)]
    found = models.Entry.objects.filter(
        installation__in=[row.id for row in known], sequence=kept.sequence
    )
    entries = list(ledger.read(list(found.values_list("id", flat=True))))
    if not entries:
        yield Fault("anchor_gone", known[0].id if known else None, kept.sequence, None)
    elif not any(kept.fits(header_digest(entry)) for entry in entries):
        yield _fault("anchor_broken", entries[0])


def _erased() -> set[UUID]:
    erasures = models.Entry.objects.filter(kind=EntryKind.ERASURE).values("id")
    rows = models.AnsweredEntry.objects.filter(entry__in=erasures)
    return set(rows.values_list("answered", flat=True))


def _fault(what: str, entry: Entry) -> Fault:
    return Fault(what, entry.installation, entry.sequence, entry.id)


def _link(before: Entry | None, entry: Entry) -> Iterator[Fault]:
    last = before.sequence if before else 0
    yield from _gap(entry.installation, last, entry.sequence)
    if header_digest(entry) != entry.digest:
        yield _fault("header_edited", entry)
    contiguous = entry.sequence == last + 1
    if contiguous and entry.previous != (before.digest if before else ""):
        yield _fault("header_replaced", before or entry)


def _gap(installation: UUID, last: int, following: int) -> Iterator[Fault]:
    for sequence in range(last + 1, following):
        yield Fault("removed", installation, sequence, None)


def _end(last: Entry, head: models.Installation | None) -> Iterator[Fault]:
    if head is None or last.sequence > head.last_sequence:
        yield _fault("inserted", last)
    elif last.sequence == head.last_sequence and last.digest != head.last_digest:
        yield _fault("header_replaced", last)
    else:
        yield from _gap(last.installation, last.sequence, head.last_sequence + 1)


def _body(entry: Entry, *, erased: bool) -> Iterator[Fault]:
    if entry.content is None:
        if not erased:
            yield _fault("body_removed", entry)
        return
    if erased:
        yield _fault("body_returned", entry)
    elif body_digest(entry.salt or b"", entry.content) != entry.body_digest:
        yield _fault("body_edited", entry)
    elif entry.kind == EntryKind.DOCUMENT and entry.body().get("size"):
        if not entry.parts:
            yield _fault("bytes_removed", entry)
        elif parts_digest(entry.parts) != entry.body()["digest"]:
            yield _fault("bytes_edited", entry)


def _orphans() -> Iterator[Fault]:
    known = models.Entry.objects.values("id")
    for row in models.AnsweredEntry.objects.exclude(entry__in=known):
        yield Fault("answer_inserted", None, None, row.entry)
    for table in (models.Body, models.Part):
        for entry in table.objects.exclude(entry__in=known).values_list("entry", flat=True):
            yield Fault("body_inserted", None, None, entry)
