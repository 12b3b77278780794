"""Given names with their sex and other spellings."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from izdeu.names import key, table
from izdeu.names.script import fold


@dataclass(frozen=True, slots=True)
class Given:
    """A given name: its sex (m or f), its form, and other spellings."""

    sex: str
    form: str
    spellings: Sequence[str]


@cache
def kazakh_given() -> tuple[Given, ...]:
    """List the Kazakh given names of ``tables/given_names_kk.tsv``."""
    text = (table.TABLES / "given_names_kk.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")][1:]
    return tuple(Given(sex, form, tuple(filter(None, more.split("|")))) for sex, form, more in rows)


def is_given(folded: str) -> bool:
    """Tell whether a folded word, in any script, sounds like a known given name."""
    return key.fine(folded) in _sounds()


def is_composed(folded: str) -> bool:
    """Tell whether a folded word, in any script, sounds like two elements of Kazakh names."""
    return key.fine(folded) in _composed()


def ends_as_composed(folded: str) -> bool:
    """Tell whether a folded Cyrillic word ends with an element of Kazakh names, such as -бай."""
    return folded.endswith(tuple(table.rules("elements_kk")["tails"]))


@cache
def _composed() -> frozenset[str]:
    told = table.rules("elements_kk")
    return frozenset(key.fine(one + other) for one in told["heads"] for other in told["tails"])


@cache
def _sounds() -> frozenset[str]:
    text = (table.TABLES / "given_names_ru.tsv").read_text(encoding="utf-8")
    russian = [line.split("\t")[1] for line in text.splitlines() if not line.startswith("#")]
    kazakh = [form for given in kazakh_given() for form in (given.form, *given.spellings)]
    return frozenset(key.fine(fold(name)) for name in (*russian, *kazakh))
