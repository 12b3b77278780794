"""Each document's bytes lie under a key of its own, which the installation's data key wraps.

A rotation wraps the small keys anew and leaves the bytes, which the ledger never changes, as they
are. An erasure takes the key along with the bytes.
"""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from nacl import bindings
from nacl.exceptions import CryptoError

from izdeu.protection import datakey, vault
from izdeu.protection.datakey import DataKey
from izdeu.tracing import bulk, models

_NONCE = bindings.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#: The advisory lock on PostgreSQL under which keys are written (shared) and rotated (alone).
_ROTATION = 4_960_401


class DamagedDocument(ValueError):
    """The bytes are not those that were kept here; take the document from a backup."""


def seal(entry: UUID, parts: Sequence[bytes]) -> list[bytes]:
    """The parts as they are stored; draws and keeps the document's key where there is a data key.

    On plain SQLite, which its keeper chose explicitly, they are stored as they are.
    """
    if not parts or not _is_encrypted():
        return list(parts)
    if connection.vendor == "postgresql":
        _lock(shared=True)
    key, own = vault.current(_home()), datakey.draw()
    row = models.DocumentKey(
        entry=entry, generation=key.generation, wrapped=wrapped(own, entry, key)
    )
    bulk.replace([row])
    return [_sealed(part, own, _bound(entry, number)) for number, part in enumerate(parts)]


def unseal(entry: UUID, stored: Sequence[bytes]) -> tuple[bytes, ...]:
    """The parts as they were received; raise ``DamagedDocument`` where they were touched."""
    row = models.DocumentKey.objects.filter(entry=entry).first() if stored else None
    if row is None:
        return tuple(stored)
    key = _key_of(row)
    own = _unsealed(bytes(row.wrapped), key.documents(), entry.bytes)
    return tuple(_unsealed(part, own, _bound(entry, number)) for number, part in enumerate(stored))


def _key_of(row: models.DocumentKey) -> DataKey:
    """What wraps this document's key; a rotation may have ended since the row was read."""
    try:
        return vault.of_generation(_home(), row.generation)
    except vault.Locked:
        row.refresh_from_db()
        return vault.of_generation(_home(), row.generation)


def wrapped(own: bytes, entry: UUID, key: DataKey) -> bytes:
    """A document's key wrapped by the installation's, bound to the document's entry."""
    return _sealed(own, key.documents(), entry.bytes)


def rewrapped(stored: bytes, entry: UUID, old: DataKey, new: DataKey) -> bytes:
    """The same document's key wrapped by another generation."""
    return wrapped(_unsealed(stored, old.documents(), entry.bytes), entry, new)


@transaction.atomic
def rewrap(keys: Iterable[DataKey], new: DataKey) -> None:
    """Wrap every document's key by the new generation, alone: for PostgreSQL."""
    _lock(shared=False)
    known = {key.generation: key for key in keys}
    for row in models.DocumentKey.objects.exclude(generation=new.generation).iterator():
        again = rewrapped(bytes(row.wrapped), row.entry, known[row.generation], new)
        models.DocumentKey.objects.filter(entry=row.entry).update(
            wrapped=again, generation=new.generation
        )


def _lock(*, shared: bool) -> None:
    name = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {name}(%s)", [_ROTATION])


def _is_encrypted() -> bool:
    return vault.is_held() or not (settings.PLAIN_SQLITE and connection.vendor == "sqlite")


def _home() -> Path:
    return Path(settings.HOME)


def _bound(entry: UUID, number: int) -> bytes:
    return entry.bytes + number.to_bytes(4, "big")


def _sealed(plain: bytes, key: bytes, bound: bytes) -> bytes:
    nonce = os.urandom(_NONCE)
    return nonce + bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(plain, bound, nonce, key)


def _unsealed(stored: bytes, key: bytes, bound: bytes) -> bytes:
    nonce, sealed = stored[:_NONCE], stored[_NONCE:]
    try:
        return bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(sealed, bound, nonce, key)
    except (CryptoError, ValueError) as broken:
        raise DamagedDocument("these bytes were touched, or moved from elsewhere") from broken
