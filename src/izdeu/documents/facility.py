"""The vocabulary of places where people are held, treated or laid."""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from izdeu.terms import FacilityKind

LANGUAGES = ("kk", "ru", "en")


@dataclass(frozen=True, slots=True)
class FacilityTerm:
    """The words of three languages for one kind of facility, and where they were found."""

    kind: FacilityKind
    words: tuple[str, ...]
    means: str
    provenance: str


@dataclass(frozen=True, slots=True)
class FoundFacility:
    """A facility in a text: ``text[start:end]`` names it."""

    kind: FacilityKind
    name: str
    start: int
    end: int


def load_terms() -> tuple[FacilityTerm, ...]:
    """The terms of ``facilities.toml``, those that win first."""
    table = tomllib.loads(
        files("izdeu.documents").joinpath("facilities.toml").read_text(encoding="utf-8")
    )
    return tuple(
        FacilityTerm(
            FacilityKind(entry["kind"]),
            tuple(word for language in LANGUAGES for word in entry[language]),
            entry["means"],
            entry["provenance"],
        )
        for entry in table["facility"]
    )


def _pattern(word: str) -> str:
    stem = re.escape(word).replace(r"\*\ ", r"\w*\ ").replace(r"\ ", r"[\s-]+")
    stem = re.sub(r"\\\*$", r"\\w*", stem)
    capitals = word.rstrip("*").isupper()
    return rf"(?<!\w){stem}(?!\w)" if capitals else rf"(?i:(?<!\w){stem}(?!\w))"


TERMS = load_terms()
_PATTERNS = tuple(
    (term.kind, re.compile("|".join(_pattern(word) for word in term.words))) for term in TERMS
)
#: What may stand around a term and still belongs to the facility's name.
_NUMBER = (
    r"(?:\s*[-–]?\s*(?:№|N|No\.?|#)?\s*\d{1,4}(?:[-/]\d{1,4})?(?![.\d])(?:-?[\wі]{1,3}(?!\w))?)?"
)
_QUOTED = r"""(?:\s*[«"“„][^»"”“]{2,60}[»"”“])?"""
_AFTER = re.compile(
    _NUMBER
    + _QUOTED
    + r"(?:\s+(?:г\.|города|гор\.|район\w*|р-на|области|обл\.|им\.|имени|при|по)?\s*"
    r"(?:[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ][\w-]+)(?:\s+(?:района|р-на|области|обл\.|города|г\.))?)*"
)
_BEFORE = re.compile(
    r"(?:(?:городск|областн|районн|клиническ|центральн|военн|многопрофильн|қалалық|облыстық|аудандық"
    r"|city|regional|district|central)\w*\s+|№\s?\d+\s+){1,4}$",
    re.IGNORECASE,
)


@lru_cache(maxsize=8_192)
def kind_of(words: str) -> FacilityKind | None:
    """What kind of facility the words name, if any."""
    return next((kind for kind, pattern in _PATTERNS if pattern.search(words)), None)


@lru_cache(maxsize=2_048)
def find_facility(text: str) -> FoundFacility | None:
    """The first facility named in a text, with its number and place as far as they follow."""
    matches = [(kind, match) for kind, pattern in _PATTERNS if (match := pattern.search(text))]
    if not matches:
        return None
    kind, match = min(matches, key=lambda found: found[1].start())
    before = _BEFORE.search(text[: match.start()])
    start = before.start() if before else match.start()
    after = _AFTER.match(text, match.end())
    end = after.end() if after else match.end()
    name = text[start:end].rstrip(" ,.;")
    return FoundFacility(kind, name, start, start + len(name))
