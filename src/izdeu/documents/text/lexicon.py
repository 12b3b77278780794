"""What the text reader knows, read once from the data files beside it."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("en", "ru", "kk")


@cache
def table(name: str) -> dict[str, Any]:
    """A data file as TOML gives it: ``en``, ``ru``, ``kk`` or ``given``."""
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


@cache
def ordinary() -> frozenset[str]:
    """Kazakh words that are no names, in small letters."""
    text = files(__package__).joinpath("ordinary_kk.txt").read_text(encoding="utf-8")
    return frozenset(
        word for line in text.splitlines() if not line.startswith("#") for word in line.split()
    )


@cache
def places() -> tuple[str, ...]:
    """Every name of every known place, in any script."""
    text = files(__package__).joinpath("places.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return tuple(name for line in lines for name in line.split("|"))
