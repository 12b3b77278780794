"""Inquiries: a facility was asked about a spelling; the exact answer, and whom to ask next."""

from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from izdeu.names import spellings
from izdeu.publication.mask import asks_of
from izdeu.publication.wording import catalogue, known, term
from izdeu.terms import Answer
from izdeu.tracing import actions, queries
from izdeu.tracing.queries import FacilityLine
from izdeu.web import form, page, visit
from izdeu.web import handle as handles
from izdeu.web.desk.person import person_of, view_of
from izdeu.web.form import Field


def listed(request: HttpRequest) -> HttpResponse:
    """Whom to ask about next: those first about whom nobody was asked, then the longest ago."""
    rows = queries.requests(visit.of(request).reader())
    rows = [row for row in rows if not row.withdrawn]
    rows.sort(key=lambda row: (row.asked > 0, row.last_asked))
    return page.render(request, "desk/inquiries.html", {"rows": rows})


def record(request: HttpRequest, handle: str) -> HttpResponse:
    """What to read out at a counter, and a form for the answer."""
    visitor = visit.of(request)
    reader = visitor.reader()
    found = person_of(reader, handles.read(request, handle))
    view = view_of(reader, found, visitor.language)
    places = queries.facilities(reader)
    fields = _fields(request, places, visitor.language)
    told = form.blank(fields, spelling=view.name, asked_when=datetime.now(UTC).date().isoformat())
    if request.method == "POST":
        told = form.read(fields, request.POST)
        if not told.refused:
            mention = next((one.mention for one in found.requests), found.mentions[0].id)
            exchange = actions.Exchange(
                facility=handles.read(request, told["facility"]),
                spelling=told["spelling"],
                asked=told["asked_when"],
                answer=Answer(told["answer"]),
                words=told["answered"],
                mention=mention,
            )
            actions.inquire(exchange, by=visitor.operator)
            return redirect("person", handle=handle)
    more = {
        "form": told,
        "person": view,
        "handle": handle,
        "spellings": spellings(view.name),
        "unasked": [(_name(one, visitor.language), one) for one in asks_of(found)],
    }
    return page.render(request, "desk/asked.html", more, status=422 if told.refused else 200)


def _fields(request: HttpRequest, places: list[FacilityLine], language: str) -> tuple[Field, ...]:
    known_places = {handles.give(request, one.id): _name(one, language) for one in places}
    answers = {answer.value: term(language, answer) for answer in Answer}
    return (
        Field("facility", "choice", required=True, listed=form.options(known_places)),
        Field("spelling", required=True),
        Field("asked_when", "date", required=True, most=16),
        Field("answer", "choice", required=True, listed=form.options(answers)),
        Field("answered", "area", most=2000),
    )


def _name(place: FacilityLine, language: str) -> str:
    name = place.names.get(catalogue(language)) or place.name
    return f"{name} ({known(language, 'facility_kind', place.kind)})"
