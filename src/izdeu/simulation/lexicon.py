"""The data files of the simulation, read once."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("kk", "ru", "en")
"""The order of words in the data files wherever a word stands in three languages."""


@cache
def table(name: str) -> dict[str, Any]:
    """The data file of that name, as TOML gives it."""
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def word(section: str, key: str, language: str) -> str:
    """A word of the city in one of the three languages."""
    return str(table("city")[section][key][LANGUAGES.index(language)])


def facility(key: str, language: str) -> str:
    """The name of a facility of the city in one of the three languages."""
    return str(table("city")["facility"][key][language])
