"""One step of a pair's waterfall, as a message id with values."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Reason:
    """One piece of evidence: which rule, on which values, with how many bits for (or against)."""

    id: str
    values: Mapping[str, str] = field(default_factory=dict)
    weight: float = 0.0
