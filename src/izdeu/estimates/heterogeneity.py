"""People who are easier or harder to find than others, as one more column of a log-linear model.

Darroch, Fienberg, Glonek & Junker 1993, A three-sample multiple-recapture approach to census
population estimation with heterogeneous catchability; Rivest & Baillargeon 2007 for the Poisson and
Gamma forms and their parameters. A person found x times more easily changes the logarithm of the
mean of a pattern by the coefficient times a function of the pattern's number of lists.
"""

import math
from collections.abc import Callable

import numpy as np

from izdeu.estimates.loglinear import Floats
from izdeu.estimates.overlaps import Overlaps

#: Parameters in general use: base 2 for the Poisson form, 3.5 for the Gamma form.
FORMS: dict[str, Callable[[int], float]] = {
    "poisson": lambda number: 2.0**number - 1,
    "darroch": lambda number: number**2 / 2,
    "gamma": lambda number: math.log(3.5) - math.log(3.5 + number),
}

#: The form whose upper limit runs away most easily: it counts only where it fits clearly.
STEEPEST = "gamma"


def column(overlaps: Overlaps, form: str) -> Floats:
    """The column of a form for the observable patterns, (cells,)."""
    return np.array([FORMS[form](int(pattern).bit_count()) for pattern in overlaps.patterns])
