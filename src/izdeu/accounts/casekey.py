"""A family's key to its own case: the number and the phrase, tried slowly and refused alike."""

import secrets
from collections.abc import Collection
from functools import cache
from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password

from izdeu.accounts import phrase, throttle
from izdeu.accounts.models import CaseKey


def slow(words: str) -> str:
    """The slow hash of a phrase. Made before a transaction begins: others wait for its end."""
    return make_password(phrase.plain(words))


def keep(number: str, request: UUID, hashed: str) -> None:
    """Keep the phrase of a case by its slow hash."""
    told = {"request": request, "phrase": hashed}
    CaseKey.objects.update_or_create(number=number, defaults=told)


def unlock(number: str, words: str) -> UUID | None:
    """Give the request that number and phrase open together, or nothing.

    Unknown and mistyped numbers, wrong phrases and too many guesses cost the same slow hash and
    give the same answer.
    """
    digits = "".join(letter for letter in number if letter.isdecimal())[:20]
    row = CaseKey.objects.filter(number=f"{digits[:4]}-{digits[4:7]}-{digits[7:]}").first()
    fits = check_password(phrase.plain(words), row.phrase if row else _nobodys_phrase())
    if not throttle.is_open("case", digits):
        return None
    if row is None or not fits:
        throttle.fail("case", digits)
        return None
    throttle.clear("case", digits)
    return row.request


def forget(requests: Collection[UUID]) -> None:
    """Forget the phrases of requests that were erased."""
    CaseKey.objects.filter(request__in=requests).delete()


@cache
def _nobodys_phrase() -> str:
    return make_password(secrets.token_hex(16))
