"""Sample whole partitions of the records into people, for counting under uncertainty.

Each candidate pair is a link with its own probability; in a ring of pairs the others would join a
pair too, so that in every connected component the odds are tilted until the expected number of
candidate pairs in one part is the sum of their probabilities. Of two records that no pair was given
for, nothing is said: they come together as far as the pairs between them do. Counting takes all
candidate pairs: the cautious threshold at which a person is asked or a cluster is joined must not
be put before it.
"""

import itertools
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from izdeu.linkage.cluster import Groups, Judgement, Pair
from izdeu.linkage.model import probability

Floats = NDArray[np.float64]

#: Trial partitions per component while its tilt is looked for: what is left of chance is well
#: below that of some hundred draws.
TRIALS = 1000
#: Halvings of the interval, and how far it reaches.
HALVINGS, WIDEST_TILT = 18, 24.0
#: Up to so many candidate pairs every subset of them is looked at instead.
EXACT_EDGES = 10
#: Chances are not told apart below this.
LEAST = 2.0**-200
#: So many partitions are drawn at once.
BLOCK = 200


@dataclass(frozen=True, slots=True)
class _Component:
    """Records that candidate pairs connect, by position; judged groups are already one."""

    size: int
    edges: tuple[tuple[int, int], ...]
    counts: tuple[int, ...]
    """Pairs of records that each edge speaks for."""
    odds: tuple[float, ...]
    apart: frozenset[tuple[int, int]]
    wanted: float
    """The sum of the pair probabilities."""
    records: tuple[tuple[str, ...], ...]


def draws(
    n: int, seed: int, pairs: Iterable[Pair], judgements: Iterable[Judgement] = ()
) -> Iterator[tuple[tuple[str, ...], ...]]:
    """Yield ``n`` partitions of the records that the pairs and judgements speak of.

    A "same" holds in every one and a "different" in none; expected links (given pairs whose records
    stand in one part) equal the sum of the pair probabilities. Equal seeds give equal draws.
    """
    components = _components(list(pairs), list(judgements))
    tilts = [_tilt(c, np.random.default_rng([seed, 1, i])) for i, c in enumerate(components)]
    chances = [np.random.default_rng([seed, 2, i]) for i in range(len(components))]
    for size in (min(BLOCK, n - first) for first in range(0, n, BLOCK)):
        sampled = [
            _partitions(one, tilt, rng, size)
            for one, tilt, rng in zip(components, tilts, chances, strict=True)
        ]
        for number in range(size):
            yield tuple(itertools.chain.from_iterable(one[number] for one in sampled))


def expected_links(pairs: Iterable[Pair], judgements: Iterable[Judgement] = ()) -> float:
    """The sum of the probabilities of the pairs that no judgement has decided.

    Between judged groups, pairs that were not given weigh as those that were.
    """
    return sum(c.wanted for c in _components(list(pairs), list(judgements)))


def _components(pairs: Sequence[Pair], judgements: Sequence[Judgement]) -> list[_Component]:
    judged = Groups(judgements)
    weights = _between(pairs, judged)
    joined = Groups()
    ends = [(p.a, p.b) for p in pairs] + [(j.a, j.b) for j in judgements]
    for root in {judged.find(record) for end in ends for record in end}:
        joined.find(root)
    for a, b in weights:
        joined.join(a, b)
    inside: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for a, b in weights:
        inside[joined.find(a)].append((a, b))
    return [
        _component(sorted(nodes), inside[root], weights, judged)
        for root, nodes in sorted(joined.members.items())
    ]


def _between(pairs: Sequence[Pair], judged: Groups) -> dict[tuple[str, str], list[float]]:
    """Weights of the undecided pairs between judged groups."""
    weights: dict[tuple[str, str], list[float]] = defaultdict(list)
    for a, b, weight in pairs:
        first, second = sorted((judged.find(a), judged.find(b)))
        if first != second and not judged.apart(first, second):
            weights[first, second].append(weight)
    return weights


def _component(
    nodes: list[str],
    edges: list[tuple[str, str]],
    weights: dict[tuple[str, str], list[float]],
    judged: Groups,
) -> _Component:
    place = {node: i for i, node in enumerate(nodes)}
    members = [tuple(sorted(judged.members[node])) for node in nodes]
    counts = tuple(len(members[place[a]]) * len(members[place[b]]) for a, b in edges)
    apart = [(place[a], place[b]) for a in nodes for b in nodes if a < b and judged.apart(a, b)]
    return _Component(
        size=len(nodes),
        edges=tuple((place[a], place[b]) for a, b in edges),
        counts=counts,
        odds=tuple(_odds(weights[edge]) for edge in edges),
        apart=frozenset(apart),
        wanted=sum(
            fmean(map(probability, weights[edge])) * count
            for edge, count in zip(edges, counts, strict=True)
        ),
        records=tuple(members),
    )


def _odds(weights: Sequence[float]) -> float:
    """The log2 odds of the mean probability.

    Those whom a judgement joined are linked to others together: what is said of some of their
    pairs is said of all.
    """
    linked, apart = (fmean(probability(sign * one) for one in weights) for sign in (1, -1))
    return math.log2(max(linked, LEAST)) - math.log2(max(apart, LEAST))


def _tilt(component: _Component, rng: np.random.Generator) -> float:
    """What is added to the log2 odds so that expected links are what the probabilities sum to.

    Where no ring of pairs joins what another pair leaves apart, nothing need be added.
    """
    if not component.edges or (not component.apart and len(component.edges) < component.size):
        return 0.0
    if component.apart:
        return _halved(component, _by_trial(component, rng))
    if len(component.edges) <= EXACT_EDGES:
        return _halved(component, _exact(component))
    return _at_once(component, rng)


def _halved(component: _Component, expected: Callable[[float], float]) -> float:
    low, high = -WIDEST_TILT, WIDEST_TILT
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if expected(middle) > component.wanted else (middle, high)
    return (low + high) / 2


def _at_once(component: _Component, rng: np.random.Generator) -> float:
    """The tilt where all trials together come to the wanted links.

    In each trial a link is taken from some tilt on. Taken in that order, as Kruskal 1956 takes
    edges, the links tell at once how many pairs every tilt joins.
    """
    from izdeu.linkage.kernels.partition import gains_of_trials

    drawn = rng.random((TRIALS, len(component.edges)))
    taken_from = np.log2(drawn) - np.log2(1 - drawn) - np.asarray(component.odds)
    orders = taken_from.argsort(axis=1)
    edges, counts = (np.asarray(one, np.int64) for one in (component.edges, component.counts))
    gains = gains_of_trials(edges, orders, counts, component.size)
    joining = gains > 0
    starts = np.take_along_axis(taken_from, orders, axis=1)[joining]
    ranked = starts.argsort()
    reached = gains[joining][ranked].cumsum()
    at = min(int(np.searchsorted(reached, component.wanted * TRIALS)), len(reached) - 1)
    return float(np.clip(starts[ranked[at]], -WIDEST_TILT, WIDEST_TILT))


def _exact(component: _Component) -> Callable[[float], float]:
    """Expected links under a tilt, over every subset of the candidate pairs."""
    subsets = np.arange(1 << len(component.edges))
    taken = (subsets[:, None] >> np.arange(len(component.edges)) & 1).astype(bool)
    links = _links(component, taken, _in_turn(component))

    def expected(tilt: float) -> float:
        chance = _chances(component, tilt)
        return float(np.where(taken, chance, 1 - chance).prod(axis=1) @ links)

    return expected


def _by_trial(component: _Component, rng: np.random.Generator) -> Callable[[float], float]:
    """Expected links under a tilt, over the same random trials for every tilt."""
    drawn = rng.random((TRIALS, len(component.edges)))
    orders = rng.random(drawn.shape).argsort(axis=1)
    return lambda tilt: float(_links(component, drawn < _chances(component, tilt), orders).mean())


def _chances(component: _Component, tilt: float) -> Floats:
    return np.asarray(1 / (1 + np.exp2(-(np.asarray(component.odds) + tilt))))


def _in_turn(component: _Component) -> NDArray[np.int64]:
    """One order for all trials: without people judged apart, none changes what is joined."""
    return np.arange(len(component.edges))[None, :]


def _links(
    component: _Component, accepted: NDArray[np.bool_], orders: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Given pairs of records that come to stand in one part, by trial."""
    first, second = np.asarray(component.edges).T
    labels = _labels(component, accepted, orders)
    together = labels[:, first] == labels[:, second]
    return np.asarray(together @ np.asarray(component.counts))


def _labels(
    component: _Component, accepted: NDArray[np.bool_], orders: NDArray[np.int64]
) -> NDArray[np.int32]:
    from izdeu.linkage.kernels.partition import labels_of_trials

    pairs = (component.edges, sorted(component.apart))
    edges, apart = (np.array(some, np.int64).reshape(-1, 2) for some in pairs)
    return np.asarray(labels_of_trials(edges, accepted, orders, component.size, apart))


def _partitions(
    component: _Component, tilt: float, rng: np.random.Generator, n: int
) -> list[tuple[tuple[str, ...], ...]]:
    """So many random partitions of a component; equal ones are one and the same."""
    drawn = rng.random((n, 2, len(component.edges)))
    accepted = drawn[:, 0] < _chances(component, tilt)
    orders = drawn[:, 1].argsort(axis=1) if component.apart else _in_turn(component)
    known: dict[bytes, tuple[tuple[str, ...], ...]] = {}
    found = []
    for labels in _labels(component, accepted, orders):
        key = labels.tobytes()
        if key not in known:
            known[key] = tuple(_parts(component, labels))
        found.append(known[key])
    return found


def _parts(component: _Component, labels: NDArray[np.int32]) -> Iterator[tuple[str, ...]]:
    parts: dict[int, list[str]] = defaultdict(list)
    for label, members in zip(labels.tolist(), component.records, strict=True):
        parts[label] += members
    for part in parts.values():
        yield tuple(sorted(part))
