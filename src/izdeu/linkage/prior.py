"""The share of true pairs among all pairs of a table, found from the pairs' own weights."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

ROUNDS = 60


def settled(first: float, weights: NDArray[Any], counts: NDArray[Any], everything: float) -> float:
    """The share at which the probabilities of the pairs add up to it.

    ``weights`` (k,) are log2 Bayes factors without a prior, of ``counts`` (k,) pairs each;
    ``everything`` is the number of all pairs, those without a weight being none of one person.
    ``first`` is a guess that is worth two true pairs. Expectation and maximisation in turn, as
    Fellegi & Sunter's mixture is fitted (Winkler 1988), for the share alone.
    """
    prior = first
    for _ in range(ROUNDS):
        odds = prior / (1 - prior) * np.exp2(weights)
        matches = float(counts @ (odds / (1 + odds)))
        prior = float(np.clip((matches + 2) / (everything + 2 / first), 1e-12, 0.5))
    return prior
