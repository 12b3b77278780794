"""Erasure: bodies, bytes and derived rows go; headers and chain stay whole."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from izdeu.terms import EntryKind
from izdeu.tracing import derive, ledger, models
from izdeu.tracing.actions.writing import entries_of
from izdeu.tracing.entry import Draft, Entry


def erase(records: Sequence[UUID], *, reason: str, by: str) -> int:
    """Erase records and all that rests on them; give how many bodies went.

    A document takes its mentions along, a mention its claims, inquiries, judgements and requests.
    The reason is a code, never words about the person. Afterwards the files are scrubbed: this
    cannot run inside a transaction. Raises ``NotRecorded`` where a record is unknown.
    """
    entries_of(records)
    erased = _erase(sorted(_with_dependents(set(records))), reason=reason, by=by)
    ledger.scrub()
    return erased


@transaction.atomic
def _erase(records: Sequence[UUID], *, reason: str, by: str) -> int:
    targets = sorted(set(_entries(records)))
    draft = Draft(EntryKind.ERASURE, {"reason": reason}, tuple(targets))
    written = ledger.append([draft], maker=by)
    ledger.forget(targets)
    derive.follow(written)
    return len(targets)


@transaction.atomic
def absorb(arriving: Iterable[Entry]) -> int:
    """Take in a colleague's entries, in any order, and what follows; give how many were new."""
    new = ledger.absorb(arriving)
    derive.follow(new)
    return len(new)


@transaction.atomic
def restore(kept: Iterable[Entry]) -> int:
    """Take in a backup's entries and make everything derived anew; give how many were new.

    What an erasure known here names does not come back. Proposals are made anew by matching.
    """
    new = ledger.absorb(kept)
    if new:
        derive.rebuild()
    return len(new)


def _entries(records: Sequence[UUID]) -> Iterable[UUID]:
    for some in ledger.chunks(records):
        rows = models.Recorded.objects.filter(record__in=some)
        yield from rows.values_list("entry", flat=True)


def _with_dependents(records: set[UUID]) -> set[UUID]:
    requests = models.Request.objects.filter(id__in=records)
    mentions = records | set(requests.values_list("mention", flat=True))
    documents = set(models.Document.objects.filter(id__in=records).values_list("id", flat=True))
    documents |= set(_calls(requests))
    inside = models.Mention.objects.filter(document__in=documents)
    mentions |= set(inside.values_list("id", flat=True))
    found = records | mentions | documents
    for some in ledger.chunks(sorted(found)):
        found |= _resting_on(some)
    for some in ledger.chunks(sorted(found)):
        found |= set(models.Act.objects.filter(about__in=some).values_list("entry", flat=True))
    return found


def _calls(requests: Iterable[models.Request]) -> Iterable[UUID]:
    """The written-down calls of these requests, in which only their own mention stands."""
    mentions = [request.mention for request in requests]
    rows = models.Mention.objects.filter(id__in=mentions)
    return rows.values_list("document", flat=True)


def _resting_on(records: Sequence[UUID]) -> set[UUID]:
    found: set[UUID] = set()
    for table in (models.Claim, models.Inquiry, models.Request):
        rows = table._default_manager.filter(mention__in=records)
        found |= set(rows.values_list("id", flat=True))
    aside = models.SetAside.objects.filter(document__in=records)
    judged = models.Judgement.objects.filter(Q(a__in=records) | Q(b__in=records))
    found |= set(aside.values_list("id", flat=True))
    return found | set(judged.values_list("id", flat=True))
