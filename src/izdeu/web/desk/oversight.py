"""Oversight for coordinators: alarms, exports that wait for a second person, who read what."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from izdeu.tracing import actions, queries
from izdeu.web import handle as handles
from izdeu.web import page, visit


def show(request: HttpRequest) -> HttpResponse:
    """Look through; sent, agree to an export that somebody else asked for."""
    if request.method == "POST":
        return _agree(request)
    reader = visit.of(request).reader()
    more = {
        "alarms": queries.alarms(reader),
        "exports": queries.exports(reader),
        "readings": queries.readings(reader),
    }
    return page.render(request, "desk/oversight.html", more)


def _agree(request: HttpRequest) -> HttpResponse:
    asked = handles.read(request, request.POST.get("export", ""))
    try:
        actions.agree_export(asked, by=visit.of(request).operator)
    except actions.NotRecorded as strange:
        raise Http404 from strange
    except actions.NotAgreed:
        return page.render(request, "refusal.html", {"what": "refusal.own_question"}, status=403)
    return redirect("oversight")
