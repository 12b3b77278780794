"""The organisation's sealing key: a public half for the machine, a private half for coordinators.

The private half leaves this module only in memory: as files wrapped by passphrases, one a
coordinator, and as three papers of which any two bring it back (SLIP-39).
"""

import base64
import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey
from nacl.pwhash import argon2id
from nacl.secret import SecretBox
from shamir_mnemonic import MnemonicError, combine_mnemonics, generate_mnemonics

_FORMAT = "izdeu key 1"
#: Papers for recovery: how many there are, and how many of them are needed.
PAPERS, NEEDED = 3, 2
#: The demo's key file: it lies beside what it opens, where no real one may lie.
THROW_AWAY = "throw-away.key"
#: Shorter passphrases are guessed from a stolen key file.
SHORTEST = 12


class WrongPassphrase(PermissionError):
    """The passphrase does not open this key file; type it again."""


class NotAKey(ValueError):
    """The file is no key of this project, or it was damaged; take the copy kept elsewhere."""


class NotEnoughPapers(ValueError):
    """These papers do not bring the key back: any two whole ones of the same set do."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What guessing one passphrase costs (Argon2id, RFC 9106)."""

    operations: int = argon2id.OPSLIMIT_MODERATE
    memory: int = argon2id.MEMLIMIT_MODERATE
    """Bytes."""


COST = Cost()


@dataclass(frozen=True, slots=True)
class Pair:
    """Both halves, 32 bytes each; only ever in memory."""

    public: bytes
    private: bytes

    def __repr__(self) -> str:
        return f"<Pair {fingerprint(self.public)}>"


def draw() -> Pair:
    """Draw a new key pair."""
    return pair_of(bytes(PrivateKey.generate()))


def pair_of(private: bytes) -> Pair:
    """Both halves from the private one."""
    return Pair(bytes(PrivateKey(private).public_key), private)


def fingerprint(public: bytes) -> str:
    """Ten groups of four digits of a public half's SHA-256, to compare with the paper."""
    digest = hashlib.sha256(public).hexdigest()[:40]
    return " ".join(digest[first : first + 4] for first in range(0, 40, 4))


def wrap(pair: Pair, passphrase: str, *, cost: Cost | None = None) -> str:
    """Give the text of a key file that this passphrase opens."""
    cost = cost or COST
    salt = os.urandom(argon2id.SALTBYTES)
    wrapped = SecretBox(stretched(passphrase, salt, cost)).encrypt(pair.private)
    said = {
        "format": _FORMAT,
        "public": _text(pair.public),
        "salt": _text(salt),
        "operations": cost.operations,
        "memory": cost.memory,
        "wrapped": _text(wrapped),
    }
    return json.dumps(said, indent=1) + "\n"


def unwrap(words: str, passphrase: str) -> Pair:
    """Open a key file; raise ``NotAKey`` for another file, ``WrongPassphrase`` for a wrong one."""
    said = _said(words)
    try:
        cost = Cost(int(said["operations"]), int(said["memory"]))
        key = stretched(passphrase, base64.b64decode(said["salt"]), cost)
        pair = pair_of(SecretBox(key).decrypt(base64.b64decode(said["wrapped"])))
    except CryptoError as refusal:
        raise WrongPassphrase("the passphrase does not open this key") from refusal
    except (KeyError, ValueError, TypeError) as broken:
        raise NotAKey("the key file is damaged; take the copy kept elsewhere") from broken
    if pair.public != base64.b64decode(said["public"]):
        raise NotAKey("the halves in the key file do not belong together")
    return pair


def stretched(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """The key of 32 bytes that a passphrase stretches to (Argon2id)."""
    return argon2id.kdf(
        SecretBox.KEY_SIZE,
        passphrase.encode(),
        salt,
        opslimit=cost.operations,
        memlimit=cost.memory,
    )


def _said(words: str) -> dict[str, Any]:
    try:
        said = json.loads(words)
    except ValueError as broken:
        raise NotAKey("this is no key file; look for the one izdeu keys init wrote") from broken
    if not isinstance(said, dict) or said.get("format") != _FORMAT:
        raise NotAKey("this is no key file; look for the one izdeu keys init wrote")
    return said


def papers(pair: Pair) -> list[str]:
    """Three lines of words to write on paper; any two of them bring the private half back."""
    groups = generate_mnemonics(1, [(NEEDED, PAPERS)], pair.private, iteration_exponent=0)
    return [str(words) for words in groups[0]]


def recover(lines: Sequence[str], public: bytes) -> Pair:
    """Bring the key back from papers; raise ``NotEnoughPapers`` where they do not give it."""
    try:
        pair = pair_of(combine_mnemonics([" ".join(line.split()) for line in lines]))
    except (MnemonicError, ValueError) as broken:
        raise NotEnoughPapers("these words do not bring the key back; read them again") from broken
    if pair.public != public:
        raise NotEnoughPapers("these papers belong to another key")
    return pair


def public_at(path: Path) -> bytes | None:
    """The public half kept in a file; ``None`` where there is none yet, ``NotAKey`` for others."""
    try:
        return base64.b64decode(json.loads(path.read_text("utf-8"))["public"], validate=True)
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as broken:
        raise NotAKey(f"{path.name} is damaged; copy it from another laptop") from broken


def keep_public(path: Path, public: bytes) -> None:
    """Write the public half to a new file; ``FileExistsError`` where one stands."""
    write_privately(path, json.dumps({"public": _text(public)}) + "\n")


def write_privately(path: Path, words: str) -> None:
    """Write a new file that only its owner reads; ``FileExistsError`` where one stands."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(words)
        file.flush()
        os.fsync(file.fileno())


def _text(octets: bytes) -> str:
    return base64.b64encode(octets).decode("ascii")
