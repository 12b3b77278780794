"""Documented counts: figures that each say their unit, their scope, their day and their limits."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from izdeu.terms import Unit

#: What a count can be divided by; each is a field of ``Record``.
DIMENSIONS = ("status", "standing", "place", "day", "sex", "age_group")


#: A possible linkage: the groups of keys that are one.
Partition = Sequence[Collection[str]]


@dataclass(frozen=True, slots=True)
class Record:
    """One line of what is documented: a person, or an event that befell one.

    ``key`` says what is counted once: the person, or the event. ``unit`` says which of the two it
    is: a person detained twice is one record of people and two of events. ``excluded`` is the
    reason, a message id, why the record does not count; "" if it does.
    """

    key: str
    unit: Unit
    status: str = ""
    standing: str = ""
    place: str = ""
    day: str = ""
    sex: str = ""
    age_group: str = ""
    excluded: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with all that it needs to be quoted.

    ``low`` and ``high`` are what it may be instead, because some records may be one person. An
    empty ``dimension`` is the whole; ``part`` "" is a value that the records do not give.
    """

    value: int
    unit: Unit
    as_of: str
    low: int
    high: int
    dimension: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True)
class Documented:
    """The whole, its divisions by dimension, and what was left out by reason."""

    total: Figure
    by: Mapping[str, tuple[Figure, ...]]
    excluded: Mapping[str, int]


def documented(
    records: Iterable[Record],
    *,
    unit: Unit,
    as_of: str,
    undecided: Sequence[tuple[str, str]] = (),
    draws: Sequence[Partition] = (),
    by: Sequence[str] = DIMENSIONS,
) -> Documented:
    """Count the records of one unit as of an ISO day.

    ``undecided`` are pairs of keys that may be one: with nothing else known, the limits run from
    all of them being one to none. ``draws`` are possible linkages, each the groups of keys that are
    one in that draw (a key in no group stands alone): with them the limits are the central 95 %
    over the draws. A key with several parts of a dimension, as two places, counts
    in each and once in the whole, so parts need not add up. Raises ``ValueError`` for a dimension
    that is none.
    """
    if unknown := set(by) - set(DIMENSIONS):
        raise ValueError(f"count by {', '.join(DIMENSIONS)}, not by {min(unknown)}")
    mine = [record for record in records if record.unit is unit]
    counted = [record for record in mine if not record.excluded]
    limits = _drawn(draws) if draws else _logical(undecided)
    figure = _Figures(unit, as_of, limits)
    return Documented(
        total=figure.of(counted),
        by=MappingProxyType({name: figure.parts(counted, name) for name in by}),
        excluded=MappingProxyType(_left_out(mine, counted)),
    )


Limits = Callable[[frozenset[str]], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Figures:
    unit: Unit
    as_of: str
    limits: Limits

    def of(self, records: Iterable[Record], dimension: str = "", part: str = "") -> Figure:
        keys = frozenset(record.key for record in records)
        low, high = self.limits(keys)
        return Figure(len(keys), self.unit, self.as_of, low, high, dimension, part)

    def parts(self, records: Sequence[Record], dimension: str) -> tuple[Figure, ...]:
        parts = sorted({getattr(record, dimension) for record in records})
        return tuple(
            self.of((r for r in records if getattr(r, dimension) == part), dimension, part)
            for part in parts
        )


def _left_out(records: Iterable[Record], counted: Iterable[Record]) -> dict[str, int]:
    """Keys that do not count at all, by reason: a key with one good record is not left out."""
    good = {record.key for record in counted}
    reasons = {(r.key, r.excluded) for r in records if r.excluded and r.key not in good}
    return dict(sorted(Counter(reason for _, reason in reasons).items()))


def _logical(undecided: Sequence[tuple[str, str]]) -> Limits:
    def limits(keys: frozenset[str]) -> tuple[int, int]:
        joined = {key: key for key in keys}
        for one, other in undecided:
            if one in joined and other in joined:
                joined[_root(joined, one)] = _root(joined, other)
        return len({_root(joined, key) for key in keys}), len(keys)

    return limits


def _root(joined: Mapping[str, str], key: str) -> str:
    while joined[key] != key:
        key = joined[key]
    return key


def _drawn(draws: Sequence[Partition]) -> Limits:
    groups = [{key: i for i, part in enumerate(draw) for key in part} for draw in draws]

    def limits(keys: frozenset[str]) -> tuple[int, int]:
        if not keys:
            return 0, 0
        sizes = [len({group.get(key, key) for key in keys}) for group in groups]
        low, high = np.quantile(sizes, [0.025, 0.975])
        return int(np.floor(low)), int(np.ceil(high))

    return limits
