"""Exports of people: asked by one, agreed by another where they are many, logged before given."""

from collections.abc import Sequence
from datetime import timedelta
from hashlib import sha256
from uuid import UUID, uuid4

from izdeu.protection import quota
from izdeu.terms import EntryKind
from izdeu.tracing import models
from izdeu.tracing.actions.watch import DAY, metered, raise_alarm, within
from izdeu.tracing.actions.writing import NotRecorded, act, write
from izdeu.tracing.entry import Draft

#: How long an agreement stands.
AGREED = timedelta(days=1)


class NotAgreed(PermissionError):
    """So many people leave only when another coordinator agreed: ask with izdeu oversight ask."""


def ask_export(what: str, people: int, *, by: str, reason: str) -> UUID:
    """Ask for an export of at most so many people; give the id that another agrees to."""
    body = {"what": what, "people": people, "reason": reason, "stage": "asked",
            "about": [str(uuid4())]}  # fmt: skip
    return write([Draft(EntryKind.EXPORT, body)], by=by)[0].id


def agree_export(asked: UUID, *, by: str) -> UUID:
    """Agree to an export that somebody else asked for; whoever calls makes sure of the role.

    Raises ``NotRecorded`` where nobody asked, ``NotAgreed`` for one's own question.
    """
    row = models.Act.objects.filter(entry=asked, kind=EntryKind.EXPORT).first()
    if row is None or row.content.get("stage") != "asked":
        raise NotRecorded("nobody asked for an export under this id")
    if row.maker == by:
        raise NotAgreed("whoever asks cannot agree: that is what the second person is for")
    return act(EntryKind.AGREEMENT, [asked], by=by).id


def log_export(
    what: str, people: int, *, by: str, coordinators: int, to: Sequence[str] = ()
) -> None:
    """Log that people leave this installation; call it before they do.

    ``to`` names those it is sealed to: to whom a backup went before it may go again unasked.

    Raises ``QuotaReached`` after too many exports in a day, ``NotAgreed`` where another
    coordinator has to agree first and none did within a day. One agreement is good for one export.
    """
    done = within(DAY, EntryKind.EXPORT).filter(content__stage="done")
    with metered("export", done, by=by):
        asked = None
        known = bool(to) and _went_there(what, to)
        if quota.needs_second(people, coordinators=coordinators) and not known:
            asked = _agreed(what, people, by=by)
        elif people > quota.ALONE and not known:
            raise_alarm("export_alone", by=by)
        body = {"what": what, "people": people, "stage": "done", "to": _digests(to),
                "about": [str(asked or uuid4())]}  # fmt: skip
        write([Draft(EntryKind.EXPORT, body)], by=by)


def _went_there(what: str, to: Sequence[str]) -> bool:
    rows = models.Act.objects.filter(kind=EntryKind.EXPORT, content__what=what)
    known = {one for row in rows for one in row.content.get("to", ())}
    return known.issuperset(_digests(to))


def _digests(to: Sequence[str]) -> list[str]:
    return sorted(sha256(one.encode()).hexdigest()[:16] for one in to)


def _agreed(what: str, people: int, *, by: str) -> UUID:
    asked = within(AGREED, EntryKind.EXPORT).filter(maker=by, content__what=what)
    used = set(asked.filter(content__stage="done").values_list("about", flat=True))
    for row in asked.filter(content__stage="asked", content__people__gte=people):
        agreed = models.Act.objects.filter(kind=EntryKind.AGREEMENT, about=row.entry)
        if row.entry not in used and agreed.exclude(maker=by).exists():
            return row.entry
    raise NotAgreed(
        f"{people} people leave only when another coordinator agreed: "
        f"izdeu oversight ask {what}, and they call izdeu oversight agree"
    )
