"""The counts with every figure, for the team."""

from django.http import HttpRequest, HttpResponse

from izdeu.publication import kept
from izdeu.web import page, visit


def show(request: HttpRequest) -> HttpResponse:
    """What is documented, small figures too, as it was counted last."""
    visitor = visit.of(request)
    found = kept.page(visitor.reader(), visitor.language, public=False)
    return page.render(request, "counts_page.html", {"counts": found, "public": False})
