"""From a value to the spot in the original where it stands, highlighted."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from izdeu.documents import UnreadableDocument
from izdeu.tracing import queries
from izdeu.tracing.queries import MentionLine, SourceLine
from izdeu.web import handle as handles
from izdeu.web import page, visit
from izdeu.web.desk import warning
from izdeu.web.headers import ATTACHED


def show(request: HttpRequest, handle: str) -> HttpResponse:
    """The spot of a claim or mention: its row, its words, or its picture."""
    reader = visit.of(request).reader()
    line, claim = _line(request, handle)
    source = claim_source(line, claim)
    if risk := warning.before(request, source.source, source.risk, way="original", handle=handle):
        return risk
    (original,) = queries.originals(reader, [line], claim=claim).values()
    told = next((one for one in line.claims if one.id == claim), None)
    more = {"line": line, "claim": told, "original": original, "handle": handle}
    return page.render(request, "desk/original.html", more)


def claim_source(line: MentionLine, claim: UUID | None) -> SourceLine:
    """Who says the claim, or the mention where no claim is asked for."""
    return next((one.source for one in line.claims if one.id == claim), line.source)


def picture(request: HttpRequest, handle: str) -> HttpResponse:
    """The piece of the photo, with the cell framed."""
    line, claim = _line(request, handle)
    try:
        found = queries.picture(visit.of(request).reader(), line, claim=claim)
    except (queries.NotFound, UnreadableDocument) as missing:
        raise Http404 from missing
    return HttpResponse(found, content_type="image/png", headers=ATTACHED)


def aside(request: HttpRequest, handle: str) -> HttpResponse:
    """The piece of the photo that nobody could read."""
    identity = handles.read(request, handle)
    try:
        found = queries.aside_picture(visit.of(request).reader(), identity)
    except (queries.NotFound, UnreadableDocument) as missing:
        raise Http404 from missing
    return HttpResponse(found, content_type="image/png", headers=ATTACHED)


def _line(request: HttpRequest, handle: str) -> tuple[MentionLine, UUID | None]:
    reader = visit.of(request).reader()
    try:
        return queries.spot_of(reader, handles.read(request, handle))
    except queries.NotFound as missing:
        raise Http404 from missing
