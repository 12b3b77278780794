"""Between the pages and the record: locked, or failing, it is said truly what was saved."""

from collections.abc import Callable

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve

from izdeu.accounts import signing
from izdeu.protection import vault
from izdeu.publication import house
from izdeu.web import notice, public


class Lock:
    """Stands before sessions and everything else that reads the database."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or say that the installation is locked."""
        if _is_plain() or vault.is_held() or vault.is_open(settings.HOME):
            signing.begin()
            return self._answer(request)
        return _without_record(request)

    def process_exception(self, request: HttpRequest, failure: Exception) -> HttpResponse | None:
        """A disk that is full or read-only: the transaction is undone, and the page says so."""
        return notice.of_failure(request, failure)


def _is_plain() -> bool:
    return bool(settings.PLAIN_SQLITE) and connection.vendor == "sqlite"


def _without_record(request: HttpRequest) -> HttpResponse:
    """The way out and the look of pages need no key."""
    try:
        found = resolve(request.path)
    except Resolver404:
        return notice.answer(request, "locked")
    if found.url_name == "file":
        return public.file(request, **found.kwargs)
    if found.url_name == "leave":
        return public.gone(redirect(house.rules().leave))
    return notice.answer(request, "locked", notice.typed(request))
