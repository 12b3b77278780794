"""What waits for the team today."""

from django.http import HttpRequest, HttpResponse

from izdeu.tracing import queries
from izdeu.web import page, visit


def show(request: HttpRequest) -> HttpResponse:
    """Calls due, proposals, what waits for a second person."""
    reader = visit.of(request).reader()
    second = queries.awaiting_second(reader)
    more = {"today": queries.today(reader), "second": second}
    return page.render(request, "desk/today.html", more)
