"""What a text says again, less exactly, of the same person."""

from collections.abc import Iterator, Sequence

from izdeu.documents.text.speech import AUTHORITY
from izdeu.documents.text.view import Told
from izdeu.terms import Assertion, Event


def distinct(told: Sequence[Told]) -> Iterator[Told]:
    """Without what says again, less exactly, what was already said of the same person."""
    exact = {_kind(one) for one in told if one.when}
    seen = set()
    for one in told:
        kind = _kind(one)
        known = not one.when and (kind in exact or _is_implied(one, told))
        if (*kind, one.when) in seen or known:
            continue
        seen.add((*kind, one.when))
        yield one


def _kind(told: Told) -> tuple[Event, int, Assertion, bool]:
    """What makes two statements one; what the authorities say stands for itself."""
    return told.event, told.person, told.assertion, told.said_by == AUTHORITY


def _is_implied(one: Told, told: Sequence[Told]) -> bool:
    """Held, without a date and a facility, after having been taken: nothing new."""
    return (
        one.event is Event.HELD
        and not one.facility
        and one.assertion in (Assertion.ASSERTED, Assertion.HEARSAY, Assertion.HEDGED)
        and any(
            other.event is Event.TAKEN and other.person == one.person and other.when
            for other in told
        )
    )
