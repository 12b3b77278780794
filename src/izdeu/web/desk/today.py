"""What waits for the team today."""

from django.http import HttpRequest, HttpResponse

from izdeu.terms import Audience
from izdeu.tracing import queries
from izdeu.web import page, visit

#: Alarms on the first page; the others stand on the page Oversight.
_SHOWN = 10


def show(request: HttpRequest) -> HttpResponse:
    """Calls due, proposals, what waits for a second person."""
    reader = visit.of(request).reader()
    second = queries.awaiting_second(reader)
    watching = reader.audience == Audience.COORDINATOR
    alarms = queries.alarms(reader)[:_SHOWN] if watching else []
    more = {
        "alarms": alarms,
        "watching": watching,
        "today": queries.today(reader),
        "second": second,
    }
    return page.render(request, "desk/today.html", more)
