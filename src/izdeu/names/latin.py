"""Kazakh running text in Latin letters: for words of our own, never for the name of a person."""

import re
from dataclasses import replace
from functools import cache

from izdeu.names.table import Table, load, rules, transliterate

_RULES = "latin_pages"
_CYRILLIC = re.compile(r"[\u0400-\u04ff]+")


def in_latin(text: str) -> str:
    """Write Kazakh in Latin letters; whatever is not Cyrillic stays as it stands.

    The letters and their provenance: ``tables/latin_pages.toml``.
    """
    return _CYRILLIC.sub(lambda found: _word(found[0]), text)


def _word(word: str) -> str:
    # Python's own capitals know no dotted İ, so the small letters are written first.
    written = transliterate(word.lower(), _table())
    if len(word) > 1 and word.isupper():
        return "".join(map(_capital, written))
    return _capital(written[:1]) + written[1:] if word[0].isupper() else written


def _capital(letter: str) -> str:
    return str(rules(_RULES)["capitals"].get(letter, letter.upper()))


@cache
def _table() -> Table:
    told = rules(_RULES)
    return replace(load(told["table"]), after=told["after"])
