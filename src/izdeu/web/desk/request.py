"""The requests of families: who was called back, who holds the case, when we last asked."""

from collections.abc import Callable, Mapping
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from izdeu.tracing import actions, queries
from izdeu.web import handle as handles
from izdeu.web import once, page, visit

_Deed = Callable[[UUID, str, str], UUID]
#: What can be done about a request, by the word the form sends.
DEEDS: Mapping[str, _Deed] = {
    "vet": lambda one, by, note: actions.vet(one, by=by, note=note),
    "call": lambda one, by, note: actions.log_call(one, by=by, note=note),
    "hold": lambda one, by, note: actions.hold(one, holder=by, by=by, reason=note),
}


def listed(request: HttpRequest) -> HttpResponse:
    """The requests, those first whom nobody has called back."""
    place = page.number(request)
    rows, total = queries.request_page(visit.of(request).reader(), page=place)
    more = {"rows": rows, "pager": page.pager(place, total, queries.LINES)}
    return page.render(request, "desk/requests.html", more)


@once.one_deed
def act(request: HttpRequest, handle: str) -> HttpResponse:
    """Take down that the family was called back or called, or that one holds the case."""
    identity = handles.read(request, handle)
    deed = DEEDS.get(request.POST.get("deed", ""))
    if deed is None:
        raise Http404
    try:
        deed(identity, visit.of(request).operator, request.POST.get("note", "")[:1000])
    except actions.NotRecorded as strange:
        raise Http404 from strange
    return redirect("requests")
