"""Hierarchical log-linear models: which there are, their names, and how the search is limited."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

Model = tuple[int, ...]


def independence(lists: int) -> Model:
    """The model without any dependence between lists: the intercept and one term per list."""
    return (0, *(1 << i for i in range(lists)))


def every_model(lists: int) -> list[Model]:
    """All hierarchical models but the saturated one: 1, 8 and 113 for two, three and four lists.

    A model is the tuple of its terms; a term is the bit pattern of its lists.
    """
    found = {frozenset[int]()}
    layer = set(found)
    while layer:
        larger = {model | {term} for model in layer for term in addable(model, lists)}
        layer = larger - found
        found |= layer
    return [closed(model, lists) for model in sorted(found, key=lambda m: (len(m), sorted(m)))]


def addable(interactions: Iterable[int], lists: int, order: int = 0) -> Iterator[int]:
    """Interactions of at most ``order`` lists (0: all but the last) that keep it hierarchical."""
    present = set(interactions)
    for size in range(2, (order or lists - 1) + 1):
        for members in combinations(range(lists), size):
            term = sum(1 << i for i in members)
            if term not in present and all(s in present for s in _parts(term) if s.bit_count() > 1):
                yield term


def closed(interactions: Iterable[int], lists: int) -> Model:
    """The model with these interactions, terms in a fixed order."""
    return independence(lists) + tuple(sorted(interactions, key=lambda t: (t.bit_count(), t)))


def interactions(model: Model) -> Model:
    """The terms of two and more lists."""
    return tuple(term for term in model if term.bit_count() > 1)


def name(model: Model) -> str:
    """The model's largest terms with lists as numbers from 1, as ``[123,14,34]``."""
    largest = [t for t in model if t and not any(t != u and t & u == t for u in model)]
    mark = "." if max(model).bit_length() > 9 else ""
    places = sorted([i + 1 for i in range(t.bit_length()) if t >> i & 1] for t in largest)
    return "[" + ",".join(mark.join(map(str, place)) for place in places) + "]"


def words(term: int, lists: Sequence[str]) -> str:
    """A term as the names of its lists joined by colons."""
    return ":".join(name for i, name in enumerate(lists) if term >> i & 1)


def _parts(term: int) -> Iterator[int]:
    return (term & ~(1 << i) for i in range(term.bit_length()) if term >> i & 1)
