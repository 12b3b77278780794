"""What a family left to be reached by: sealed fields of its request, as the ledger keeps them."""

from uuid import UUID

from izdeu.tracing import ledger, models

#: How a coordinator reaches the family.
CONTACT = "contact"
#: Where the family wants messages that a machine writes.
ALERT_ADDRESS = "alert_address"


def sealed_field(request: UUID, field: str) -> str:
    """A sealed field of a request; "" where nothing was left."""
    entries = models.Request.objects.filter(id=request).values_list("entry", flat=True)
    for entry in ledger.read(list(entries)):
        if sealed := entry.body().get("sealed", {}).get(field):
            return str(sealed)
    return ""
