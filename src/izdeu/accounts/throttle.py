"""Slow down guessing at one thing, and at all things together; never by address.

Behind an onion service every visitor has one address: counting by it would shut everybody out.
"""

from datetime import timedelta
from hashlib import sha256

from django.db.models import F
from django.utils import timezone

from izdeu.accounts.models import Attempt

WINDOW = timedelta(minutes=15)
#: Failures within the window after which one pseudonym or case number has to wait.
MOST = 6
#: The same for all of a kind together: somebody is trying every door.
MOST_OF_ALL = 500


def is_open(kind: str, name: str) -> bool:
    """Whether this may be tried now."""
    limits = {_key(kind, name): MOST, _key(kind): MOST_OF_ALL}
    since = timezone.now() - WINDOW
    rows = Attempt.objects.filter(key__in=limits, since__gte=since)
    return all(row.failures < limits[row.key] for row in rows)


def fail(kind: str, name: str) -> None:
    """Count a failure."""
    for key in (_key(kind, name), _key(kind)):
        now = timezone.now()
        Attempt.objects.filter(key=key, since__lt=now - WINDOW).delete()
        Attempt.objects.get_or_create(key=key, defaults={"since": now})
        Attempt.objects.filter(key=key).update(failures=F("failures") + 1)


def clear(kind: str, name: str) -> None:
    """Forget the failures of one name: it was its owner after all."""
    Attempt.objects.filter(key=_key(kind, name)).delete()


def _key(kind: str, name: str = "") -> str:
    return sha256(f"{kind}\0{name.casefold().strip()}".encode("utf-8", "replace")).hexdigest()
