"""A person's present status: what the claims together say today."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from izdeu.dates import span
from izdeu.terms import Assertion, Standing, Status
from izdeu.tracing.event import meaning
from izdeu.tracing.standing import Statement, opposes

_SPEAKING = (Assertion.ASSERTED, Assertion.HEARSAY, Assertion.HEDGED)
_SILENT = (Standing.WITHDRAWN, Standing.DENIED)


def present(statements: Sequence[Statement], standing: Mapping[UUID, Standing]) -> Status:
    """Give the status: a death wins over time, otherwise what happened last by its own date.

    Denials never change it, late arrival never changes it, and it is "dead" only where two
    members of the team verified a death.
    """
    speaking = [one for one in statements if _speaks(one, standing)]
    deaths = [one for one in speaking if meaning(one.event).life == "dead"]
    if any(standing[one.id] == Standing.VERIFIED for one in deaths):
        return Status.DEAD
    if deaths:
        contradicted = any(opposes(death, other) for death in deaths for other in speaking)
        return Status.CONTRADICTORY if contradicted else Status.DEATH_REPORTED
    return _latest(speaking)


def before_death(statements: Sequence[Statement], standing: Mapping[UUID, Standing]) -> Status:
    """The status that may be told while no two members have agreed on a death."""
    status = present(statements, standing)
    if status == Status.DEAD:
        return status
    living = [one for one in statements if meaning(one.event).life != "dead"]
    return present(living, standing)


def _speaks(one: Statement, standing: Mapping[UUID, Standing]) -> bool:
    return (
        one.counts
        and one.assertion in _SPEAKING
        and standing[one.id] not in _SILENT
        and meaning(one.event).state != ""
    )


def _latest(speaking: Sequence[Statement]) -> Status:
    """The state after the last event; undated claims count only where nothing is dated."""
    dated = [one for one in speaking if one.when] or list(speaking)
    if not dated:
        return Status.UNKNOWN
    return Status(meaning(max(dated, key=_place_in_time).event).state)


def _place_in_time(one: Statement) -> tuple[datetime, int, datetime]:
    found = span(one.when)
    day = (found.start or datetime.min).replace(hour=0, minute=0)
    return (day, meaning(one.event).order, found.start or datetime.min)
