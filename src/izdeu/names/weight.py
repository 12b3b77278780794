"""The weights of the comparison as whole sixteenths of a bit, by kinds of parts."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product

from izdeu.names import table
from izdeu.names.cost import SCALE
from izdeu.names.reading import Part

#: The kinds of parts that the weights tell apart.
KINDS = ("unknown", "given", "patronymic", "surname", "initial", "respect")
INITIAL, RESPECT = KINDS.index("initial"), KINDS.index("respect")


@dataclass(frozen=True, slots=True)
class Weights:
    """Rows of ``len(KINDS)`` whole numbers, kind against kind, and figures of their own."""

    contradiction: tuple[int, ...]
    clash: tuple[int, ...]
    missing: tuple[int, ...]
    initial_fits: int
    initial_contradicts: int
    initial_elsewhere: int
    joined: int
    equivalent: int
    both_known: int
    short: int


@cache
def load() -> Weights:
    """Read ``tables/weights.toml``."""
    told = table.rules("weights")
    return Weights(
        contradiction=_square(told["contradiction"], -1.0),
        clash=_square(told["clash"], 0.0),
        missing=tuple(_whole(told["missing"][kind]) for kind in KINDS),
        initial_fits=_whole(told["initial"]["fits"]),
        initial_contradicts=_whole(told["initial"]["contradicts"]),
        initial_elsewhere=_whole(told["initial"]["elsewhere"]),
        joined=_whole(told["glued"]["joined"]),
        equivalent=_whole(told["known"]["equivalent"]),
        both_known=_whole(told["known"]["both_known"]),
        short=_whole(told["known"]["short"]),
    )


def kind_of(part: Part) -> int:
    """Give the number of a part's kind in ``KINDS``."""
    return KINDS.index(part.role.value)


def _square(told: Mapping[str, float], otherwise: float) -> tuple[int, ...]:
    pairs = (" ".join(sorted(pair)) for pair in product(KINDS, KINDS))
    return tuple(_whole(told.get(pair, otherwise)) for pair in pairs)


def _whole(bits: float) -> int:
    return round(bits * SCALE)
