"""Pages for anybody: what this is, how we count, the way out, the choice of language."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from izdeu.web import family, form, house, page, visit


def home(request: HttpRequest) -> HttpResponse:
    """What this is and what a reader can do here."""
    return page.render(request, "home.html")


def how(request: HttpRequest) -> HttpResponse:
    """How we count, and what each word means."""
    return page.render(request, "how.html")


def paper(request: HttpRequest) -> HttpResponse:
    """The family's form to be printed: the same questions, in the language of the page."""
    lines = form.blank(family.FIELDS[1:]).shown(visit.of(request).language)["lines"]
    return page.render(request, "paper.html", {"lines": lines})


def leaflet(request: HttpRequest) -> HttpResponse:
    """What somebody needs to know before they report, on one sheet to hand out."""
    return page.render(request, "leaflet.html", {"host": request.get_host()})


def leave(request: HttpRequest) -> HttpResponse:
    """Leave quickly: forget the session and everything kept in this browser, and go elsewhere."""
    request.session.flush()
    response = redirect(house.rules().leave)
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    response.delete_cookie("language")
    return response


def language(request: HttpRequest, code: str) -> HttpResponse:
    """Read on in another language, on the same page."""
    if code not in house.rules().languages:
        raise Http404
    back = request.GET.get("back", "/")
    safe = url_has_allowed_host_and_scheme(back, None) and back.startswith("/")
    response = redirect(back if safe else "home")
    response.set_cookie(
        "language", code, samesite="Strict", httponly=True, secure=settings.SESSION_COOKIE_SECURE
    )
    return response


def file(_request: HttpRequest, edition: str, name: str) -> HttpResponse:
    """One of our own files, kept by the browser for as long as its edition stands."""
    response = HttpResponse(
        page.content(name), content_type=f"{page.FILES[name][1]}; charset=utf-8"
    )
    if edition == page.digest(name):
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
