"""Transliteration tables: one TOML file each, with its provenance and its own examples."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

TABLES = Path(__file__).parent / "tables"


@dataclass(frozen=True, slots=True)
class Table:
    """How the letters of one script are written in another, first form first."""

    name: str
    source: str
    target: str
    provenance: str
    doubtful: bool
    weight: float
    letters: Mapping[str, Sequence[str]]
    after: Mapping[str, str]
    before: Mapping[str, str]
    ending: Mapping[str, str]
    examples: Sequence[tuple[str, str]]

    @property
    def reversible(self) -> bool:
        """Whether each letter has one form, none is dropped, and no two letters share one."""
        forms = [form for forms in self.letters.values() for form in forms]
        return all(forms) and len(forms) == len(self.letters) == len(set(forms))


@cache
def load(name: str) -> Table:
    """Read one table by its file name without suffix; KeyError when there is none."""
    path = TABLES / f"{name}.toml"
    if name not in names():
        raise KeyError(name)
    return _table(name, tomllib.loads(path.read_text(encoding="utf-8")))


@cache
def names() -> tuple[str, ...]:
    """List the transliteration tables that are there."""
    found = sorted(TABLES.glob("*.toml"))
    return tuple(path.stem for path in found if path.read_text(encoding="utf-8").startswith("from"))


@cache
def rules(name: str) -> Mapping[str, Any]:
    """Read a rule file (endings, particles, titles ...) as it stands."""
    return tomllib.loads((TABLES / f"{name}.toml").read_text(encoding="utf-8"))


def transliterate(text: str, table: Table) -> str:
    """Write a text by the table's first forms; what the table does not know stays as it is."""
    return "".join(_word(word, table) for word in _words(text))


def _table(name: str, told: Mapping[str, Any]) -> Table:
    return Table(
        name=name,
        source=told["from"],
        target=told["to"],
        provenance=told["provenance"],
        doubtful=told["doubtful"],
        weight=told["weight"],
        letters=told["letters"],
        after=told.get("after", {}),
        before=told.get("before", {}),
        ending=told.get("ending", {}),
        examples=tuple((one["written"], one["becomes"]) for one in told.get("examples", ())),
    )


def _words(text: str) -> list[str]:
    words: list[str] = []
    for character in text:
        if words and words[-1][-1].isalpha() == character.isalpha():
            words[-1] += character
        else:
            words.append(character)
    return words


def _word(word: str, table: Table) -> str:
    lower = word.lower()
    ending = next((end for end in table.ending if lower.endswith(end) and len(lower) > 2), "")
    stem = len(lower) - len(ending)
    written = "".join(_letter(lower, at, table) for at in range(stem))
    written += table.ending.get(ending, "")
    if word.isupper() and len(word) > 1:
        return written.upper()
    return _capitalized(written) if word[:1].isupper() else written


def _letter(word: str, at: int, table: Table) -> str:
    before, letter, after = word[at - 1 : at] if at else "", word[at], word[at + 1 : at + 2]
    if before + letter in table.after:
        return table.after[before + letter]
    if after and letter + after in table.before:
        return table.before[letter + after]
    forms = table.letters.get(letter)
    return forms[0] if forms else letter


def _capitalized(written: str) -> str:
    return written[:1].upper() + written[1:]
