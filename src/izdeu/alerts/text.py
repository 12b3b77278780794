"""What an alert says: there is news, how to reach us, and that nobody asks for money."""

import tomllib
from functools import cache
from importlib import resources

from izdeu.names.latin import in_latin

#: Bytes of UTF-8 a message may take: a push notice holds no more.
LONGEST = 200
_DEFAULT = "kk"
#: Kazakh in Latin letters, written by table.
_LATIN = "kk-Latn"


class TooLong(ValueError):
    """The words on how to reach the team leave no room; shorten IZDEU_REACH."""


def alert(language: str, reach: str = "") -> str:
    """Give the whole text in the enquirer's language; ``reach`` is how to reach the team.

    There is no place in it for a name, a place or a status. Raises ``TooLong``.
    """
    words = _words(language)
    text = f"{words['news']} {words['reach']}: {reach or words['number_given']}. {words['money']}"
    if len(text.encode()) > LONGEST:
        raise TooLong("IZDEU_REACH is too long: a telephone number or short address fits")
    return text


def _words(language: str) -> dict[str, str]:
    if language == _LATIN:
        return {key: in_latin(words) for key, words in _texts()["kk"].items()}
    return _texts().get(language) or _texts()[_DEFAULT]


@cache
def _texts() -> dict[str, dict[str, str]]:
    content = (resources.files("izdeu.alerts") / "texts.toml").read_text("utf-8")
    return tomllib.loads(content)
