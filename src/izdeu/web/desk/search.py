"""Staff search by name in any script; the name is sent in a form and stands in no address."""

from django.http import HttpRequest, HttpResponse

from izdeu.tracing import actions, queries
from izdeu.web import form, page, visit
from izdeu.web.form import Field

FIELDS = (Field("who", required=True),)


def show(request: HttpRequest) -> HttpResponse:
    """Ask for a name, and show the mentions that may bear it."""
    if request.method != "POST":
        return page.render(request, "desk/search.html", {"form": form.blank(FIELDS)})
    sent = form.read(FIELDS, request.POST)
    reader = visit.of(request).reader()
    hits = [] if sent.refused else queries.search(reader, sent["who"])
    actions.log_search(reader, [(hit.mention.id, hit.score) for hit in hits])
    more = {"form": sent, "hits": hits, "searched": not sent.refused}
    return page.render(request, "desk/search.html", more, status=422 if sent.refused else 200)
