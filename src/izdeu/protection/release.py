"""What may be released to whom: docs/safety.md as functions, one rule each."""

from collections.abc import Collection
from uuid import UUID

from izdeu.protection.reader import Reader
from izdeu.terms import Audience


class NotForThisReader(PermissionError):
    """This reader may not see that; ask the case's holder or a coordinator."""


class NoReason(NotForThisReader):
    """Nobody does this without saying why; the reason is logged."""


def require_reason(reason: str) -> None:
    """Raise ``NoReason`` where nobody said why."""
    if not reason.strip():
        raise NoReason("say why: the reason is logged")


def require_staff(reader: Reader) -> None:
    """No public browsing and no public name search: raise unless a member of the team reads."""
    if not reader.staff:
        raise NotForThisReader("only members of the team may look this up")


def require_machine(reader: Reader) -> None:
    """Whose case an entry concerns is for the worker that tells families: raise for others."""
    if reader.audience != Audience.MACHINE:
        raise NotForThisReader("only the worker asks which cases were stirred")


def require_coordinator(reader: Reader) -> None:
    """Who read what, and what raised an alarm, is for coordinators: raise for others."""
    if reader.audience != Audience.COORDINATOR:
        raise NotForThisReader("only coordinators look through who read what")


def sees_masked(reader: Reader, records: Collection[UUID]) -> bool:
    """Treatment place, wound and hiding place: for holders of the case who give a reason."""
    return reader.staff and bool(reader.cases.intersection(records)) and reader.reason != ""


def sees_death(reader: Reader, *, agreed: bool) -> bool:
    """A death is shown outside the team only after two members agreed."""
    return reader.staff or agreed


#: Reasons whose values say where somebody was, or what can be seen on them.
_TELLING = ("address", "event", "house", "marks", "place", "postcode", "region")


def tells_treatment(reason: str) -> bool:
    """Whether a reason's value could tell where a masked person is treated, or of a wound."""
    return reason.startswith(_TELLING)


def sees_names(reader: Reader) -> bool:
    """Names are for the team; a family reads its own case only."""
    return reader.staff


def require_holder(reader: Reader, record: UUID) -> None:
    """Contacts and places of detention: for a holder of the case who says why."""
    if not reader.staff or record not in reader.cases:
        raise NotForThisReader("only a holder of this case may open that; see izdeu act hold")
    if not reader.reason.strip():
        raise NoReason("say why you need it: the reason is logged, the value is not")
