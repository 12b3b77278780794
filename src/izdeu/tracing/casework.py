"""What the desk has to do about the sought: lines of cases, legal terms, when to ask again.

These rows are kept by the same actions that change what they rest on, so that a page of the desk
reads fifty of them and never the record.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from functools import cache
from importlib import resources
from itertools import chain
from tomllib import loads
from typing import Any
from uuid import UUID

from izdeu.dates import span
from izdeu.terms import Answer, Assertion, EntryKind, Event, Standing, Status
from izdeu.tracing import bulk, facility, models, named
from izdeu.tracing.ledger import chunks
from izdeu.tracing.standing import Statement
from izdeu.tracing.term import Running, Said, running, terms

#: The term within which the family has to be told.
NOTICE = "notice"
#: The term at whose end somebody has to stand at the gate.
GATE = "gate"
#: Of these nobody asks at a counter.
_ENDED = (Status.RELEASED, Status.ALIVE, Status.DEAD)
_NEAR, _FILED = 400, 60


@cache
def recalls() -> Mapping[Answer, timedelta]:
    """After which time a facility is asked again, by its last answer; from ``recall.toml``."""
    told = loads((resources.files("izdeu.tracing") / "recall.toml").read_text("utf-8"))
    return {Answer(answer): timedelta(hours=hours) for answer, hours in told.items()}


def keep(
    people: Iterable[models.Person],
    mentions: Sequence[UUID],
    requests: Sequence[models.Request],
) -> None:
    """Write anew what the desk reads of these people; ``mentions`` are all of theirs, old and new,
    ``requests`` what families ask about these.

    What is kept of a mention that is gone goes with it.
    """
    named.delete(models.Case, "mention", mentions)
    named.delete(models.Deadline, "person", mentions)
    _plan([row.mention for row in requests], {row.mention for row in requests if not row.withdrawn})
    if requests:
        _write_cases(requests, {row.id: row for row in people})


def keep_all() -> None:
    """Write it for everybody families ask for: where a record was made before these tables."""
    asked = models.Request.objects.values("mention")
    people = models.Mention.objects.filter(id__in=asked).values("person")
    rows = list(models.Person.objects.filter(id__in=people))
    for some in chunks([row.id for row in rows]):
        members = models.Mention.objects.filter(person__in=some).values_list("id", flat=True)
        requests = models.Request.objects.filter(mention__in=members)
        keep([row for row in rows if row.id in set(some)], list(members), list(requests))


def settle(claims: Sequence[UUID]) -> None:
    """Write on the terms these claims started what became of them."""
    outcomes = _outcomes(claims)
    for row in named.rows(models.Deadline, "claim", claims):
        outcome = outcomes.get((row.claim, row.clock), "")
        settled = (row.claim, row.clock) in outcomes
        models.Deadline.objects.filter(id=row.id).update(outcome=outcome, settled=settled)


def _write_cases(requests: Sequence[models.Request], people: Mapping[UUID, models.Person]) -> None:
    mentions: dict[UUID, models.Mention] = {}
    for some in chunks([row.mention for row in requests]):
        mentions |= models.Mention.objects.in_bulk(list(some))
    seated = [row for row in requests if row.mention in mentions]
    asked, called, near = _asked(mentions), _called(seated), _near(mentions)
    lines = []
    for row in seated:
        mention = mentions[row.mention]
        line = _line(row, mention, people.get(mention.person))
        line.called, line.near = called.get(row.id, ""), near.get(row.mention, "")
        line.asked, line.last_asked, line.again = asked.get(row.mention, (0, "", ""))
        lines.append(line)
    bulk.insert(lines)
    _write_deadlines({line.person for line in lines if not line.withdrawn})


def _line(
    row: models.Request, mention: models.Mention, person: models.Person | None
) -> models.Case:
    status = Status(person.status) if person else Status.UNKNOWN
    shown = row.vetted and not row.withdrawn and not mention.hidden
    return models.Case(
        request=row.id,
        number=row.number,
        mention=mention.id,
        person=mention.person,
        name=mention.name,
        filed=mention.name.casefold()[:_FILED],
        birth=mention.birth,
        opened=row.opened,
        vetted=row.vetted,
        withdrawn=row.withdrawn,
        status=status,
        sought=shown and status not in _ENDED,
    )


def _asked(mentions: Iterable[UUID]) -> dict[UUID, tuple[int, str, str]]:
    """How often facilities were asked about each mention, when last, and when to ask again."""
    found: dict[UUID, list[tuple[str, str]]] = defaultdict(list)
    for some in chunks(list(mentions)):
        rows = models.Inquiry.objects.filter(mention__in=some)
        for mention, asked, again in rows.values_list("mention", "asked", "again"):
            found[mention or UUID(int=0)].append((asked, again))
    return {mention: _summed(rows) for mention, rows in found.items()}


def _summed(rows: Sequence[tuple[str, str]]) -> tuple[int, str, str]:
    again = [again for _, again in rows if again]
    return len(rows), max(asked for asked, _ in rows), min(again, default="")


def _called(requests: Sequence[models.Request]) -> dict[UUID, str]:
    found: dict[UUID, str] = {}
    for some in chunks([row.id for row in requests]):
        calls = models.Act.objects.filter(kind=EntryKind.CALL, answered=False, about__in=some)
        found |= dict(calls.order_by("made_at").values_list("about", "made_at"))
    return found


def _near(mentions: Iterable[UUID]) -> dict[UUID, str]:
    places: dict[UUID, set[str]] = defaultdict(set)
    for some in chunks(list(mentions)):
        claims = models.Claim.objects.filter(mention__in=some).exclude(place="")
        for mention, words in claims.values_list("mention", "place"):
            places[mention].add(facility.key(words))
    return {mention: "\n".join(sorted(found))[:_NEAR] for mention, found in places.items()}


def _plan(mentions: Sequence[UUID], open_ones: set[UUID]) -> None:
    """Write on the last answer of each facility when to ask there again."""
    last: dict[tuple[UUID, UUID], models.Inquiry] = {}
    rows: list[models.Inquiry] = []
    for some in chunks(mentions):
        rows += models.Inquiry.objects.filter(mention__in=some).order_by("asked", "id")
    for row in rows:
        if row.mention in open_ones:
            last[row.mention, row.facility] = row
    standing = {row.id: _again(row) for row in last.values()}
    for row in rows:
        if row.again != (again := standing.get(row.id, "")):
            models.Inquiry.objects.filter(id=row.id).update(again=again)


def _again(row: models.Inquiry) -> str:
    asked = span(row.asked).start
    if asked is None:
        return ""
    return (asked + recalls()[Answer(row.answer)]).isoformat(timespec="minutes")


def _write_deadlines(people: Iterable[UUID]) -> None:
    """The terms that run for these people, or ran out."""
    found: list[tuple[UUID, Running]] = []
    for some in chunks(sorted(people)):
        for person, said in _said(some).items():
            found += [(person, one) for one in running(said)]
    outcomes = _outcomes([one.claim for _, one in found])
    bulk.insert([_deadline(person, one, outcomes) for person, one in found])


def _deadline(
    person: UUID, one: Running, outcomes: Mapping[tuple[UUID, str], str]
) -> models.Deadline:
    return models.Deadline(
        claim=one.claim,
        clock=one.clock,
        person=person,
        begun=one.begun.isoformat(timespec="seconds"),
        due=one.due.isoformat(timespec="seconds"),
        outcome=outcomes.get((one.claim, one.clock), ""),
        settled=(one.claim, one.clock) in outcomes,
        notice=one.clock == NOTICE,
    )


def _outcomes(claims: Sequence[UUID]) -> dict[tuple[UUID, str], str]:
    """What was said last of each term."""
    found: dict[tuple[UUID, str], str] = {}
    for some in chunks(claims):
        acts = models.Act.objects.filter(about__in=some, kind=EntryKind.CLOCK)
        for act in acts.order_by("made_at", "entry"):
            found[act.about, act.content["clock"]] = act.content["outcome"]
    return found


def _said(people: Sequence[UUID]) -> dict[UUID, list[Said]]:
    members = models.Mention.objects.filter(person__in=people, hidden=False)
    seats = dict(members.values_list("id", "person"))
    found: dict[UUID, list[Said]] = defaultdict(list)
    for some in chunks(list(seats)):
        told = models.Claim.objects.filter(mention__in=some, event__in=_events(), hidden=False)
        claims = list(told.defer("words", "locators").order_by("id"))
        _date_sanctions(claims)
        for claim in claims:
            if claim.when:
                found[seats[claim.mention]].append(Said(_statement(claim), claim.note))
    return found


def _date_sanctions(claims: Sequence[models.Claim]) -> None:
    """An arrest of some days without a date of its own counts from when that mention was taken.

    What somebody was held before the court sat is part of the term.
    """
    begun = [one for one in claims if one.event == Event.TAKEN and one.when]
    taken = {one.mention: one.when for one in begun if one.assertion == Assertion.ASSERTED}
    for claim in claims:
        if not claim.when and claim.note.startswith(terms()[GATE].note):
            claim.when = taken.get(claim.mention, "")


@cache
def _events() -> frozenset[str]:
    told = chain.from_iterable((*term.starts, *term.ends) for term in terms().values())
    return frozenset({*told, Event.HELD})


def _statement(claim: Any) -> Statement:
    return Statement(
        id=claim.id,
        event=Event(claim.event),
        assertion=Assertion(claim.assertion),
        when=claim.when,
        where="",
        origin=str(claim.source),
        withdrawn=claim.standing == Standing.WITHDRAWN,
        hidden=claim.hidden,
    )
