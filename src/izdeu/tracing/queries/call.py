"""Inquiries as the desk plans them: what is due again, who calls whom, which days are covered."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from izdeu.dates import span
from izdeu.protection.reader import Reader
from izdeu.protection.release import require_staff
from izdeu.terms import Answer, EntryKind
from izdeu.tracing import facility, models
from izdeu.tracing.queries.count import LINES
from izdeu.tracing.queries.facility import FacilityLine, lines, register
from izdeu.tracing.queries.mention import mentions

#: Facilities on one picture of days.
DRAWN = 25


@dataclass(frozen=True, slots=True)
class InquiryRow:
    """One line of the log: who was asked about whom, when, and the exact answer."""

    id: UUID
    asked: str
    facility: UUID
    place: str
    """The facility's name; "" where it would tell where somebody is treated."""
    person: UUID | None
    name: str
    spelling: str
    answer: Answer
    words: str
    maker: str


@dataclass(frozen=True, slots=True)
class RotaLine:
    """A facility with who calls it every day, and whether that is due."""

    facility: FacilityLine
    operator: str
    hour: str
    last_asked: str
    due: bool
    """The hour has come, and nobody has asked there today."""
    people: int
    """About how many of the sought nobody has asked there."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which facility answered on which day; a day without a figure was not asked."""

    days: tuple[date, ...]
    rows: tuple[tuple[FacilityLine, Mapping[date, Counter[Answer]]], ...]
    total: int = 0
    """How many facilities there are, of which ``rows`` shows one page."""


def inquiry_page(reader: Reader, *, page: int = 0) -> tuple[list[InquiryRow], int]:
    """One page of the log of inquiries, the latest first, and how many there are."""
    require_staff(reader)
    rows = models.Inquiry.objects.order_by("-asked", "id")
    some = list(rows[page * LINES : (page + 1) * LINES])
    places = lines(row.facility for row in some)
    seats = models.Mention.objects.in_bulk([row.mention for row in some if row.mention])
    telling = {row.mention for row in some if _may_tell(places.get(row.facility))}
    covered = _covered(reader, {row.person for row in seats.values() if row.id in telling})
    shown = [_row(row, places, seats.get(row.mention or row.id), covered) for row in some]
    return shown, rows.count()


def _row(
    row: models.Inquiry,
    places: Mapping[UUID, FacilityLine],
    sought: models.Mention | None,
    covered: Collection[UUID],
) -> InquiryRow:
    place = places.get(row.facility)
    hidden = _may_tell(place) and sought is not None and sought.person in covered
    return InquiryRow(
        id=row.id,
        asked=row.asked,
        facility=row.facility,
        place="" if hidden or place is None else place.name,
        person=sought.person if sought else None,
        name=sought.name if sought else "",
        spelling=row.spelling,
        answer=Answer(row.answer),
        words="" if hidden else row.words,
        maker=row.maker,
    )


def _may_tell(place: FacilityLine | None) -> bool:
    """Whether having been asked there could tell where somebody is treated."""
    return place is None or place.kind in facility.TREATING


def _covered(reader: Reader, people: Collection[UUID]) -> set[UUID]:
    """Those of whom this reader may not be told which hospital was asked."""
    rows = models.Mention.objects.filter(person__in=people)
    lines = mentions(reader, list(rows.values_list("id", flat=True)))
    return {line.person for line in lines if line.masked}


def due_again(reader: Reader, *, now: datetime) -> int:
    """About how many requests a facility has to be asked again, by its last answer."""
    require_staff(reader)
    due = models.Case.objects.filter(again__gt="", again__lte=now.isoformat(timespec="minutes"))
    return int(due.count())


def rota_page(
    reader: Reader, *, now: datetime, first: int = 0, most: int = LINES, due: bool = False
) -> tuple[list[RotaLine], int]:
    """``most`` lines of who calls where and when, from the ``first`` on, and how many there are.

    With ``due`` those alone whose hour has come, and where nobody asked today.
    """
    require_staff(reader)
    told, last = _assigned(), _last_asked()
    waiting = {one for one, content in told.items() if _is_due(content, last.get(one, ""), now)}
    known = register().by_id
    places = [one for one in known if one in waiting or not due]
    places.sort(key=lambda one: (one not in waiting, not told.get(one, {}).get("operator")))
    shown = places[first : first + most]
    everybody, about = models.Case.objects.filter(withdrawn=False).count(), _asked_about(shown)
    return [
        RotaLine(
            facility=known[one],
            operator=str(told.get(one, {}).get("operator", "")),
            hour=str(told.get(one, {}).get("hour", "")),
            last_asked=last.get(one, ""),
            due=one in waiting,
            people=everybody - about.get(one, 0),
        )
        for one in shown
    ], len(places)


def _assigned() -> dict[UUID, Mapping[str, Any]]:
    acts = models.Act.objects.filter(kind=EntryKind.ROTA, answered=False).order_by("made_at")
    return dict(acts.values_list("about", "content"))


def _last_asked() -> dict[UUID, str]:
    """When each facility was asked last; "" for never. One step in an index for each of them."""
    asked = models.Inquiry.objects.filter(facility=OuterRef("id")).order_by("-asked")
    last = Coalesce(Subquery(asked.values("asked")[:1]), Value(""))
    return dict(models.Facility.objects.values_list("id").annotate(last=last))


def _asked_about(places: Sequence[UUID]) -> dict[UUID, int]:
    """About how many of the sought somebody asked at each of these facilities."""
    rows = models.Inquiry.objects.filter(facility__in=places, again__gt="").order_by()
    return dict(rows.values_list("facility").annotate(many=Count("*")))


def _is_due(told: Mapping[str, Any], last: str, now: datetime) -> bool:
    today = last[:10] == now.date().isoformat()
    come = str(told.get("hour", "")) <= now.strftime("%H:%M")
    return bool(told.get("operator")) and not today and come


def coverage(reader: Reader, *, until: date, days: int = 14, page: int = 0) -> Coverage:
    """Which facility answered what on each of some days, the last one ``until``; one page."""
    require_staff(reader)
    shown = tuple(until - timedelta(days=number) for number in reversed(range(days)))
    first, after = shown[0].isoformat(), (until + timedelta(days=1)).isoformat()
    every = register().lines
    places = every[page * DRAWN : (page + 1) * DRAWN]
    rows = models.Inquiry.objects.filter(
        facility__in=[one.id for one in places], asked__gte=first, asked__lt=after
    )
    found: dict[UUID, dict[date, Counter[Answer]]] = defaultdict(lambda: defaultdict(Counter))
    for place, asked, answer in rows.values_list("facility", "asked", "answer"):
        if start := span(asked).start:
            found[place][start.date()][Answer(answer)] += 1
    answered = tuple((one, found.get(one.id, {})) for one in places)
    return Coverage(shown, answered, len(every))


def last_inquiry(reader: Reader) -> date | None:
    """The day somebody last asked anywhere; ``None`` while nobody has."""
    require_staff(reader)
    asked = models.Inquiry.objects.aggregate(last=Max("asked"))["last"]
    start = span(asked).start if asked else None
    return start.date() if start else None
