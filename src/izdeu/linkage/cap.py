"""What no amount of agreement outweighs: the caps of ``caps.toml``."""

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from izdeu.linkage.file import packaged


@dataclass(frozen=True)
class Cap:
    """A contradiction: whatever else agrees, the weight stays at or below ``at``."""

    at: float
    unless: tuple[str, ...] = ()
    """Labels of levels that outrank it."""


@dataclass(frozen=True)
class Caps:
    """The rules that hold for every model, trained or not; kept in ``caps.toml``."""

    levels: Mapping[str, Cap]
    name_parts: frozenset[str]
    """The comparisons that only speak of the name."""
    full_name_labels: frozenset[str]
    neutral: frozenset[str]
    """Comparisons too common to stand beside a name: they do not count as further evidence."""
    name_alone: float
    initials_alone: float
    placing_events: frozenset[str]
    """Events that put the person bodily where the document says."""
    band: float
    """How far below a cap weights are squeezed."""

    def held(self, weight: float, at: float) -> float:
        """The weight under a cap: always below it, and the heavier of two stays the heavier.

        ``at − band`` and less stay as they are; ``at`` becomes ``at − band / 2``.
        """
        if weight <= at - self.band:
            return weight
        return at - self.band**2 / (weight - at + 2 * self.band)

    def free(self, weight: float, at: float) -> float:
        """The weight that a cap held down to this one; see ``held``."""
        if weight <= at - self.band:
            return weight
        return at - 2 * self.band + self.band**2 / (at - weight) if weight < at else math.inf

    @classmethod
    @lru_cache(maxsize=1)
    def default(cls) -> Self:
        """The rules that come with the package."""
        found = tomllib.loads(packaged("caps.toml"))
        return cls(
            levels={k: Cap(v["at"], tuple(v.get("unless", ()))) for k, v in found["level"].items()},
            name_parts=frozenset(found["name"]["comparisons"]),
            full_name_labels=frozenset(found["name"]["full"]),
            neutral=frozenset(found["name"]["neutral"]),
            name_alone=found["name"]["alone"],
            initials_alone=found["name"]["initials_alone"],
            placing_events=frozenset(found["event"]["placing"]),
            band=found["band"],
        )


#: For a model that speaks of other columns.
NO_CAPS = Caps(
    levels={},
    name_parts=frozenset(),
    full_name_labels=frozenset(),
    neutral=frozenset(),
    name_alone=math.inf,
    initials_alone=math.inf,
    placing_events=frozenset(),
    band=0.0,
)
