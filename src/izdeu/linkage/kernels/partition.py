"""Join the nodes of a component by the links that trials take."""

from collections.abc import Iterator
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
def gains_of_trials(edges: Numbers, orders: Numbers, weights: Numbers, nodes: int) -> Numbers:
    """What comes together with each link, (t, e), when a trial takes all in its order.

    ``orders`` (t, e) places in ``edges`` (e, 2); ``weights`` (e,) what an edge counts where its two
    nodes first come into one part. Of two parts the smaller is renamed, so that a trial costs the
    edges times the logarithm of the nodes.
    """
    gains = np.zeros(orders.shape, np.int64)
    starts, around = _around(edges, nodes)
    for trial in range(orders.shape[0]):
        labels, following = np.arange(nodes), np.arange(nodes)
        sizes = np.ones(nodes, np.int64)
        for step in range(orders.shape[1]):
            kept, lost = edges[orders[trial, step]]
            if sizes[labels[kept]] < sizes[labels[lost]]:
                kept, lost = lost, kept
            label = labels[kept]
            if labels[lost] != label:
                sizes[label] += sizes[labels[lost]]
                for node in _ring(following, lost):
                    for at in around[starts[node] : starts[node + 1]]:
                        if labels[edges[at, 0] + edges[at, 1] - node] == label:
                            gains[trial, step] += weights[at]
                for node in _ring(following, lost):
                    labels[node] = label
                following[kept], following[lost] = following[lost], following[kept]
    return gains


@njit(cache=True, nogil=True)
def _around(edges: Numbers, nodes: int) -> tuple[Numbers, Numbers]:
    """Where the edges of each node start, (n + 1,), and the places of the edges, (2e,)."""
    ends = edges.ravel()
    starts = np.zeros(nodes + 1, np.int64)
    starts[1:] = np.bincount(ends, minlength=nodes).cumsum()
    return starts, ends.argsort(kind="mergesort") // 2


@njit(cache=True, nogil=True)
def _ring(following: Numbers, first: int) -> Iterator[int]:
    """The nodes of a part, which follow one another in a ring."""
    node = first
    while True:
        yield node
        node = following[node]
        if node == first:
            return


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
