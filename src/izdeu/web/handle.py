"""Stand-ins for ids in addresses and forms: they mean nothing in a log, or to somebody else."""

import base64
import binascii
import hmac
from collections.abc import Iterable
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest

_ROUNDS = range(4)


def give(request: HttpRequest, identity: UUID) -> str:
    """The stand-in of an id for this member of the team, until their role changes."""
    return base64.urlsafe_b64encode(_turn(identity.bytes, _key(request), _ROUNDS)).decode()[:22]


def read(request: HttpRequest, words: str) -> UUID:
    """The id behind a stand-in; of somebody else it is no id at all, and not found."""
    try:
        octets = base64.urlsafe_b64decode(words.encode("ascii") + b"==")
    except (binascii.Error, UnicodeEncodeError) as broken:
        raise Http404 from broken
    if len(octets) != 16:
        raise Http404
    left, right = octets[:8], octets[8:]
    turned = _turn(right + left, _key(request), reversed(_ROUNDS))
    return UUID(bytes=turned[8:] + turned[:8])


def _turn(octets: bytes, key: bytes, rounds: Iterable[int]) -> bytes:
    """A Feistel network over half blocks (Luby and Rackoff 1988): four rounds make it strong."""
    left, right = octets[:8], octets[8:]
    for number in rounds:
        digest = hmac.digest(key, bytes([number]) + right, "sha256")[:8]
        turned = int.from_bytes(left) ^ int.from_bytes(digest)
        left, right = right, turned.to_bytes(8)
    return left + right


def _key(request: HttpRequest) -> bytes:
    words = settings.SECRET_KEY + request.session.get("stamp", "")
    return sha256(words.encode()).digest()
