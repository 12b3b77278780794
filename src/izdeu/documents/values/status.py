"""Status words of lists: what they claim, and whether they deny it."""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from izdeu.terms import Assertion, Event

LANGUAGES = ("kk", "ru", "en")
NEGATIONS = re.compile(r"(?:(?<!\w)(?:не|нет|not|никогда|без)|емес|жоқ)\W+$", re.IGNORECASE)
_DAYS = re.compile(r"(\d{1,2})\s*(?:-?ти\s*)?(?:сут|тәулік|тәул|дней|дня|day)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FoundStatus:
    """A status in a text: ``text[start:end]`` says it."""

    event: Event
    assertion: Assertion
    note: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Entry:
    event: Event
    assertion: Assertion
    note: str


def _load() -> dict[str, _Entry]:
    table = files("izdeu.documents.values").joinpath("statuses.toml").read_text(encoding="utf-8")
    phrases: dict[str, _Entry] = {}
    for status in tomllib.loads(table)["status"]:
        assertion = Assertion(status.get("assertion", "asserted"))
        entry = _Entry(Event(status["event"]), assertion, status.get("note", ""))
        for language in LANGUAGES:
            for phrase in status[language]:
                phrases.setdefault(_fold(phrase), entry)
    return phrases


def _fold(words: str) -> str:
    return words.casefold().replace("ё", "е")


PHRASES = _load()
_BY_LENGTH = sorted(PHRASES, key=len, reverse=True)
_PATTERN = re.compile(
    "|".join(
        rf"(?<!\w){re.escape(phrase)}".replace(r"\ ", r"\w*[\s,]+") + r"\w*"
        for phrase in _BY_LENGTH
    )
)
_SPACES = re.compile(r"[\s,]+")


@lru_cache(maxsize=16_384)
def find_statuses(text: str) -> tuple[FoundStatus, ...]:
    """Every status that a text names, in its order; a negated one is given as negated."""
    plain = _fold(text)
    if len(plain) != len(text):
        plain = text.lower()
    return tuple(_found(plain, match) for match in _PATTERN.finditer(plain))


def _found(plain: str, match: re.Match[str]) -> FoundStatus:
    entry = _entry(match.group())
    assertion = entry.assertion
    if assertion is Assertion.ASSERTED and NEGATIONS.search(plain[: match.start()]):
        assertion = Assertion.NEGATED
    days = _DAYS.search(plain)
    note = (
        f"{entry.note}, {days.group(1)} days"
        if days and "administrative" in entry.note
        else entry.note
    )
    return FoundStatus(entry.event, assertion, note, match.start(), match.end())


def _entry(words: str) -> _Entry:
    phrase = next(p for p in _BY_LENGTH if _starts(words, p))
    return PHRASES[phrase]


def _starts(words: str, phrase: str) -> bool:
    said, asked = _SPACES.split(words), _SPACES.split(phrase)
    return len(said) >= len(asked) and all(
        a.startswith(b) for a, b in zip(said, asked, strict=False)
    )
