"""Legal terms of the sought: which run out when, who is to be met at a gate, what was broken."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from izdeu.tracing import actions, queries
from izdeu.web import handle as handles
from izdeu.web import moment, page, visit

#: Lines on one page.
SIZE = 50


def show(request: HttpRequest) -> HttpResponse:
    """The terms, those due next first; where asked older ones, or those not kept."""
    older, broken = (request.GET.get(name) == "1" for name in ("older", "broken"))
    place, reader, now = page.number(request), visit.of(request).reader(), moment.now()
    lines = (
        queries.broken(reader, now=now) if broken else queries.clocks(reader, now=now, older=older)
    )
    more = {
        "lines": lines[place * SIZE : (place + 1) * SIZE],
        "pager": page.pager(place, len(lines), SIZE),
        "older": older,
        "broken": broken,
        "query": "broken=1&" if broken else "older=1&" if older else "",
        "outcomes": actions.OUTCOMES,
    }
    return page.render(request, "desk/clocks.html", more)


def mark(request: HttpRequest) -> HttpResponse:
    """Take down whether a term was kept."""
    claim = handles.read(request, request.POST.get("claim", ""))
    clock, outcome = request.POST.get("clock", ""), request.POST.get("outcome", "")
    try:
        actions.mark_term(claim, clock, outcome, by=visit.of(request).operator)
    except (ValueError, actions.NotRecorded) as strange:
        raise Http404 from strange
    return redirect("clocks")
