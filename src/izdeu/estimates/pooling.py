"""Uncertain linkage carried into counts: one estimate for each possible linkage, then all together.

Sadinle 2018, Bayesian propagation of record linkage uncertainty into population size estimation of
human rights violations (linkage-averaging).
"""

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from izdeu.estimates import refusal
from izdeu.estimates.estimate import Envelope, Estimate, estimate
from izdeu.estimates.floor import Floor
from izdeu.estimates.overlaps import Overlaps, count_patterns
from izdeu.estimates.refusal import Reason, Refusal

#: So many draws, evenly taken, are estimated from; every draw is counted.
ESTIMATED = 25


@dataclass(frozen=True, slots=True)
class Pooled:
    """What all draws say together, in people.

    ``documented`` is the middle over the draws and ``documented_range`` their central 95 %;
    ``envelope`` is ``None`` exactly where ``refusals`` is not empty. ``floor`` holds the middle
    of the draws' floors and is as wide as they are together.
    """

    lists: int
    draws: int
    documented: int
    documented_range: tuple[int, int]
    floor: Floor | None
    range: Envelope | None
    refusals: tuple[Refusal, ...]

    @property
    def envelope(self) -> Envelope | None:
        """The pooled envelope, where an estimate may be given at all."""
        return None if self.refusals else self.range


def overlaps_of_draw(
    lists: Sequence[str],
    records: Iterable[tuple[str, str]],
    parts: Iterable[Collection[str]],
) -> Overlaps:
    """Count one possible linkage.

    ``records`` are pairs of a record's key and its list; each of ``parts`` holds the keys of the
    records that are one person in this draw, and a record in none is a person alone.
    """
    person_of = {key: number for number, part in enumerate(parts) for key in part}
    people: dict[object, set[str]] = {}
    for key, name in records:
        people.setdefault(person_of.get(key, key), set()).add(name)
    return count_patterns(lists, people.values())


def overlaps_of_draws(
    lists: Sequence[str],
    people: Mapping[str, Collection[str]],
    draws: Iterable[Iterable[Collection[str]]],
) -> list[Overlaps]:
    """Count many possible linkages of the same people, each given with the lists they are on.

    The same as ``overlaps_of_draw`` for each, in time that grows with the joined people alone.
    """
    bit = {name: 1 << i for i, name in enumerate(lists)}
    pattern = {person: sum(bit[name] for name in set(on)) for person, on in people.items()}
    judged = [0] * (1 << len(lists))
    for one in pattern.values():
        judged[one] += 1
    return [Overlaps(tuple(lists), _redrawn(judged, pattern, parts)) for parts in draws]


def _redrawn(
    judged: Sequence[int], pattern: Mapping[str, int], parts: Iterable[Collection[str]]
) -> tuple[int, ...]:
    counts = list(judged)
    for part in parts:
        members = [pattern[person] for person in part if person in pattern]
        if len(members) > 1:
            joined = 0
            for one in members:
                counts[one] -= 1
                joined |= one
            counts[joined] += 1
    return tuple(counts)


def _near(overlaps: Overlaps) -> Estimate:
    return estimate(overlaps, near=True)


def pool(
    draws: Sequence[Overlaps],
    most: int = ESTIMATED,
    estimator: Callable[[Overlaps], Estimate] = _near,
) -> Pooled:
    """Count every draw, estimate from some ``most`` of them, and pool.

    The pooled envelope runs from the 2.5 % quantile of the lower ends to the 97.5 % quantile of the
    upper ends. Refused where most draws refuse, with their reasons, and where the draws move the
    middle estimate by more than a quarter. Raises ``ValueError`` without any draw.
    """
    if not draws:
        raise ValueError("pooling needs at least one draw of the linkage")
    step = max(1, len(draws) // most)
    once = {table: estimator(table) for table in dict.fromkeys(draws[::step])}
    estimates = [once[table] for table in draws[::step]]
    sizes = np.array([table.documented for table in draws])
    low, high = np.quantile(sizes, [0.025, 0.975])
    return Pooled(
        lists=min(len(found.overlaps.lists) for found in estimates),
        draws=len(draws),
        documented=round(float(np.median(sizes))),
        documented_range=(math.floor(low), math.ceil(high)),
        floor=_floor([found.floor for found in estimates if found.floor]),
        range=_range(estimates),
        refusals=tuple(_refusals(estimates)),
    )


def _floor(floors: Sequence[Floor]) -> Floor | None:
    if not floors:
        return None
    return Floor(float(np.median([floor.estimate for floor in floors])), *_reach(floors))


def _range(estimates: Sequence[Estimate]) -> Envelope | None:
    ranges = [found.range for found in estimates if found.range]
    return Envelope(*_reach(ranges)) if ranges else None


def _reach(limits: Sequence[Envelope] | Sequence[Floor]) -> tuple[float, float]:
    lower = np.quantile([one.lower for one in limits], 0.025, method="lower")
    upper = np.quantile([one.upper for one in limits], 0.975, method="higher")
    return float(lower), float(upper)


def _refusals(estimates: Sequence[Estimate]) -> list[Refusal]:
    refused = [found for found in estimates if found.refusals]
    found = []
    if 2 * len(refused) >= len(estimates):
        counts = {"refused": len(refused), "draws": len(estimates)}
        found = [Refusal(Reason.DRAWS_REFUSED, counts), *_commonest(refused)]
    middles = [min(e.close, key=lambda line: line.bic).estimate for e in estimates if e.close]
    if middles:
        low, middle, high = np.quantile(middles, [0.025, 0.5, 0.975])
        moved = float(max(high - middle, middle - low) / middle)
        if moved > refusal.SHAKIEST:
            values = {"share": 100 * moved, "limit": 100 * refusal.SHAKIEST}
            found.append(Refusal(Reason.DRAWS_DISAGREE, values))
    return found


def _commonest(refused: Sequence[Estimate]) -> list[Refusal]:
    """The reasons that most of the refusing draws share, each with the values of its first."""
    first: dict[Reason, Refusal] = {}
    times: dict[Reason, int] = {}
    for found in refused:
        for reason in found.refusals:
            first.setdefault(reason.reason, reason)
            times[reason.reason] = times.get(reason.reason, 0) + 1
    return [first[reason] for reason, number in times.items() if 2 * number >= len(refused)]
