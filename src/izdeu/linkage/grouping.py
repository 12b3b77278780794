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
    """The cluster of each record (n,) int64, numbered in the order of their first records.

    Components in which every pair is a link need no further look; in the others ``cluster``
    decides, so that weak links do not chain.
    """
    twin = np.zeros(records, bool)
    twin[twins[:, 0]] = True
    stars = (twin[a] | twin[b]) & (weights >= threshold)
    labels = _grouped(records, a[~stars], b[~stars], weights[~stars], threshold)
    member = np.where(twin[a[stars]], a[stars], b[stars])
    labels[member] = labels[np.where(twin[a[stars]], b[stars], a[stars])]
    return _renumbered(labels)


def _grouped(records: int, a: Numbers, b: Numbers, weights: Numbers, threshold: float) -> Numbers:
    linked = weights >= threshold
    a, b, weights = a[linked], b[linked], weights[linked]
    component = np.empty(records, np.int64)
    components(a.astype(np.int64), b.astype(np.int64), component)
    sizes = np.bincount(component, minlength=records)
    edges = np.bincount(component[a], minlength=records)
    open_ones = edges < sizes * (sizes - 1) // 2
    chosen = open_ones[component[a]]
    return _divided(component, a[chosen], b[chosen], weights[chosen], threshold)


def _divided(
    labels: Numbers, a: Numbers, b: Numbers, weights: Numbers, threshold: float
) -> Numbers:
    """Give the records of chained components the clusters that their links allow."""
    labels = labels.copy()
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
    _, first, numbers = np.unique(labels, return_index=True, return_inverse=True)
    rank = np.empty(len(first), np.int64)
    rank[np.argsort(first)] = np.arange(len(first))
    return np.asarray(rank[numbers])
