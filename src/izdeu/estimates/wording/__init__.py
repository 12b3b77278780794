"""Sentences about counts in Kazakh, in both its scripts, Russian and English, from templates."""

import math
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from izdeu.names.latin import in_latin

LANGUAGES = ("kk", "ru", "en")
#: Kazakh in Latin letters: written from the Kazakh templates by table.
LATIN = "kk-Latn"


class UnknownLanguage(ValueError):
    """There are no templates in this language."""


def say(language: str, key: str, values: Mapping[str, object] | None = None) -> str:
    """Word a template, named as ``estimate.envelope``, in a language.

    Numbers are rounded to whole ones with their thousands apart; an infinite one is worded. Raises
    ``UnknownLanguage``, or ``KeyError`` for a template or a value that does not exist.
    """
    template: Any = templates(language)
    for part in key.split("."):
        template = template[part]
    worded = {name: _worded(language, value) for name, value in (values or {}).items()}
    return str(template).format_map(worded)


def number(language: str, value: float) -> str:
    """A number of people as it is written in a language."""
    if math.isinf(value):
        return str(templates(language)["open"])
    return f"{round(value):,}".replace(",", str(templates(language)["thousands"]))


@cache
def templates(language: str) -> Mapping[str, Any]:
    """All templates of a language; raises ``UnknownLanguage``."""
    if language == LATIN:
        return _latin(templates("kk"))
    if language not in LANGUAGES:
        raise UnknownLanguage(f"choose one of {', '.join((*LANGUAGES, LATIN))}")
    text = files(__package__).joinpath(f"{language}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _latin(told: Mapping[str, Any]) -> Mapping[str, Any]:
    return {
        key: _latin(value) if isinstance(value, Mapping) else in_latin(value)
        for key, value in told.items()
    }


def _worded(language: str, value: object) -> str:
    return number(language, value) if isinstance(value, int | float) else str(value)
