"""The house rules of this installation: who runs it, how to reach them, where the way out leads."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from izdeu.protection import retention
from izdeu.publication.wording import CHOICES


@dataclass(frozen=True, slots=True)
class House:
    """What ``izdeu init`` wrote into ``house.toml``; every field has a safe default."""

    name: str = ""
    """Who runs this installation."""
    call: str = ""
    """How a family reaches a person: a telephone or an address."""
    languages: tuple[str, ...] = CHOICES
    leave: str = "https://kk.wikipedia.org/"
    """Where the way out leads: a page nobody wonders about."""
    region: str = "kz"


def rules() -> House:
    """The rules as they stand; the defaults before ``izdeu init``."""
    path = Path(settings.HOME) / "house.toml"
    try:
        found = path.stat()
    except FileNotFoundError:
        return House()
    return _read(path, (found.st_ino, found.st_size, found.st_mtime_ns))


@lru_cache(maxsize=1)
def _read(path: Path, _edition: tuple[int, ...]) -> House:
    """What the file says, read once for each edition of it: every page asks several times."""
    told = tomllib.loads(path.read_text("utf-8"))
    told.pop(retention.TABLE, None)
    languages = tuple(one for one in told.pop("languages", CHOICES) if one in CHOICES)
    return House(languages=languages or CHOICES, **told)
