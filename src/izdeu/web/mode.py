"""Open, read-only or closed: what the public side does, by ``modes.toml`` and one small file."""

import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from importlib import resources
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from izdeu.accounts.role import Role
from izdeu.protection import mode
from izdeu.web import notice, visit

_PUBLIC = (Role.ANON, Role.ENQUIRER)


@cache
def shut() -> Mapping[str, Mapping[str, frozenset[str]]]:
    """By mode and route the methods that the public cannot use meanwhile."""
    told = tomllib.loads((resources.files("izdeu.web") / "modes.toml").read_text("utf-8"))
    return {
        name: {route: frozenset(methods) for route, methods in row.items()}
        for name, row in told.items()
    }


class Mode:
    """Behind the gate: only who is of the public is shut out."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; the mode is looked up when the route is known."""
        return self._answer(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        """Let the view be called, or say truly that nothing is taken in."""
        standing = mode.read(settings.HOME)
        route = request.resolver_match.view_name if request.resolver_match else ""
        method = "GET" if request.method == "HEAD" else str(request.method)
        if method not in shut().get(standing, {}).get(route, ()):
            return None
        if visit.of(request).role not in _PUBLIC:
            return None
        return notice.answer(request, standing.replace("-", "_"), notice.typed(request))
