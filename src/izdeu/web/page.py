"""Put a page together: what every template is given besides its own matter."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string

from izdeu.accounts.role import AUDIENCES
from izdeu.publication import house, wording
from izdeu.publication.report import printable
from izdeu.web import visit

#: Pages of the desk, in the order of the menu.
DESK = (
    "today",
    "proposals",
    "requests",
    "appeals",
    "search",
    "documents",
    "inquiries",
    "clocks",
    "figures",
)
#: Files served from here, each from one or more parts, and their kind.
FILES = {
    "look.css": (("publication/templates/report.css", "web/static/look.css"), "text/css"),
    "keys.js": (("web/static/keys.js",), "text/javascript"),
    "passkey.js": (("web/static/passkey.js",), "text/javascript"),
    "mark.svg": (("web/static/mark.svg",), "image/svg+xml"),
}


def render(
    request: HttpRequest, template: str, more: Mapping[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """Render a template for this visitor."""
    here = visit.of(request)
    desk = here.role in AUDIENCES
    own = "case" if here.case else "open"
    context = {
        "request": request,
        "visit": here,
        "language": here.language,
        "house": house.rules(),
        "menu": DESK if desk else public_menu(own),
        "own": own,
        "desk": desk,
        "route": request.resolver_match.view_name if request.resolver_match else "",
        "words": wording.words(here.language),
        "files": {name.replace(".", "_"): f"{digest(name)}/{name}" for name in FILES},
        **(more or {}),
    }
    words = printable(render_to_string(template, context, request))
    return HttpResponse(words.encode("utf-8", "replace"), status=status)


def public_menu(own: str) -> tuple[str, ...]:
    """Pages of everybody; ``own`` leads to a case, or asks for its number where none is open."""
    return ("home", "ask", own, "counts", "how")


@dataclass(frozen=True, slots=True)
class Pager:
    """Where in a long list a page stands; ``None`` where there is no page before or after."""

    before: int | None
    after: int | None
    first: int
    """Of the rows shown, the number of the first and last, from 1."""
    last: int
    total: int


def pager(place: int, total: int, size: int) -> Pager | None:
    """How to go through a list of ``total`` rows, ``size`` on a page; ``None`` for one page."""
    if total <= size and not place:
        return None
    last = min(total, (place + 1) * size)
    after = place + 1 if last < total else None
    return Pager(place - 1 if place else None, after, place * size + 1, last, total)


def number(request: HttpRequest, name: str = "page") -> int:
    """A whole number in the address; 0 where none is given, or words that are no number."""
    words = request.GET.get(name, "")
    return int(words) if words.isascii() and words.isdigit() and len(words) < 7 else 0


@cache
def content(name: str) -> bytes:
    """What one of our own files holds; unknown names are not found."""
    if name not in FILES:
        raise Http404
    package = resources.files("izdeu")
    return b"\n".join((package / part).read_bytes() for part in FILES[name][0])


@cache
def digest(name: str) -> str:
    """What tells one edition of a file from the next, so that browsers may keep it."""
    return hashlib.sha256(content(name)).hexdigest()[:12]
