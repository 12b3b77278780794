"""Whether a model's estimate exists at all, before anybody believes what a fit printed.

Fienberg & Rinaldo 2012, Maximum likelihood estimation in log-linear models; Chan, Silverman &
Vincent 2021, Multiple systems estimation for sparse capture data, JASA 116.
"""

from enum import IntEnum
from functools import lru_cache

import numpy as np
from scipy.optimize import linprog

from izdeu.estimates.loglinear import Floats, Model, stack
from izdeu.estimates.overlaps import Overlaps

#: A solution nearer to the edge than this (in people) is taken to lie on it.
EDGE = 1e-7


class Verdict(IntEnum):
    """What the two tests say of a model; the numbers are those in use since Chan et al."""

    ESTIMABLE = 0
    NO_MAXIMUM = 1
    NOT_IDENTIFIABLE = 2
    NEITHER = 3


def verdict(overlaps: Overlaps, model: Model, column: Floats | None = None) -> Verdict:
    """Test one model, given as its terms, on the cells that its observed terms can fill.

    ``column`` (cells,) is a further column of the design, as in ``loglinear.stack``.
    """
    support = tuple(int(count > 0) for count in overlaps.counts)
    return _verdict(overlaps.lists, support, model, None if column is None else tuple(column))


# The sums of a table lie inside the smallest face that holds the cells with people: how many stand
# in each changes nothing (Fienberg & Rinaldo 2012). Possible linkages of one record share most
# supports.
@lru_cache(maxsize=1 << 14)
def _verdict(
    lists: tuple[str, ...],
    support: tuple[int, ...],
    model: Model,
    column: tuple[float, ...] | None,
) -> Verdict:
    overlaps = Overlaps(lists, support)
    designs = stack(overlaps, [model], None if column is None else np.array(column))
    design = designs.design[0][designs.alive[0]]
    counts = overlaps.cells[designs.alive[0]]
    deficient = np.linalg.matrix_rank(design) < design.shape[1]
    return Verdict(int(not _has_maximum(design, counts)) + 2 * int(deficient))


def _has_maximum(design: Floats, counts: Floats) -> bool:
    """Whether some strictly positive table has the observed sums: a linear programme."""
    if counts.size and counts.min() > 0:
        return True
    # Every cell is the smallest one, which is maximised, and something more.
    found = linprog(
        np.append(np.zeros(len(counts)), -1.0),
        A_eq=np.column_stack([design.T, design.sum(axis=0)]),
        b_eq=design.T @ counts,
        bounds=[(0, None)] * len(counts) + [(0, 1)],
        method="highs",
    )
    return found.x is not None and bool(found.x[-1] > EDGE)
