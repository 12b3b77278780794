"""The key under which an installation's database and documents lie, and the file that wraps it.

Passphrase → Argon2id → root → data key of one generation. The root opens the file; the data key
opens the data. A rotation draws both anew, so that neither an old root nor an old data key helps.
"""

import base64
import contextlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any

from nacl.exceptions import CryptoError
from nacl.pwhash import argon2id
from nacl.secret import SecretBox

from izdeu.protection import keyring
from izdeu.protection.keyring import Cost, NotAKey, WrongPassphrase

#: The file's name in the installation's folder.
NAME = "data.key"
_FORMAT = "izdeu data key 1"
_SIZE = 32
#: Small secrets that lie in the key file under the root: what sessions are signed with, what
#: telephone and ID numbers are hashed with, and what opens the addresses for messages.
SECRETS = ("session", "numbers", "alerts")


@dataclass(frozen=True, slots=True)
class DataKey:
    """One generation of the key; 32 bytes, only ever in memory."""

    generation: int
    secret: bytes = field(repr=False)

    def database(self) -> str:
        """The raw key of the SQLCipher file, 64 hexadecimal digits."""
        return self._derived(b"database").hex()

    def documents(self) -> bytes:
        """The key that wraps each document's own key, 32 bytes."""
        return self._derived(b"documents")

    def _derived(self, purpose: bytes) -> bytes:
        return blake2b(key=self.secret, person=purpose, digest_size=_SIZE).digest()


@dataclass(frozen=True, slots=True)
class KeyFile:
    """What ``data.key`` says; without its root it opens nothing."""

    said: Mapping[str, Any]

    @property
    def throw_away(self) -> bool:
        """Whether the root lies in the file itself: fit for trials, and no protection."""
        return "throw_away" in self.said

    @property
    def generation(self) -> int:
        """The generation that is written with now."""
        return int(self.said["keys"][0]["generation"])

    def root(self, passphrase: str) -> bytes:
        """The root; raise ``WrongPassphrase`` unless the passphrase opens it."""
        if self.throw_away:
            return base64.b64decode(self.said["throw_away"])
        told = self.said["root"]
        cost = Cost(int(told["operations"]), int(told["memory"]))
        try:
            stretched = keyring.stretched(passphrase, base64.b64decode(told["salt"]), cost)
            return SecretBox(stretched).decrypt(base64.b64decode(told["wrapped"]))
        except CryptoError as refusal:
            raise WrongPassphrase("the passphrase does not open this installation") from refusal

    def keys(self, roots: Sequence[bytes]) -> list[DataKey]:
        """The data keys that one of these roots opens, the newest first; empty for none."""
        for root in roots:
            with contextlib.suppress(CryptoError):
                return [_opened(told, root) for told in self.said["keys"]]
        return []

    def secrets(self, root: bytes) -> dict[str, bytes]:
        """The small secrets by name, 32 bytes each; none in a file of an earlier version."""
        box = SecretBox(root)
        kept = self.said.get("secrets", {})
        return {name: box.decrypt(base64.b64decode(wrapped)) for name, wrapped in kept.items()}


def _opened(told: Mapping[str, Any], root: bytes) -> DataKey:
    secret = SecretBox(root).decrypt(base64.b64decode(told["wrapped"]))
    return DataKey(int(told["generation"]), secret)


def draw() -> bytes:
    """Draw a root or a data key, 32 bytes."""
    return os.urandom(_SIZE)


def draw_secrets() -> dict[str, bytes]:
    """Draw all small secrets of an installation."""
    return {name: os.urandom(_SIZE) for name in SECRETS}


def sealed(
    keys: Sequence[DataKey],
    root: bytes,
    passphrase: str,
    *,
    secrets: Mapping[str, bytes],
    cost: Cost | None = None,
) -> str:
    """The text of a key file; an empty passphrase leaves the root in it, for throwing away."""
    if passphrase:
        said: dict[str, Any] = {"root": _wrapped(root, passphrase, cost or keyring.COST)}
    else:
        said = {"throw_away": _text(root)}
    return rewritten(KeyFile({"format": _FORMAT, **said}), keys, root, secrets)


def rewritten(
    file: KeyFile, keys: Sequence[DataKey], root: bytes, secrets: Mapping[str, bytes]
) -> str:
    """The same file with other keys and secrets under the same root."""
    box = SecretBox(root)
    kept = [
        {"generation": key.generation, "wrapped": _text(box.encrypt(key.secret))} for key in keys
    ]
    small = {name: _text(box.encrypt(secret)) for name, secret in secrets.items()}
    return json.dumps({**file.said, "keys": kept, "secrets": small}, indent=1) + "\n"


def _wrapped(root: bytes, passphrase: str, cost: Cost) -> dict[str, Any]:
    salt = os.urandom(argon2id.SALTBYTES)
    box = SecretBox(keyring.stretched(passphrase, salt, cost))
    return {
        "salt": _text(salt),
        "operations": cost.operations,
        "memory": cost.memory,
        "wrapped": _text(box.encrypt(root)),
    }


def read(home: Path) -> KeyFile | None:
    """The key file of an installation, ``None`` where there is none; ``NotAKey`` for another."""
    try:
        return KeyFile(parsed((home / NAME).read_text("utf-8")))
    except FileNotFoundError:
        return None


def parsed(words: str) -> Mapping[str, Any]:
    """What a key file's text says; raise ``NotAKey`` for another file."""
    try:
        said = json.loads(words)
    except ValueError as broken:
        raise NotAKey(f"{NAME} is damaged; bring back the copy kept elsewhere") from broken
    if not isinstance(said, dict) or said.get("format") != _FORMAT:
        raise NotAKey(f"{NAME} is no data key of this version; bring back the copy kept elsewhere")
    return said


def make(home: Path, words: str) -> bool:
    """Write the first key file; False where another process was faster, whose file stands."""
    beside = home / f".{NAME}.{os.getpid()}"
    keyring.write_privately(beside, words)
    try:
        os.link(beside, home / NAME)
    except FileExistsError:
        return False
    finally:
        beside.unlink()
    sync(home)
    return True


def replace(home: Path, words: str) -> None:
    """Put another key file in place of the one that stands, all or nothing."""
    beside = home / f".{NAME}.next"
    beside.unlink(missing_ok=True)
    keyring.write_privately(beside, words)
    beside.replace(home / NAME)
    sync(home)


def sync(folder: Path) -> None:
    """Make sure that a folder's new names outlive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _text(octets: bytes) -> str:
    return base64.b64encode(octets).decode("ascii")
