"""Pages that stand where nothing can be read: no session, no database, no word about anybody."""

from collections.abc import Sequence

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from izdeu.publication import house
from izdeu.web import page, visit

#: Seconds after which a browser may try again by itself.
_AGAIN = 300
#: Fields that no page gives back.
_SECRET = ("csrfmiddlewaretoken", "password", "new_password", "code", "passphrase", "passkey")


def answer(request: HttpRequest, what: str, kept: Sequence[tuple[str, str]] = ()) -> HttpResponse:
    """The notice ``what`` in the visitor's language; ``kept`` is what was typed, to send again."""
    more = {
        "language": visit.language_of(request),
        "house": house.rules(),
        "what": f"notice.{what}",
        "text": f"notice.{what}_text",
        "kept": kept,
        "style": f"{page.digest('look.css')}/look.css",
    }
    response = HttpResponse(render_to_string("notice.html", more, request), status=503)
    response.headers["Retry-After"] = str(_AGAIN)
    return response


def of_failure(request: HttpRequest, failure: BaseException | None) -> HttpResponse | None:
    """What to say where the database took or gave nothing; ``None`` for another failure.

    The transaction is undone whole, so that "not saved" is true.
    """
    if not isinstance(failure, DatabaseError):
        return None
    if request.method == "POST":
        return answer(request, "unsaved", typed(request))
    return answer(request, "unread")


def typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What was typed into the form that was sent, but for passwords and codes."""
    return [
        (name, value)
        for name in request.POST
        if name not in _SECRET
        for value in request.POST.getlist(name)
    ]
