"""People of a few unknown kinds, each found by the lists independently, with its own chances.

Manrique-Vallier 2016, Bayesian population size estimation using Dirichlet process mixtures,
Biometrics 72: a truncated stick-breaking mixture of independence models with flat priors on the
chances, Gamma(1/4, 1/4) on the concentration and 1/N on the number of people, by Gibbs sampling.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from izdeu.estimates.overlaps import Overlaps

Floats = NDArray[np.float64]

#: Most kinds of people; chains, rounds of each, and the share of them that is thrown away.
CLASSES, CHAINS, ROUNDS, BURNED = 10, 4, 12_000, 0.5
SEED = 20220105
#: Shown only under this potential scale reduction: beyond it the chains still disagree.
CONVERGED = 1.05
_SHAPE = _RATE = 0.25


@dataclass(frozen=True, slots=True)
class Classes:
    """Median and central 95 % of all people over the chains, and how well the chains agree."""

    median: float
    lower: float
    upper: float
    reduction: float
    """Split R-hat of the logarithm of the people on no list (Gelman et al. 2013, ch. 11)."""
    seed: int

    @property
    def converged(self) -> bool:
        """Whether the figures may be shown at all."""
        return self.reduction < CONVERGED


def classes(overlaps: Overlaps, *, rounds: int = ROUNDS, seed: int = SEED) -> Classes:
    """Sample the number of all people; equal seeds give equal figures."""
    unseen = _sampled(overlaps, rounds, np.random.default_rng(seed))[int(rounds * BURNED) :]
    people = overlaps.documented + unseen
    lower, median, upper = np.quantile(people, [0.025, 0.5, 0.975])
    return Classes(float(median), float(lower), float(upper), reduction(np.log1p(unseen)), seed)


def reduction(values: Floats) -> float:
    """Split R-hat of (rounds, chains): the spread of all against that within halves of chains."""
    half = len(values) // 2
    parts = np.concatenate([values[:half], values[half : 2 * half]], axis=1)
    within = float(parts.var(axis=0, ddof=1).mean())
    between = float(parts.mean(axis=0).var(ddof=1))
    if within == 0:
        return 1.0 if between == 0 else float("inf")
    return float(np.sqrt((half - 1) / half + between / within))


def _sampled(overlaps: Overlaps, rounds: int, rng: np.random.Generator) -> Floats:
    """The people on no list, (rounds, chains)."""
    lists = len(overlaps.lists)
    kept = np.flatnonzero(overlaps.cells)
    patterns, counts = overlaps.patterns[kept], overlaps.cells[kept].astype(np.int64)
    on = (patterns[:, None] >> np.arange(lists) & 1).astype(np.float64)
    chances = rng.uniform(size=(CHAINS, CLASSES, lists))
    shares = rng.dirichlet(np.ones(CLASSES), CHAINS)
    concentration = np.ones(CHAINS)
    found = np.empty((rounds, CHAINS))
    for number in range(rounds):
        unseen, of, listed = _allocated(on, counts, shares, chances, rng)
        chances = rng.beta(1 + listed, 1 + of[:, :, None] - listed).clip(1e-12, 1 - 1e-12)
        shares = _shares(of, concentration, rng)
        last = np.log(np.maximum(shares[:, -1], 1e-300))
        concentration = rng.gamma(_SHAPE - 1 + CLASSES, 1 / (_RATE - last))
        found[number] = unseen
    return found


def _allocated(
    on: Floats,
    counts: NDArray[np.int64],
    shares: Floats,
    chances: Floats,
    rng: np.random.Generator,
) -> tuple[NDArray[np.int64], Floats, Floats]:
    """People on no list, people of each kind, and how many of these are on each list."""
    missed = np.log1p(-chances)
    weights = np.log(np.maximum(shares, 1e-300)) + missed.sum(axis=2)
    nobody = np.exp(weights)
    unseen = rng.negative_binomial(counts.sum(), np.clip(1 - nobody.sum(axis=1), 1e-9, 1))
    kinds = weights[:, None, :] + np.einsum("xl,ckl->cxk", on, np.log(chances) - missed)
    kinds = np.exp(kinds - kinds.max(axis=2, keepdims=True))
    seen = rng.multinomial(counts, kinds / kinds.sum(axis=2, keepdims=True))
    absent = rng.multinomial(unseen, nobody / nobody.sum(axis=1, keepdims=True))
    return unseen, seen.sum(axis=1) + absent, np.einsum("cxk,xl->ckl", seen, on)


def _shares(of: Floats, concentration: Floats, rng: np.random.Generator) -> Floats:
    """The kinds' shares by breaking a stick; the last kind takes what is left."""
    later = of[:, ::-1].cumsum(axis=1)[:, ::-1] - of
    broken = rng.beta(1 + of, concentration[:, None] + later)
    broken[:, -1] = 1.0
    left = np.cumprod(np.concatenate([np.ones((len(of), 1)), 1 - broken[:, :-1]], axis=1), axis=1)
    return np.asarray(broken * left)
