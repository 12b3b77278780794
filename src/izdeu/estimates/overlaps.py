"""Who stands on which lists: the table from which everything else is estimated."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

#: More lists make more cells than a documentation team can fill: 2**10 - 1 already.
MOST_LISTS = 10


class UnreadableTable(ValueError):
    """The table cannot be used as it stands; the message names the place and what to change."""


@dataclass(frozen=True, slots=True)
class Overlaps:
    """How many people stand on exactly which lists.

    ``counts[pattern]`` is the number of people whose lists are the bits set in ``pattern`` (bit i
    is ``lists[i]``). ``counts[0]``, the people on no list, is always 0: nobody observed them.
    """

    lists: tuple[str, ...]
    counts: tuple[int, ...]

    @property
    def documented(self) -> int:
        """People on at least one list."""
        return sum(self.counts)

    @property
    def cells(self) -> NDArray[np.float64]:
        """Counts of the observable patterns 1 … 2**k - 1 as floats."""
        return np.array(self.counts[1:], dtype=np.float64)

    @property
    def patterns(self) -> NDArray[np.int64]:
        """The observable patterns 1 … 2**k - 1 in the order of ``cells``."""
        return np.arange(1, len(self.counts))

    def on(self, term: int) -> int:
        """People on every list of ``term`` (a bit pattern), whatever else they are on."""
        return sum(count for pattern, count in enumerate(self.counts) if pattern & term == term)

    def on_exactly(self, number: int) -> int:
        """People on exactly ``number`` lists."""
        return sum(c for pattern, c in enumerate(self.counts) if pattern.bit_count() == number)

    def sizes(self) -> dict[str, int]:
        """People on each list."""
        return {name: self.on(1 << i) for i, name in enumerate(self.lists)}

    def without_overlap(self) -> tuple[str, ...]:
        """Lists that share nobody with any other list, empty lists included."""
        return tuple(
            name for i, name in enumerate(self.lists) if self.on(1 << i) == self.counts[1 << i]
        )


def count_patterns(lists: Sequence[str], people: Iterable[Iterable[str]]) -> Overlaps:
    """Count people, each given as the names of the lists they are on, into a table.

    Raises ``KeyError`` for a list that is not among ``lists`` and ``UnreadableTable`` for a person
    on no list: such a person was not documented by any of them.
    """
    bit = {name: 1 << i for i, name in enumerate(lists)}
    counts = [0] * (1 << len(lists))
    for names in people:
        counts[sum({bit[name] for name in names})] += 1
    if counts[0]:
        raise UnreadableTable("a person on none of the lists cannot stand in a table of overlaps")
    return Overlaps(tuple(lists), tuple(counts))


def merge_copies(overlaps: Overlaps, origins: Mapping[str, str]) -> Overlaps:
    """Join the lists that share an origin: sources that copy one another count once.

    ``origins`` gives the origin of each list that has one; a list that is not in it stands alone.
    """
    names = list(dict.fromkeys(origins.get(name, name) for name in overlaps.lists))
    place = [names.index(origins.get(name, name)) for name in overlaps.lists]
    counts = [0] * (1 << len(names))
    for pattern, count in enumerate(overlaps.counts):
        counts[_moved(pattern, place)] += count
    return Overlaps(tuple(names), tuple(counts))


def same_lists(overlaps: Overlaps) -> dict[str, str]:
    """Lists that name exactly the same people, each with the first of its kind as origin."""
    origins: dict[str, str] = {}
    for i, first in enumerate(overlaps.lists):
        for j, second in enumerate(overlaps.lists[:i]):
            both = overlaps.on(1 << i | 1 << j)
            if both and both == overlaps.on(1 << i) == overlaps.on(1 << j):
                origins[first] = origins.get(second, second)
                break
    return origins


def contained_lists(overlaps: Overlaps) -> list[tuple[str, str]]:
    """Pairs (inner, outer) where everybody on the inner list is on the outer one too."""
    found = []
    for i, inner in enumerate(overlaps.lists):
        for j, outer in enumerate(overlaps.lists):
            size = overlaps.on(1 << i)
            if i != j and size and size == overlaps.on(1 << i | 1 << j) < overlaps.on(1 << j):
                found.append((inner, outer))
    return found


def leave_out(overlaps: Overlaps, position: int) -> tuple[Overlaps, int]:
    """Keep only the people on one list, as the other lists see them, and that list's true size.

    This is the check of internal consistency: the list is a population of known size.
    """
    others = [i for i in range(len(overlaps.lists)) if i != position]
    counts = [0] * (1 << len(others))
    size = overlaps.on(1 << position)
    for pattern, count in enumerate(overlaps.counts):
        if pattern >> position & 1:
            counts[sum(1 << j for j, i in enumerate(others) if pattern >> i & 1)] += count
    counts[0] = 0
    return Overlaps(tuple(overlaps.lists[i] for i in others), tuple(counts)), size


def _moved(pattern: int, place: Sequence[int]) -> int:
    moved = 0
    for i, to in enumerate(place):
        if pattern >> i & 1:
            moved |= 1 << to
    return moved
