"""Every word a reader meets, in Kazakh, Russian and English: ``words/<language>.toml``."""

import re
import tomllib
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

from izdeu.names.latin import in_latin

#: The languages that have words of their own, the most asked for first.
LANGUAGES = ("kk", "ru", "en")
#: Kazakh in Latin letters: written from the Kazakh words by table.
LATIN = "kk-Latn"
#: What a reader may choose.
CHOICES = ("kk", LATIN, "ru", "en")

#: Which form a number takes (Unicode CLDR, whole numbers). Kazakh nouns stay singular after one.
_FORMS: Mapping[str, Callable[[int], str]] = {
    "kk": lambda _: "other",
    "ru": lambda n: _russian(n % 10, n % 100),
    "en": lambda n: "one" if n == 1 else "other",
}
_CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")
_NARROW_NO_BREAK_SPACE = "\N{NARROW NO-BREAK SPACE}"
_THOUSANDS = {"kk": _NARROW_NO_BREAK_SPACE, "ru": _NARROW_NO_BREAK_SPACE, "en": ","}


class NoSuchWord(KeyError):
    """No language file has words for this id; add them to all three."""


@cache
def words(language: str) -> Mapping[str, Any]:
    """Every word of a language by group and key; raise ``NoSuchWord`` for another language."""
    if language not in CHOICES:
        raise NoSuchWord(f"choose one of the languages {', '.join(CHOICES)}")
    if language == LATIN:
        return latin(words(catalogue(LATIN)), reviewed())
    file = resources.files("izdeu.publication") / "words" / f"{language}.toml"
    return tomllib.loads(file.read_text("utf-8"))


def catalogue(language: str) -> str:
    """The language whose words are written: Kazakh, in whichever letters."""
    return language.partition("-")[0]


@cache
def reviewed() -> Mapping[str, Any]:
    """Latin words that a native reader put in place of what the table gives, by group and key."""
    file = resources.files("izdeu.publication") / "words" / f"{LATIN}.toml"
    return tomllib.loads(file.read_text("utf-8"))


def latin(told: Mapping[str, Any], instead: Mapping[str, Any]) -> Mapping[str, Any]:
    """Kazakh words in Latin letters, but for those that were reviewed."""
    return {key: _latin(value, instead.get(key)) for key, value in told.items()}


def _latin(value: Any, instead: Any) -> Any:
    if isinstance(value, Mapping):
        return latin(value, instead or {})
    return instead or in_latin(value)


def say(language: str, identity: str, **values: object) -> str:
    """Word a message id such as "event.taken"; ``n`` chooses the plural form.

    Raises ``NoSuchWord`` where the language has no words for it.
    """
    found = _look_up(language, identity)
    if found is None:
        raise NoSuchWord(identity)
    return filled(language, found, values)


def say_if(language: str, identity: str, **values: str | int) -> str:
    """A text, or "" where all that it would tell is nothing."""
    return say(language, identity, **values) if any(values.values()) else ""


def filled(language: str, found: str | Mapping[str, str], values: Mapping[str, object]) -> str:
    """Fill the gaps of words that were looked up; of several forms take the one "n" asks for."""
    number = values.get("n")
    if isinstance(number, int):
        values = {**values, "n": figure(language, number)}
        found = found[_FORMS[catalogue(language)](number)] if isinstance(found, Mapping) else found
    return str(found).format(**values) if values else str(found)


def term(language: str, member: StrEnum) -> str:
    """Word a member of one of the enums in ``terms``."""
    return say(language, f"{group(type(member))}.{member.value}")


def known(language: str, group: str, value: str) -> str:
    """Word a value of an open vocabulary; one that nobody foresaw is given as it was written."""
    return str(_look_up(language, f"{group}.{value}") or value.replace("_", " "))


def group(kind: type[StrEnum]) -> str:
    """The group that words an enum: "source_kind" for ``SourceKind``."""
    return _CAPITAL.sub("_", kind.__name__).lower()


def figure(language: str, number: int) -> str:
    """A whole number with its thousands set apart."""
    return f"{number:,}".replace(",", _THOUSANDS[catalogue(language)])


def locator(language: str, place: Mapping[str, Any]) -> str:
    """Word a spot in a document: file, page, sheet, row, column or characters."""
    told = [_spot(language, key, place[key]) for key in _SPOTS if place.get(key)]
    if "end" in place:
        spot = {"start": place.get("start", 0), "end": place["end"]}
        told.append(say(language, "place.characters", **spot))
    return ", ".join(told) or say(language, "place.none")


_SPOTS = ("member", "page", "sheet", "table", "row", "column", "message", "polygon")
_NAMED = {"member": "name", "sheet": "name", "message": "id"}


def _spot(language: str, key: str, value: object) -> str:
    if key == "polygon":
        return say(language, "place.picture")
    return say(language, f"place.{key}", **{_NAMED.get(key, "n"): str(value)})


def _look_up(language: str, identity: str) -> Any:
    return _by_id(language).get(identity)


@cache
def _by_id(language: str) -> Mapping[str, Any]:
    return by_id(words(language))


def by_id(told: Mapping[str, Any], under: str = "") -> dict[str, Any]:
    """Words and groups of words by their whole ids, "event.taken" and "event"."""
    found: dict[str, Any] = {}
    for key, value in told.items():
        found[under + key] = value
        found |= by_id(value, f"{under}{key}.") if isinstance(value, Mapping) else {}
    return found


def _russian(last: int, two: int) -> str:
    if last == 1 and two != 11:
        return "one"
    return "few" if 2 <= last <= 4 and not 12 <= two <= 14 else "many"
