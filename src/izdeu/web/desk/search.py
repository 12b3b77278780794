"""Staff search by name in any script; the name is sent in a form and stands in no address."""

from django.http import HttpRequest, HttpResponse

from izdeu.tracing import actions, queries
from izdeu.web import form, page, visit
from izdeu.web.form import Field

FIELDS = (Field("who", required=True),)


def show(request: HttpRequest) -> HttpResponse:
    """Ask for a name, and show the mentions and facilities that may bear it."""
    if request.method != "POST":
        return page.render(request, "desk/search.html", {"form": form.blank(FIELDS)})
    sent = form.read(FIELDS, request.POST)
    if sent.refused:
        return page.render(request, "desk/search.html", {"form": sent}, status=422)
    reader = visit.of(request).reader()
    hits = queries.search(reader, sent["who"])
    actions.log_search(reader, [(hit.mention.id, hit.score) for hit in hits])
    found = queries.facilities_named(reader, sent["who"])
    more = {"form": sent, "hits": hits, "facilities": found, "searched": True}
    return page.render(request, "desk/search.html", more)
