"""The endings of surnames and patronymics: what they tell, and what it costs to swap them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from izdeu.names import table
from izdeu.names.script import script_of

KINDS = (
    "none",
    "ov_m",
    "ov_f",
    "in_m",
    "in_f",
    "sky_m",
    "sky_f",
    "patronymic_m",
    "patronymic_f",
    "other",
)
#: What endings cost that nothing else is said of.
UNRELATED = 160


@dataclass(frozen=True, slots=True)
class Ending:
    """Where a word's stem ends, and the kind of its ending."""

    stem: int
    kind: str

    @property
    def patronymic(self) -> bool:
        """Whether the word is somebody's son or daughter."""
        return self.kind.startswith("patronymic")

    @property
    def surname(self) -> bool:
        """Whether the word ends as surnames do."""
        return self.kind != "none" and not self.patronymic

    @property
    def sex(self) -> str:
        """Give m, f or nothing."""
        return self.kind[-1] if self.kind[-2:] in ("_m", "_f") else ""


@lru_cache(maxsize=1 << 17)
def of(word: str) -> Ending:
    """Find the longest ending of a folded word; kind "none" when it has none."""
    endings = _endings(script_of(word))
    shortest = table.rules("endings")["shortest"]
    for size in range(min(8, len(word) - 2), 0, -1):
        kind = endings.get(word[-size:])
        if kind and len(word) - size >= shortest[kind]:
            return Ending(len(word) - size, kind)
    return Ending(len(word), "none")


@cache
def swaps() -> bytes:
    """Give the cost of each kind against each other, row by row, in sixteenths of a bit."""
    told = table.rules("endings")["cost"]
    costs = bytearray()
    for one in KINDS:
        for other in KINDS:
            cost = told.get(f"{one} {other}", told.get(f"{other} {one}", UNRELATED))
            costs.append(0 if one == other else cost)
    return bytes(costs)


@cache
def _endings(script: str) -> Mapping[str, str]:
    told = table.rules("endings").get(script, {})
    return {word: kind for kind, words in told.items() for word in words}
