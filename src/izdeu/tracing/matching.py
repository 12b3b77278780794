"""Suggestions: which mentions may be one person, kept in an indexed table of keys."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from izdeu.linkage import Happening, Model, Record, Weighed, keys, weigh
from izdeu.terms import Assertion, EntryKind, Event
from izdeu.tracing import bulk, decide, ledger, models
from izdeu.tracing.actions.writing import write
from izdeu.tracing.entry import Draft
from izdeu.tracing.event import meaning
from izdeu.tracing.people import pair

#: Pairs below this weight (log2 odds) are not proposed: less likely than one in a thousand.
PROPOSED = -10.0
_BATCH = 200
_PROPOSALS_PER_MENTION = 20


@transaction.atomic
def adopt(model: Model, *, by: str) -> None:
    """Record under which model suggestions are made; a new model starts them afresh."""
    if _adopted() != model.digest:
        write([Draft(EntryKind.MODEL, {"digest": model.digest, "about": []})], by=by)
        for table in (models.Key, models.Proposal, models.Matched):
            table._default_manager.all().delete()


def _adopted() -> str:
    entries = models.Recorded.objects.filter(kind=EntryKind.MODEL).values_list("entry", flat=True)
    written = list(ledger.read(list(entries)))
    if not written:
        return ""
    last = max(written, key=lambda entry: (entry.made_at, entry.sequence, str(entry.id)))
    return str(last.body()["digest"])


def waiting() -> int:
    """How many mentions have not been compared with the others."""
    return int(_unmatched().count())


def _unmatched() -> Any:
    return models.Mention.objects.filter(decoy=False).exclude(
        id__in=models.Matched.objects.values("mention")
    )


def match(model: Model, *, progress: Callable[[int], None] = lambda _: None) -> int:
    """Compare every waiting mention with all others; give how many pairs were proposed.

    Goes on where it stopped: each batch is one transaction. The cost of a mention grows with the
    mentions that share one of its keys.
    """
    proposed = done = 0
    while batch := list(_unmatched().order_by("id").values_list("id", flat=True)[:_BATCH]):
        with transaction.atomic():
            proposed += _match(batch, model)
        done += len(batch)
        progress(done)
    return proposed


def _match(batch: Sequence[UUID], model: Model) -> int:
    records = _records(batch)
    rows = [
        models.Key(mention=mention, key=key)
        for mention, record in records.items()
        for key in keys(record, model)
    ]
    bulk.insert(rows)
    bulk.insert([models.Matched(mention=mention, model=model.digest) for mention in batch])
    pairs = _candidates(rows, set(batch))
    others = {one for between in pairs for one in between} - records.keys()
    records |= _records(sorted(others))
    found = list(_proposals(pairs, records, model))
    bulk.insert(found, unless_there=True)
    decide.settle_all({one for row in found for one in (row.a, row.b)})
    return len(found)


def _candidates(rows: Sequence[models.Key], batch: set[UUID]) -> set[tuple[UUID, UUID]]:
    sharing: dict[str, list[UUID]] = defaultdict(list)
    wanted = iter({row.key for row in rows})
    while some := list(islice(wanted, 500)):
        for key, mention in models.Key.objects.filter(key__in=some).values_list("key", "mention"):
            sharing[key].append(mention)
    return {
        pair(one, other)
        for mentions in sharing.values()
        for one in mentions
        if one in batch
        for other in mentions
        if other != one
    }


def _proposals(
    pairs: Iterable[tuple[UUID, UUID]], records: Mapping[UUID, Record], model: Model
) -> Iterator[models.Proposal]:
    """The pairs worth showing; of one mention only the best, so that none drowns the others."""
    weighed = [
        (a, b, weigh(records[a], records[b], model))
        for a, b in sorted(pairs)
        if a in records and b in records
    ]
    weighed.sort(key=lambda one: -one[2].weight)
    shown: dict[UUID, int] = defaultdict(int)
    for a, b, found in weighed:
        if found.weight < PROPOSED:
            break
        if min(shown[a], shown[b]) < _PROPOSALS_PER_MENTION:
            shown[a] += 1
            shown[b] += 1
            yield _proposal(a, b, found, model)


def _proposal(a: UUID, b: UUID, found: Weighed, model: Model) -> models.Proposal:
    return models.Proposal(
        a=a,
        b=b,
        weight=found.weight,
        probability=found.probability,
        reasons=[asdict(reason) for reason in found.contributions],
        model=model.digest,
    )


def explain(a: UUID, b: UUID, model: Model) -> Weighed | None:
    """Weigh any two mentions, proposed or not; ``None`` where one of them is not here."""
    records = _records([a, b])
    return weigh(records[a], records[b], model) if len(records) == 2 else None


def _records(mentions: Sequence[UUID]) -> dict[UUID, Record]:
    """Mentions as the linkage library sees them; withdrawn and hidden ones are left out."""
    rows: list[models.Mention] = []
    claims: dict[UUID, list[models.Claim]] = defaultdict(list)
    for some in ledger.chunks(mentions):
        rows += models.Mention.objects.filter(
            Q(id__in=some), withdrawn=False, hidden=False, decoy=False
        )
        for claim in models.Claim.objects.filter(mention__in=some):
            claims[claim.mention].append(claim)
    return {row.id: _record(row, claims[row.id]) for row in rows}


def _record(row: models.Mention, claims: Sequence[models.Claim]) -> Record:
    return Record(
        id=str(row.id),
        name=row.name,
        sex=row.sex,
        birth=row.birth,
        age=row.age,
        age_said=row.age_said,
        father=row.father,
        events=tuple(_happening(claim) for claim in claims if _happened(claim)),
        numbers=tuple(row.numbers),
        marks=tuple(f"{key}: {value}" for key, value in sorted(row.features.items())),
        document=str(row.document),
        row=str(row.locator.get("row") or row.locator.get("start") or ""),
    )


def _happened(claim: models.Claim) -> bool:
    """Whether a claim places the person somewhere; a denial places nobody."""
    said = claim.assertion in (Assertion.ASSERTED, Assertion.HEARSAY, Assertion.HEDGED)
    return said and claim.standing != "withdrawn" and bool(meaning(claim.event).lane)


def _happening(claim: models.Claim) -> Happening:
    return Happening(Event(claim.event).value, claim.when, claim.place)
