"""People, standings and statuses: decided anew wherever an entry touches them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import chain
from uuid import UUID

from izdeu.terms import Assertion, Decision, EntryKind, Event, Standing
from izdeu.tracing import bulk, casework, models, named, people, sounding
from izdeu.tracing.answered import still_speaking
from izdeu.tracing.origin import Origins
from izdeu.tracing.records import WATCHING
from izdeu.tracing.standing import Statement, standings
from izdeu.tracing.status import before_death, present

#: Raised when the rules change; another number may decide otherwise.
RULES_VERSION = 1

_BATCH = 1000


def refresh(mentions: Iterable[UUID]) -> None:
    """Decide anew everything about the people these mentions belong to."""
    whole, judgements = _neighbourhood(set(mentions))
    rulings = _rulings(judgements)
    joined = people.join(whole, rulings)
    settle(whole, rulings, joined)
    for persons in _batches(whole, joined):
        _describe(persons, joined)


def _neighbourhood(mentions: set[UUID]) -> tuple[set[UUID], list[models.Judgement]]:
    """The mentions with all that judgements tie or tied to them, directly or by others; and those
    judgements."""
    whole, found, edge = set(mentions), dict[UUID, models.Judgement](), mentions
    while edge:
        sides = (named.rows(models.Judgement, side, edge) for side in ("a", "b"))
        tied = {row.id: row for row in chain.from_iterable(sides)}
        edge = {one for row in tied.values() for one in (row.a, row.b)} - whole
        whole |= edge
        found |= tied
    return whole, list(found.values())


def _rulings(judgements: Iterable[models.Judgement]) -> list[people.Ruling]:
    """The judgements that speak; of a decoy nothing is ever decided."""
    speaking = still_speaking(judgements)
    decoys = _decoys_among({one for row in speaking for one in (row.a, row.b)})
    return [
        people.Ruling(row.a, row.b, Decision(row.decision))
        for row in speaking
        if row.a not in decoys and row.b not in decoys
    ]


def _decoys_among(mentions: Iterable[UUID]) -> set[UUID]:
    """Which of these mentions are decoys; a look at every mention would cost each new one dear."""
    found = named.values(models.Mention, "id", mentions, ("id",), where="decoy")
    return {one for (one,) in found}


def _seat(mentions: Iterable[models.Mention], joined: people.People) -> None:
    """Write whose person each mention is."""
    for row in mentions:
        if row.person != joined.person[row.id]:
            row.person = joined.person[row.id]
            row.save(update_fields=["person"])


def settle(mentions: Set[UUID], rulings: Sequence[people.Ruling], joined: people.People) -> None:
    """Write on each proposal what was decided of it.

    Proposals that wait are not looked at: how many there are would show in the time of whoever
    writes from outside, and with it whether a name stands on lists.
    """
    decided = {between: str(told or "disputed") for between, told in people.rule(rulings).items()}
    decided |= dict.fromkeys(joined.disputed, "disputed")
    within = {between for between in decided if between[0] in mentions}
    settled = _proposals("a", mentions, where="decision > ''")
    for proposal in chain(settled, _waiting(within)):
        decision = decided.get(people.pair(proposal.a, proposal.b), "")
        if decision != proposal.decision:
            named.update(models.Proposal, "id", [proposal.id], decision=decision)


def _waiting(pairs: Set[people.Pair]) -> Iterator[models.Proposal]:
    for row in _proposals("b", {b for _, b in pairs}):
        if not row.decision and people.pair(row.a, row.b) in pairs:
            yield row


def _proposals(side: str, mentions: Set[UUID], *, where: str = "") -> list[models.Proposal]:
    unread = ("weight", "probability", "ceiling", "reasons", "model")
    return list(named.rows(models.Proposal, side, mentions, where=where, without=unread))


def settle_all(mentions: Iterable[UUID]) -> None:
    """Write on new proposals what judgements had already decided of them."""
    whole, judgements = _neighbourhood(set(mentions))
    if rulings := _rulings(judgements):
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
    acts = _acts(mentions, claims, requests)
    _correct([act for act in acts if act.kind == EntryKind.CORRECTION])
    deeds = _deeds(acts)
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


#: Acts by which something may be decided, before it is looked whether a later one answers them.
_DECIDING = f"NOT answered AND kind NOT IN ({', '.join(map(repr, sorted(map(str, WATCHING))))})"


def _acts(
    mentions: Mapping[UUID, models.Mention],
    claims: Sequence[models.Claim],
    requests: Sequence[models.Request],
) -> list[models.Act]:
    """What speaks about these, their documents and their sources."""
    about = {*mentions, *(one.id for one in claims), *(one.id for one in requests)}
    about |= {one.document for one in mentions.values()} | {one.source for one in claims}
    return still_speaking(named.rows(models.Act, "about", about, where=_DECIDING))


def _correct(acts: Iterable[models.Act]) -> None:
    """Lay corrections over the mentions as they were first recorded."""
    renamed: list[UUID] = []
    for act in sorted(acts, key=lambda act: act.entry):
        models.Mention.objects.filter(id=act.about).update(**act.content["fields"])
        renamed += [act.about] if "name" in act.content["fields"] else []
    sounding.sound_again(renamed)


def _deeds(acts: Iterable[models.Act]) -> _Deeds:
    deeds = _Deeds()
    for act in acts:
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
