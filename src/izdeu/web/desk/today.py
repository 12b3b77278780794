"""What waits for the team today."""

from django.http import HttpRequest, HttpResponse

from izdeu.terms import Audience
from izdeu.tracing import queries
from izdeu.tracing.queries import Which
from izdeu.web import moment, page, visit

#: Legal terms and alarms shown; the others stand on pages of their own.
SHOWN = 10


def show(request: HttpRequest) -> HttpResponse:
    """Alarms, calls due, proposals, legal terms, what waits for a second person."""
    reader, now = visit.of(request).reader(), moment.now()
    watching = reader.audience == Audience.COORDINATOR
    clocks, total = queries.clock_page(reader, now=now, which=Which.WAITING, most=SHOWN)
    due, total_due = queries.rota_page(reader, now=now, most=SHOWN, due=True)
    found = queries.today(reader)
    more = {
        "alarms": queries.alarms(reader)[:SHOWN] if watching else [],
        "watching": watching,
        "today": found,
        "second": found.agreeing,
        "again": queries.due_again(reader, now=now),
        "rota": due,
        "rota_total": total_due,
        "clocks": clocks,
        "clocks_total": total,
    }
    return page.render(request, "desk/today.html", more)
