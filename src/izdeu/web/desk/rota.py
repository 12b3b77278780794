"""Who calls which facility when; and the calls made to families."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from izdeu.accounts.models import Operator
from izdeu.accounts.role import AUDIENCES
from izdeu.tracing import actions, queries
from izdeu.web import form, moment, once, page, visit
from izdeu.web import handle as handles


@once.one_deed
def show(request: HttpRequest) -> HttpResponse:
    """Every facility with who calls it; sent, somebody takes one over."""
    visitor = visit.of(request)
    team = Operator.objects.filter(active=True, role__in=list(AUDIENCES)).order_by("pseudonym")
    names = list(team.values_list("pseudonym", flat=True))
    if request.method == "POST":
        return _assign(request, names)
    place = page.number(request)
    rows, total = queries.rota_page(visitor.reader(), now=moment.now(), first=place * queries.LINES)
    pager = page.pager(place, total, queries.LINES)
    more = {"rows": rows, "team": names, "mine": visitor.operator, "pager": pager}
    return page.render(request, "desk/rota.html", more)


def _assign(request: HttpRequest, names: list[str]) -> HttpResponse:
    operator, hour = request.POST.get("operator", ""), request.POST.get("hour", "")
    if operator not in {"", *names} or (operator and not form.is_hour(hour)):
        raise Http404
    facility = handles.read(request, request.POST.get("facility", ""))
    by = visit.of(request).operator
    try:
        actions.assign_calls(facility, operator=operator, hour=hour if operator else "", by=by)
    except actions.NotRecorded as strange:
        raise Http404 from strange
    return redirect("rota")


def calls(request: HttpRequest) -> HttpResponse:
    """The calls made to families, the latest first."""
    place = page.number(request)
    rows, total = queries.call_page(visit.of(request).reader(), page=place)
    more = {"rows": rows, "pager": page.pager(place, total, queries.LINES)}
    return page.render(request, "desk/calls.html", more)
