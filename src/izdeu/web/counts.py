"""The counts for anybody: figures of five and more, without a name, place or single case."""

from django.http import HttpRequest, HttpResponse

from izdeu.publication import kept
from izdeu.web import page, visit


def show(request: HttpRequest) -> HttpResponse:
    """What is documented beside what was announced, as it was counted last."""
    visitor = visit.of(request)
    found = kept.page(visitor.reader(), visitor.language, public=True)
    return page.render(request, "counts_page.html", {"counts": found, "public": True})
