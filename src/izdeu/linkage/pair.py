"""Weigh one pair of records: how likely they are one person, and why."""

import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter

from izdeu.linkage.cap import Caps
from izdeu.linkage.condition import Call, columns, parse
from izdeu.linkage.evaluation import Value, evaluator
from izdeu.linkage.feature import GROUPS, WRITTEN, Columns, Features, features
from izdeu.linkage.model import Comparison, Level, Model, probability
from izdeu.linkage.packing import alternatives
from izdeu.linkage.record import Record
from izdeu.names import Reason

#: Gives the share of records with a value in a column, or None where that is not known.
Frequency = Callable[[str, str], float | None]
#: What is shown of a record: of each of its ``packing.alternatives`` the words of each field.
Words = Sequence[Sequence[str]]


#: The cap of a pair of which nothing but a whole name is known.
NAME_ALONE = "name_alone"


@dataclass(frozen=True, slots=True)
class Weighed:
    """A pair's weight: log2 odds that both are one person, with the steps that lead there."""

    weight: float
    probability: float
    contributions: tuple[Reason, ...]
    """The prior first, then one reason per field that both sides speak of, then the cap if any."""


@dataclass(frozen=True, slots=True)
class _Step:
    comparison: Comparison
    level: Level
    weight: float
    values: Mapping[str, str]


def unknown(_column: str, _value: str) -> float | None:
    """No frequencies are known: every value weighs as much as the average one."""
    return None


def weigh(a: Record, b: Record, model: Model, frequency: Frequency = unknown) -> Weighed:
    """Compare two records under a model.

    What one side does not say weighs nothing; a contradiction caps the weight (see ``caps.toml``).
    """
    left, right = features(a), features(b)
    steps = [s for field in _fields(model) if (s := _step(field, left, right, frequency))]
    total, why = _summed(model, steps, _caps(model.caps, steps))
    return Weighed(total, probability(total), why)


@dataclass(frozen=True, eq=False)
class _Field:
    """A comparison made ready: its levels' tests, the groups it reads, the column that is shown."""

    comparison: Comparison
    tests: tuple[tuple[Level, Callable[[Columns, Columns], object]], ...]
    groups: tuple[str, ...]
    shown: str
    needed: tuple[str, ...]
    """Columns of no group without which the field says nothing; none where that is not plain."""


@lru_cache(maxsize=8)
def _fields(model: Model) -> tuple[_Field, ...]:
    return tuple(map(_field, model.comparisons))


def _field(comparison: Comparison) -> _Field:
    read = comparison.columns
    shortest = min(read, key=lambda column: (len(column), column), default="")
    return _Field(
        comparison,
        tests=tuple((level, evaluator(level.condition)) for level in comparison.levels),
        groups=tuple(group for group, held in GROUPS.items() if read & set(held)),
        shown=comparison.name if comparison.name in read else shortest,
        needed=_needed(comparison),
    )


def _needed(comparison: Comparison) -> tuple[str, ...]:
    first = parse(comparison.levels[0].condition)
    parts = first.arguments if isinstance(first, Call) and first.word == "or" else ()
    plain = all(isinstance(part, Call) and part.word == "is null" for part in parts)
    if not comparison.levels[0].is_null or not plain:
        return ()
    grouped = {column for held in GROUPS.values() for column in held}
    return tuple(sorted({column.name for column in columns(first)} - grouped))


def _step(field: _Field, left: Features, right: Features, frequency: Frequency) -> _Step | None:
    """The level that counts: of several alternatives the one that speaks most for a match."""
    best: _Step | None = None
    for column in field.needed:
        if column not in left.single or column not in right.single:
            return None
    for a, b in _combinations(field.groups, left, right):
        level = next((level for level, holds in field.tests if holds(a, b)), None)
        if level is None or level.is_null:
            continue
        weight = _weight(field.comparison, level, a, b, frequency)
        values = {"a": _shown(field, a), "b": _shown(field, b)}
        step = _Step(field.comparison, level, weight, values)
        if best is None or _decides(step, best):
            best = step
    return best


def _shown(field: _Field, side: Columns) -> str:
    """What the side says of the field, as written where that is known."""
    words = side.get(f"{field.comparison.name}{WRITTEN}")
    return str(words or side.get(field.shown) or "")


def _decides(new: _Step, best: _Step) -> bool:
    if new.level.label in DECISIVE or best.level.label in DECISIVE:
        return new.level.label in DECISIVE
    return new.weight > best.weight


#: Of several alternatives a contradiction of these kinds decides: one impossible journey is enough.
DECISIVE = frozenset({"event_unreachable"})


def _combinations(
    groups: tuple[str, ...], left: Features, right: Features
) -> Iterator[tuple[Columns, Columns]]:
    if not groups:
        yield left.single, right.single
        return
    empty: tuple[Columns, ...] = ({},)
    sides = [side.several.get(group) or empty for side in (left, right) for group in groups]
    for chosen in itertools.product(*sides):
        half = len(groups)
        yield _merged(left.single, chosen[:half]), _merged(right.single, chosen[half:])


def _merged(single: Columns, chosen: tuple[Columns, ...]) -> Columns:
    merged: dict[str, Value] = dict(single)
    for one in chosen:
        merged.update(one)
    return merged


def _weight(
    comparison: Comparison, level: Level, a: Columns, b: Columns, frequency: Frequency
) -> float:
    if not level.tf_column:
        return level.weight
    shares = [frequency(level.tf_column, str(side.get(level.tf_column, ""))) for side in (a, b)]
    known = [share for share in shares if share is not None]
    if not known:
        return level.weight
    base = math.log2(comparison.tf_base(level))
    return level.weight + level.tf_weight * (base - math.log2(max(*known, level.tf_minimum)))


def _reason(step: _Step) -> Reason:
    return Reason(step.level.label, step.values, step.weight)


def words(described: Features, model: Model) -> Words:
    """What reasons show of a record: for each of its alternatives, the words of each field."""
    fields = _fields(model)
    return [[_shown(field, row) for field in fields] for row in alternatives(described)]


@dataclass(frozen=True, slots=True)
class Told:
    """Why a pair that was weighed among many has its weight."""

    reasons: tuple[Reason, ...]
    ceiling: float | None
    """The highest weight that the contradictions of the pair allow, whatever the share of true
    pairs is; that nothing but a whole name is known contradicts nothing."""


def told(
    a: Words,
    b: Words,
    model: Model,
    levels: Sequence[int],
    parts: Sequence[float],
    chosen: Sequence[tuple[int, int]],
) -> Told:
    """Tell it by what is shown of the two.

    ``levels`` and ``parts`` are those of the model's fields, -1 where a side says nothing, the last
    part what caps took away; ``chosen`` which alternative of each side a field was decided by.
    """
    steps = []
    for at, field in enumerate(_fields(model)):
        if levels[at] >= 0:
            ours, theirs = chosen[at]
            values = {"a": a[ours][at], "b": b[theirs][at]}
            level = field.comparison.levels[levels[at]]
            steps.append(_Step(field.comparison, level, float(parts[at]), values))
    caps = list(_caps(model.caps, steps))
    ceiling = min((at for why, at in caps if why != NAME_ALONE), default=None)
    return Told(_summed(model, steps, caps)[1], ceiling)


def _summed(
    model: Model, steps: Sequence[_Step], caps: Iterable[tuple[str, float]]
) -> tuple[float, tuple[Reason, ...]]:
    """The weight, and the reasons for it: the prior, the fields, the cap that is lowest."""
    total = model.prior_weight + sum(step.weight for step in steps)
    reasons = [Reason("prior", {}, model.prior_weight), *map(_reason, steps)]
    label, at = min(caps, key=itemgetter(1), default=("", math.inf))
    weight = model.caps.held(total, at)
    if weight < total:
        reasons.append(Reason("capped", {"because": label}, weight - total))
    return weight, tuple(reasons)


def _caps(caps: Caps, steps: Sequence[_Step]) -> Iterator[tuple[str, float]]:
    """The caps that the levels of a pair call for, with the label that says why."""
    labels = {step.level.label for step in steps}
    for label in sorted(labels & caps.levels.keys()):
        if not labels & set(caps.levels[label].unless):
            yield label, caps.levels[label].at
    yield from _name_caps(caps, steps, labels)


def _name_caps(caps: Caps, steps: Sequence[_Step], labels: set[str]) -> Iterator[tuple[str, float]]:
    alone = caps.name_parts | caps.neutral
    beyond = any(step.weight > 0 and step.comparison.name not in alone for step in steps)
    named = any(step.comparison.name in caps.name_parts for step in steps)
    if named and not beyond:
        yield NAME_ALONE, caps.name_alone
        if not labels & caps.full_name_labels:
            yield "initials_alone", caps.initials_alone


def waterfall(weighed: Weighed) -> Mapping[str, float]:
    """The contributions by message id, in order; their sum is the weight."""
    steps: dict[str, float] = {}
    for reason in weighed.contributions:
        steps[reason.id] = steps.get(reason.id, 0.0) + reason.weight
    return steps
