"""People, standings and statuses: decided anew wherever an entry touches them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from uuid import UUID

from django.db.models import Q

from izdeu.terms import Assertion, Decision, EntryKind, Event, Standing
from izdeu.tracing import bulk, casework, models, named, people, sounding
from izdeu.tracing.answered import mark_answered
from izdeu.tracing.ledger import chunks
from izdeu.tracing.origin import Origins
from izdeu.tracing.records import WATCHING
from izdeu.tracing.standing import Statement, standings
from izdeu.tracing.status import before_death, present

#: Raised when the rules change; another number may decide otherwise.
RULES_VERSION = 1

_BATCH = 1000


def refresh(mentions: Iterable[UUID]) -> None:
    """Decide anew everything about the people these mentions belong to."""
    whole, judged = _neighbourhood(set(mentions))
    for some in chunks(sorted(judged)):
        mark_answered(models.Judgement.objects.filter(Q(a__in=some) | Q(b__in=some)))
    for some in chunks(sorted(whole)):
        _correct(some)
    rulings = list(_rulings(judged))
    joined = people.join(whole, rulings)
    settle(whole, rulings, joined)
    for persons in _batches(whole, joined):
        _describe(persons, joined)


def _neighbourhood(mentions: set[UUID]) -> tuple[set[UUID], set[UUID]]:
    """The mentions with all that judgements tie or tied to them, directly or by others; and those
    of them that were ever judged."""
    judged, edge = set[UUID](), list(mentions)
    while edge:
        sides = (named.values(models.Judgement, side, edge, ("a", "b")) for side in ("a", "b"))
        found = set(chain.from_iterable(chain.from_iterable(sides)))
        edge = list(found - judged - mentions)
        judged |= found
    return mentions | judged, judged


def _rulings(mentions: Iterable[UUID]) -> Iterator[people.Ruling]:
    """The judgements that speak; of a decoy nothing is ever decided."""
    for some in chunks(list(mentions)):
        rows = list(models.Judgement.objects.filter(a__in=some, answered=False))
        decoys = _decoys_among({one for row in rows for one in (row.a, row.b)})
        for row in rows:
            if row.a not in decoys and row.b not in decoys:
                yield people.Ruling(row.a, row.b, Decision(row.decision))


def _decoys_among(mentions: Iterable[UUID]) -> set[UUID]:
    """Which of these mentions are decoys; a look at every mention would cost each new one dear."""
    return {
        one
        for some in chunks(sorted(mentions))
        for one in models.Mention.objects.filter(id__in=some, decoy=True).values_list(
            "id", flat=True
        )
    }


def _correct(mentions: Sequence[UUID]) -> None:
    """Lay corrections that no other answers over the mention as it was first recorded."""
    acts = models.Act.objects.filter(about__in=mentions, kind=EntryKind.CORRECTION)
    if not mark_answered(acts):
        return
    renamed: list[UUID] = []
    for act in acts.filter(answered=False).order_by("entry"):
        models.Mention.objects.filter(id=act.about).update(**act.content["fields"])
        renamed += [act.about] if "name" in act.content["fields"] else []
    sounding.sound_again(renamed)


def _seat(mentions: Iterable[models.Mention], joined: people.People) -> None:
    """Write whose person each mention is."""
    for row in mentions:
        if row.person != joined.person[row.id]:
            row.person = joined.person[row.id]
            row.save(update_fields=["person"])


def settle(
    mentions: Iterable[UUID], rulings: Sequence[people.Ruling], joined: people.People
) -> None:
    """Write on each proposal what was decided of it.

    Proposals that wait are not looked at: how many there are would show in the time of whoever
    writes from outside, and with it whether a name stands on lists.
    """
    decided = {between: str(told or "disputed") for between, told in people.rule(rulings).items()}
    decided |= dict.fromkeys(joined.disputed, "disputed")
    for some in chunks(list(mentions)):
        rows = list(models.Proposal.objects.filter(a__in=some, decision__gt=""))
        named = {between for between in decided if between[0] in set(some)}
        for proposal in chain(rows, _waiting(named)):
            decision = decided.get(people.pair(proposal.a, proposal.b), "")
            if decision != proposal.decision:
                models.Proposal.objects.filter(id=proposal.id).update(decision=decision)


def _waiting(pairs: Iterable[people.Pair]) -> Iterator[models.Proposal]:
    for some in chunks(sorted(b for _, b in pairs)):
        rows = models.Proposal.objects.filter(b__in=some, decision="")
        yield from (row for row in rows if people.pair(row.a, row.b) in pairs)


def settle_all(mentions: Iterable[UUID]) -> None:
    """Write on new proposals what judgements had already decided of them."""
    whole, judged = _neighbourhood(set(mentions))
    if rulings := list(_rulings(judged)):
        settle(whole, rulings, people.join(whole, rulings))


def _batches(mentions: set[UUID], joined: people.People) -> Iterator[dict[UUID, list[UUID]]]:
    persons: dict[UUID, list[UUID]] = defaultdict(list)
    for mention in mentions:
        persons[joined.person[mention]].append(mention)
    batch: dict[UUID, list[UUID]] = {}
    for person, members in persons.items():
        batch[person] = members
        if len(batch) == _BATCH:
            yield batch
            batch = {}
    yield batch


@dataclass(slots=True)
class _Deeds:
    """What was done about claims, mentions, documents and requests, by record."""

    withdrawn: set[UUID] = field(default_factory=set)
    hidden: set[UUID] = field(default_factory=set)
    verifiers: dict[UUID, set[str]] = field(default_factory=lambda: defaultdict(set))
    vetted: set[UUID] = field(default_factory=set)
    decoys: set[UUID] = field(default_factory=set)
    uses: dict[UUID, set[str]] = field(default_factory=dict)
    """What the family agreed to; of words that do not answer one another, what all allow."""


def _describe(persons: Mapping[UUID, Sequence[UUID]], joined: people.People) -> None:
    """Write the standing of each claim, and the status of each person."""
    members = list(chain.from_iterable(persons.values()))
    mentions = {row.id: row for row in named.rows(models.Mention, "id", members, without=_LONG)}
    claims = list(named.rows(models.Claim, "mention", mentions, without=_WORDED))
    requests = list(named.rows(models.Request, "mention", members))
    _seat(mentions.values(), joined)
    deeds = _deeds(mentions, claims, requests)
    _write_mentions(mentions.values(), deeds)
    _write_requests(requests, deeds)
    statements = _statements(mentions, claims, deeds)
    rows: list[models.Person] = []
    standing: dict[UUID, Standing] = {}
    for person, found in persons.items():
        alive = [one for one in found if one in mentions]
        if alive:
            said = statements.get(person, [])
            stands = standings(said)
            standing |= stands
            rows.append(_person(person, alive, said, stands, joined))
    _write_claims(claims, standing, deeds)
    there = {row.id for row in rows}
    _write_people(rows, [one for one in members if one not in there])
    casework.keep(rows, members, requests)


#: Fields that decide nothing, and are not read for it.
_LONG = ("name", "father", "features", "unmapped", "numbers", "locator", "others")
_WORDED = ("words", "note", "locators")


def _deeds(
    mentions: Mapping[UUID, models.Mention],
    claims: Sequence[models.Claim],
    requests: Sequence[models.Request],
) -> _Deeds:
    about = {*mentions, *(one.id for one in claims), *(one.id for one in requests)}
    about |= {one.document for one in mentions.values()} | {one.source for one in claims}
    deeds = _Deeds()
    for some in chunks(list(about)):
        acts = models.Act.objects.filter(about__in=some).exclude(kind__in=WATCHING)
        if mark_answered(acts):
            for act in acts.filter(answered=False):
                _do(act, deeds)
    return deeds


def _do(act: models.Act, deeds: _Deeds) -> None:
    if act.content.get("undone"):
        return
    if act.kind == EntryKind.WITHDRAWAL:
        deeds.withdrawn.add(act.about)
    elif act.kind == EntryKind.HIDE:
        deeds.hidden.add(act.about)
    elif act.kind == EntryKind.VERIFICATION:
        deeds.verifiers[act.about].add(act.maker)
    elif act.kind == EntryKind.VETTING:
        deeds.vetted.add(act.about)
    elif act.kind == EntryKind.DECOY:
        deeds.decoys.add(act.about)
    elif act.kind == EntryKind.CONSENT:
        told = set(act.content.get("uses", ()))
        deeds.uses[act.about] = deeds.uses.get(act.about, told) & told


def _write_mentions(mentions: Iterable[models.Mention], deeds: _Deeds) -> None:
    for row in mentions:
        withdrawn = bool({row.id, row.document} & deeds.withdrawn)
        hidden = bool({row.id, row.document} & deeds.hidden)
        decoy = row.id in deeds.decoys
        if (withdrawn, hidden, decoy) != (row.withdrawn, row.hidden, row.decoy):
            row.withdrawn, row.hidden, row.decoy = withdrawn, hidden, decoy
            row.save(update_fields=["withdrawn", "hidden", "decoy"])


def _write_requests(requests: Iterable[models.Request], deeds: _Deeds) -> None:
    for row in requests:
        # Hidden, it is a stranger's question again: silent outside until somebody called back.
        vetted = row.id in deeds.vetted and row.id not in deeds.hidden
        withdrawn = row.id in deeds.withdrawn
        consent = sorted(deeds.uses[row.id]) if row.id in deeds.uses else row.consent
        if (vetted, withdrawn, consent) != (row.vetted, row.withdrawn, row.consent):
            row.vetted, row.withdrawn, row.consent = vetted, withdrawn, consent
            row.save(update_fields=["vetted", "withdrawn", "consent"])


def _statements(
    mentions: Mapping[UUID, models.Mention], claims: Sequence[models.Claim], deeds: _Deeds
) -> dict[UUID, list[Statement]]:
    origins = Origins(claims, mentions)
    statements: dict[UUID, list[Statement]] = defaultdict(list)
    for claim in claims:
        mention = mentions[claim.mention]
        chain_up = {claim.id, claim.source}
        statement = Statement(
            id=claim.id,
            event=Event(claim.event),
            assertion=Assertion(claim.assertion),
            when=claim.when,
            where=str(claim.facility or ""),
            origin=origins.of(claim, mention),
            withdrawn=mention.withdrawn or bool(chain_up & deeds.withdrawn),
            hidden=mention.hidden or bool(chain_up & deeds.hidden),
            verifiers=frozenset(deeds.verifiers.get(claim.id, ())),
        )
        statements[mention.person].append(statement)
    return statements


def _person(
    person: UUID,
    mentions: Sequence[UUID],
    said: Sequence[Statement],
    stands: Mapping[UUID, Standing],
    joined: people.People,
) -> models.Person:
    return models.Person(
        id=person,
        status=present(said, stands),
        status_without_death=before_death(said, stands),
        mentions=len(mentions),
        disputed=any(a in mentions or b in mentions for a, b in joined.disputed),
    )


def _write_claims(
    claims: Sequence[models.Claim], standing: Mapping[UUID, Standing], deeds: _Deeds
) -> None:
    for row in claims:
        hidden = bool({row.id, row.source} & deeds.hidden)
        if (standing[row.id], hidden) != (row.standing, row.hidden):
            models.Claim.objects.filter(id=row.id).update(standing=standing[row.id], hidden=hidden)


def _write_people(rows: Sequence[models.Person], gone: Sequence[UUID]) -> None:
    named.delete(models.Person, "id", {*gone, *(row.id for row in rows)})
    bulk.insert(rows)
