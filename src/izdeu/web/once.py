"""One deed for one form, however often it arrives: a double click, a lost line, a second try."""

import re
import secrets
from collections.abc import Callable
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.utils import timezone

from izdeu.accounts.models import Once
from izdeu.web.form import Field, Form

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
