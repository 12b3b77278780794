"""People who leave this installation in a file: logged, metered, and agreed to by a second."""

import os
from collections.abc import Sequence

from izdeu.cli.outcome import CannotGoOn


def allow(what: str, people: int, *, by: str = "", to: Sequence[str] = ()) -> None:
    """Log an export before it is written; raise ``CannotGoOn`` where another has to agree first.

    ``what`` is "report", "exchange" or "backup"; ``to`` names those a backup is sealed to.
    """
    from izdeu.accounts.operator import coordinators
    from izdeu.protection.quota import QuotaReached
    from izdeu.tracing import actions

    maker = by or os.environ.get("IZDEU_OPERATOR") or "desk-1"
    try:
        actions.log_export(what, people, by=maker, coordinators=coordinators(), to=to)
    except (actions.NotAgreed, QuotaReached) as refusal:
        raise CannotGoOn(str(refusal)) from refusal


def people_here() -> int:
    """How many people the whole record speaks of."""
    from izdeu.protection.reader import Reader
    from izdeu.terms import Audience
    from izdeu.tracing import queries

    return queries.how_many(Reader(Audience.CASEWORKER))
