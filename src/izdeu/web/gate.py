"""The one matrix of who may do what: route by method by role, in ``routes.toml``."""

import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from importlib import resources
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from izdeu.accounts.role import Role
from izdeu.protection.quota import QuotaReached
from izdeu.protection.release import NoReason, NotForThisReader
from izdeu.web import refusal, visit


@cache
def matrix() -> Mapping[str, Mapping[str, frozenset[Role]]]:
    """For each route and method the roles that may use it; what is missing is for nobody."""
    told = tomllib.loads((resources.files("izdeu.web") / "routes.toml").read_text("utf-8"))
    groups = told.pop("groups")
    return {
        route: {method: frozenset(map(Role, groups.get(who, [who]))) for method, who in row.items()}
        for route, row in told.items()
    }


class Gate:
    """Ask the matrix before any view is called."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; the question is put in ``process_view``, when the route is known.

        Under a name that is not ours nothing is answered: links made from it would lead elsewhere.
        """
        request.get_host()
        return self._answer(request)

    def process_exception(self, request: HttpRequest, broken: Exception) -> HttpResponse | None:
        """A refusal of the safety rules is a page that says what to do, and no failure."""
        if isinstance(broken, QuotaReached):
            return refusal.enough(request)
        if isinstance(broken, NoReason):
            return refusal.unreasoned(request)
        if not isinstance(broken, NotForThisReader):
            return None
        family = visit.of(request).role == Role.ENQUIRER
        return refusal.closed(request) if family else refusal.forbidden(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        """Let the view be called, or refuse."""
        route = request.resolver_match.view_name if request.resolver_match else ""
        row = matrix().get(route, {})
        roles = row.get("GET" if request.method == "HEAD" else str(request.method))
        if roles is None:
            return refusal.method(request, sorted(row))
        here = visit.of(request).role
        if here in roles:
            return None
        return _elsewhere(request, here, roles)


def _elsewhere(request: HttpRequest, here: Role, roles: frozenset[Role]) -> HttpResponse:
    way = "open" if Role.ENQUIRER in roles else "sign-in"
    if here == Role.ANON and request.method == "GET":
        return redirect(way)
    expired = here == Role.ANON and request.method == "POST"
    return refusal.expired(request, way) if expired else refusal.forbidden(request)
