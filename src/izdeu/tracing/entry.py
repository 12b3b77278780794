"""One entry of the ledger: a header that stays and a salted body that may go."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID


class TamperedEntry(ValueError):
    """The entry does not match its digests; ask its sender for the bundle again."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What is about to be written: a kind, a body, and the entries it answers."""

    kind: str
    content: Mapping[str, Any]
    answers: tuple[UUID, ...] = ()
    parts: tuple[bytes, ...] = ()
    """The bytes of a document, in stretches; only for documents."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as it stands in the ledger and as it travels between installations."""

    id: UUID
    installation: UUID
    sequence: int
    maker: str
    made_at: str
    kind: str
    answers: tuple[UUID, ...]
    body_digest: str
    previous: str
    digest: str
    salt: bytes | None = None
    content: bytes | None = None
    """The canonical body; ``None`` once it was erased."""
    parts: tuple[bytes, ...] = ()

    def body(self) -> dict[str, Any]:
        """The body as it was given; ``KeyError`` is never raised for an erased one, it is empty."""
        return {} if self.content is None else dict(json.loads(_text(self.content)))

    def check(self) -> None:
        """Raise ``TamperedEntry`` unless header, body and parts match their digests."""
        if header_digest(self) != self.digest:
            raise TamperedEntry("an entry's header does not match its digest")
        if self.content is not None:
            if body_digest(self.salt or b"", self.content) != self.body_digest:
                raise TamperedEntry("an entry's body does not match its digest")
            if self.parts and parts_digest(self.parts) != self.body().get("digest"):
                raise TamperedEntry("a document's bytes do not match their digest")


def canonical(content: Mapping[str, Any]) -> bytes:
    """Write a body the one way it can be written: sorted keys, no spaces, UTF-8.

    Lone surrogates are kept as they came, so that nothing of a broken document is lost.
    """
    words = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return words.encode("utf-8", "surrogatepass")


def body_digest(salt: bytes, content: bytes) -> str:
    """SHA-256 over salt and body: once the body is gone the digest tells nothing of it."""
    return hashlib.sha256(salt + content).hexdigest()


def parts_digest(parts: tuple[bytes, ...]) -> str:
    """SHA-256 of a document's bytes."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return digest.hexdigest()


def header_digest(entry: Entry) -> str:
    """SHA-256 over everything a header says, the digest of the header before it included."""
    said = [
        str(entry.id),
        str(entry.installation),
        entry.sequence,
        entry.maker,
        entry.made_at,
        entry.kind,
        [str(answered) for answered in entry.answers],
        entry.body_digest,
        entry.previous,
    ]
    return hashlib.sha256(json.dumps(said, separators=(",", ":")).encode()).hexdigest()


def _text(content: bytes) -> str:
    return bytes(content).decode("utf-8", "surrogatepass")
