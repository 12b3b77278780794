"""Count the links of many trial partitions."""

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

Numbers = NDArray[Any]


@njit(cache=True, nogil=True)
def links_of_trials(
    edges: Numbers, accepted: Numbers, orders: Numbers, sizes: Numbers, apart: Numbers
) -> Numbers:
    """Linked pairs of records per trial, those inside one not counted.

    ``edges`` (e, 2) nodes; ``accepted`` (t, e) which links a trial takes, in the order of its row
    of ``orders`` (t, e); ``sizes`` (n,) records per node; ``apart`` (n, n) nodes that never join.
    """
    found = np.zeros(accepted.shape[0], np.int64)
    labels = np.empty(sizes.shape[0], np.int64)
    for trial in range(accepted.shape[0]):
        for node in range(labels.shape[0]):
            labels[node] = node
        for at in orders[trial]:
            if accepted[trial, at]:
                _join(labels, labels[edges[at, 0]], labels[edges[at, 1]], apart)
        found[trial] = _links(labels, sizes)
    return found


@njit(cache=True, nogil=True)
def _join(labels: Numbers, a: int, b: int, apart: Numbers) -> None:
    if a == b:
        return
    for x in range(labels.shape[0]):
        if labels[x] == a:
            for y in range(labels.shape[0]):
                if labels[y] == b and apart[x, y]:
                    return
    for x in range(labels.shape[0]):
        if labels[x] == b:
            labels[x] = a


@njit(cache=True, nogil=True)
def _links(labels: Numbers, sizes: Numbers) -> int:
    total = 0
    for x in range(labels.shape[0]):
        for y in range(x):
            if labels[x] == labels[y]:
                total += sizes[x] * sizes[y]
    return total
