"""A model made ready for weighing many pairs: its conditions as tests of columns by number.

Each level is an OR of clauses, each clause an AND of tests; an ELSE level has one clause without
tests.
"""

import itertools
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

import numpy as np
from numpy.typing import NDArray

from izdeu.linkage.condition import Call, Column, Constant, Node, UnreadableCondition, parse
from izdeu.linkage.model import Comparison, Level, Model

Numbers = NDArray[Any]
CodeOf = Callable[[str], int]


class Operation(Enum):
    """What one test does."""

    EQUAL = auto()
    UNEQUAL = auto()
    ABSENT = auto()
    PRESENT = auto()
    IS_VALUE = auto()
    IS_NOT_VALUE = auto()
    AT_MOST = auto()
    BELOW = auto()
    GAP_AT_MOST = auto()
    GAP_AT_LEAST = auto()
    NEAR = auto()
    FAR = auto()
    JARO = auto()
    JARO_WINKLER = auto()
    LEVENSHTEIN = auto()
    DAMERAU = auto()


#: Operations that compare letter by letter or measure a distance: tried last.
COSTLY = frozenset(list(Operation)[list(Operation).index(Operation.NEAR) :])


@dataclass(frozen=True, slots=True)
class Cell:
    """A column of one of the two rows."""

    column: int
    right: bool


@dataclass(frozen=True, slots=True)
class Test:
    """One comparison; of two cells, of one with the bound, or of two points (four cells)."""

    operation: Operation
    cells: tuple[Cell, ...]
    bound: float = 0.0


@dataclass(frozen=True, eq=False)
class Step:
    """One level: its tests, and what it adds."""

    clauses: tuple[tuple[Test, ...], ...]
    number: int
    """Its place in the model's field."""
    weight: float
    is_null: bool
    costly: bool
    best: float
    """The most that this level or one after it in the field can add."""
    frequency: tuple[int, int, float, float, float] | None
    """Table and column of the term frequency, its weight, log2 of its base and of its least."""


@dataclass(frozen=True, eq=False)
class Field:
    """One comparison with its levels, and its place in the model."""

    place: int
    steps: tuple[Step, ...]


@dataclass(frozen=True, eq=False)
class Caps:
    """The caps as arrays over fields and levels (fields, levels + 1); the last is "no level"."""

    at: Numbers
    """The cap of a contradiction, infinity for none."""
    bits: Numbers
    """The bit of a label that outranks caps."""
    outranked_by: Numbers
    """Bits that outrank the level's own cap."""
    full: Numbers
    """Whether the level agrees in a whole part of the name."""
    spoken: Numbers
    """Whether both sides say something."""
    is_name: Numbers
    """(fields,) whether the field speaks of the name."""
    is_further: Numbers
    """(fields,) whether the field is evidence beside a name."""
    name_alone: float
    initials_alone: float
    band: float
    """How far below a cap weights are squeezed."""


@dataclass(frozen=True, eq=False)
class Program:
    """A model for a matrix of given columns."""

    fields: tuple[Field, ...]
    """In the order in which they are run."""
    caps: Caps
    prior: float


def assemble(
    model: Model,
    columns: Sequence[str],
    tables: Sequence[str],
    code_of: CodeOf,
    rarest: Mapping[str, float],
) -> Program:
    """Translate a model for a matrix with these columns and tables of term frequencies.

    ``code_of`` gives the code of a text (-1 where the pool has none); ``rarest`` the least log2
    frequency of a column, which bounds what a level can add. Raises UnreadableCondition.
    """
    place = {name: at for at, name in enumerate(columns)}
    fields = [
        Field(at, tuple(_steps(model.comparisons[at], place, tables, code_of, rarest)))
        for at in run_order(model.comparisons)
    ]
    return Program(tuple(fields), _caps(model), model.prior_weight)


def _steps(
    comparison: Comparison,
    place: Mapping[str, int],
    tables: Sequence[str],
    code_of: CodeOf,
    rarest: Mapping[str, float],
) -> Iterator[Step]:
    most = [_most(comparison, level, rarest) for level in comparison.levels]
    for number, level in enumerate(comparison.levels):
        clauses = tuple(tuple(clause) for clause in _clauses(level, place, code_of))
        yield Step(
            clauses=clauses,
            number=number,
            weight=level.weight,
            is_null=level.is_null,
            costly=any(test.operation in COSTLY for clause in clauses for test in clause),
            # A pair for which no level's condition holds adds nothing.
            best=max(0.0, *most[number:]),
            frequency=_frequency(comparison, level, place, tables),
        )


def _most(comparison: Comparison, level: Level, rarest: Mapping[str, float]) -> float:
    """The most a level can add, its rarest value included."""
    if not level.tf_column:
        return level.weight
    rare = max(rarest.get(level.tf_column, 0.0), _log2(level.tf_minimum))
    base = math.log2(comparison.tf_base(level))
    return level.weight + max(level.tf_weight * (base - rare), 0.0)


def _frequency(
    comparison: Comparison, level: Level, place: Mapping[str, int], tables: Sequence[str]
) -> tuple[int, int, float, float, float] | None:
    name = level.tf_column
    if not name:
        return None
    base, least = math.log2(comparison.tf_base(level)), _log2(level.tf_minimum)
    return tables.index(name), place[name], level.tf_weight, base, least


def _log2(share: float) -> float:
    return math.log2(share) if share > 0 else -math.inf


def run_order(comparisons: Sequence[Comparison]) -> list[int]:
    """The order in which the comparisons are run: cheap and telling ones first."""
    return sorted(range(len(comparisons)), key=lambda at: _cost(comparisons[at]))


def _cost(comparison: Comparison) -> tuple[int, float]:
    # Most pairs are ruled out before a text is compared.
    edits = sum("(" in level.condition for level in comparison.levels)
    spread = max((level.weight for level in comparison.levels), default=0.0)
    return edits, -spread


def _caps(model: Model) -> Caps:
    caps, comparisons = model.caps, model.comparisons
    width = max((len(c.levels) for c in comparisons), default=0) + 1
    shape = (len(comparisons), width)
    at, bits = np.full(shape, math.inf), np.zeros(shape, np.int64)
    above, full, spoken = np.zeros(shape, np.int64), np.zeros(shape, bool), np.zeros(shape, bool)
    outranking = sorted({label for cap in caps.levels.values() for label in cap.unless})
    bit = {label: 1 << i for i, label in enumerate(outranking)}
    for i, comparison in enumerate(comparisons):
        for j, level in enumerate(comparison.levels):
            cap = caps.levels.get(level.label)
            at[i, j] = cap.at if cap else math.inf
            above[i, j] = sum(bit[label] for label in cap.unless) if cap else 0
            bits[i, j] = bit.get(level.label, 0)
            full[i, j] = level.label in caps.full_name_labels
            spoken[i, j] = not level.is_null
    names = np.array([c.name in caps.name_parts for c in comparisons], bool)
    neutral = np.array([c.name in caps.neutral for c in comparisons], bool)
    return Caps(
        at,
        bits,
        above,
        full,
        spoken,
        names,
        ~names & ~neutral,
        caps.name_alone,
        caps.initials_alone,
        caps.band,
    )


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
            return _row(operation, place, a, b, c, d, bound=_strict(sign, value))
    raise _refusal(sql)


def _strict(sign: str, value: float) -> float:
    return value + {"<": -_ABOVE, ">": _ABOVE}.get(sign, 0.0)


def _row(
    operation: Operation, place: Mapping[str, int], *columns: Column, bound: float = 0.0
) -> Test:
    cells = tuple(Cell(place[column.name], column.side == "r") for column in columns)
    return Test(operation, cells, bound)


def _refusal(sql: str) -> UnreadableCondition:
    return UnreadableCondition(f"the model's condition {sql!r}: the table engine cannot run it")
