"""One deed for one form, however often it arrives: a double click, a lost line, a second try."""

import re
import secrets
from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone

from izdeu.accounts.models import Once
from izdeu.protection.quota import QuotaReached
from izdeu.web import visit
from izdeu.web.form import Field, Form

_View = Callable[..., HttpResponse]

#: Stands first in every form that must do one thing.
FIELD = Field("once", "hidden", most=60)
_TOKEN = re.compile(r"[\w-]{20,60}")


def token() -> str:
    """What a blank form carries, to be known again."""
    return secrets.token_urlsafe(16)


def ready(sent: Form) -> Form:
    """The form with a token that can be known again, where it came without one."""
    if not _TOKEN.fullmatch(sent["once"]):
        sent.values["once"] = token()
    return sent


def once(sent: Form, deed: Callable[[], str]) -> str:
    """Do it, or give the answer of the time when this very form did it before."""
    digest = sha256(ready(sent)["once"].encode()).hexdigest()
    try:
        with transaction.atomic():
            row = Once.objects.create(digest=digest, number="", sent=timezone.now())
            row.number = deed()
            row.save(update_fields=["number"])
            return row.number
    except IntegrityError:
        return Once.objects.get(digest=digest).number


def one_deed(view: _View) -> _View:
    """Let a page of the desk do its deed once for each form it showed, however often it is sent.

    Every page shows its forms under a token of its own, so that the same words under the same
    token are the same form. It is answered again by leading where the first answer led.
    """

    @wraps(view)
    def answer(request: HttpRequest, *given: Any, **named: Any) -> HttpResponse:
        if request.method != "POST" or "csrfmiddlewaretoken" not in request.POST:
            return view(request, *given, **named)
        with transaction.atomic():
            row = _first(_digest(request))
            if row is None:
                return redirect(Once.objects.get(digest=_digest(request)).number)
            answered = _answered(row, lambda: view(request, *given, **named))
        if isinstance(answered, QuotaReached):
            raise answered
        return answered

    return answer


def _digest(request: HttpRequest) -> str:
    told = (visit.of(request).operator, request.path, request.POST.urlencode())
    return sha256("\0".join(told).encode()).hexdigest()


def _first(digest: str) -> Once | None:
    """A row for a form that arrives for the first time; whoever comes second waits here."""
    try:
        with transaction.atomic():
            return Once.objects.create(digest=digest, number="", sent=timezone.now())
    except IntegrityError:
        return None


def _answered(row: Once, deed: Callable[[], HttpResponse]) -> HttpResponse | QuotaReached:
    """Keep where a deed led; what was refused or only shown may be sent again."""
    try:
        response = deed()
    except QuotaReached as reached:
        # Raised within the transaction, it would take back the alarm that it left.
        row.delete()
        return reached
    if not isinstance(response, HttpResponseRedirect):
        row.delete()
        return response
    row.number = response.url
    row.save(update_fields=["number"])
    return response
