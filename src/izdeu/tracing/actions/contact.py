"""Sealed contacts: handed out still sealed, to a holder with a reason, and logged."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import transaction

from izdeu.protection.quota import require_quota
from izdeu.protection.reader import Reader
from izdeu.protection.release import require_holder
from izdeu.protection.sealing import Place
from izdeu.terms import EntryKind
from izdeu.tracing import models
from izdeu.tracing.actions.writing import NotRecorded, act
from izdeu.tracing.contact import CONTACT, sealed_field


@transaction.atomic
def disclose_contact(reader: Reader, request: UUID) -> tuple[str, Place]:
    """Log that a contact is opened, by whom and why; give it, still sealed, with its place.

    Raises ``NotForThisReader`` without a case or a reason, ``QuotaReached`` after too many in a
    day, ``NotRecorded`` where the family left no contact.
    """
    require_holder(reader, request)
    sealed = sealed_field(request, CONTACT)
    if not sealed:
        raise NotRecorded("the family left no contact with this request")
    _require_quota(reader.operator)
    content = {"reason": reader.reason, "field": CONTACT}
    act(EntryKind.DISCLOSURE, [request], by=reader.operator, content=content)
    return sealed, Place(request, CONTACT)


def _require_quota(operator: str) -> None:
    # A clock set back makes earlier openings lie in the future: they count as well.
    since = (datetime.now(UTC) - timedelta(days=1)).isoformat(timespec="seconds")
    opened = models.Act.objects.filter(
        kind=EntryKind.DISCLOSURE, content__field=CONTACT, made_at__gte=since
    )
    require_quota(by_one=opened.filter(maker=operator).count(), by_all=opened.count())
