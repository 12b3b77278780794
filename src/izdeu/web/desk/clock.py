"""Legal terms of the sought: which run out when, who is to be met at a gate, what was broken."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from izdeu.tracing import actions, queries
from izdeu.tracing.queries import Which
from izdeu.web import handle as handles
from izdeu.web import moment, once, page, visit

#: Lines on one page.
SIZE = 30


def show(request: HttpRequest) -> HttpResponse:
    """The terms, those due next first; where asked older ones, or those not kept."""
    older, broken = (request.GET.get(name) == "1" for name in ("older", "broken"))
    which = Which.BROKEN if broken else Which.EVERY if older else Which.RECENT
    place, reader = page.number(request), visit.of(request).reader()
    lines, total = queries.clock_page(
        reader, now=moment.now(), which=which, first=place * SIZE, most=SIZE
    )
    more = {
        "lines": lines,
        "pager": page.pager(place, total, SIZE),
        "older": older,
        "broken": broken,
        "query": "broken=1&" if broken else "older=1&" if older else "",
        "outcomes": actions.OUTCOMES,
    }
    return page.render(request, "desk/clocks.html", more)


@once.one_deed
def mark(request: HttpRequest) -> HttpResponse:
    """Take down whether a term was kept."""
    claim = handles.read(request, request.POST.get("claim", ""))
    clock, outcome = request.POST.get("clock", ""), request.POST.get("outcome", "")
    try:
        actions.mark_term(claim, clock, outcome, by=visit.of(request).operator)
    except (ValueError, actions.NotRecorded) as strange:
        raise Http404 from strange
    return redirect("clocks")
