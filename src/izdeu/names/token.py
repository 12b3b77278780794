"""A part of a name as the comparison sees it: numbers instead of letters."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from izdeu.names import cost, frequency, weight
from izdeu.names.ending import KINDS
from izdeu.names.reading import Part

#: More parts than this are not compared.
MOST = 6
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Token:
    """Letter groups, the cost of leaving letters out, and what weighs: see ``cost.coded``."""

    word: str
    codes: Sequence[int]
    gone: Sequence[int]
    stem: int
    ending: int
    rarity: int
    kind: int
    sure: int
    joined: bool = False


def tokens(parts: Sequence[Part]) -> list[Token]:
    """Number the parts of a name; of more than ``MOST`` the longest count."""
    if len(parts) > MOST:
        longest = sorted(parts, key=lambda part: -len(part.folded))[:MOST]
        parts = [part for part in parts if part in longest]
    return [
        _token(part.folded, part.ending.stem, part.ending.kind, weight.kind_of(part), part.sure)
        for part in parts
    ]


def together(one: Token, other: Token) -> Token:
    """Give two parts as the one word that somebody made of them."""
    return Token(
        word=one.word + other.word,
        codes=[*one.codes, *other.codes],
        gone=[*one.gone, *other.gone],
        stem=len(one.gone) + other.stem,
        ending=other.ending,
        rarity=one.rarity + other.rarity + weight.load().joined,
        kind=0,
        sure=0,
        joined=True,
    )


@lru_cache(maxsize=1 << 16)
def _token(folded: str, stem: int, kind: str, role: int, sure: bool) -> Token:
    word = folded[:_LONGEST]
    codes, gone = cost.coded(word)
    rarity = round(frequency.bits(folded) * cost.SCALE)
    return Token(
        word, codes, gone, min(stem, len(gone)), KINDS.index(kind), rarity, role, role * sure
    )
