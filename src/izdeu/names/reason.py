"""Why two things were taken for one or for two: message ids with values, worded elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Reason:
    """One piece of evidence: which rule, on which values, with how many bits for (or against)."""

    id: str
    values: Mapping[str, str] = field(default_factory=dict)
    weight: float = 0.0
