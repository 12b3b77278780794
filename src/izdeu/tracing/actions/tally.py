"""Tallies: figures somebody announced, none of them ever removed."""

from dataclasses import dataclass
from uuid import UUID

from izdeu.dates import span
from izdeu.terms import EntryKind, TallyStanding, Unit
from izdeu.tracing.actions.writing import write
from izdeu.tracing.entry import Draft
from izdeu.tracing.identity import uuid8


class NotATally(ValueError):
    """A figure counts whole people or events; write it as a number of zero or more."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One announced figure."""

    metric: str
    value: int
    unit: Unit
    scope: str
    as_of: str
    claimant: str
    standing: TallyStanding = TallyStanding.ANNOUNCED


def record_tally(figure: Figure, *, by: str, source: UUID | None = None) -> UUID:
    """Record a figure with its claimant and date; the same figure again is the same tally."""
    span(figure.as_of)
    if figure.value < 0:
        raise NotATally("a tally cannot be below zero")
    told = (figure.metric, str(figure.value), figure.unit, figure.scope, figure.as_of)
    identity = uuid8("tally", *told, figure.claimant, figure.standing)
    body = {
        "id": str(identity),
        "metric": figure.metric,
        "value": figure.value,
        "unit": figure.unit.value,
        "scope": figure.scope,
        "as_of": figure.as_of,
        "claimant": figure.claimant,
        "standing": figure.standing.value,
        "source": str(source) if source else None,
    }
    write([Draft(EntryKind.TALLY, body)], by=by)
    return identity
