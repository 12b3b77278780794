"""Described features of people, in one vocabulary for the missing and the found."""

import re
import tomllib
from importlib.resources import files

_TABLE = tomllib.loads(
    files("izdeu.documents.values").joinpath("features.toml").read_text(encoding="utf-8")
)
FEATURES: dict[str, list[str]] = _TABLE["features"]
_UNIDENTIFIED = re.compile(
    "|".join(rf"(?<!\w){re.escape(word)}" for word in _TABLE["unidentified"]["words"]),
    re.IGNORECASE,
)
#: Where a cell does not begin with these letters, nobody needs to look further.
_FIRST = frozenset(word[0].casefold() for word in _TABLE["unidentified"]["words"])
_PATTERNS = {
    feature: re.compile("|".join(rf"(?<!\w){re.escape(w)}" for w in words), re.IGNORECASE)
    for feature, words in FEATURES.items()
}


def is_unidentified(words: str) -> bool:
    """Whether the words stand for somebody whose name is not known."""
    plain = words.strip()
    return plain[:1].casefold() in _FIRST and bool(_UNIDENTIFIED.match(plain))


def read_features(words: str) -> dict[str, str]:
    """The features that a description names, each with the words that describe it."""
    found: dict[str, str] = {}
    for piece in re.split(r"[,;.\n]+", words):
        for feature, pattern in _PATTERNS.items():
            if pattern.search(piece):
                said = piece.strip()
                found[feature] = f"{found[feature]}, {said}" if feature in found else said
                break
    return found
