"""Decomposable graphs: which lists depend on which, so that the likelihood has a closed form.

Madigan & York 1997, Bayesian methods for estimation of the size of a closed population; Lauritzen,
Graphical Models (1996), chapter 2.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations


@dataclass(frozen=True, slots=True)
class Graph:
    """A decomposable graph as its cliques and separators, each a bit pattern of lists."""

    cliques: tuple[int, ...]
    separators: tuple[int, ...]


@cache
def decomposable(lists: int) -> tuple[Graph, ...]:
    """Every decomposable graph on so many lists: 2, 8, 61 and 822 for two to five."""
    pairs = list(combinations(range(lists), 2))
    graphs = (
        _graph(lists, {p for i, p in enumerate(pairs) if s >> i & 1})
        for s in range(1 << len(pairs))
    )
    return tuple(graph for graph in graphs if graph is not None)


def _graph(lists: int, edges: set[tuple[int, int]]) -> Graph | None:
    """Cliques and separators by maximum cardinality search; ``None`` if not decomposable."""
    beside = {i: sum(1 << (a + b - i) for a, b in edges if i in (a, b)) for i in range(lists)}
    cliques: list[int] = []
    separators: list[int] = []
    visited = before = 0
    for node in _by_cardinality(beside):
        earlier = beside[node] & visited
        if not _complete(earlier, beside):
            return None
        if earlier.bit_count() > before or not cliques:
            cliques = [*cliques[:-1], earlier | 1 << node]
        else:
            cliques.append(earlier | 1 << node)
            separators.append(earlier)
        visited |= 1 << node
        before = earlier.bit_count()
    return Graph(tuple(cliques), tuple(separators))


def _by_cardinality(beside: Mapping[int, int]) -> Iterator[int]:
    visited, left = 0, set(beside)
    while left:
        node = max(sorted(left), key=lambda i: (beside[i] & visited).bit_count())
        yield node
        left.remove(node)
        visited |= 1 << node


def _complete(nodes: int, beside: Mapping[int, int]) -> bool:
    return all(nodes & ~beside[i] == 1 << i for i in beside if nodes >> i & 1)
