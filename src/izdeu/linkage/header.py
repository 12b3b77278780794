"""Recognise what the columns of a person table hold, by the words of their headers."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

NAMES = ("name", "surname", "given", "patronymic")
#: Without one of these no two records can be told to be one person.
TELLING = (*NAMES, "phone", "number", "email")


class UnknownTable(ValueError):
    """The table cannot be linked as it is; the message says what to change."""


@dataclass(frozen=True, slots=True)
class Roles:
    """Which column of the table holds what, and which columns are left out."""

    column: Mapping[str, str]
    """Role to column."""
    left_out: tuple[str, ...]


def recognise(headers: Iterable[str]) -> Roles:
    """Give each header its role; of two for one role the first is taken.

    Raises UnknownTable where nothing tells who a row is about.
    """
    column: dict[str, str] = {}
    left_out = []
    for header in headers:
        role = _role(header)
        if role is None or role in column:
            left_out.append(header)
        else:
            column[role] = header
    if "surname" in column and "given" not in column and _bare(column.get("name", "")) in _firsts():
        # Beside a surname the word for a name means the given one.
        column["given"] = column.pop("name")
    return checked(Roles(column, tuple(left_out)))


def read_map(path: Path, headers: Iterable[str]) -> Roles:
    """Take the roles from a TOML file: lines like ``surname = "Family name"``.

    Raises UnknownTable where the file names a role or column that does not exist.
    """
    there = list(headers)
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnknownTable(f"the column map cannot be read: {error}") from error
    said = said.get("columns", said)
    if not isinstance(said, dict):
        raise UnknownTable("the column map: write one line for each role, surname = “Family name”")
    known = sorted(_words()[0])
    for role, header in said.items():
        if role not in known:
            raise UnknownTable(f"the column map: “{role}” is no role; there are {', '.join(known)}")
        if header not in there:
            raise UnknownTable(f"the column map: the table has no column “{header}”")
    used = set(said.values())
    return checked(Roles(dict(said), tuple(h for h in there if h not in used)))


def checked(roles: Roles) -> Roles:
    """The roles, if something among them tells who a row is about."""
    if not any(role in roles.column for role in TELLING):
        raise UnknownTable(
            "no column says who a row is about: "
            "name one “name” or “ФИО”, or give --columns map.toml"
        )
    return roles


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Any]:
    text = resources.files("izdeu.linkage").joinpath("headers.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _words() -> tuple[Mapping[str, list[str]], Mapping[str, list[str]]]:
    return _table()["roles"], _table()["parts"]


def _firsts() -> list[str]:
    return list(_table()["beside_a_surname"]["given"])


def _bare(header: str) -> str:
    return re.sub(r"[\W_]+", "", header.casefold()) or header.strip()


def _role(header: str) -> str | None:
    bare = _bare(header)
    whole, parts = _words()
    for role, words in whole.items():
        if bare in words:
            return role
    for role, words in parts.items():
        if any(word in bare for word in words):
            return role
    return None
