"""Averaging over decomposable graphs of dependence between lists.

Madigan & York 1997, Bayesian methods for estimation of the size of a closed population,
Biometrika 84, with the prior on cells and on the number of people that Johndrow, Lum & Ball use for
casualty lists: a hyper-Dirichlet with weight one over all 2**k cells, and 1 over the number.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

from izdeu.estimates.graph import Graph, decomposable
from izdeu.estimates.overlaps import Overlaps

Floats = NDArray[np.float64]
LogPrior = Callable[[Floats], Floats]

#: Fewest and most lists for which all graphs are averaged: 8, 61 and 822 of them.
FEWEST, MOST = 3, 5
#: The grid of people on no list runs to so many times the documented, in at most so many points.
REACH = 30
POINTS = 150_000
#: Graphs this far (in natural logarithms) under the best are left out of the average.
NEGLIGIBLE = 20.0


class NoAverage(ValueError):
    """Averaging is done for three to five lists only."""


@dataclass(frozen=True, slots=True)
class GraphLine:
    """One graph's share of the average and its own estimate of all people.

    ``estimate`` has the least expected relative squared error (Madigan & York 1997).
    """

    graph: Graph
    weight: float
    estimate: float
    mode: int


@dataclass(frozen=True, slots=True)
class Average:
    """The average over graphs: median and equal-tailed interval of all people, and the mode.

    ``edge`` is the posterior probability within the last tenth of the grid: where it is not small,
    the data give no upper limit. ``step`` is the distance of the grid's points.
    """

    median: int
    lower: int
    upper: int
    mode: int
    edge: float
    step: int
    lines: tuple[GraphLine, ...]


def inverse(people: Floats) -> Floats:
    """The prior that is 1 over the number of people, as a logarithm."""
    return -np.log(people)


def average(
    overlaps: Overlaps,
    *,
    weight: float | None = None,
    log_prior: LogPrior = inverse,
    unseen: Floats | None = None,
    credibility: float = 0.95,
) -> Average:
    """Average over every decomposable graph.

    ``weight`` is the prior's weight per cell (2**-k unless given), ``unseen`` the grid of people on
    no list (1 to 30 times the documented unless given). Raises ``NoAverage`` outside 3–5 lists.
    """
    lists = len(overlaps.lists)
    if not FEWEST <= lists <= MOST:
        raise NoAverage(f"averaging takes {FEWEST} to {MOST} lists, not {lists}")
    grid = _grid(overlaps.documented) if unseen is None else unseen
    margins = _margins(overlaps, grid, 2.0**-lists if weight is None else weight)
    people = overlaps.documented + grid
    common = gammaln(people + 1) - gammaln(grid + 1) + log_prior(people) - margins[0]
    posterior, lines = _mix(decomposable(lists), margins, common, people)
    below = np.cumsum(posterior)
    tail = (1 - credibility) / 2
    median, lower, upper = (
        int(people[np.searchsorted(below, share)]) for share in (0.5, tail, 1 - tail)
    )
    return Average(
        median=median,
        lower=lower,
        upper=upper,
        mode=int(people[posterior.argmax()]),
        edge=float(posterior[-max(1, len(grid) // 10) :].sum()),
        step=int(grid[1] - grid[0]),
        lines=lines,
    )


def _grid(documented: int) -> Floats:
    reach = REACH * max(documented, 1)
    step = math.ceil(reach / POINTS)
    # From 1, not 0: a complete graph's density has a spike at nobody, which says only its prior.
    return np.arange(float(step), reach + 1, step)


def _margins(overlaps: Overlaps, grid: Floats, weight: float) -> Floats:
    """Log marginal likelihood of each subset's marginal table, (subsets, grid)."""
    size = len(overlaps.counts)
    margins = np.empty((size, len(grid)))
    for subset in range(size):
        counts: dict[int, int] = {}
        for pattern, count in enumerate(overlaps.counts):
            counts[pattern & subset] = counts.get(pattern & subset, 0) + count
        share = weight * size / len(counts)
        rest = sum(gammaln(c + share) - gammaln(share) for cell, c in counts.items() if cell)
        margins[subset] = rest + gammaln(counts[0] + grid + share) - gammaln(share)
    return margins


def _signs(graphs: tuple[Graph, ...], size: int) -> Floats:
    signs = np.zeros((len(graphs), size))
    for row, graph in zip(signs, graphs, strict=True):
        np.add.at(row, list(graph.cliques), 1.0)
        np.subtract.at(row, list(graph.separators), 1.0)
    return signs


def _mix(
    graphs: tuple[Graph, ...], margins: Floats, common: Floats, people: Floats
) -> tuple[Floats, tuple[GraphLine, ...]]:
    """The posterior over the grid, and the graphs that matter, heaviest first."""
    signs = _signs(graphs, len(margins))
    thin = np.unique(np.geomspace(1, len(common), min(len(common), 400)).astype(int) - 1)
    highest = (signs @ margins[:, thin] + common[thin]).max(axis=1)
    total = np.zeros(len(common))
    lines = []
    for i in np.flatnonzero(highest > highest.max() - NEGLIGIBLE):
        # Most subsets are in no clique of a graph; reading only the others is several times faster.
        used = np.flatnonzero(signs[i])
        density = np.exp(signs[i, used] @ margins[used] + common - highest.max())
        lines.append(_line(graphs[i], density, people))
        total += density
    mass = total.sum()
    lines = [replace(line, weight=line.weight / mass) for line in lines]
    return total / mass, tuple(sorted(lines, key=lambda line: -line.weight))


def _line(graph: Graph, density: Floats, people: Floats) -> GraphLine:
    estimate = float((density / people).sum() / (density / people**2).sum())
    return GraphLine(graph, float(density.sum()), estimate, int(people[density.argmax()]))
