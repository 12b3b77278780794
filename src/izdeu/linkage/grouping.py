"""Put the records of a whole table into clusters, by position."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from izdeu.linkage.cluster import Pair, cluster
from izdeu.linkage.kernels.entry import components

Numbers = NDArray[Any]


def group(
    records: int, a: Numbers, b: Numbers, weights: Numbers, threshold: float, twins: Numbers
) -> Numbers:
    """The cluster of each record (n,) int32, numbered in the order of their first records.

    Components in which every pair is a link need no further look; in the others ``cluster``
    decides, so that weak links do not chain.
    """
    twin = np.zeros(records, bool)
    twin[twins[:, 0]] = True
    links = weights >= threshold
    stars = (twin[a] | twin[b]) & links
    links &= ~stars
    labels = _grouped(records, a[links], b[links], weights[links], threshold)
    member = np.where(twin[a[stars]], a[stars], b[stars])
    labels[member] = labels[np.where(twin[a[stars]], b[stars], a[stars])]
    return _renumbered(labels)


def _grouped(records: int, a: Numbers, b: Numbers, weights: Numbers, threshold: float) -> Numbers:
    component = np.empty(records, np.int32)
    components(a.astype(np.int32, copy=False), b.astype(np.int32, copy=False), component)
    chosen = _chained(component, a)
    return _divided(component, a[chosen], b[chosen], weights[chosen], threshold)


def _chained(component: Numbers, a: Numbers) -> Numbers:
    """Which links, by one of their ends, belong to a component that has not all of its links."""
    there, own, edges = np.unique(component[a], return_inverse=True, return_counts=True)
    sizes = np.bincount(component)[there].astype(np.float64)
    return np.asarray((edges < sizes * (sizes - 1) / 2)[own])


def _divided(
    labels: Numbers, a: Numbers, b: Numbers, weights: Numbers, threshold: float
) -> Numbers:
    """Give the records of chained components the clusters that their links allow."""
    free = int(labels.max(initial=-1)) + 1
    order = np.argsort(labels[a], kind="stable")
    edges = np.flatnonzero(np.diff(labels[a][order])) + 1
    for chosen in np.split(order, edges) if len(order) else []:
        for part in _clusters(a[chosen], b[chosen], weights[chosen], threshold):
            labels[part] = free
            free += 1
    return labels


def _clusters(a: Numbers, b: Numbers, weights: Numbers, threshold: float) -> list[Sequence[int]]:
    pairs = [
        Pair(f"{x:012}", f"{y:012}", float(weight))
        for x, y, weight in zip(a, b, weights, strict=True)
    ]
    return [[int(record) for record in one.records] for one in cluster(pairs, threshold=threshold)]


def _renumbered(labels: Numbers) -> Numbers:
    place = np.arange(len(labels), dtype=np.int32)
    first = np.empty(int(labels.max(initial=-1)) + 1, np.int32)
    # Of several writes to one place the last one stays.
    first[labels[::-1]] = place[::-1]
    own = first[labels]
    rank = np.cumsum(own == place, dtype=np.int32) - 1
    return rank[own]
