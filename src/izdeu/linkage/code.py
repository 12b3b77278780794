"""A program laid out as numbers, for the kernels."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from izdeu.linkage.kernels.entry import Fixed
from izdeu.linkage.program import Field, Program, Step, Test

Numbers = NDArray[Any]
#: Cells that one test reads at most: two points.
CELLS = 4


@dataclass(frozen=True, eq=False)
class Code:
    """The program as arrays."""

    prior: float
    model: Fixed
    """``steps`` (s, 6) int32: first clause and the one after the last, number, costly, table of the
    term frequency (-1 for none) and its column; ``amounts`` (s, 5): weight, the most from here on,
    the frequency's weight, log2 of its base and of its least; ``fields`` (f, 4) int32: place, first
    step, the one after the last, and the first that compares texts."""
    tests: Fixed
    """``tests`` (t, 9) int32: operation, up to four columns, whether each is of the right side;
    ``bounds`` (t,); ``clauses`` (k, 2) int32: first test and the one after the last."""
    caps: Fixed
    """See ``program.Caps``; the last is ``alone`` (2,), the most of a name alone, and of initials
    alone."""


@lru_cache(maxsize=8)
def coded(program: Program) -> Code:
    """Lay a program out."""
    steps = [step for field in program.fields for step in field.steps]
    clauses = [clause for step in steps for clause in step.clauses]
    tests = [test for clause in clauses for test in clause]
    caps = program.caps
    held = (caps.at, caps.bits, caps.outranked_by, caps.full, caps.spoken)
    alone = np.array([caps.name_alone, caps.initials_alone])
    return Code(
        prior=program.prior,
        model=Fixed(
            _table(map(_step, steps, _runs([step.clauses for step in steps])), 6),
            np.array([_amounts(step) for step in steps], float).reshape(-1, 5),
            _table(map(_field, program.fields, _runs([f.steps for f in program.fields])), 4),
        ),
        tests=Fixed(
            _table(map(_test, tests), 1 + 2 * CELLS),
            np.array([test.bound for test in tests], float),
            _table(_runs(clauses), 2),
        ),
        caps=Fixed(*held, caps.is_name, caps.is_further, np.array([caps.band]), alone),
    )


def _table(rows: Iterable[Sequence[int]], width: int) -> Numbers:
    return np.array(list(rows), np.int32).reshape(-1, width)


def _runs(lists: Iterable[Sequence[Any]]) -> Iterator[tuple[int, int]]:
    """Where each of some lists begins and ends when they are laid end to end."""
    at = 0
    for one in lists:
        yield at, at + len(one)
        at += len(one)


def _step(step: Step, clauses: tuple[int, int]) -> Sequence[int]:
    table, column = step.frequency[:2] if step.frequency else (-1, -1)
    return (*clauses, step.number, int(step.costly), table, column)


def _amounts(step: Step) -> Sequence[float]:
    return (step.weight, step.best, *(step.frequency[2:] if step.frequency else (0.0, 0.0, 0.0)))


def _field(field: Field, steps: tuple[int, int]) -> Sequence[int]:
    first, end = steps
    costly = (first + at for at, step in enumerate(field.steps) if step.costly)
    return (field.place, first, end, next(costly, end))


def _test(test: Test) -> Sequence[int]:
    columns = [cell.column for cell in test.cells]
    sides = [int(cell.right) for cell in test.cells]
    missing = [0] * (CELLS - len(columns))
    return (test.operation.value, *columns, *missing, *sides, *missing)
