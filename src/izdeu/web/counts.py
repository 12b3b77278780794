"""The counts for anybody: figures of five and more, without a name, place or single case."""

import time
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse

from izdeu.protection.reader import Reader
from izdeu.publication import counts
from izdeu.publication.counts import Counts
from izdeu.publication.figures import count_view
from izdeu.terms import Audience
from izdeu.web import page, visit

#: Counted anew this often, in seconds: nobody can watch a single entry arrive.
_EVERY = 900
#: An estimate is made from so many possible linkages: somebody waits for the page.
_ESTIMATED = 5
_counted: list[tuple[float, Counts]] = []


def show(request: HttpRequest) -> HttpResponse:
    """What is documented beside what was announced."""
    view = count_view(_latest(), visit.of(request).language, public=True)
    return page.render(request, "counts_page.html", {"counts": view, "public": True})


def _latest() -> Counts:
    now = time.monotonic()
    if not _counted or now - _counted[0][0] > _EVERY:
        # Only the released view of it leaves this module: small figures are withheld there.
        counter = Reader(Audience.COORDINATOR, "counts")
        today = datetime.now(UTC).date().isoformat()
        _counted[:] = [(now, counts.count(counter, as_of=today, estimated=_ESTIMATED))]
    return _counted[0][1]
