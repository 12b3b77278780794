"""Documented counts: figures that each say their unit, their scope, their day and their limits."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from izdeu.estimates.joining import Join, Record, as_one
from izdeu.terms import Unit

#: What a count can be divided by; each is a field of ``Record``.
DIMENSIONS = ("status", "standing", "place", "day", "sex", "age_group")

#: A possible linkage: the groups of people who are one in it; who is in none stands alone.
Partition = Sequence[Sequence[str]]

#: The share of the draws that the limits of a figure leave out on each side.
TAIL = 0.025


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with all that it needs to be quoted.

    ``judged`` takes only those for one whom a judgement joined. ``low`` and ``high`` hold the
    central 95 % of the possible linkages and ``value`` is the middle one; without any open
    question the four are equal. An empty ``dimension`` is the whole; ``part`` "" is a value that
    the records do not give.
    """

    value: int
    unit: Unit
    as_of: str
    low: int
    high: int
    judged: int
    dimension: str = ""
    part: str = ""

    @property
    def settled(self) -> bool:
        """Whether there is but one number it can be."""
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class Documented:
    """The whole, its divisions by dimension, and what was left out by reason."""

    total: Figure
    by: Mapping[str, tuple[Figure, ...]]
    excluded: Mapping[str, int]
    draws: int
    """How many possible linkages the limits rest on."""


Key = tuple[str, str]
#: The figures that a record adds one to.
Keys = Callable[[Record], Iterable[Key]]
_WHOLE: Key = ("", "")


def documented(
    records: Iterable[Record],
    *,
    unit: Unit,
    as_of: str,
    draws: Sequence[Partition] = (),
    by: Sequence[str] = DIMENSIONS,
    join: Join = as_one,
) -> Documented:
    """Count the records of one unit as of an ISO day.

    ``draws`` are possible linkages of the people. In each, what belongs to one group of people is
    put together by ``join``: one record of a person, or as many events as can have been different
    ones. Raises ``ValueError`` for a dimension that is none.
    """
    if unknown := set(by) - set(DIMENSIONS):
        raise ValueError(f"count by {', '.join(DIMENSIONS)}, not by {min(unknown)}")
    mine = [record for record in records if record.unit is unit]
    counted = [record for record in mine if not record.excluded]

    def keys(record: Record) -> Iterator[Key]:
        yield _WHOLE
        for name in by:
            yield name, str(getattr(record, name))

    judged = Counter(key for record in counted for key in keys(record))
    spread = _spread(judged, _shifts(counted, draws, keys, join))
    figures = [
        Figure(value, unit, as_of, low, high, judged[key], *key)
        for key, (low, value, high) in sorted(spread.items())
    ]
    empty = Figure(0, unit, as_of, 0, 0, 0)
    return Documented(
        total=next((figure for figure in figures if not figure.dimension), empty),
        by=MappingProxyType(
            {name: tuple(one for one in figures if one.dimension == name) for name in by}
        ),
        excluded=MappingProxyType(
            dict(sorted(Counter(one.excluded for one in mine if one.excluded).items()))
        ),
        draws=len(draws),
    )


def over_time(
    records: Iterable[Record], statuses: Collection[str], draws: Sequence[Partition] = ()
) -> tuple[tuple[str, int], ...]:
    """How many people who have one of these statuses today were documented by each day.

    Days are those on which documents first told of them; the number is the middle one over the
    ``draws``, which grows from day to day.
    """

    def keys(record: Record) -> Iterator[Key]:
        if record.status in statuses and record.first:
            yield "first", record.first

    counted = [one for one in records if one.unit is Unit.PEOPLE and not one.excluded]
    judged = Counter(key for record in counted for key in keys(record))
    shifts = _shifts(counted, draws, keys, as_one) or [Counter()]
    days = sorted(set(judged).union(*shifts))
    each = [[judged[day] + shift[day] for day in days] for shift in shifts]
    middle = np.median(np.cumsum(each, axis=1), axis=0)
    return tuple((day, round(float(value))) for (_, day), value in zip(days, middle, strict=True))


def _shifts(
    counted: Iterable[Record], draws: Sequence[Partition], keys: Keys, join: Join
) -> list[Counter[Key]]:
    """For each draw, by how much its figures differ from those as judged.

    Only groups of several people differ, and most of them recur from draw to draw.
    """
    of: dict[str, list[Record]] = {}
    for record in counted:
        of.setdefault(record.person, []).append(record)
    known: dict[tuple[str, ...], Counter[Key]] = {}
    shifts = []
    for draw in draws:
        shift: Counter[Key] = Counter()
        for group in (tuple(part) for part in draw if len(part) > 1):
            if group not in known:
                known[group] = _shift([r for p in group for r in of.get(p, ())], keys, join)
            for key, change in known[group].items():
                shift[key] += change
        shifts.append(shift)
    return shifts


def _shift(members: Sequence[Record], keys: Keys, join: Join) -> Counter[Key]:
    shift: Counter[Key] = Counter(key for one in join(members) for key in keys(one))
    shift.subtract(key for one in members for key in keys(one))
    return shift


def _spread(
    judged: Counter[Key], shifts: Sequence[Counter[Key]]
) -> dict[Key, tuple[int, int, int]]:
    """The lower limit, the middle and the upper limit of each figure over the draws."""
    keys = set(judged).union(*shifts)
    spread = {}
    for key in keys:
        sizes = [judged[key] + shift[key] for shift in shifts] or [judged[key]]
        low, middle, high = np.quantile(sizes, [TAIL, 0.5, 1 - TAIL])
        if high > 0 or judged[key]:
            spread[key] = (int(np.floor(low)), round(float(middle)), int(np.ceil(high)))
    return spread
