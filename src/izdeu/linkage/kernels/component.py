"""Connected components of a graph given by its edges."""

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

Numbers = NDArray[Any]


@njit(cache=True, nogil=True)
def components(nodes: int, a: Numbers, b: Numbers) -> Numbers:
    """For each node the least node it is connected with (n,) int64; the edges are a[i]–b[i].

    Union–find with path halving (Tarjan and van Leeuwen 1984).
    """
    root = np.arange(nodes)
    for at in range(a.shape[0]):
        x, y = a[at], b[at]
        while root[x] != x:
            root[x] = root[root[x]]
            x = root[x]
        while root[y] != y:
            root[y] = root[root[y]]
            y = root[y]
        if x < y:
            root[y] = x
        else:
            root[x] = y
    for node in range(nodes):
        root[node] = root[root[node]]
    return root
