"""Legal terms, read from ``clocks.toml``: what starts them, how long they run, what ends them."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib import resources
from typing import Any
from uuid import UUID

from izdeu.dates import span
from izdeu.tracing.standing import Statement

_DAYS = re.compile(r"(\d{1,3}) days")


@dataclass(frozen=True, slots=True)
class Term:
    """One line of ``clocks.toml``; the file says what each field stands for."""

    law: str
    source: str
    starts: tuple[str, ...]
    hours: int
    ends: tuple[str, ...]
    verify: bool
    note: str = ""
    sanction: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """A claim as terms read it: what is said, and the note beside it."""

    statement: Statement
    note: str


@dataclass(frozen=True, slots=True)
class Running:
    """A term that runs, or ran out, for one person."""

    clock: str
    claim: UUID
    """The claim that started it."""
    begun: datetime
    due: datetime


@cache
def terms() -> dict[str, Term]:
    """Every term by its word."""
    found = tomllib.loads((resources.files("izdeu.tracing") / "clocks.toml").read_text("utf-8"))
    return {word: _term(told) for word, told in found.items()}


def _term(told: Mapping[str, Any]) -> Term:
    lists = {key: tuple(value) for key, value in told.items() if isinstance(value, list)}
    return Term(**{**told, **lists})


def running(claims: Sequence[Said]) -> Iterator[Running]:
    """The terms of one person: for each kind the latest that nothing is known to have ended.

    A term begins with the earliest moment a claim's date allows, so that no call comes too late.
    """
    speaking = [one for one in claims if one.statement.counts and not one.statement.refuses]
    for clock, term in terms().items():
        begun = [one for one in speaking if _starts(one, term)]
        begun.sort(key=lambda one: span(one.statement.when).start or datetime.min)
        if begun and (found := _running(clock, term, begun[-1], speaking)):
            yield found


def _starts(one: Said, term: Term) -> bool:
    dated = span(one.statement.when).start is not None
    return dated and one.statement.event in term.starts and one.note.startswith(term.note)


def _running(clock: str, term: Term, first: Said, speaking: Sequence[Said]) -> Running | None:
    begun = span(first.statement.when).start
    length = _length(term, first.note)
    if begun is None or length is None or any(_ends(one, term, begun) for one in speaking):
        return None
    return Running(clock, first.statement.id, begun, begun + length)


def _length(term: Term, note: str) -> timedelta | None:
    if term.hours:
        return timedelta(hours=term.hours)
    days = _DAYS.search(note)
    return timedelta(days=int(days[1])) if days else None


def _ends(one: Said, term: Term, begun: datetime) -> bool:
    at = span(one.statement.when)
    if at.end is not None and at.end <= begun:
        return False
    sanctioned = one.statement.event == "held" and one.note.startswith(term.sanction or ("\0",))
    return one.statement.event in term.ends or sanctioned
