"""Sealed values: anybody here can seal one, only the organisation's private half opens it."""

import base64
import binascii
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

#: Values are filled up to whole blocks, so that their length tells nothing.
_BLOCK = 256
#: How long a private half stays open, in seconds.
SESSION = 15 * 60


class Damaged(ValueError):
    """The sealed value was touched, swapped or sealed to another key; ask the family anew."""


class SessionOver(PermissionError):
    """The private half was put away; open it again with a coordinator's passphrase."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sealed value stands; it opens nowhere else."""

    record: UUID
    field: str


def seal(value: str, public: bytes, place: Place) -> str:
    """Seal a value to a public half (32 bytes), bound to its place; give it as base64 text."""
    words = json.dumps([str(place.record), place.field, value]).encode()
    filled = words.ljust(-(-len(words) // _BLOCK) * _BLOCK)
    return base64.b64encode(SealedBox(PublicKey(public)).encrypt(filled)).decode("ascii")


def unseal(sealed: str, private: bytes, place: Place) -> str:
    """Open a sealed value with the private half; raise ``Damaged`` unless it is from this place."""
    try:
        octets = base64.b64decode(sealed, validate=True)
        words = SealedBox(PrivateKey(private)).decrypt(octets)
        record, field, value = json.loads(words)
    except (CryptoError, binascii.Error, ValueError, TypeError) as broken:
        raise Damaged("this sealed value is damaged or was sealed to another key") from broken
    if (record, field) != (str(place.record), place.field):
        raise Damaged("this sealed value belongs to another record or field")
    return str(value)


def _time_awake_or_asleep() -> float:
    """Seconds that also pass while the laptop sleeps, whatever its calendar says."""
    clock = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
    return time.clock_gettime(clock)


class Session:
    """A private half opened for a limited time, in the memory of one process and nowhere else."""

    def __init__(
        self,
        private: bytes,
        *,
        seconds: float = SESSION,
        clock: Callable[[], float] = _time_awake_or_asleep,
    ) -> None:
        self._private: bytes | None = private
        self._clock = clock
        self._until = clock() + seconds

    def open(self, sealed: str, place: Place) -> str:
        """Open a value; raise ``SessionOver`` when the time is up, ``Damaged`` as ``unseal``."""
        if self._clock() >= self._until:
            self.close()
        if self._private is None:
            raise SessionOver("the key was put away; give the passphrase again")
        return unseal(sealed, self._private, place)

    def close(self) -> None:
        """Put the private half away."""
        self._private = None

    def __repr__(self) -> str:
        return "<Session>"
