"""Join the nodes of a component by the links that trials take."""

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

Numbers = NDArray[Any]


@njit(cache=True, nogil=True)
def labels_of_trials(
    edges: Numbers, accepted: Numbers, orders: Numbers, nodes: int, apart: Numbers
) -> Numbers:
    """The part of each node per trial, (t, nodes), by the part's first node.

    ``edges`` (e, 2) nodes; ``accepted`` (t, e) which links a trial takes, in the order of its row
    of ``orders`` (t, e), or in one order for all; ``apart`` (k, 2) nodes that never join.
    """
    labels = np.empty((accepted.shape[0], nodes), np.int32)
    parents = np.empty(nodes, np.int32)
    for trial in range(accepted.shape[0]):
        parents[:] = np.arange(nodes)
        for at in orders[trial % orders.shape[0]]:
            if accepted[trial, at]:
                _join(parents, _root(parents, edges[at, 0]), _root(parents, edges[at, 1]), apart)
        for node in range(nodes):
            labels[trial, node] = _root(parents, node)
    return labels


@njit(cache=True, nogil=True)
def links_of_trials(labels: Numbers, sizes: Numbers) -> Numbers:
    """Linked pairs of records per trial, those inside one node not counted.

    ``labels`` (t, n) as ``labels_of_trials`` gives them; ``sizes`` (n,) records per node.
    """
    found = np.zeros(labels.shape[0], np.int64)
    for trial in range(labels.shape[0]):
        records = np.zeros(sizes.shape[0], np.int64)
        for node in range(sizes.shape[0]):
            found[trial] += records[labels[trial, node]] * sizes[node]
            records[labels[trial, node]] += sizes[node]
    return found


@njit(cache=True, nogil=True)
def gains_of_trials(edges: Numbers, orders: Numbers, sizes: Numbers) -> Numbers:
    """Pairs of records that each link adds, (t, e), when a trial takes all in its order.

    ``orders`` (t, e) places in ``edges`` (e, 2); ``sizes`` (n,) records per node.
    """
    gains = np.zeros(orders.shape, np.int64)
    parents = np.empty(sizes.shape[0], np.int32)
    records = np.empty(sizes.shape[0], np.int64)
    for trial in range(orders.shape[0]):
        parents[:] = np.arange(sizes.shape[0])
        records[:] = sizes
        for step in range(orders.shape[1]):
            at = orders[trial, step]
            a, b = _root(parents, edges[at, 0]), _root(parents, edges[at, 1])
            if a != b:
                gains[trial, step] = records[a] * records[b]
                records[min(a, b)] = records[a] + records[b]
                parents[max(a, b)] = min(a, b)
    return gains


@njit(cache=True, nogil=True)
def _root(parents: Numbers, node: int) -> int:
    while parents[node] != node:
        parents[node] = parents[parents[node]]
        node = parents[node]
    return node


@njit(cache=True, nogil=True)
def _join(parents: Numbers, a: int, b: int, apart: Numbers) -> None:
    if a == b:
        return
    for pair in apart:
        x, y = _root(parents, pair[0]), _root(parents, pair[1])
        if (x == a and y == b) or (x == b and y == a):
            return
    parents[max(a, b)] = min(a, b)
