"""A whole number that is not settled yet: no fewer than, no more than."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Range:
    """From ``low`` to ``high``, both included; equal where the number is settled."""

    low: int
    high: int

    @property
    def settled(self) -> bool:
        """Whether there is but one number it can be."""
        return self.low == self.high


def total(ranges: Iterable[Range]) -> Range:
    """What several ranges sum to."""
    listed = list(ranges)
    return Range(sum(one.low for one in listed), sum(one.high for one in listed))
