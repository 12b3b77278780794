"""The custody of an original: its story, and its bytes for a holder who says why."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from izdeu.tracing import actions, queries
from izdeu.web import form, page, visit
from izdeu.web import handle as handles
from izdeu.web.form import Field, Form
from izdeu.web.headers import ATTACHED

FIELDS = (Field("why", required=True, most=500), Field("passed_to", most=200))


def show(request: HttpRequest, handle: str) -> HttpResponse:
    """The story; sent with a reason, the bytes as an attachment that no browser runs."""
    identity = handles.read(request, handle)
    if request.method != "POST":
        return _page(request, identity, form.blank(FIELDS))
    sent = form.read(FIELDS, request.POST)
    if sent.refused:
        return _page(request, identity, sent, status=422)
    reader = visit.of(request).reader(reason=sent["why"])
    try:
        found = actions.open_original(reader, identity, to=sent["passed_to"])
    except actions.NotRecorded as missing:
        raise Http404 from missing
    except actions.Altered:
        return page.render(request, "refusal.html", {"what": "refusal.altered"}, status=409)
    response = HttpResponse(
        found.content, content_type="application/octet-stream", headers=ATTACHED
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{found.name}"'
    return response


def _page(request: HttpRequest, identity: UUID, told: Form, *, status: int = 200) -> HttpResponse:
    try:
        found = queries.custody(visit.of(request).reader(), identity)
    except queries.NotFound as missing:
        raise Http404 from missing
    more = {"custody": found, "form": told}
    return page.render(request, "desk/custody.html", more, status=status)
