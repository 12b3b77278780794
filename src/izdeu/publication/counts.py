"""Documented counts: people by status as intervals, who was left out, and what officials say."""

import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib import resources
from typing import Any
from uuid import UUID

from izdeu.dates import NotADate, Span, span
from izdeu.estimates import bounds
from izdeu.protection.reader import Reader
from izdeu.publication.range import Range, total
from izdeu.terms import Standing, Status, TallyStanding, Unit
from izdeu.tracing import queries
from izdeu.tracing.queries import CountedPerson, TallyLine, Undecided

#: A pair above this is more likely one person than two (weight above 0).
LIKELY = 0.5
_AGES = ((0, 17, "child"), (18, 29, "young"), (30, 59, "middle"), (60, 150, "old"))
#: Of states on one day, the later in the usual course of things stands, as in docs/standing.md.
_COURSE = (
    Status.UNKNOWN,
    Status.LAST_SEEN,
    Status.MISSING,
    Status.HELD,
    Status.IN_TREATMENT,
    Status.RELEASED,
    Status.ALIVE,
)


@dataclass(frozen=True, slots=True)
class Beside:
    """An announced figure beside the documented one; no model is used."""

    tally: TallyLine
    statuses: tuple[Status, ...]
    """Whom the documented figure counts."""
    documented: Range
    together: Range
    """How many people both name together: at least the larger, at most the sum."""


@dataclass(frozen=True, slots=True)
class Documented:
    """What the record shows on one day. Every figure counts people unless its unit says events."""

    as_of: str
    newest_document: str
    people: Range
    statuses: Mapping[Status, Range]
    sought: int
    unnamed: int
    standings: Mapping[str, Range]
    sexes: Mapping[str, Range]
    ages: Mapping[str, Range]
    days: Mapping[str, Range]
    """By what is said of people; "" for those of whom it is not said."""
    likely: int
    """Undecided pairs more likely one person than two: what makes the figures intervals."""
    unlikely: int
    excluded: Mapping[str, int]
    tallies: tuple[TallyLine, ...]
    beside: tuple[Beside, ...]

    def as_dict(self) -> dict[str, Any]:
        """The figures as plain values for JSON; ids are left out."""
        told = asdict(self)
        told["unit"] = Unit.PEOPLE.value
        for line in (*told["tallies"], *(one["tally"] for one in told["beside"])):
            del line["id"]
        return told


def count(reader: Reader, *, as_of: str) -> Documented:
    """Count what the record shows; ``as_of`` is the ISO date on which it is counted.

    Raises ``NotForThisReader`` outside the team: what may be given away is released from it.
    """
    published = [line.published for line in queries.documents(reader)]
    return documented(
        queries.counted_people(reader),
        queries.undecided(reader),
        tallies=queries.tallies(reader),
        apart=queries.apart(reader),
        as_of=as_of,
        newest=max(published, default=""),
    )


def documented(
    people: Sequence[CountedPerson],
    undecided: Iterable[Undecided],
    *,
    tallies: Sequence[TallyLine] = (),
    apart: Iterable[tuple[UUID, UUID]] = (),
    as_of: str = "",
    newest: str = "",
) -> Documented:
    """Count people: low as if every likely undecided pair were one person, high as judged.

    ``apart`` are pairs of people judged different, which the low count does not join either.
    """
    counted = [one for one in people if not one.excluded]
    between = _between({one.id for one in counted}, undecided)
    likely = [pair for pair in between if pair.probability > LIKELY]
    groups = _groups(counted, likely, apart)
    statuses = _by_status(groups)
    return Documented(
        as_of=as_of,
        newest_document=newest,
        people=Range(len(groups), len(counted)),
        statuses=statuses,
        sought=sum(one.sought for one in counted),
        unnamed=sum(not one.named for one in counted),
        standings=_by_standing(groups),
        sexes=_by(groups, lambda one: one.sex),
        ages=_in_order(_by(groups, lambda one: age_group(one.age))),
        days=_by(groups, lambda one: one.day),
        likely=len(likely),
        unlikely=len(between) - len(likely),
        excluded=dict(sorted(Counter(one.excluded for one in people if one.excluded).items())),
        tallies=tuple(tallies),
        beside=tuple(_beside(tallies, statuses)),
    )


def age_group(age: str) -> str:
    """The group an age ("34", "30/35", "~45") falls in: "coarse" if more than one, "" if none."""
    if not age:
        return ""
    try:
        years = [int(one.strip("~?%")) for one in age.split("/")]
    except ValueError:
        return "coarse"
    groups = {name for low, high, name in _AGES if high >= min(years) and low <= max(years)}
    return groups.pop() if len(groups) == 1 else "coarse"


def _by(
    groups: Iterable[Sequence[CountedPerson]], what: Callable[[CountedPerson], str]
) -> dict[str, Range]:
    """People by what is said of them: the fewest if each group is one person, the most as judged.

    Where members of a group say different things, each may be the one that is wrong.
    """
    fewest: Counter[str] = Counter()
    most: Counter[str] = Counter()
    for members in groups:
        said = {what(one) for one in members}
        firm = (said - {""}) or {""}
        fewest.update(firm if len(firm) == 1 else ())
        most.update(what(one) for one in members)
    return {key: Range(fewest[key], most[key]) for key in sorted(most)}


def _by_standing(groups: Iterable[Sequence[CountedPerson]]) -> dict[str, Range]:
    """As ``_by``; but people who are joined may corroborate or dispute what was said of each."""
    listed = list(groups)
    alone = Counter(str(members[0].standing or "") for members in listed if len(members) == 1)
    most = Counter(str(one.standing or "") for members in listed for one in members)
    for gained in (Standing.CORROBORATED, Standing.DISPUTED):
        most[gained] += len(listed) - alone.total()
    return {key: Range(alone[key], most[key]) for key in sorted(most) if most[key]}


def _in_order(ages: Mapping[str, Range]) -> dict[str, Range]:
    names = [*(name for _, _, name in _AGES), "coarse", ""]
    return {name: ages[name] for name in names if name in ages}


def _between(counted: set[UUID], undecided: Iterable[Undecided]) -> list[Undecided]:
    return [pair for pair in undecided if pair.a in counted and pair.b in counted]


def _groups(
    people: Iterable[CountedPerson],
    likely: Iterable[Undecided],
    apart: Iterable[tuple[UUID, UUID]],
) -> list[list[CountedPerson]]:
    """People joined by likely pairs, the likeliest first, never across a pair judged different."""
    by_id = {one.id: one for one in people}
    group = {one: [one] for one in by_id}
    strangers: dict[UUID, set[UUID]] = defaultdict(set)
    for a, b in apart:
        strangers[a].add(b)
        strangers[b].add(a)
    for pair in sorted(likely, key=lambda one: (-one.probability, one.a, one.b)):
        _join(group, strangers, pair)
    distinct = {id(members): members for members in group.values()}
    return [[by_id[one] for one in members] for members in distinct.values()]


def _join(
    group: dict[UUID, list[UUID]], strangers: Mapping[UUID, set[UUID]], pair: Undecided
) -> None:
    large, small = sorted((group[pair.a], group[pair.b]), key=len, reverse=True)
    inside = set(large)
    if large is small or any(strangers.get(one, set()) & inside for one in small):
        return
    large.extend(small)
    for one in small:
        group[one] = large


def _by_status(groups: Iterable[Sequence[CountedPerson]]) -> dict[Status, Range]:
    """For each status the fewest and most people who may have it, however the pairs are decided."""
    fewest: Counter[Status] = Counter()
    most: Counter[Status] = Counter()
    for members in groups:
        joined = joined_status(members)
        fewest[joined] += any(one.status == joined for one in members)
        held = Counter(one.status for one in members)
        held[joined] = max(held[joined], 1)
        most.update(held)
    return {status: Range(fewest[status], most[status]) for status in Status}


def joined_status(members: Sequence[CountedPerson]) -> Status:
    """The status these people have if they are one: docs/standing.md, told by their last claims."""
    held = {one.status for one in members}
    for firm in (Status.DEAD, Status.CONTRADICTORY):
        if firm in held:
            return firm
    living = [one for one in members if one.status in _COURSE]
    dead = [one for one in members if one.status == Status.DEATH_REPORTED]
    if dead:
        outlived = any(_day(one).before(_day(other)) for one in dead for other in living)
        return Status.CONTRADICTORY if outlived else Status.DEATH_REPORTED
    dated = [one for one in living if _day(one).start] or living
    return max(dated, key=_place_in_time).status


def _day(one: CountedPerson) -> Span:
    try:
        return span(one.day)
    except NotADate:
        return Span(None, None)


def _place_in_time(one: CountedPerson) -> tuple[str, int]:
    start = _day(one).start
    return (start.date().isoformat() if start else "", _COURSE.index(one.status))


@cache
def metrics() -> Mapping[str, Mapping[str, Sequence[str]]]:
    """Which statuses answer to an announced metric: ``metrics.toml``."""
    file = resources.files("izdeu.publication") / "metrics.toml"
    return tomllib.loads(file.read_text("utf-8"))


def _beside(tallies: Iterable[TallyLine], statuses: Mapping[Status, Range]) -> Iterable[Beside]:
    """The last standing figure of each metric and scope beside what is documented."""
    last = {
        (line.metric, line.scope): line
        for line in tallies
        if line.standing == TallyStanding.ANNOUNCED
        and line.unit == Unit.PEOPLE
        and line.metric in metrics()
    }
    for line in last.values():
        answer = metrics()[line.metric]
        yield _compare(line, answer["counted"], statuses)
        if "reported" in answer:
            yield _compare(line, [*answer["counted"], *answer["reported"]], statuses)


def _compare(line: TallyLine, counted: Sequence[str], statuses: Mapping[Status, Range]) -> Beside:
    members = tuple(map(Status, counted))
    named = total(statuses[status] for status in members)
    fewest, most = (bounds(end, line.value) for end in (named.low, named.high))
    return Beside(line, members, named, Range(fewest.low, most.high))
