"""Suggestions: which mentions may be one person, kept in an indexed table of keys."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, starmap
from typing import Any
from uuid import UUID

import numpy as np
from django.db import transaction
from django.db.models import Count
from numpy.typing import NDArray

from izdeu.linkage import Happening, Model, Record, Weighed, weigh
from izdeu.linkage.feature import features
from izdeu.linkage.key import BlockingKey
from izdeu.linkage.model import probability, trust_in
from izdeu.linkage.nearness import Near, near
from izdeu.linkage.packing import layout_of, pack, unpack
from izdeu.linkage.pair import told
from izdeu.terms import Assertion, EntryKind, Event
from izdeu.tracing import bulk, decide, derive, ledger, models, named, shelf
from izdeu.tracing.actions.writing import write
from izdeu.tracing.entry import Draft
from izdeu.tracing.event import meaning
from izdeu.tracing.shelf import Held, Sharing

Numbers = NDArray[Any]

#: Pairs below this weight (log2 odds) are not proposed: less likely than one in a thousand.
PROPOSED = -10.0
#: With so many mentions the frequencies counted here count half. More than for a table: in a case
#: record one person is named many times, and few people make every name look common.
_COUNTED = 3000
_BATCH = 500
_PROPOSALS_PER_MENTION = 20


@dataclass(frozen=True, slots=True)
class Likeness:
    """A mention that may be the same person as the one that was asked about."""

    mention: UUID
    weight: float
    levels: tuple[int, ...]
    parts: tuple[float, ...]
    """See ``izdeu.linkage.nearness.Near``."""


@transaction.atomic
def adopt(model: Model, *, by: str) -> None:
    """Record under which model suggestions are made; a new model starts them afresh."""
    if _adopted() != model.digest:
        write([Draft(EntryKind.MODEL, {"digest": model.digest, "about": []})], by=by)
        derive.drop_suggestions()
        shelf.wait(models.Mention.objects.values_list("id", flat=True))


def _adopted() -> str:
    entries = models.Recorded.objects.filter(kind=EntryKind.MODEL).values_list("entry", flat=True)
    written = list(ledger.read(list(entries)))
    if not written:
        return ""
    last = max(written, key=lambda entry: (entry.made_at, entry.sequence, str(entry.id)))
    return str(last.body()["digest"])


def waiting() -> int:
    """How many mentions have not been compared with the others."""
    return models.Waiting.objects.count()


def crowded() -> int:
    """How many keys more mentions share than are compared one by one, and nothing divides them."""
    rows = models.Key.objects.values("key").annotate(shared=Count("number"))
    return int(rows.filter(shared__gt=shelf.LARGEST).count())


def match(model: Model, *, progress: Callable[[int], None] = lambda _: None) -> int:
    """Compare every waiting mention with all others; give how many pairs were proposed.

    Goes on where it stopped: each batch is one transaction. The cost of a mention grows with the
    mentions that share one of its keys; of those that share a crowded key (see ``crowded``) with
    the first ``shelf.LARGEST``. A key that has become too large is divided when the proposals
    stand: nobody waits for that.
    """
    proposed = done = 0
    while batch := list(models.Waiting.objects.values_list("mention", flat=True)[:_BATCH]):
        with transaction.atomic():
            found, large = _match(batch, model)
        for key in large:
            shelf.divide(key, model)
        proposed += found
        done += len(batch)
        progress(done)
        if len(batch) < _BATCH:
            break
    return proposed


def _match(batch: Sequence[UUID], model: Model) -> tuple[int, Sequence[BlockingKey]]:
    """Propose the pairs of these mentions; gives how many, and the keys that became too large."""
    named.delete(models.Waiting, "mention", batch)
    if shelf.forget(batch):
        # What was learnt since may speak for others.
        for side in ("a", "b"):
            # Worded so that SQLite looks at the mentions' own and not at all that wait.
            named.delete(models.Proposal, side, batch, where="NOT decision > ''")
    described = {mention: features(record) for mention, record in _records(batch).items()}
    held = [shelf.ready(mention, one, model) for mention, one in described.items()]
    numbers = shelf.put(held, model)
    own = {numbers[one.mention]: one for one in held}
    shared = shelf.sharing({numbers[key]: one for key, one in described.items()}, model)
    shelf.keep(shared)
    rows = [row for some in _near(own, shared, model) for row in _proposals(*some, model)]
    bulk.fill(models.Proposal, _PROPOSAL, rows, conflict=bulk.UNLESS_THERE)
    if rows:
        # Whatever was judged of a pair was judged of both.
        decide.settle_all(batch)
    return len(rows), shared.large


def likenesses(record: Record, model: Model) -> list[Likeness]:
    """The recorded mentions that may be the person of a record that is not recorded itself."""
    described = features(record)
    shared = shelf.sharing({_NOBODY: described}, model)
    own = {_NOBODY: Held(_NOBODY, UUID(int=0), pack(described, layout_of(model)))}
    return sorted(
        chain.from_iterable(starmap(_likenesses, _near(own, shared, model))),
        key=lambda one: -one.weight,
    )


def _likenesses(found: Near, placed: Sequence[Held]) -> Iterator[Likeness]:
    kept = _best(found)
    # Nobody's number, and so nobody's place, comes after every other.
    others, weights = found.records[kept].min(axis=1).tolist(), found.weights[kept].tolist()
    levels, parts = found.levels[kept].tolist(), found.parts[kept].tolist()
    for at, weight, of, added in zip(others, weights, levels, parts, strict=True):
        yield Likeness(placed[at].mention, weight, tuple(of), tuple(added))


#: The number of a record that has none: above every other.
_NOBODY = (1 << 62) - 1


def _near(
    own: Mapping[int, Held], shared: Sharing, model: Model
) -> Iterator[tuple[Near, Sequence[Held]]]:
    """Pairs worth proposing, and which mention has each of their places."""
    layout = layout_of(model)
    for some in shelf.compared(shared):
        # What is erased in this moment is there no more.
        held = shelf.load({other for _, others in some for other in others} - own.keys())
        held.update(own)
        place = {number: at for at, number in enumerate(held)}
        pairs = np.array(
            [
                (place[one], place[other])
                for one, others in some
                for other in others
                if other in place
            ],
            np.int64,
        ).reshape(-1, 2)
        placed = list(held.values())
        laid = unpack((one.packed for one in placed), layout)
        shares = shelf.shares(laid)
        trusting = _trusted(model, trust_in(shares.mentions, _COUNTED))
        yield near(laid, pairs, trusting, shares.texts, PROPOSED), placed


def _trusting(model: Model) -> Model:
    """The model with term frequencies that count as far as enough mentions were counted."""
    return _trusted(model, trust_in(shelf.size(), _COUNTED))


@lru_cache(maxsize=8)
def _trusted(model: Model, trust: float) -> Model:
    return model.trusting(trust)


def _best(found: Near) -> Numbers:
    """The pairs worth showing; of one mention only the best, so that none drowns the others."""
    shown = np.zeros(len(found.weights), bool)
    for side in (0, 1):
        mention = found.records[:, side]
        order = np.lexsort((found.records[:, 1 - side], -found.weights, mention))
        start = np.searchsorted(mention[order], mention[order])
        shown[order] |= np.arange(len(order)) - start < _PROPOSALS_PER_MENTION
    return np.flatnonzero(shown)


#: What is written of a proposal.
_PROPOSAL = ("a", "b", "weight", "probability", "ceiling", "reasons", "model", "decision")


def _proposals(
    found: Near, placed: Sequence[Held], model: Model
) -> Iterator[tuple[UUID, UUID, float, float, float | None, list[dict[str, Any]], str, str]]:
    """The pairs worth showing; those with a mention that waits are found when its turn comes."""
    kept = _best(found)
    places = np.unique(found.records[kept]).tolist()
    ids = {at: placed[at].mention for at in places}
    stale = shelf.waiting(ids.values())
    shown = {at: placed[at].words for at in places}
    for at in kept.tolist():
        one, other = sorted(found.records[at].tolist(), key=ids.__getitem__)
        a, b = ids[one], ids[other]
        if a in stale or b in stale:
            continue
        chosen = found.chosen[at] if one == found.records[at, 0] else found.chosen[at][:, ::-1]
        levels, parts = found.levels[at].tolist(), found.parts[at].tolist()
        why = told(shown[one], shown[other], model, levels, parts, chosen.tolist())
        weight = float(found.weights[at])
        reasons = [{"id": r.id, "values": r.values, "weight": r.weight} for r in why.reasons]
        yield a, b, weight, probability(weight), why.ceiling, reasons, model.digest, ""


def explain(a: UUID, b: UUID, model: Model) -> Weighed | None:
    """Weigh any two mentions, proposed or not; ``None`` where one of them is not here."""
    records = _records([a, b])
    if len(records) != 2:
        return None
    return weigh(records[a], records[b], _trusting(model), shelf.share)


def _records(mentions: Sequence[UUID]) -> dict[UUID, Record]:
    """Mentions as the linkage library sees them; withdrawn and hidden ones are left out."""
    rows = [
        row
        for row in named.rows(models.Mention, "id", mentions, without=("unmapped", "others"))
        if not (row.withdrawn or row.hidden or row.decoy)
    ]
    claims: dict[UUID, list[models.Claim]] = defaultdict(list)
    for claim in named.rows(models.Claim, "mention", mentions, without=("words", "note")):
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
