"""Connected components of a graph given by its edges."""

from typing import Any

from numba import njit
from numpy.typing import NDArray

Numbers = NDArray[Any]


@njit(nogil=True)
def components(a: Numbers, b: Numbers, root: Numbers) -> None:
    """Write for each node the least node it is connected with (n,) int32; the edges are a[i]–b[i].

    Union–find with path halving (Tarjan and van Leeuwen 1984).
    """
    for node in range(root.shape[0]):
        root[node] = node
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
    for node in range(root.shape[0]):
        root[node] = root[root[node]]
