"""Inquiries: a facility was asked about a spelling; the exact answer, and whom to ask next."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from izdeu.names import spellings
from izdeu.publication import coverage as drawing
from izdeu.publication.mask import asks_of
from izdeu.publication.wording import catalogue, known, term
from izdeu.terms import Answer, FacilityKind
from izdeu.tracing import actions, queries
from izdeu.tracing.facility import key
from izdeu.tracing.queries import FacilityLine, PersonPage
from izdeu.web import form, moment, once, page, visit
from izdeu.web import handle as handles
from izdeu.web.desk.person import person_of, view_of
from izdeu.web.form import Field, Form

#: People on one sheet for the counter.
ON_SHEET = 30


def listed(request: HttpRequest) -> HttpResponse:
    """Whom to ask about next: those first about whom nobody was asked, then the longest ago."""
    reader, place = visit.of(request).reader(), page.number(request)
    rows, total = queries.request_page(reader, page=place, asking=True)
    now = moment.now()
    lines = [(row, row.again, row.again is not None and row.again < now) for row in rows]
    more = {"lines": lines, "pager": page.pager(place, total, queries.LINES)}
    return page.render(request, "desk/inquiries.html", more)


def log(request: HttpRequest) -> HttpResponse:
    """Every question put to a facility, with the exact answer, the latest first."""
    place = page.number(request)
    rows, total = queries.inquiry_page(visit.of(request).reader(), page=place)
    more = {"rows": rows, "pager": page.pager(place, total, queries.LINES)}
    return page.render(request, "desk/inquiry_log.html", more)


def coverage(request: HttpRequest) -> HttpResponse:
    """Which facility was asked on which of fourteen days, as a picture and a table."""
    visitor = visit.of(request)
    reader, today = visitor.reader(), moment.now().date()
    last = queries.last_inquiry(reader) or today
    until = today if (today - last).days < 14 else last
    place = page.number(request)
    found = queries.coverage(reader, until=until, page=place)
    more = {
        "pager": page.pager(place, found.total, queries.DRAWN),
        "drawn": drawing.draw(found, visitor.language),
        "rows": drawing.table(found, visitor.language),
        "first": found.days[0].isoformat(),
        "last": found.days[-1].isoformat(),
    }
    return page.render(request, "desk/coverage.html", more)


def sheet(request: HttpRequest) -> HttpResponse:
    """A sheet to print and read out at the counters of one place."""
    visitor = visit.of(request)
    reader = visitor.reader()
    facilities = queries.facilities(reader)
    places = list(dict.fromkeys(one.place for one in facilities if one.place))
    number = request.GET.get("place", "")
    chosen = places[int(number)] if number.isdecimal() and int(number) < len(places) else ""
    at = page.number(request)
    shown, total = queries.sought_in(reader, chosen, page=at, size=ON_SHEET)
    more = {
        "people": [(one, _forms(one.name)) for one in shown],
        "pager": page.pager(at, total, ON_SHEET),
        "first": at * ON_SHEET + 1,
        "query": f"place={number}&" if chosen else "",
        "places": places,
        "chosen": chosen,
        "facilities": [
            _name(one, visitor.language)
            for one in facilities
            if not chosen or one.place in (chosen, "")
        ],
        "today": moment.now().date().isoformat(),
    }
    return page.render(request, "desk/sheet.html", more)


def _forms(name: str) -> list[tuple[str, list[str]]]:
    """The spellings of a name by alphabet: Kazakh, Russian, Latin."""
    found: dict[str, list[str]] = {"kk": [], "ru": [], "latin": []}
    for one in spellings(name):
        found[one.language].append(one.text)
    return [(language, forms) for language, forms in found.items() if forms]


@once.one_deed
def record(request: HttpRequest, handle: str) -> HttpResponse:
    """What to read out at a counter, and a form for the answer."""
    visitor = visit.of(request)
    reader = visitor.reader()
    found = person_of(reader, handles.read(request, handle))
    view = view_of(reader, found, visitor.language)
    places = queries.facilities(reader)
    fields = _fields(request, places, visitor.language)
    today, hour = moment.now().isoformat(timespec="minutes").split("T")
    told = form.blank(fields, spelling=view.name, asked_when=today, asked_hour=hour)
    if request.method == "POST":
        told = _read(request, fields)
        if not told.refused:
            _take_down(request, told, found)
            return redirect("person", handle=handle)
    more = {
        "form": told,
        "person": view,
        "handle": handle,
        "spellings": _forms(view.name),
        "unasked": [(_name(one, visitor.language), one) for one in _near(found)],
    }
    return page.render(request, "desk/asked.html", more, status=422 if told.refused else 200)


def _read(request: HttpRequest, fields: tuple[Field, ...]) -> Form:
    """The answer as it was sent: of a facility of the list, or of one to be added to it."""
    told = form.read(fields, request.POST)
    if not told["facility"] and not told["elsewhere"]:
        told.refused.setdefault("facility", "empty")
    if told["elsewhere"] and not told["elsewhere_kind"]:
        told.refused.setdefault("elsewhere_kind", "empty")
    return told


@transaction.atomic
def _take_down(request: HttpRequest, told: Form, found: PersonPage) -> None:
    """Record the answer, and its facility where nobody recorded it before."""
    by = visit.of(request).operator
    if told["elsewhere"]:
        kind = FacilityKind(told["elsewhere_kind"])
        facility = actions.record_facility(told["elsewhere"], kind, by=by)
    else:
        facility = handles.read(request, told["facility"])
    exchange = actions.Exchange(
        facility=facility,
        spelling=told["spelling"],
        asked="T".join(filter(None, (told["asked_when"], told["asked_hour"]))),
        answer=Answer(told["answer"]),
        words=told["answered"],
        mention=next((one.mention for one in found.requests), found.mentions[0].id),
    )
    actions.inquire(exchange, by=by)


def _near(found: PersonPage) -> list[FacilityLine]:
    """The facilities not asked about somebody yet: those of the places the family named first."""
    named = [key(one.place) for one in found.claims if one.place and not one.masked]
    asks = list(asks_of(found))
    return sorted(asks, key=lambda one: not any(key(one.place) in words for words in named))


def _fields(request: HttpRequest, places: list[FacilityLine], language: str) -> tuple[Field, ...]:
    known_places = {handles.give(request, one.id): _name(one, language) for one in places}
    answers = {answer.value: term(language, answer) for answer in Answer}
    kinds = {kind.value: term(language, kind) for kind in FacilityKind}
    return (
        Field("facility", "choice", listed=form.options(known_places)),
        Field("elsewhere"),
        Field("elsewhere_kind", "choice", listed=form.options(kinds)),
        Field("spelling", required=True),
        Field("asked_when", "date", required=True, most=10),
        Field("asked_hour", "time", most=5),
        Field("answer", "choice", required=True, listed=form.options(answers)),
        Field("answered", "area", most=2000),
    )


def _name(place: FacilityLine, language: str) -> str:
    name = place.names.get(catalogue(language)) or place.name
    return f"{name} ({known(language, 'facility_kind', place.kind)})"
