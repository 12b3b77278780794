"""The rows that follow from the entries: kept up to date, or dropped and made anew."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Model, Q

from izdeu.terms import EntryKind
from izdeu.tracing import (
    answered,
    bulk,
    casework,
    decide,
    ledger,
    models,
    named,
    origin,
    shelf,
    sounding,
)
from izdeu.tracing.entry import Entry
from izdeu.tracing.ledger import chunks
from izdeu.tracing.records import ACTS, QUIET, TABLES, project

_BATCH = 2000
RECORDS: tuple[type[Model], ...] = tuple(TABLES.values())
#: Decided state: it depends on the entries and the rules' version alone.
DECIDED: tuple[type[Model], ...] = (
    *RECORDS,
    models.Recorded,
    models.Act,
    models.Person,
    models.NameKey,
    models.Case,
    models.Deadline,
)
#: Suggestions: they depend on the linkage model too, and kept counts on them.
SUGGESTED: tuple[type[Model], ...] = (
    models.Key,
    models.Frequency,
    models.Proposal,
    models.Matched,
    models.Waiting,
    models.KeptCount,
)
#: Entries after which a mention is compared with the others again.
_REMATCHES = frozenset(
    {
        EntryKind.MENTION,
        EntryKind.CLAIM,
        EntryKind.CORRECTION,
        EntryKind.DECOY,
        EntryKind.HIDE,
        EntryKind.WITHDRAWAL,
    }
)


def follow(entries: Sequence[Entry]) -> None:
    """Bring the derived rows up to date with entries just written or taken in, in any order."""
    for entry in entries:
        if entry.kind == EntryKind.ERASURE:
            _forget(entry.answers)
    _show(entries)
    touched = touched_mentions(entries)
    if _regroups(entries):
        touched |= origin.group_origins()
    if any(entry.kind in answered.WORDS for entry in entries):
        answered.mark_words()
    decide.refresh(touched)
    casework.settle(_marked(entries))
    shelf.wait(touched_mentions([entry for entry in entries if entry.kind in _REMATCHES]))


def _marked(entries: Sequence[Entry]) -> list[UUID]:
    """The claims whose legal terms these entries say something of."""
    bodies = [entry.body() for entry in entries if entry.kind == EntryKind.CLOCK]
    return [UUID(one) for body in bodies if body for one in body["about"]]


def drop_suggestions() -> None:
    """Drop what matching had suggested, and all that it kept for that."""
    for table in SUGGESTED:
        table._default_manager.all().delete()


@transaction.atomic
def rebuild(progress: Callable[[int], None] = lambda _: None) -> None:
    """Drop all decided state and make it anew from the ledger; suggestions are left to matching."""
    drop_suggestions()
    for table in DECIDED:
        table._default_manager.all().delete()
    batch: list[Entry] = []
    for number, entry in enumerate(ledger.entries(), 1):
        batch.append(entry)
        if len(batch) == _BATCH:
            _show(batch)
            progress(number)
            batch = []
    _show(batch)
    origin.group_origins()
    answered.mark_words()
    mentions = list(models.Mention.objects.values_list("id", flat=True))
    for some in (mentions[first : first + _BATCH] for first in range(0, len(mentions), _BATCH)):
        decide.refresh(some)
        shelf.wait(some)


def _show(entries: Sequence[Entry]) -> None:
    """Write the rows of these entries; where two recorded one record, one of them shows it."""
    rows: dict[type[Model], list[Any]] = defaultdict(list)
    for row in project(entries):
        rows[type(row)].append(row)
    for table, found in rows.items():
        if table in _RANKS:
            bulk.insert_better(found, _RANKS[table])
        else:
            bulk.insert(found, conflict=bulk.UNLESS_THERE)
    sounding.sound_again([row.id for row in rows[models.Mention]])


#: Which of two entries shows a record: the one with the smaller id, of a document one that could
#: be read. No two entries record one request, but two laptops may have drawn one number for two.
_RANKS = {
    table: "({row}.format = '', {row}.entry)" if table is models.Document else "{row}.entry"
    for table in RECORDS
    if table is not models.Request
}


def _forget(targets: Sequence[UUID]) -> None:
    """Drop every derived row of erased entries, and show what other entries still say of them."""
    models.KeptCount.objects.all().delete()
    for some in chunks(targets):
        spoken = models.Recorded.objects.filter(entry__in=some)
        records = list(spoken.values_list("record", flat=True))
        spoken.delete()
        spoken_of = _spoken_of(some)
        tables: tuple[type[Model], ...] = (*RECORDS, models.Act)
        for table in tables:
            table._default_manager.filter(entry__in=some).delete()
        models.Waiting.objects.filter(mention__in=records).delete()
        companions = _companions(records) | spoken_of
        models.Case.objects.filter(request__in=records).delete()
        shelf.forget(records)
        models.Proposal.objects.filter(Q(a__in=records) | Q(b__in=records)).delete()
        others = models.Recorded.objects.filter(record__in=records)
        sounding.sound_again(records)
        _show(list(ledger.read(list(others.values_list("entry", flat=True)))))
        left = models.Mention.objects.filter(id__in=records)
        shelf.wait(left.values_list("id", flat=True))
        decide.refresh(companions)


def _spoken_of(entries: Sequence[UUID]) -> set[UUID]:
    """The mentions of which these entries claim something, or about whom somebody was asked."""
    claims = models.Claim.objects.filter(entry__in=entries).values_list("mention", flat=True)
    asked = models.Inquiry.objects.filter(entry__in=entries, mention__isnull=False)
    return {*claims, *(one for one in asked.values_list("mention", flat=True) if one)}


def _companions(records: Sequence[UUID]) -> set[UUID]:
    """The erased records and whoever was one person with them."""
    judged = models.Judgement.objects.filter(Q(a__in=records) | Q(b__in=records))
    seated = models.Mention.objects.filter(person__in=records).values_list("id", flat=True)
    asked = models.Case.objects.filter(request__in=records).values_list("mention", flat=True)
    return {*records, *chain.from_iterable(judged.values_list("a", "b")), *seated, *asked}


def touched_mentions(entries: Sequence[Entry]) -> set[UUID]:
    """The mentions whose person, standings or status these entries may change."""
    touched: set[UUID] = set()
    about: set[UUID] = set()
    for entry in entries:
        body = entry.body()
        if body and entry.kind in _TOUCHES:
            touched |= {UUID(body[field]) for field in _TOUCHES[entry.kind] if body.get(field)}
        if body and entry.kind in ACTS - QUIET:
            about |= {UUID(one) for one in body["about"]}
        if entry.kind == EntryKind.JUDGEMENT:
            rows = models.Judgement.objects.filter(entry__in=entry.answers)
            touched |= set(chain.from_iterable(rows.values_list("a", "b")))
    return touched | _mentions_behind(about)


def _regroups(entries: Sequence[Entry]) -> bool:
    """Whether origins are worked out anew: also for a source whose copies were named before it
    came, and never for each of the thousand families' forms."""
    if any(entry.kind in (EntryKind.ORIGIN, EntryKind.ERASURE) for entry in entries):
        return True
    arrived = [entry for entry in entries if entry.kind in (EntryKind.SOURCE, EntryKind.DOCUMENT)]
    ids = [UUID(body["id"]) for body in (entry.body() for entry in arrived) if body]
    kinds = named.values(models.Act, "about", ids, ("kind",))
    return any(kind == EntryKind.ORIGIN for (kind,) in kinds)


#: Which fields of a record's body name the mentions it touches.
_TOUCHES: Mapping[str, tuple[str, ...]] = {
    EntryKind.MENTION: ("id",),
    EntryKind.CLAIM: ("mention",),
    EntryKind.JUDGEMENT: ("a", "b"),
    EntryKind.REQUEST: ("mention",),
    EntryKind.INQUIRY: ("mention",),
}


def _mentions_behind(records: Iterable[UUID]) -> set[UUID]:
    """Mentions that are, or belong to, the records an act is about."""
    found: set[UUID] = set()
    for some in chunks(list(records)):
        # One question each: of all in one, PostgreSQL would read every mention.
        documents = models.Document.objects.filter(Q(id__in=some) | Q(source__in=some))
        mentions = models.Mention.objects
        for rows in (
            mentions.filter(id__in=some),
            mentions.filter(document__in=documents.values("id")),
            mentions.filter(id__in=models.Request.objects.filter(id__in=some).values("mention")),
            mentions.filter(id__in=models.Claim.objects.filter(id__in=some).values("mention")),
        ):
            found |= set(rows.values_list("id", flat=True))
    return found
