"""One step of a pair's waterfall, as a message id with values."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """What was compared, and how much it weighs in bits."""

    id: str
    values: tuple[str, ...]
    weight: float
