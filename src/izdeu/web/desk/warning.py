"""Before a source that puts its reader at risk is opened: the warning alone, once a session."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from izdeu.web import handle as handles
from izdeu.web import page

#: What lies behind a warning, by the name of its page.
_WAYS = ("document", "original")


def before(
    request: HttpRequest, source: UUID, risk: str, *, way: str, handle: str
) -> HttpResponse | None:
    """The warning that stands before this page; ``None`` where there is none, or it was read."""
    if not risk or str(source) in request.session.get("warned", []):
        return None
    more = {"risk": risk, "source": source, "way": way, "handle": handle}
    return page.render(request, "desk/warning.html", more)


def accept(request: HttpRequest) -> HttpResponse:
    """Go on to what was warned of; for the rest of the session it opens at once."""
    source = handles.read(request, request.POST.get("source", ""))
    way, handle = request.POST.get("way", ""), request.POST.get("record", "")
    if way not in _WAYS:
        raise Http404
    handles.read(request, handle)
    request.session["warned"] = [*request.session.get("warned", []), str(source)]
    return redirect(way, handle=handle)
