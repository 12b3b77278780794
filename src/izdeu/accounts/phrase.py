"""Phrases of words a family can write down, say over a bad line, and type on any keyboard."""

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib import resources
from math import ceil, log2

from izdeu.names.latin import in_latin

#: Every phrase is drawn from at least 2**43 alike; the guess costs a slow hash and is throttled.
BITS = 43
_WORD = re.compile(r"[^\W\d_]+")
#: Letters that a keyboard without Kazakh, or a hurried hand, leaves out.
_PLAIN = str.maketrans("әғқңөұүһіёйäğñöşūüı", "агкноуухиеиagnosuui")


@cache
def words(language: str) -> tuple[str, ...]:
    """The words of a language, told apart even where they are typed in plain letters."""
    if language == "kk-Latn":
        written = {plain(word): word for word in map(in_latin, words("kk"))}
        return tuple(written.values())
    file = resources.files("izdeu.accounts") / "phrases" / f"{language}.txt"
    lines = file.read_text("utf-8").splitlines()
    return tuple(word for line in lines if not line.startswith("#") for word in line.split())


def length(language: str) -> int:
    """How many words make a phrase of at least ``BITS`` bits in this language."""
    return ceil(BITS / log2(len(words(language))))


def phrase(language: str, seed: bytes) -> str:
    """The phrase that belongs to a secret seed: the same again for the same seed."""
    listed = words(language)
    digest = hashlib.shake_256(b"izdeu phrase\0" + seed).digest(32)
    number = int.from_bytes(digest, "big")
    chosen = []
    for _ in range(length(language)):
        number, place = divmod(number, len(listed))
        chosen.append(listed[place])
    return " ".join(chosen)


def plain(typed: str) -> str:
    """A phrase as it is compared: whichever letters, signs and spaces it was typed with."""
    folded = unicodedata.normalize("NFC", typed).casefold().translate(_PLAIN)
    return " ".join(_WORD.findall(folded))


def seed(key: bytes, token: str) -> bytes:
    """The secret seed that belongs to one form: known to whoever holds the form and the server."""
    return hmac.new(key, token.encode(), hashlib.sha256).digest()


def entropy(language: str) -> Mapping[str, float]:
    """What a phrase of this language is worth: words listed, words drawn, bits."""
    many = len(words(language))
    return {"listed": many, "drawn": length(language), "bits": length(language) * log2(many)}
