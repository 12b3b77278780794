"""The father's name in a patronymic: Болатұлы is Болат's son, Сергеевна Сергей's daughter."""

import re
from functools import lru_cache

from izdeu.names import patronymic

#: Russian endings and what the father's name has instead, the longest first.
#: Source: the rules by which Russian patronymics are formed, read backwards.
RUSSIAN = (
    (re.compile(r"ь(?:евич|евна)$", re.IGNORECASE), "ий"),
    (re.compile(r"(?<=[аеиоуэюя])(?:евич|евна)$", re.IGNORECASE), "й"),
    (re.compile(r"(?:евич|евна)$", re.IGNORECASE), "ь"),
    (re.compile(r"(?:ович|овна)$", re.IGNORECASE), ""),
    (re.compile(r"ь(?:ич|инична)$", re.IGNORECASE), "ья"),
    (re.compile(r"(?:ич|ична|инична)$", re.IGNORECASE), "а"),
)


@lru_cache(maxsize=16_384)
def father_of(word: str) -> str:
    """The father's name as the patronymic's spelling gives it; "" if the word is none."""
    found = patronymic.parse(word)
    if found is None or len(found.stem) < 2:
        return ""
    for ending, instead in RUSSIAN:
        if ending.search(word):
            return ending.sub(instead, word)
    return word[: len(found.stem)].rstrip("-")


def father_in(name: str) -> str:
    """The father's name in a full name of three words or more."""
    words = name.split()
    if len(words) < 3:
        return ""
    return father_of(words[-1]) or next(filter(None, map(father_of, reversed(words))), "")
