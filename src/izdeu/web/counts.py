"""The counts for anybody: figures of five and more, without a name, place or single case."""

import threading
import time
from datetime import UTC, datetime

from django.db import connection
from django.http import HttpRequest, HttpResponse

from izdeu.protection.reader import Reader
from izdeu.publication import counts
from izdeu.publication.counts import Counts
from izdeu.publication.figures import CountView, count_view
from izdeu.terms import Audience
from izdeu.web import page, visit

#: Counted anew this often, in seconds: nobody can watch a single entry arrive.
_EVERY = 900
#: An estimate is made from so many possible linkages: somebody waits for the page.
_ESTIMATED = 5
_counted: list[tuple[float, Counts]] = []
#: The last count in words and pictures by language, with the count it words.
_worded: dict[str, tuple[Counts, CountView]] = {}
_counting = threading.Lock()


def show(request: HttpRequest) -> HttpResponse:
    """What is documented beside what was announced."""
    view = _view(_latest(), visit.of(request).language)
    return page.render(request, "counts_page.html", {"counts": view, "public": True})


def _view(found: Counts, language: str) -> CountView:
    known = _worded.get(language)
    if known is None or known[0] is not found:
        known = _worded[language] = (found, count_view(found, language, public=True))
    return known[1]


def _latest() -> Counts:
    """The last count; where it is old, the next is made while this one is still shown."""
    if not _counted:
        _count()
    elif time.monotonic() - _counted[0][0] > _EVERY and not _counting.locked():
        threading.Thread(target=_count_apart, daemon=True).start()
    return _counted[0][1]


def _count_apart() -> None:
    try:
        _count()
    finally:
        connection.close()


def _count() -> None:
    with _counting:
        # Only the released view of it leaves this module: small figures are withheld there.
        counter = Reader(Audience.COORDINATOR, "counts")
        today = datetime.now(UTC).date().isoformat()
        found = counts.count(counter, as_of=today, estimated=_ESTIMATED)
        _counted[:] = [(time.monotonic(), found)]
