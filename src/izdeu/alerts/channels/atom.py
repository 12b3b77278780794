"""An Atom feed (RFC 4287) for one case, read under a secret link; nothing is sent anywhere."""

import re
from hashlib import sha256

from django.db import DatabaseError
from django.utils import timezone

from izdeu.alerts.delivery import NotDelivered
from izdeu.alerts.models import Notice

#: What a link must hold that nobody guesses: 128 bits or more.
TOKEN = re.compile(r"[\w-]{22,64}")


def send(address: str, text: str, key: str, seconds: float) -> None:
    """Put the text under its id into the feed of the link; again is the same notice."""
    del seconds
    if not TOKEN.fullmatch(address):
        raise NotDelivered("a feed's link holds at least 22 letters and digits", again=False)
    told = {"feed": feed_of(address), "text": text, "made": timezone.now()}
    try:
        Notice.objects.get_or_create(id=key, defaults=told)
    except DatabaseError:
        raise NotDelivered("the notice could not be written", again=True) from None


def feed_of(token: str) -> str:
    """By what a feed is kept: the link itself stands nowhere but with the family."""
    return sha256(b"izdeu feed\0" + token.encode("utf-8", "replace")).hexdigest()
