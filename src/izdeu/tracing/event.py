"""What each event means for a search, read from ``events.toml``."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from izdeu.terms import Event


@dataclass(frozen=True, slots=True)
class Meaning:
    """One line of ``events.toml``; the file says what each field stands for."""

    group: str
    lane: str
    order: int
    state: str = ""
    life: str = ""
    chain: bool = False
    masked: bool = False
    counted: str = ""


@cache
def meanings() -> dict[Event, Meaning]:
    """Every event with its meaning; an event without a line fails here, not at a family's page."""
    table = tomllib.loads((resources.files("izdeu.tracing") / "events.toml").read_text("utf-8"))
    return {event: Meaning(**table[event.value]) for event in Event}


def meaning(event: str) -> Meaning:
    """The meaning of one event."""
    return meanings()[Event(event)]
