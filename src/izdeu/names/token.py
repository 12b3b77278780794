"""A part of a name as the comparison sees it: numbers instead of letters."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from izdeu.names import cost, equivalent, frequency, weight
from izdeu.names.ending import KINDS
from izdeu.names.reading import Part

if TYPE_CHECKING:
    from izdeu.names.alignment import Word

#: More parts than this are not compared.
MOST = 6
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Token:
    """Letter groups, the cost of leaving letters out, and what weighs: see ``cost.coded``.

    ``word`` is what is compared, ``written`` what stands in the name.
    """

    word: str
    codes: Sequence[int]
    gone: Sequence[int]
    stem: int
    ending: int
    rarity: int
    kind: int
    sure: int
    sound: int = 0
    seen: int = 0
    joined: bool = False
    written: str = ""

    @property
    def numbers(self) -> "Word":
        """Give what the dynamic programs read."""
        from izdeu.names.alignment import Word

        return Word(
            self.codes,
            self.gone,
            self.stem,
            self.ending,
            self.rarity,
            self.kind,
            self.sure,
            self.sound,
            self.seen,
        )


def tokens(parts: Sequence[Part]) -> list[Token]:
    """Number the parts of a name that are compared."""
    return [replace(counted(part), written=part.text) for part in compared(parts)]


def compared(parts: Sequence[Part]) -> Sequence[Part]:
    """Give the parts of a name that are compared: of more than ``MOST`` the longest."""
    if len(parts) <= MOST:
        return parts
    longest = sorted(parts, key=lambda part: -len(part.folded))[:MOST]
    return [part for part in parts if part in longest]


def counted(part: Part) -> Token:
    """Number one part of a name."""
    kind = weight.kind_of(part)
    return _token(part.folded, part.ending.stem, part.ending.kind, kind, part.sure)


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
        written=f"{one.written} {other.written}",
    )


@lru_cache(maxsize=1 << 16)
def _token(folded: str, stem: int, kind: str, role: int, sure: bool) -> Token:
    word = folded[:_LONGEST]
    codes, gone = cost.coded(word)
    rarity = round(frequency.bits(folded) * cost.SCALE)
    return Token(
        word=word,
        codes=codes,
        gone=gone,
        stem=min(stem, len(gone)),
        ending=KINDS.index(kind),
        rarity=rarity,
        kind=role,
        sure=role * sure,
        sound=equivalent.number(folded),
        seen=equivalent.number(folded) if frequency.is_seen(folded) else 0,
    )
