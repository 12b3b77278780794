"""The counts with every figure, for the team."""

from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse

from izdeu.publication import counts
from izdeu.publication.figures import count_view
from izdeu.web import page, visit


def show(request: HttpRequest) -> HttpResponse:
    """What is documented, small figures too."""
    visitor = visit.of(request)
    found = counts.count(visitor.reader(), as_of=datetime.now(UTC).date().isoformat())
    view = count_view(found, visitor.language, public=False)
    return page.render(request, "counts_page.html", {"counts": view, "public": False})
