"""The distinct words of many names as arrays, each word numbered once."""

from array import array
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from izdeu.names import key, token, weight
from izdeu.names.alignment import Rules
from izdeu.names.reading import Name, Part
from izdeu.names.token import Token

_VOWELS = str.maketrans("eu", "io")


class Words(NamedTuple):
    """Word t has the places ``start[t]`` to ``start[t + 1]``; ``figures`` are those of ``Word``.

    ``codes`` holds four group numbers a place, ``gone`` one cost a place; ``figures`` has the
    columns stem, ending, rarity, kind, sure, sound, seen; ``sounds`` are three sets of sounds as
    bits, ``many`` how many sounds there are.
    """

    start: npt.NDArray[np.int64]
    codes: npt.NDArray[np.int16]
    gone: npt.NDArray[np.int16]
    figures: npt.NDArray[np.int32]
    sounds: npt.NDArray[np.uint64]
    many: npt.NDArray[np.int32]


class Vocabulary:
    """Collect the words of names: ``add`` numbers them, ``words`` gives the arrays."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str, bool], int] = {}
        self._start = array("q", [0])
        self._codes = array("h")
        self._gone = array("h")
        self._figures = array("i")
        self._sounds = array("Q")

    def add(self, name: Name) -> list[int]:
        """Give the numbers of a name's words, of which the longest ``token.MOST`` count."""
        return [self._number(part) for part in token.compared(name.parts)]

    def words(self) -> Words:
        """Give the arrays of all words so far."""
        sounds = np.array(self._sounds, np.uint64).reshape(-1, 3)
        return Words(
            np.array(self._start, np.int64),
            np.array(self._codes, np.int16),
            np.array(self._gone, np.int16),
            np.array(self._figures, np.int32).reshape(-1, 7),
            sounds,
            np.bitwise_count(sounds).sum(axis=1).astype(np.int32),
        )

    def _number(self, part: Part) -> int:
        known = (part.folded, part.role.value, part.sure)
        number = self._numbers.get(known)
        if number is None:
            number = self._numbers[known] = len(self._numbers)
            self._append(token.counted(part), part.folded[: part.ending.stem])
        return number

    def _append(self, one: Token, stem: str) -> None:
        self._codes.extend(one.codes)
        self._gone.extend(one.gone)
        self._start.append(len(self._gone))
        self._figures.extend(one.numbers[2:])
        self._sounds.extend(sounds(stem))


def sounds(stem: str) -> tuple[int, int, int]:
    """Give a word's pairs of neighbouring sounds, and of neighbouring consonants, as bits."""
    whole = f"^{key.fine(stem).translate(_VOWELS)}$"
    consonants = f"^{key.coarse(stem)}$"
    bits = 0
    for one, other in zip(whole, whole[1:], strict=False):
        bits |= 1 << (ord(one) * 37 + ord(other)) % 128
    rough = 0
    for one, other in zip(consonants, consonants[1:], strict=False):
        rough |= 1 << (ord(one) * 11 + ord(other)) % 64
    return bits & 0xFFFFFFFFFFFFFFFF, bits >> 64, rough


def numbered(names: Iterable[Name], vocabulary: Vocabulary) -> tuple[Sequence[int], Sequence[int]]:
    """Give all names' words one after the other, and where each name begins (and the last ends)."""
    words, begins = array("i"), array("q", [0])
    for name in names:
        words.extend(vocabulary.add(name))
        begins.append(len(words))
    return words, begins


def ruled(rules: Rules) -> Rules:
    """Give the rules with arrays in place of sequences, as compiled code reads them."""
    return rules._replace(
        costs=np.frombuffer(bytes(rules.costs), np.uint8),
        swaps=np.frombuffer(bytes(rules.swaps), np.uint8),
        contradiction=np.array(rules.contradiction, np.int32),
        clash=np.array(rules.clash, np.int32),
        equivalents=np.array(rules.equivalents, np.int64),
        shorts=np.array(rules.shorts, np.int64),
    )


def missing() -> npt.NDArray[np.int32]:
    """Give what it weighs, by kind, that a word finds no counterpart."""
    return np.array(weight.load().missing, np.int32)
