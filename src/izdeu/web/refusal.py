"""Pages for what cannot be done: they say what to do next and never what they know."""

import logging
import sys
from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseNotAllowed

from izdeu.web import notice
from izdeu.web.page import render

_LOG = logging.getLogger("izdeu.web")


def bad(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The request could not be read."""
    del exception
    return _told(request, "bad", 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """This role may not do that."""
    del exception
    return _told(request, "forbidden", 403)


def closed(request: HttpRequest) -> HttpResponse:
    """The family's case was taken back or hidden from it while this browser still had it open."""
    return _told(request, "closed", 403)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form came from elsewhere; or it is our own and its cookie is gone: its words are kept.

    Only a browser that says so itself (Fetch Metadata) is believed that the form is ours.
    """
    del reason
    if request.headers.get("Sec-Fetch-Site") == "same-origin":
        return expired(request, "")
    return _told(request, "forged", 403)


def unknown(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """There is no such page, or not in this session."""
    del exception
    return _told(request, "unknown", 404)


def enough(request: HttpRequest) -> HttpResponse:
    """As much was opened as one person, or all, may in a day."""
    return _told(request, "quota", 429)


def unreasoned(request: HttpRequest) -> HttpResponse:
    """Nobody does this without saying why."""
    return _told(request, "reason", 422)


def too_large(request: HttpRequest) -> HttpResponse:
    """More was sent than a page takes."""
    return render(request, "refusal.html", {"what": "refused.too_large"}, status=413)


def expired(request: HttpRequest, way: str) -> HttpResponse:
    """The session was over when a form was sent: its words are kept for sending it again.

    ``way`` is the page on which the session is begun anew; "" where none is needed.
    """
    more = {"kept": notice.typed(request), "way": way, "what": f"expired.{way or 'cookie'}"}
    return render(request, "expired.html", more, status=403)


def method(request: HttpRequest, allowed: Sequence[str]) -> HttpResponse:
    """The page is not used in this way."""
    response = _told(request, "unknown", 405)
    response.headers["Allow"] = HttpResponseNotAllowed(allowed).headers["Allow"]
    return response


def failed(request: HttpRequest) -> HttpResponse:
    """Something broke: the log names the route, and nothing of what was typed or read."""
    route = request.resolver_match.view_name if request.resolver_match else "no route"
    _LOG.error("%s failed; run izdeu doctor", route)
    told = notice.of_failure(request, sys.exc_info()[1])
    if told is not None:
        return told
    if request.method == "POST":
        return _told(request, "unsure", 500, kept=notice.typed(request))
    return _told(request, "failed", 500)


def _told(
    request: HttpRequest, what: str, status: int, *, kept: Sequence[tuple[str, str]] = ()
) -> HttpResponse:
    if not hasattr(request, "session"):
        return HttpResponse("izdeu", status=status, content_type="text/plain")
    more = {"what": f"refusal.{what}", "kept": kept}
    return render(request, "refusal.html", more, status=status)
