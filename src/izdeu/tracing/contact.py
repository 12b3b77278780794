"""How a family can be reached: sealed fields of its request or appeal, as the ledger keeps them."""

from dataclasses import dataclass
from uuid import UUID

from izdeu.protection.sealing import Place
from izdeu.terms import EntryKind
from izdeu.tracing import ledger, models
from izdeu.tracing.identity import uuid8

#: How a coordinator reaches the family.
CONTACT = "contact"
#: Where the family wants messages that a machine writes.
ALERT_ADDRESS = "alert_address"


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed value as it is kept, and which change it came with."""

    value: str = ""
    """"" where nothing was left."""
    change: str = ""
    """A random word of its own; "" for what the request was opened with."""


def place_of(request: UUID, field: str, change: str = "") -> Place:
    """Where a field's value is sealed to: it opens for no other request, field or change.

    Worked out from the request it is asked for, never from what stands beside the value: a value
    moved here from another case does not open.
    """
    record = uuid8("contact", str(request), change) if change else request
    return Place(record, field)


def sealed_field(request: UUID, field: str) -> Sealed:
    """A sealed field of a request or appeal as it was last changed."""
    changes = models.Act.objects.filter(kind=EntryKind.CONTACT, about=request, answered=False)
    last = changes.filter(content__field=field).order_by("-made_at", "entry").first()
    if last is not None:
        return Sealed(str(last.content["sealed"]), str(last.content["change"]))
    kinds = (EntryKind.REQUEST, EntryKind.APPEAL)
    spoken = models.Recorded.objects.filter(record=request, kind__in=kinds)
    entries = spoken.values_list("entry", flat=True)
    for entry in ledger.read(list(entries)):
        if sealed := entry.body().get("sealed", {}).get(field):
            return Sealed(str(sealed))
    return Sealed()
