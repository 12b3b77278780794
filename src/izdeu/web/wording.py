"""What pages say: words/<language>/*.toml of this package, and behind it what publication says."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from izdeu.publication import wording
from izdeu.publication.wording import CHOICES, LANGUAGES, LATIN, NoSuchWord

__all__ = ["CHOICES", "LANGUAGES", "NoSuchWord", "has", "say", "words"]


@cache
def words(language: str) -> Mapping[str, Any]:
    """Every word of the pages in a language; a group may stand in several files, a key in one."""
    if language == LATIN:
        return wording.latin(words(wording.catalogue(LATIN)), wording.reviewed())
    told: dict[str, Any] = {}
    for file in (resources.files("izdeu.web") / "words" / language).iterdir():
        for group, found in tomllib.loads(file.read_text("utf-8")).items():
            told[group] = _merged(told.get(group, {}), found)
    return told


def _merged(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """Two groups as one; groups inside them are put together as well."""
    merged = dict(one)
    for key, found in other.items():
        inner = merged.get(key)
        both = isinstance(found, Mapping) and isinstance(inner, Mapping)
        merged[key] = _merged(inner, found) if both else found  # type: ignore[arg-type]
    return merged


def say(language: str, identity: str, **values: object) -> str:
    """Word an id, in the form a number "n" asks for; raise ``NoSuchWord`` where no file has it."""
    found = _look_up(language, identity)
    if found is None:
        return wording.say(language, identity, **values)
    return wording.filled(language, found, values)


def has(language: str, identity: str) -> bool:
    """Whether the pages have words for an id."""
    return isinstance(_look_up(language, identity), str)


def _look_up(language: str, identity: str) -> Any:
    return _by_id(language).get(identity)


@cache
def _by_id(language: str) -> Mapping[str, Any]:
    return wording.by_id(words(language))
