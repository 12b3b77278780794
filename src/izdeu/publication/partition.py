"""Possible linkages of the people on record, drawn from every open pair of their mentions."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from statistics import fmean
from uuid import UUID

from izdeu.estimates.count import Partition
from izdeu.linkage import Judgement, Pair, draws
from izdeu.terms import Decision
from izdeu.tracing.queries import OpenLink

#: So many possible linkages are drawn for a count, from this seed: the same record, the same count.
DRAWS, SEED = 200, 20220105


def partitions(
    links: Iterable[OpenLink], apart: Iterable[tuple[UUID, UUID]], *, number: int = DRAWS
) -> Sequence[Partition]:
    """Draw possible linkages of people; in each only the groups of several people are given.

    What judgements joined is one person to begin with, and people judged different (``apart``) are
    one in no draw. All ``links`` enter with their own weight (of several between the same two
    people, the mean): the threshold from which somebody is asked or told is cautious on purpose,
    and would bias a count.
    """
    weights: dict[tuple[str, str], list[float]] = defaultdict(list)
    for link in links:
        one, other = sorted(map(str, link.people))
        weights[one, other].append(link.weight)
    pairs = tuple(Pair(a, b, fmean(some)) for (a, b), some in sorted(weights.items()))
    linked = {person for pair in weights for person in pair}
    between = (tuple(map(str, pair)) for pair in apart)
    judged = tuple(Judgement(a, b, Decision.DIFFERENT) for a, b in between if {a, b} <= linked)
    return _drawn(pairs, judged, number) if pairs else ()


# The same record is counted again and again, for each page and language.
@lru_cache(maxsize=8)
def _drawn(
    pairs: tuple[Pair, ...], judged: tuple[Judgement, ...], number: int
) -> tuple[Partition, ...]:
    return tuple(
        tuple(part for part in parts if len(part) > 1)
        for parts in draws(number, SEED, pairs, judged)
    )
