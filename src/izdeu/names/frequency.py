"""How common a name is: the rarer, the more it says that two mentions share it."""

import math
from collections.abc import Mapping
from functools import cache

from izdeu.names import ending, key, lexicon
from izdeu.names.table import TABLES

TABLE = TABLES / "frequency.tsv"
#: Bits of a name never seen, and of the commonest that still says something.
UNSEEN, LEAST = 15.0, 4.0


def bits(folded: str) -> float:
    """Give how many bits it says that two people both bear this name, in any script and role.

    Between ``LEAST`` and ``UNSEEN``; a name of two letters says less than a long one.
    """
    sound = key.fine(folded[: ending.of(folded).stem])
    return min(_table().get(sound, UNSEEN), 3.0 + 2.0 * len(sound))


def is_seen(folded: str) -> bool:
    """Tell whether the table knows a name of this sound, or it is composed as Kazakh names are."""
    return key.stem(folded) in _table() or lexicon.is_composed(folded[: ending.of(folded).stem])


@cache
def _table() -> Mapping[str, float]:
    found: dict[str, float] = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            _, sound, share = line.split("\t")
            rarity = max(LEAST, min(UNSEEN, -math.log2(float(share) / 1_000_000 + 2.0**-UNSEEN)))
            found[sound] = min(rarity, found.get(sound, UNSEEN))
    return found
