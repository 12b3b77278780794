"""The house rules of this installation: who runs it, how to reach them, where the way out leads."""

import json
import logging
import re
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from izdeu.protection import retention
from izdeu.publication.wording import CHOICES

_LOG = logging.getLogger("izdeu.house")
FILE = "house.toml"
#: The zone of each region's clocks; Kazakhstan has had one since March 2024.
ZONES = {"kz": "Asia/Almaty"}
_TELEPHONE = re.compile(r"\+?[\d ().-]{3,}")


class NotRules(ValueError):
    """``house.toml`` cannot be followed; the message says what to mend in it."""


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

    @property
    def dial(self) -> str:
        """What a telephone dials; "" where ``call`` is no telephone."""
        return re.sub(r"[^+\d]", "", self.call) if _TELEPHONE.fullmatch(self.call) else ""


def rules() -> House:
    """The rules for a page: where they cannot be followed the safe defaults, and a line in the log.

    A family that needs the way out does not wait until somebody mended a file.
    """
    home = Path(settings.HOME)
    try:
        return _kept(home, _edition(home / FILE))
    except NotRules as broken:
        _LOG.error("%s", broken)
        return House()


def _edition(path: Path) -> tuple[int, ...]:
    """What changes whenever the file does."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return ()
    return found.st_ino, found.st_size, found.st_mtime_ns


@lru_cache(maxsize=1)
def _kept(home: Path, _stamp: tuple[int, ...]) -> House:
    """The rules, read once for each edition of the file: every page asks several times."""
    return read(home)


def read(home: Path) -> House:
    """The rules of an installation, the defaults before ``izdeu init``; raise ``NotRules``."""
    path = home / FILE
    try:
        told = tomllib.loads(path.read_text("utf-8")) if path.exists() else {}
    except ValueError as broken:
        raise NotRules(f"{FILE} cannot be read: {broken}; mend it, or take it away") from broken
    told.pop(retention.TABLE, None)
    return understood(told)


def understood(told: Mapping[str, object]) -> House:
    """The rules that a table says, the defaults where it is silent; raise ``NotRules``."""
    known = [field.name for field in fields(House)]
    if strange := sorted(told.keys() - set(known)):
        raise NotRules(f"{FILE}: there is no rule {strange[0]}; choose among {', '.join(known)}")
    for name in set(known) - {"languages"}:
        if not isinstance(told.get(name, ""), str):
            raise NotRules(f"{FILE}: {name}: put the words in quotation marks")
    languages = _languages(told.get("languages", CHOICES))
    house = House(**{**told, "languages": languages})  # type: ignore[arg-type]
    if house.region not in ZONES:
        raise NotRules(f"{FILE}: no region {house.region}; choose among {', '.join(ZONES)}")
    return house


def _languages(told: object) -> tuple[str, ...]:
    listed = told if isinstance(told, list | tuple) else [told]
    strange = [str(one) for one in listed if one not in CHOICES]
    if strange or not listed:
        raise NotRules(
            f"{FILE}: no pages in {', '.join(strange) or 'none'}; choose among {', '.join(CHOICES)}"
        )
    return tuple(listed)


def worded(house: House) -> str:
    """The rules as they stand in ``house.toml``."""
    told = {**asdict(house), "languages": list(house.languages)}
    return "".join(
        f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in told.items()
    )
