"""Lists of the record as captures of one population: their overlaps, and what they allow to say."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from izdeu.estimates.count import Partition
from izdeu.estimates.overlaps import Overlaps
from izdeu.estimates.pooling import Pooled, overlaps_of_draws, pool
from izdeu.estimates.summary import pooled_values
from izdeu.publication.lists import list_of, on_lists
from izdeu.tracing.queries import CountedPerson, DocumentLine


@dataclass(frozen=True, slots=True)
class Captured:
    """Who is on which lists as judged, and the estimate over all possible linkages.

    Lists bear the kind of their source, never its name. ``pooled`` is ``None`` where nobody is on
    any list.
    """

    overlaps: Overlaps
    pooled: Pooled | None

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        told = {"lists": self.overlaps.sizes()}
        return {**told, **(pooled_values(self.pooled) if self.pooled else {})}


def captured(
    people: Iterable[CountedPerson],
    documents: Iterable[DocumentLine],
    draws: Sequence[Partition],
    *,
    most: int,
) -> Captured:
    """Count the overlaps of the lists in every draw, and pool ``most`` estimates from them."""
    speaking = {str(one.id): one.documents for one in people}
    lists, on = on_lists(speaking, list_of(documents))
    (judged,) = overlaps_of_draws(lists, on, [()])
    if not judged.documented:
        return Captured(judged, None)
    tables = overlaps_of_draws(lists, on, draws) if draws else [judged]
    return Captured(judged, _pooled(tuple(tables), most))


# The same record is counted again and again, for each page and language.
@lru_cache(maxsize=8)
def _pooled(tables: tuple[Overlaps, ...], most: int) -> Pooled:
    return pool(tables, most)
