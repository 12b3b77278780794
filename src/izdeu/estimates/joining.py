"""What the record would say of several people if they were one; docs/standing.md has the rules."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from izdeu.dates import EVER, NotADate, Span, span
from izdeu.terms import Standing, Status, Unit

#: Of states on one day, the later in the usual course of things stands.
_COURSE = (
    Status.UNKNOWN,
    Status.LAST_SEEN,
    Status.MISSING,
    Status.HELD,
    Status.IN_TREATMENT,
    Status.RELEASED,
    Status.ALIVE,
)
#: Standings that hold whatever else is said, the firmest first.
_FIRM = (Standing.DISPUTED, Standing.VERIFIED, Standing.CORROBORATED)


@dataclass(frozen=True, slots=True)
class Record:
    """One line of what is documented: a person, or an event that befell one.

    ``person`` is who it is about, and ``unit`` what is counted: somebody detained twice is one
    record of people and two of events. ``status`` is the person's or the kind of event; ``lists``
    are the origins that say it, and ``first`` is the day on which a document first did.
    ``excluded`` is the reason, a message id, why the record does not count; "" if it does.
    """

    person: str
    unit: Unit
    status: str = ""
    standing: str = ""
    place: str = ""
    day: str = ""
    sex: str = ""
    age_group: str = ""
    excluded: str = ""
    lists: frozenset[str] = frozenset()
    first: str = ""


#: Gives the records that several records come to if those whom they are about are one person.
Join = Callable[[Sequence[Record]], Sequence[Record]]


def as_one(members: Sequence[Record]) -> Sequence[Record]:
    """One record of one person, or the events that befell them without repetitions."""
    if len(members) < 2:
        return members
    if members[0].unit is Unit.EVENTS:
        return distinct_events(members)
    return [_person(members)]


def remembering(join: Join) -> Join:
    """The same, remembering who was joined: for counting the same records more than once."""
    known: dict[tuple[str, ...], Sequence[Record]] = {}

    def joined(members: Sequence[Record]) -> Sequence[Record]:
        who = tuple(one.person for one in members)
        if who not in known:
            known[who] = join(members)
        return known[who]

    return joined


def distinct_events(events: Iterable[Record]) -> list[Record]:
    """Events of one person, each once: one kind, days that may be one, no two places."""
    found: list[Record] = []
    for event in sorted(events, key=lambda one: (_certainty(one), one.day, one.place)):
        same = next((i for i, other in enumerate(found) if _same_event(event, other)), None)
        if same is None:
            found.append(event)
        else:
            found[same] = _merged(found[same], event)
    return found


def _person(members: Sequence[Record]) -> Record:
    leading = _leading(members)
    return replace(
        leading,
        standing=_standing([one for one in members if one.status == leading.status]),
        sex=_agreed(one.sex for one in members),
        age_group=_agreed(one.age_group for one in members),
        lists=frozenset().union(*(one.lists for one in members)),
        first=min((one.first for one in members if one.first), default=""),
    )


def _leading(members: Sequence[Record]) -> Record:
    """The record that says how the one person is."""
    by_status = {one.status: one for one in members}
    for firm in (Status.DEAD, Status.CONTRADICTORY):
        if firm in by_status:
            return by_status[firm]
    living = [one for one in members if one.status in _COURSE]
    if dead := [one for one in members if one.status == Status.DEATH_REPORTED]:
        outlived = any(_day(one).before(_day(other)) for one in dead for other in living)
        return replace(dead[0], status=Status.CONTRADICTORY) if outlived else dead[0]
    dated = [one for one in living if _day(one).start] or living or list(members)
    return max(dated, key=_place_in_time)


def _standing(saying: Sequence[Record]) -> str:
    """How what several say stands: two who do not share an origin corroborate one another."""
    if not saying:
        return Standing.DISPUTED
    said = {one.standing for one in saying}
    for firm in _FIRM:
        if firm in said:
            return firm
    claimed = [one.lists for one in saying if one.standing == Standing.CLAIMED]
    apart = any(not one & other for i, one in enumerate(claimed) for other in claimed[:i])
    return Standing.CORROBORATED if apart else saying[0].standing


def _agreed(values: Iterable[str]) -> str:
    said = set(values) - {""}
    return said.pop() if len(said) == 1 else ""


def _merged(one: Record, other: Record) -> Record:
    return replace(
        one,
        standing=_standing([one, other]),
        place=one.place or other.place,
        day=one.day or other.day,
        lists=one.lists | other.lists,
    )


def _same_event(one: Record, other: Record) -> bool:
    here = not one.place or not other.place or one.place == other.place
    return one.status == other.status and here and _day(one).overlaps(_day(other))


def _certainty(one: Record) -> tuple[bool, bool]:
    """Events with a day and a place come first, so that vague ones join them."""
    return (_day(one).start is None, not one.place)


def _day(one: Record) -> Span:
    try:
        return span(one.day)
    except NotADate:
        return EVER


def _place_in_time(one: Record) -> tuple[str, int]:
    start = _day(one).start
    course = _COURSE.index(Status(one.status)) if one.status in _COURSE else -1
    return (start.date().isoformat() if start else "", course)
