"""Facilities as documents name them: which words mean the same place."""

import re
from uuid import UUID

from izdeu.terms import Event, FacilityKind, SourceKind
from izdeu.tracing.identity import uuid8

_WORD = re.compile(r"\w+")

#: What it means to be on this facility's list.
LISTED: dict[FacilityKind, Event] = {
    FacilityKind.HOSPITAL: Event.ADMITTED,
    FacilityKind.ICU: Event.ADMITTED,
    FacilityKind.MORGUE: Event.BODY_RECEIVED,
}

#: Where people are treated: which of them it is, is for the holders of a case.
TREATING = frozenset({FacilityKind.HOSPITAL, FacilityKind.ICU})

#: Who speaks when this facility answers; the police where nothing else is said.
SPEAKS: dict[FacilityKind, SourceKind] = {
    FacilityKind.HOSPITAL: SourceKind.HOSPITAL,
    FacilityKind.ICU: SourceKind.HOSPITAL,
    FacilityKind.MORGUE: SourceKind.MORGUE,
    FacilityKind.COURT: SourceKind.COURT,
    FacilityKind.PROSECUTOR: SourceKind.PROSECUTOR,
    FacilityKind.AKIMAT: SourceKind.OTHER,
}


def key(words: str) -> str:
    """The words without case, punctuation and order of spaces."""
    return " ".join(_WORD.findall(words.casefold()))[:200]


def identity(words: str) -> UUID:
    """The id two laptops give the same words."""
    return uuid8("facility", key(words))
