"""Appeals from outside: somebody calls, what is doubted is hidden, two decide."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from izdeu.accounts import casekey, factor, phrase
from izdeu.terms import Appeal
from izdeu.tracing import actions, queries
from izdeu.tracing.queries import AppealLine, NotFound
from izdeu.web import handle as handles
from izdeu.web import once, page, visit

#: How many mentions are offered as those that may be meant.
_MOST = 10


def listed(request: HttpRequest) -> HttpResponse:
    """Every appeal, those first about which something is still to be done."""
    lines = queries.appeals(visit.of(request).reader())
    lines.sort(key=lambda line: not line.waits)
    return page.render(request, "desk/appeals.html", {"lines": lines})


@once.one_deed
def show(request: HttpRequest, handle: str) -> HttpResponse:
    """One appeal: what was written, and what can be done about it."""
    line = _line(request, handle)
    if request.method == "POST":
        _do(request, line)
        return redirect("appeal", handle=handle)
    return _page(request, line)


@once.one_deed
def rule(request: HttpRequest, handle: str) -> HttpResponse:
    """Take down this member's decision; where two dismiss it, what was hidden is shown again."""
    line = _line(request, handle)
    decision = request.POST.get("decision", "")
    if decision not in ("uphold", "dismiss") or line.kind == Appeal.LOST_PHRASE:
        raise Http404
    actions.rule(line.id, uphold=decision == "uphold", by=visit.of(request).operator)
    return redirect("appeal", handle=handle)


def renew(request: HttpRequest, handle: str) -> HttpResponse:
    """Draw a new phrase for a family that somebody spoke with; it is shown this once."""
    line = _line(request, handle)
    if line.request is None or line.kind != Appeal.LOST_PHRASE:
        raise Http404
    try:
        actions.require_call(line.id)
    except actions.NotRecorded:
        return _page(request, line, refused="refused.call_first", status=422)
    words = phrase.phrase(line.language or "kk", factor.secret().encode())
    casekey.keep(line.number, line.request, casekey.slow(words))
    by = visit.of(request).operator
    actions.log_disclosure([line.request], by=by, reason="phrase")
    return page.render(request, "desk/renewed.html", {"line": line, "phrase": words})


def _line(request: HttpRequest, handle: str) -> AppealLine:
    try:
        return queries.appeal(visit.of(request).reader(), handles.read(request, handle))
    except NotFound as missing:
        raise Http404 from missing


def _page(
    request: HttpRequest, line: AppealLine, *, refused: str = "", status: int = 200
) -> HttpResponse:
    doubted = line.kind != Appeal.LOST_PHRASE
    hits = queries.search(visit.of(request).reader(), line.name, top=_MOST) if doubted else []
    own = visit.of(request).operator in {maker for maker, _ in line.votes}
    more = {"line": line, "hits": hits, "doubted": doubted, "refused": refused, "voted": own}
    return page.render(request, "desk/appeal.html", more, status=status)


def _do(request: HttpRequest, line: AppealLine) -> None:
    by, deed = visit.of(request).operator, request.POST.get("deed", "")
    try:
        if deed == "hold":
            _hold(line, by=by, reason=request.POST.get("note", "")[:1000])
        elif deed == "call":
            actions.log_call(line.id, by=by)
        elif deed == "hide" and line.kind != Appeal.LOST_PHRASE:
            actions.hide_for(line.id, _record(request), by=by)
        else:
            raise Http404
    except actions.NotRecorded as strange:
        raise Http404 from strange


def _hold(line: AppealLine, *, by: str, reason: str) -> None:
    """Take an appeal; with a lost phrase the case too, for its contact is the one to call."""
    actions.hold(line.id, holder=by, by=by, reason=reason)
    if line.kind == Appeal.LOST_PHRASE and line.request:
        actions.hold(line.request, holder=by, by=by, reason=reason)


def _record(request: HttpRequest) -> UUID:
    return handles.read(request, request.POST.get("record", ""))
