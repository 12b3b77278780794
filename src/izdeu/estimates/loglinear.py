"""Log-linear models of overlapping lists: fitted many at once, with profile intervals.

Bishop, Fienberg & Holland, Discrete Multivariate Analysis (1975), chapter 6. The people on each
pattern of lists are Poisson; the logarithm of their mean is a sum of the model's terms; the cell of
the people on no list has the intercept alone, so exp(intercept) estimates it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtri, digamma, gammaln

from izdeu.estimates.overlaps import Overlaps

Floats = NDArray[np.float64]
Model = tuple[int, ...]

ITERATIONS = 60
#: Relative change of the log-likelihood at which a fit has converged.
TOLERANCE = 1e-11
HALVINGS = 12
#: A linear predictor beyond this is a fitted count that cannot be told from none or from infinity.
STEEPEST = 40.0
#: An interval that is still open at this many times the documented people is called open.
FARTHEST = 1e6
PEAK_STEPS = 6
ROOT_STEPS = 40
ROOT_TOLERANCE = 1e-8


@dataclass(frozen=True, slots=True)
class Stack:
    """The designs of several models over one table, padded to the widest.

    ``design`` is (models, cells, columns); ``free`` (models, columns) says which columns are real;
    ``alive`` (models, cells) says which cells the model can fill: a term that nobody observed has
    its estimate at minus infinity, and the cells that hold it drop out (Chan, Silverman & Vincent
    2021, Multiple systems estimation for sparse capture data).
    """

    design: Floats
    free: NDArray[np.bool_]
    alive: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Fits:
    """Fitted models: coefficients, means per cell and the Poisson log-likelihood, per model."""

    coefficients: Floats
    means: Floats
    likelihood: Floats


@dataclass(frozen=True, slots=True)
class Profile:
    """Estimate and profile-likelihood interval of the number of people, per model."""

    estimate: Floats
    lower: Floats
    upper: Floats


def stack(overlaps: Overlaps, models: Sequence[Model], column: Floats | None = None) -> Stack:
    """Lay out the designs of ``models``, each a tuple of terms (bit patterns, 0 the intercept).

    ``column`` (cells,) is one more column for every model, after its terms: the last
    coefficient is its own.
    """
    alive = np.ones((len(models), len(overlaps.counts) - 1), dtype=bool)
    observed = {term for term in set().union(*models) if overlaps.on(term)}
    kept = [tuple(term for term in model if term in observed) for model in models]
    width = max(len(terms) for terms in kept)
    design = np.zeros((*alive.shape, width))
    free = np.zeros((len(models), width), dtype=bool)
    for m, (model, terms) in enumerate(zip(models, kept, strict=True)):
        free[m, : len(terms)] = True
        design[m, :, : len(terms)] = holds(overlaps.patterns, terms)
        dead = holds(overlaps.patterns, tuple(set(model) - set(terms)))
        alive[m] = ~dead.any(axis=1)
    if column is not None:
        added = np.broadcast_to(column[None, :, None], (*alive.shape, 1))
        design = np.concatenate([design, added], axis=2)
        free = np.concatenate([free, np.ones((len(models), 1), dtype=bool)], axis=1)
    return Stack(design, free, alive)


def holds(patterns: NDArray[np.int64], terms: Sequence[int]) -> NDArray[np.bool_]:
    """Say for each pattern (rows) and term (columns) whether the pattern has all its lists."""
    columns = np.array(terms, dtype=np.int64)
    return np.asarray((patterns[:, None] & columns) == columns)


def fit(designs: Stack, counts: Floats, start: Floats | None = None) -> Fits:
    """Fit every model by iteratively reweighted least squares, with halved steps where needed.

    ``counts`` is (cells,) or (models, cells). ``start`` are coefficients to begin from.
    """
    seen = np.where(designs.alive, counts, 0.0)
    coefficients = _first(designs, seen) if start is None else start
    means, likelihood = _judge(designs, seen, coefficients)
    for _ in range(ITERATIONS):
        step = _step(designs, seen, means)
        better = coefficients + step
        new_means, new = _judge(designs, seen, better)
        for _ in range(HALVINGS):
            worse = new < likelihood - 1e-9 * np.abs(likelihood)
            if not worse.any():
                break
            step = np.where(worse[:, None], step / 2, step)
            better = coefficients + step
            new_means, new = _judge(designs, seen, better)
        gain = new - likelihood
        coefficients, means, likelihood = better, new_means, new
        if np.all(np.abs(gain) <= TOLERANCE * (1 + np.abs(likelihood))):
            break
    return Fits(coefficients, means, likelihood - gammaln(seen + 1).sum(axis=1))


def profile(overlaps: Overlaps, designs: Stack, fits: Fits, confidence: float = 0.95) -> Profile:
    """Give each model's estimate of all people and its profile-likelihood interval.

    The likelihood is the multinomial one of the completed table, maximised over the model's
    parameters for each possible number on no list. A lower limit is never under the documented
    number; an upper limit is infinite where the likelihood stays flat.
    """
    people = overlaps.documented
    unseen = np.exp(np.minimum(fits.coefficients[:, 0], STEEPEST))
    curve = _Curve(designs, overlaps.cells, fits.coefficients)
    drop = float(chdtri(1, 1 - confidence)) / 2
    bottom, top = np.log(1e-4), np.log(FARTHEST * people)
    peak = curve.peak(np.clip(np.log(unseen), bottom, top), bottom, top)
    level = curve.height(peak) - drop
    low = curve.cross(level, peak, np.full_like(peak, bottom))
    high = curve.cross(level, peak, np.full_like(peak, top))
    lower = np.where(low <= bottom, 0.0, np.exp(low))
    upper = np.where(high >= top, np.inf, np.exp(high))
    return Profile(people + unseen, people + lower, people + upper)


class _Curve:
    """The profile log-likelihood of the models as a function of log(people on no list)."""

    def __init__(self, designs: Stack, cells: Floats, coefficients: Floats) -> None:
        models, _, width = designs.design.shape
        empty = np.zeros((models, 1, width))
        empty[:, 0, 0] = 1.0
        alive = np.concatenate([np.ones((models, 1), dtype=bool), designs.alive], axis=1)
        design = np.concatenate([empty, designs.design], axis=1)
        self.designs = Stack(design, designs.free, alive)
        self.cells = cells
        self.coefficients = coefficients

    def height(self, log_unseen: Floats) -> Floats:
        """The multinomial log-likelihood, up to what does not depend on the unseen."""
        height, _ = self._evaluate(log_unseen)
        return height

    def peak(self, guess: Floats, bottom: float, top: float) -> Floats:
        """Where the curve is highest: Newton steps on its slope from a good guess."""
        at = guess
        for _ in range(PEAK_STEPS):
            _, slope = self._evaluate(at)
            _, ahead = self._evaluate(at + 1e-3)
            bend = (ahead - slope) / 1e-3
            step = np.where(bend < 0, -slope / np.where(bend < 0, bend, -1.0), 0.0)
            at = np.clip(at + np.clip(step, -0.5, 0.5), bottom, top)
        return at

    def cross(self, level: Floats, inside: Floats, outside: Floats) -> Floats:
        """Where the curve falls to ``level`` between the peak and a far end.

        Regula falsi (Illinois) on the square root of the fall, which is almost straight.
        Returns the far end where the curve never falls that low.
        """
        near, far, open_ended = self._bracket(level, inside, outside)
        wanted = np.sqrt(np.maximum(self.height(inside) - level, 0.0))
        top = level + wanted**2
        value_near, value_far = (self._fall(at, top) - wanted for at in (near, far))
        done, found = open_ended, outside
        for _ in range(ROOT_STEPS):
            gap = value_far - value_near
            at = far - value_far * (far - near) / np.where(gap == 0, 1.0, gap)
            at = np.where(done, found, np.clip(at, np.minimum(near, far), np.maximum(near, far)))
            value = self._fall(at, top) - wanted
            found = at
            done = done | (np.abs(value) < ROOT_TOLERANCE) | (gap == 0)
            if done.all():
                break
            beyond = value > 0
            value_near = np.where(beyond, value_near / 2, value)
            value_far = np.where(beyond, value, value_far / 2)
            near, far = np.where(beyond, near, at), np.where(beyond, at, far)
        return found

    def _bracket(
        self, level: Floats, inside: Floats, outside: Floats
    ) -> tuple[Floats, Floats, NDArray[np.bool_]]:
        way = np.sign(outside - inside)
        near, reach = inside, np.full_like(inside, 0.25)
        far = inside
        for _ in range(12):
            far = np.where(way > 0, np.minimum(inside + reach, outside), 0.0)
            far = np.where(way > 0, far, np.maximum(inside - reach, outside))
            above = self.height(far) > level
            if not np.any(above & (far != outside)):
                return near, far, above
            near = np.where(above, far, near)
            reach = np.where(above, reach * 2, reach)
        return near, far, self.height(far) > level

    def _fall(self, at: Floats, top: Floats) -> Floats:
        return np.sqrt(np.maximum(top - self.height(at), 0.0))

    def _evaluate(self, log_unseen: Floats) -> tuple[Floats, Floats]:
        unseen = np.exp(log_unseen)
        counts = np.concatenate(
            [unseen[:, None], np.broadcast_to(self.cells, (len(unseen), len(self.cells)))], axis=1
        )
        found = fit(self.designs, counts, self.coefficients)
        self.coefficients = found.coefficients
        everybody = unseen + self.cells.sum()
        share = np.log(np.maximum(found.means, 1e-300) / everybody[:, None])
        seen = np.where(self.designs.alive, counts, 0.0)
        height = gammaln(everybody + 1) - gammaln(unseen + 1) + (seen * share).sum(axis=1)
        slope = unseen * (digamma(everybody + 1) - digamma(unseen + 1) + share[:, 0])
        return height, slope


def _first(designs: Stack, seen: Floats) -> Floats:
    means = np.where(designs.alive, seen + 0.5, 1.0)
    weights = np.where(designs.alive, means, 0.0)
    return _solve(designs, weights, np.log(means))


def _step(designs: Stack, seen: Floats, means: Floats) -> Floats:
    weights = np.where(designs.alive, np.maximum(means, 1e-12), 0.0)
    return _solve(designs, weights, (seen - means) / np.maximum(means, 1e-12))


def _solve(designs: Stack, weights: Floats, response: Floats) -> Floats:
    weighted = (designs.design * weights[:, :, None]).transpose(0, 2, 1)
    normal = weighted @ designs.design
    size = normal.shape[1]
    diagonal = np.arange(size)
    # A trace of ridge keeps a deficient model from stopping the others; it is refused later.
    scale = normal[:, diagonal, diagonal].max(axis=1, keepdims=True)
    normal[:, diagonal, diagonal] += np.where(designs.free, 1e-13 * scale + 1e-10, 1.0)
    right = weighted @ response[:, :, None]
    return np.asarray(np.linalg.solve(normal, right)[:, :, 0])


def _judge(designs: Stack, seen: Floats, coefficients: Floats) -> tuple[Floats, Floats]:
    predictor = (designs.design @ coefficients[:, :, None])[:, :, 0]
    predictor = np.clip(predictor, -STEEPEST, STEEPEST)
    means = np.where(designs.alive, np.exp(predictor), 0.0)
    return means, np.asarray((seen * predictor - means).sum(axis=1))
