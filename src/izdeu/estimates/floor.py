"""A floor under the number of people that holds when people differ in how findable they are.

Chao 1987 and its version with lists of different reach (Mth): Rivest & Baillargeon 2007,
Applications and extensions of Chao's moment estimator, Biometrics 63. People on one and two lists
carry the estimate; people on more lists may be more numerous than independence says. The
plain Chao estimator, which takes all lists for equally long, is not such a floor and is not used.
"""

from dataclasses import dataclass

import numpy as np

from izdeu.estimates.loglinear import Stack, fit, holds, profile
from izdeu.estimates.overlaps import Overlaps


@dataclass(frozen=True, slots=True)
class Floor:
    """The estimate from below and its 95 % profile interval, in people."""

    estimate: float
    lower: float
    upper: float


def floor(overlaps: Overlaps) -> Floor | None:
    """Chao's Mth estimate from below; ``None`` where nobody stands on two lists.

    The logarithm of the mean bends upwards, by an own amount, at each number of lists from two on;
    a bend downwards, which differences between people cannot cause, is set to none, the most
    negative first.
    """
    if not any(overlaps.on_exactly(m) for m in range(2, len(overlaps.lists) + 1)):
        return None
    most = max(m for m in range(len(overlaps.lists) + 1) if overlaps.on_exactly(m))
    bends = list(range(2, most))
    while True:
        designs = _design(overlaps, bends)
        fits = fit(designs, overlaps.cells)
        found = fits.coefficients[0, -len(bends) :] if bends else np.zeros(0)
        if not (found < 0).any():
            break
        bends.pop(int(found.argmin()))
    line = profile(overlaps, designs, fits)
    return Floor(float(line.estimate[0]), float(line.lower[0]), float(line.upper[0]))


def _design(overlaps: Overlaps, bends: list[int]) -> Stack:
    patterns = overlaps.patterns
    reached = [1 << i for i in range(len(overlaps.lists)) if overlaps.on(1 << i)]
    number = np.array([int(pattern).bit_count() for pattern in patterns])
    extra = np.maximum(number[:, None] - np.array(bends, dtype=int), 0)
    design = np.hstack([holds(patterns, (0, *reached)), extra]).astype(float)[None]
    alive = (patterns & ~sum(reached)) == 0
    return Stack(design, np.ones((1, design.shape[2]), dtype=bool), alive[None])
