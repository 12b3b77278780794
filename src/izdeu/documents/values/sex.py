"""The sex as a document says it; never guessed from a name."""

import re
import tomllib
from functools import lru_cache
from importlib.resources import files

from izdeu.terms import Sex

_TABLE = tomllib.loads(
    files("izdeu.documents.values").joinpath("sexes.toml").read_text(encoding="utf-8")
)
WORDS = {word: Sex(sex) for sex in ("male", "female") for word in _TABLE[sex]["words"]}
LETTERS = {letter: Sex(sex) for sex in ("male", "female") for letter in _TABLE[sex]["letters"]}
_SIGNS = re.compile(r"[^\w ]")


@lru_cache(maxsize=2_048)
def read_sex(words: str) -> Sex | None:
    """The sex that a cell of a column of sexes names, by word or letter; else ``None``."""
    plain = _SIGNS.sub("", words).strip().casefold()
    return WORDS.get(plain) or LETTERS.get(plain)


def find_sex(text: str) -> Sex | None:
    """The first sex named by a whole word in a text."""
    for word in re.findall(r"\w+", text.casefold()):
        if word in WORDS and len(word) > 2:
            return WORDS[word]
    return None
