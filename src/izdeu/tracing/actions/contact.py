"""Sealed contacts: handed out still sealed, to a holder with a reason, and logged."""

from uuid import UUID

from izdeu.protection.reader import Reader
from izdeu.protection.release import require_holder
from izdeu.protection.sealing import Place
from izdeu.terms import EntryKind
from izdeu.tracing import models
from izdeu.tracing.actions.watch import DAY, metered, within
from izdeu.tracing.actions.writing import NotRecorded, act, speaking
from izdeu.tracing.contact import ALERT_ADDRESS, CONTACT, Sealed, place_of, sealed_field

_FIELDS = (CONTACT, ALERT_ADDRESS)


def disclose_contact(reader: Reader, request: UUID) -> tuple[str, Place]:
    """Log that a contact is opened, by whom and why; give it, still sealed, with its place.

    ``request`` may also be a source that somebody told under a pseudonym. Raises
    ``NotForThisReader`` without a case or a reason, ``QuotaReached`` after too many in a day,
    ``NotRecorded`` where no contact was left.
    """
    require_holder(reader, request)
    found = sealed_field(request, CONTACT)
    if not found.value:
        raise NotRecorded("no contact was left with this request or source")
    opened = within(DAY, EntryKind.DISCLOSURE).filter(content__field=CONTACT)
    with metered("contact", opened, by=reader.operator):
        content = {"reason": reader.reason, "field": CONTACT}
        act(EntryKind.DISCLOSURE, [request], by=reader.operator, content=content)
    return found.value, place_of(request, CONTACT, found.change)


def change_contact(request: UUID, field: str, sealed: Sealed, *, by: str) -> UUID:
    """Record another contact or alert address in place of any earlier one; "" leaves none.

    A source, too, may have one: who an informant is stands nowhere but sealed.
    ``sealed`` is bound to ``place_of`` the request, the field and a change of its own.
    Raises ``NotRecorded`` where the request or source is unknown, ``ValueError`` for another field.
    """
    if field not in _FIELDS or not sealed.change:
        raise ValueError("only a contact or alert address is changed, under a change of its own")
    if not any(
        rows.objects.filter(id=request).exists() for rows in (models.Request, models.Source)
    ):
        raise NotRecorded("there is no request or source with this id")
    content = {"field": field, "sealed": sealed.value, "change": sealed.change}
    answers = [one for one in speaking(EntryKind.CONTACT, request) if _of(field, one)]
    return act(EntryKind.CONTACT, [request], by=by, content=content, answers=answers).id


def _of(field: str, entry: UUID) -> bool:
    return models.Act.objects.filter(entry=entry, content__field=field).exists()
