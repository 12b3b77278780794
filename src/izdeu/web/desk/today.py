"""What waits for the team today."""

from django.http import HttpRequest, HttpResponse

from izdeu.tracing import queries
from izdeu.web import moment, page, visit

#: Legal terms shown; the others stand on their own page.
SHOWN = 10


def show(request: HttpRequest) -> HttpResponse:
    """Calls due, proposals, legal terms, what waits for a second person."""
    visitor = visit.of(request)
    reader, now = visitor.reader(), moment.now()
    clocks = [line for line in queries.clocks(reader, now=now) if not line.outcome]
    more = {
        "today": queries.today(reader),
        "second": queries.awaiting_second(reader),
        "again": queries.due_again(reader, now=now),
        "rota": [line for line in queries.rota(reader, now=now) if line.due],
        "clocks": clocks[:SHOWN],
        "clocks_total": len(clocks),
    }
    return page.render(request, "desk/today.html", more)
