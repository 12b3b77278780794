"""Documented counts: figures that each say their unit, their scope, their day and their limits."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

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
    more: Mapping[str, Callable[[Record], str]] = MappingProxyType({}),
    join: Join = as_one,
) -> Documented:
    """Count the records of one unit as of an ISO day.

    ``draws`` are possible linkages of the people. In each, what belongs to one group of people is
    put together by ``join``: one record of a person, or as many events as can have been different
    ones. ``more`` are further divisions, by what their functions say of a record. Raises
    ``ValueError`` for a dimension that is none.
    """
    if unknown := set(by) - set(DIMENSIONS):
        raise ValueError(f"count by {', '.join(DIMENSIONS)}, not by {min(unknown)}")
    mine = [record for record in records if record.unit is unit]
    counted = [record for record in mine if not record.excluded]

    def keys(record: Record) -> Iterator[Key]:
        yield _WHOLE
        for name in by:
            yield name, str(getattr(record, name))
        for name, part in more.items():
            yield name, part(record)

    figures = [
        Figure(value, unit, as_of, low, high, judged, *key)
        for key, judged, (low, value, high) in _spread(_sizes(counted, draws, keys, join))
    ]
    empty = Figure(0, unit, as_of, 0, 0, 0)
    return Documented(
        total=next((figure for figure in figures if not figure.dimension), empty),
        by=MappingProxyType(
            {name: tuple(one for one in figures if one.dimension == name) for name in (*by, *more)}
        ),
        excluded=MappingProxyType(
            dict(sorted(Counter(one.excluded for one in mine if one.excluded).items()))
        ),
        draws=len(draws),
    )


def over_time(
    records: Iterable[Record],
    statuses: Collection[str],
    draws: Sequence[Partition] = (),
    join: Join = as_one,
) -> tuple[tuple[str, int], ...]:
    """How many people who have one of these statuses today were documented by each day.

    Days are those on which documents first told of them; the number is the middle one over the
    ``draws``, which grows from day to day.
    """

    def keys(record: Record) -> Iterator[Key]:
        if record.status in statuses and record.first:
            yield "first", record.first

    counted = [one for one in records if one.unit is Unit.PEOPLE and not one.excluded]
    sizes = _sizes(counted, draws, keys, join)
    middle = np.median(np.cumsum(sizes.drawn, axis=1), axis=0)
    return tuple(
        (day, round(float(value))) for (_, day), value in zip(sizes.keys, middle, strict=True)
    )


@dataclass(frozen=True, slots=True)
class _Sizes:
    """Every figure in order of its key: as judged (figures,), and by draw (draws, figures)."""

    keys: tuple[Key, ...]
    judged: NDArray[np.int64]
    drawn: NDArray[np.int64]


def _sizes(counted: Iterable[Record], draws: Sequence[Partition], keys: Keys, join: Join) -> _Sizes:
    """Count as judged and in every draw; without any draw, the judged figures are the only ones.

    Only groups of several people change a figure, and most of them recur from draw to draw.
    """
    of: dict[str, list[Record]] = {}
    for record in counted:
        of.setdefault(record.person, []).append(record)
    judged = Counter(key for records in of.values() for one in records for key in keys(one))
    number: dict[tuple[str, ...], int] = {}
    groups = [
        [number.setdefault(tuple(part), len(number)) for part in draw if len(part) > 1]
        for draw in draws
    ]
    shifts = [_shift([r for p in part for r in of.get(p, ())], keys, join) for part in number]
    order = {key: i for i, key in enumerate(sorted(set(judged).union(*shifts)))}
    base = np.array([judged[key] for key in order], np.int64)
    if not draws:
        return _Sizes(tuple(order), base, base[None, :])
    taken = _sparse([Counter(some) for some in groups], range(len(number)))
    return _Sizes(tuple(order), base, base + (taken @ _sparse(shifts, order)).toarray())


def _sparse(rows: Sequence[Counter[Any]], place: Mapping[Any, int] | Sequence[int]) -> csr_array:
    """A matrix with the rows' numbers at the places of their keys."""
    cells = [(i, place[key], n) for i, row in enumerate(rows) for key, n in row.items()]
    at, to, numbers = (
        (np.array(one, np.int64) for one in zip(*cells, strict=True))
        if cells
        else (np.zeros(0, np.int64),) * 3
    )
    return csr_array((numbers, (at, to)), shape=(len(rows), len(place)))


def _shift(members: Sequence[Record], keys: Keys, join: Join) -> Counter[Key]:
    shift: Counter[Key] = Counter(key for one in join(members) for key in keys(one))
    shift.subtract(key for one in members for key in keys(one))
    return shift


def _spread(sizes: _Sizes) -> Iterator[tuple[Key, int, tuple[int, int, int]]]:
    """Each figure as judged, with its lower limit, middle and upper limit over the draws."""
    limits = np.quantile(sizes.drawn, [TAIL, 0.5, 1 - TAIL], axis=0).T.tolist()
    for key, judged, (low, middle, high) in zip(
        sizes.keys, sizes.judged.tolist(), limits, strict=True
    ):
        if high > 0 or judged:
            yield key, judged, (int(np.floor(low)), round(middle), int(np.ceil(high)))
