"""How a family can be reached: sealed fields of its request or appeal, as the ledger keeps them."""

from uuid import UUID

from izdeu.terms import EntryKind
from izdeu.tracing import ledger, models

#: How a coordinator reaches the family.
CONTACT = "contact"
#: Where the family wants messages that a machine writes.
ALERT_ADDRESS = "alert_address"


def sealed_field(request: UUID, field: str) -> str:
    """A sealed field of a request or appeal; "" where nothing was left."""
    kinds = (EntryKind.REQUEST, EntryKind.APPEAL)
    spoken = models.Recorded.objects.filter(record=request, kind__in=kinds)
    entries = spoken.values_list("entry", flat=True)
    for entry in ledger.read(list(entries)):
        if sealed := entry.body().get("sealed", {}).get(field):
            return str(sealed)
    return ""
