"""Files in the age format (age-encryption.org/v1), to several recipients, written as a stream."""

import io
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import pyrage
from pyrage import x25519


class NotARecipient(ValueError):
    """Recipients are written age1…, identities AGE-SECRET-KEY-1…; see izdeu backup key."""


class NotOpened(ValueError):
    """The file is damaged, or sealed to somebody else; take another copy or another identity."""


def draw() -> tuple[str, str]:
    """Draw an identity, to keep away from the machine; give it and its recipient."""
    identity = x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def encrypt(chunks: Iterator[bytes], path: Path, recipients: Sequence[str]) -> None:
    """Write a new file that any one of the recipients opens; nothing plain touches the disk.

    The file appears under its name only when it is whole. Raises ``NotARecipient``.
    """
    keys = [_recipient(words) for words in recipients]
    if not keys:
        raise NotARecipient("name at least one recipient")
    beside = path.with_name(path.name + ".part")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        pyrage.encrypt_io(_Stream(chunks), file, keys)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def decrypt(path: Path, identities: Sequence[str]) -> bytes:
    """Give the whole plain content, in memory; raise ``NotOpened`` where one byte is wrong."""
    keys = [_identity(words) for words in identities]
    plain = io.BytesIO()
    try:
        with path.open("rb") as file:
            pyrage.decrypt_io(file, plain, keys)
    except FileNotFoundError:
        raise
    except (pyrage.DecryptError, OSError, ValueError) as refusal:
        raise NotOpened("the file is damaged, or sealed to somebody else") from refusal
    return plain.getvalue()


def recipients_in(words: str) -> list[str]:
    """The recipients or identities in a file's lines; # begins a remark."""
    return [line.strip() for line in words.splitlines() if line.strip() and line[:1] != "#"]


def _recipient(words: str) -> x25519.Recipient:
    try:
        return x25519.Recipient.from_str(words)
    except pyrage.RecipientError as refusal:
        raise NotARecipient("this is no recipient; it begins with age1") from refusal


def _identity(words: str) -> x25519.Identity:
    try:
        return x25519.Identity.from_str(words)
    except pyrage.IdentityError as refusal:
        raise NotARecipient("this is no identity; it begins with AGE-SECRET-KEY-1") from refusal


class _Stream:
    """Chunks as a file that is read."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks, self._left = chunks, b""

    def read(self, size: int = -1) -> bytes:
        while not self._left:
            chunk = next(self._chunks, None)
            if chunk is None:
                return b""
            self._left = chunk
        taken = self._left if size < 0 else self._left[:size]
        self._left = self._left[len(taken) :]
        return taken
