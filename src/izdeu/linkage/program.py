"""A model made ready for the compiled kernels: its conditions as tables of numbers.

Each level is an OR of clauses, each clause an AND of tests, each test one row of ``tests``:
operation, left column, left side, right column, right side, then the two further columns of a
distance. ``bounds`` holds the numbers they compare with.
"""

import itertools
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from izdeu.linkage.condition import Call, Column, Constant, Node, UnreadableCondition, parse
from izdeu.linkage.model import Comparison, Level, Model

Numbers = NDArray[Any]
#: A test's numbers: operation, columns and sides, and its bound.
Test = tuple[tuple[int, ...], float]
CodeOf = Callable[[str], int]


class Operation(IntEnum):
    """What one test does; the kernels compare with the same numbers."""

    EQUAL = 0
    UNEQUAL = 1
    ABSENT = 2
    PRESENT = 3
    JARO_WINKLER = 4
    JARO = 5
    LEVENSHTEIN = 6
    DAMERAU = 7
    AT_MOST = 8
    BELOW = 9
    GAP_AT_MOST = 10
    GAP_AT_LEAST = 11
    NEAR = 12
    FAR = 13
    IS_VALUE = 14
    IS_NOT_VALUE = 15


@dataclass(frozen=True, eq=False)
class Program:
    """The arrays that the kernels run through; see the kernels for their use."""

    tests: Numbers
    """(tests, 8) int32."""
    bounds: Numbers
    """(tests,) float64."""
    clause_ends: Numbers
    """(clauses + 1,) int32 into tests."""
    level_ends: Numbers
    """(levels + 1,) int32 into clauses; an ELSE level has one clause without tests."""
    comparison_ends: Numbers
    """(comparisons + 1,) int32 into levels."""
    weights: Numbers
    """(levels,) float64: log2(m / u)."""
    frequencies: Numbers
    """(levels, 3) float64: weight of the term frequency, log2 of its base, log2 of its least."""
    frequency_columns: Numbers
    """(levels, 2) int32: which table of frequencies and which column, -1 for none."""
    caps: Numbers
    """(levels,) float64: the cap of a contradiction, infinity for none."""
    labels: Numbers
    """(levels, 3) int64: bit of the own label, bits that outrank its cap, whether a full name."""
    fields: Numbers
    """(comparisons, 2) int8: whether it speaks of the name, whether it is neutral beside a name."""
    name_caps: Numbers
    """(2,) float64: a name alone, initials alone."""
    best_left: Numbers
    """(levels,) float64: the most that this level and those after it in its field can add."""
    costly: Numbers
    """(levels,) bool: whether its condition compares texts letter by letter or measures a distance."""
    nulls: Numbers
    """(levels,) bool: whether the level means that a side says nothing."""
    prior: float
    order: tuple[int, ...]
    """For each comparison as run, its place in the model."""


def assemble(
    model: Model,
    columns: Sequence[str],
    frequency_columns: Sequence[str],
    code_of: CodeOf,
    rarest: Mapping[str, float],
) -> Program:
    """Translate a model for a matrix with these columns.

    ``code_of`` gives the code of a text (-1 where the pool has none); ``rarest`` the least log2
    frequency of a column, which bounds what a level can add. Raises UnreadableCondition.
    """
    order = run_order(model.comparisons)
    comparisons = [model.comparisons[i] for i in order]
    levels = [level for comparison in comparisons for level in comparison.levels]
    place = {name: i for i, name in enumerate(columns)}
    clauses = [list(_clauses(level, place, code_of)) for level in levels]
    tests = [test for level in clauses for clause in level for test in clause]
    frequencies = _frequencies(comparisons)
    best = _best(levels, frequencies, rarest)
    return Program(
        tests=np.array([numbers for numbers, _ in tests], np.int32).reshape(-1, 8),
        bounds=np.array([bound for _, bound in tests], np.float64),
        clause_ends=_ends(len(clause) for level in clauses for clause in level),
        level_ends=_ends(map(len, clauses)),
        comparison_ends=_ends(len(comparison.levels) for comparison in comparisons),
        weights=np.array([level.weight for level in levels], np.float64),
        frequencies=frequencies,
        frequency_columns=_frequency_places(levels, frequency_columns, place),
        nulls=np.array([level.is_null for level in levels], np.bool_),
        best_left=_best_left(comparisons, best),
        costly=np.array([_is_costly(level) for level in clauses], np.bool_),
        prior=model.prior_weight,
        order=tuple(order),
        **_cap_arrays(model, comparisons, levels),
    )


def run_order(comparisons: Sequence[Comparison]) -> list[int]:
    """The order in which the comparisons are run: cheap and telling ones first."""
    return sorted(range(len(comparisons)), key=lambda at: _cost(comparisons[at]))


def _ends(lengths: Any) -> Numbers:
    return np.array([0, *itertools.accumulate(lengths)], np.int32)


def _cost(comparison: Comparison) -> tuple[int, float]:
    # Most pairs are ruled out before a text is compared.
    edits = sum("(" in level.condition for level in comparison.levels)
    spread = max((level.weight for level in comparison.levels), default=0.0)
    return edits, -spread


def _frequencies(comparisons: Sequence[Comparison]) -> Numbers:
    rows = [
        (level.tf_weight, math.log2(comparison.tf_base(level)), _log2(level.tf_minimum))
        if level.tf_column
        else (0.0, 0.0, -math.inf)
        for comparison in comparisons
        for level in comparison.levels
    ]
    return np.array(rows, np.float64).reshape(-1, 3)


def _log2(share: float) -> float:
    return math.log2(share) if share > 0 else -math.inf


def _frequency_places(
    levels: Sequence[Level], tables: Sequence[str], place: Mapping[str, int]
) -> Numbers:
    found = [
        (tables.index(level.tf_column), place[level.tf_column]) if level.tf_column else (-1, -1)
        for level in levels
    ]
    return np.array(found, np.int32).reshape(-1, 2)


def _best(
    levels: Sequence[Level], frequencies: Numbers, rarest: Mapping[str, float]
) -> list[float]:
    """The most each level can add, its rarest value included."""
    found = []
    for level, (weight, base, least) in zip(levels, frequencies, strict=True):
        rare = max(rarest.get(level.tf_column, 0.0), least)
        found.append(level.weight + (max(weight * (base - rare), 0.0) if level.tf_column else 0.0))
    return found


def _best_left(comparisons: Sequence[Comparison], best: Sequence[float]) -> Numbers:
    left: list[float] = []
    for comparison in comparisons:
        own = best[len(left) : len(left) + len(comparison.levels)]
        # A pair for which no level's condition holds adds nothing.
        left += [max(0.0, *own[at:]) for at in range(len(own))]
    return np.array(left, np.float64)


_COSTLY = {
    Operation.JARO_WINKLER,
    Operation.JARO,
    Operation.LEVENSHTEIN,
    Operation.DAMERAU,
    Operation.NEAR,
    Operation.FAR,
}


def _is_costly(clauses: Sequence[Sequence[Test]]) -> bool:
    return any(numbers[0] in _COSTLY for clause in clauses for numbers, _ in clause)


def _cap_arrays(
    model: Model, comparisons: Sequence[Comparison], levels: Sequence[Level]
) -> dict[str, Numbers]:
    caps = model.caps
    outranking = sorted({label for cap in caps.levels.values() for label in cap.unless})
    bit = {label: 1 << i for i, label in enumerate(outranking)}
    at, labels = [], []
    for level in levels:
        cap = caps.levels.get(level.label)
        at.append(cap.at if cap else math.inf)
        above = sum(bit[label] for label in cap.unless) if cap else 0
        labels.append((bit.get(level.label, 0), above, int(level.label in caps.full_name_labels)))
    fields = [(c.name in caps.name_parts, c.name in caps.neutral) for c in comparisons]
    return {
        "caps": np.array(at, np.float64),
        "labels": np.array(labels, np.int64).reshape(-1, 3),
        "fields": np.array(fields, np.int8).reshape(-1, 2),
        "name_caps": np.array([caps.name_alone, caps.initials_alone], np.float64),
    }


def _clauses(level: Level, place: Mapping[str, int], code_of: CodeOf) -> Iterator[list[Test]]:
    node = parse(level.condition)
    if node is None:
        yield []
        return
    for clause in _alternatives(node):
        yield [_test(test, place, code_of, level.condition) for test in clause]


def _alternatives(node: Node) -> list[list[Node]]:
    """The condition as an OR of ANDs."""
    if isinstance(node, Call) and node.word == "or":
        return [clause for part in node.arguments for clause in _alternatives(part)]
    if isinstance(node, Call) and node.word == "and":
        parts = [_alternatives(part) for part in node.arguments]
        return [list(itertools.chain(*chosen)) for chosen in itertools.product(*parts)]
    return [[node]]


_FLIPPED = {"<=": ">=", ">=": "<=", "<": ">", ">": "<", "=": "=", "<>": "<>"}
_EDITS = {
    ("jaro_winkler_similarity", ">="): Operation.JARO_WINKLER,
    ("jaro_similarity", ">="): Operation.JARO,
    ("levenshtein", "<="): Operation.LEVENSHTEIN,
    ("damerau_levenshtein", "<="): Operation.DAMERAU,
}
_ABOVE = 1e-9
"""What turns "more than" into "at least"; far below any bound that is meant."""


def _test(node: Node, place: Mapping[str, int], code_of: CodeOf, sql: str) -> Test:
    match node:
        case Call("is null", (Column() as column,)):
            return _row(Operation.ABSENT, place, column)
        case Call("is not null", (Column() as column,)):
            return _row(Operation.PRESENT, place, column)
        case Call(sign, (left, Call() | Column() as right)) if sign in _FLIPPED:
            return _relation(sign, left, right, place, code_of, sql)
        case Call(sign, (Constant(value), right)) if sign in _FLIPPED:
            return _bounded(_FLIPPED[sign], right, value, place, code_of, sql)
        case Call(sign, (left, Constant(value))) if sign in _FLIPPED:
            return _bounded(sign, left, value, place, code_of, sql)
    raise _refusal(sql)


def _relation(
    sign: str, left: Node, right: Node, place: Mapping[str, int], code_of: CodeOf, sql: str
) -> Test:
    if isinstance(left, Constant):
        return _bounded(_FLIPPED[sign], right, left.value, place, code_of, sql)
    if not (isinstance(left, Column) and isinstance(right, Column)):
        raise _refusal(sql)
    if sign in ("=", "<>"):
        return _row(Operation.EQUAL if sign == "=" else Operation.UNEQUAL, place, left, right)
    if sign in (">=", ">"):
        left, right, sign = right, left, _FLIPPED[sign]
    return _row(Operation.AT_MOST if sign == "<=" else Operation.BELOW, place, left, right)


def _bounded(
    sign: str,
    left: Node,
    value: float | str,
    place: Mapping[str, int],
    code_of: CodeOf,
    sql: str,
) -> Test:
    if isinstance(value, str):
        return _value_test(sign, left, code_of(value), place, sql)
    match left:
        case Call(("abs" | "-" | "distance_km"), _):
            return _measured(sign, left, value, place, sql)
        case Call(word, (Column() as a, Column() as b)):
            nudged = {">": (">=", value + _ABOVE), "<": ("<=", value - _ABOVE)}
            sign, value = nudged.get(sign, (sign, value))
            if (word, sign) in _EDITS:
                return _row(_EDITS[word, sign], place, a, b, bound=value)
    raise _refusal(sql)


def _value_test(sign: str, left: Node, code: int, place: Mapping[str, int], sql: str) -> Test:
    if not isinstance(left, Column) or sign not in ("=", "<>"):
        raise _refusal(sql)
    operation = Operation.IS_VALUE if sign == "=" else Operation.IS_NOT_VALUE
    return _row(operation, place, left, bound=code)


def _measured(sign: str, left: Call, value: float, place: Mapping[str, int], sql: str) -> Test:
    """A difference, its size, or a distance against a number."""
    match left, sign:
        case Call("abs", (Call("-", (Column() as a, Column() as b)),)), ("<=" | "<"):
            return _row(Operation.GAP_AT_MOST, place, a, b, bound=_strict(sign, value))
        case Call("abs", (Call("-", (Column() as a, Column() as b)),)), (">=" | ">"):
            return _row(Operation.GAP_AT_LEAST, place, a, b, bound=_strict(sign, value))
        case Call("-", (Column() as a, Column() as b)), ("<=" | "<"):
            operation = Operation.AT_MOST if sign == "<=" else Operation.BELOW
            return _row(operation, place, a, b, bound=value)
        case Call("-", (Column() as a, Column() as b)), (">=" | ">"):
            operation = Operation.AT_MOST if sign == ">=" else Operation.BELOW
            return _row(operation, place, b, a, bound=-value)
        case Call("distance_km", (Column() as a, Column() as b, Column() as c, Column() as d)), _:
            operation = Operation.NEAR if sign in ("<=", "<") else Operation.FAR
            return _row(operation, place, a, c, bound=_strict(sign, value), further=(b, d))
    raise _refusal(sql)


def _strict(sign: str, value: float) -> float:
    return value + {"<": -_ABOVE, ">": _ABOVE}.get(sign, 0.0)


def _row(
    operation: Operation,
    place: Mapping[str, int],
    left: Column,
    right: Column | None = None,
    *,
    bound: float = 0.0,
    further: tuple[Column, Column] | None = None,
) -> Test:
    right = right or left
    more = (place[further[0].name], place[further[1].name]) if further else (0, 0)
    sides = (int(left.side == "r"), int(right.side == "r"))
    return (
        (int(operation), place[left.name], sides[0], place[right.name], sides[1], *more, 0),
        bound,
    )


def _refusal(sql: str) -> UnreadableCondition:
    return UnreadableCondition(f"the model's condition {sql!r}: the table engine cannot run it")
