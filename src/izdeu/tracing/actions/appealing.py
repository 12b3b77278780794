"""Appeals from outside: heard by one, hidden at once, decided by two; nothing is deleted."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.db import transaction

from izdeu.protection.quota import APPEALS_HIDDEN
from izdeu.terms import Appeal, EntryKind
from izdeu.tracing import casenumber, models
from izdeu.tracing.actions.request import nothing_sealed
from izdeu.tracing.actions.writing import NotRecorded, act, write
from izdeu.tracing.entry import Draft
from izdeu.tracing.ruling import Ruling, ruling, since_a_day

#: Kinds that say something about a record; a lost phrase does not.
_ABOUT_A_RECORD = (Appeal.SELF, Appeal.UNTRUE)


@dataclass(frozen=True, slots=True)
class Appealed:
    """What somebody outside wrote, in their own words."""

    kind: Appeal
    number: str = ""
    """The case number as typed; kept as one only where its digits fit together."""
    name: str = ""
    words: str = ""
    language: str = ""


def appeal(
    told: Appealed,
    *,
    by: str,
    sealing: Callable[[UUID], Mapping[str, str]] = nothing_sealed,
) -> UUID:
    """Take an appeal down. Whether its number exists is not looked up, so that no timing tells.

    ``sealing`` is told the appeal's id and gives the sealed contact by field: never a plain one.
    """
    identity = uuid4()
    body = {
        "id": str(identity),
        "kind": told.kind.value,
        "number": _number(told.number),
        "typed": told.number,
        "name": told.name,
        "words": told.words,
        "language": told.language,
        "sealed": dict(sealing(identity)),
    }
    write([Draft(EntryKind.APPEAL, body)], by=by)
    return identity


def _number(typed: str) -> str:
    try:
        return casenumber.read(typed)
    except casenumber.NotACaseNumber:
        return ""


@transaction.atomic
def hide_appealed(*, by: str) -> int:
    """Hide the requests whose number an appeal names and nobody has looked at; give how many.

    A hidden request is silent outside, as before anybody called back, while the team goes on
    searching: an appeal can neither end a search nor find out whether a number exists. Beyond
    ``APPEALS_HIDDEN`` a day the rest wait for a person.
    """
    hides = models.Act.objects.filter(kind=EntryKind.HIDE)
    today = hides.filter(maker=by, made_at__gte=since_a_day()).count()
    open_ones = models.Appeal.objects.filter(kind__in=_ABOUT_A_RECORD).exclude(number="")
    done = set(hides.values_list("content__appeal", flat=True))
    hidden = 0
    for row in open_ones.order_by("opened", "id"):
        request = models.Request.objects.filter(number=row.number).first()
        if str(row.id) in done or request is None or today + hidden >= APPEALS_HIDDEN:
            continue
        hide_for(row.id, request.id, by=by)
        hidden += 1
    return hidden


def hide_for(appeal: UUID, record: UUID, *, by: str) -> UUID:
    """Hide a request, mention or claim because of an appeal, until two decide."""
    return act(EntryKind.HIDE, [record], by=by, content={"appeal": str(appeal)}).id


@transaction.atomic
def rule(appeal: UUID, *, uphold: bool, by: str, note: str = "") -> Ruling:
    """Record what this member of the team decides; where two dismiss it, what it hid is shown.

    The latest word of each member stands. Raises ``NotRecorded`` for an unknown appeal.
    """
    earlier = models.Act.objects.filter(kind=EntryKind.RULING, about=appeal, maker=by)
    answers = list(earlier.filter(answered=False).values_list("entry", flat=True))
    content = {"uphold": uphold, "note": note}
    act(EntryKind.RULING, [appeal], by=by, content=content, answers=answers)
    decided = ruling(appeal)
    if decided == Ruling.DISMISSED:
        _show(appeal, by=by)
    return decided


def _show(appeal: UUID, *, by: str) -> None:
    """Take back what was hidden for this appeal, and for no other."""
    hides = models.Act.objects.filter(kind=EntryKind.HIDE, content__appeal=str(appeal))
    for record, entries in _by_record(hides.filter(answered=False)).items():
        act(EntryKind.HIDE, [record], by=by, content={"undone": True}, answers=entries)


def _by_record(hides: Iterable[models.Act]) -> dict[UUID, list[UUID]]:
    found: dict[UUID, list[UUID]] = {}
    for one in hides:
        found.setdefault(one.about, []).append(one.entry)
    return found


def require_call(appeal: UUID) -> None:
    """Raise ``NotRecorded`` unless somebody of the team logged a call about this appeal."""
    calls = models.Act.objects.filter(kind=EntryKind.CALL, about=appeal, answered=False)
    if not calls.exists():
        raise NotRecorded("speak with the family first, and log the call")
