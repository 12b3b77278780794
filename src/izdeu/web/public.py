"""Pages for anybody: what this is, how we count, the way out, the choice of language."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from izdeu.publication import house
from izdeu.web import family, form, page, visit


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
    return gone(redirect(house.rules().leave))


def gone(response: HttpResponse) -> HttpResponse:
    """Let the browser forget all that it kept from here."""
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    for name in ("language", settings.CSRF_COOKIE_NAME):
        response.delete_cookie(name)
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
    """One of our own files; browsers keep none of them."""
    del edition
    return HttpResponse(page.content(name), content_type=f"{page.FILES[name][1]}; charset=utf-8")
