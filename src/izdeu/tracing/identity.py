"""Ids that two laptops agree on without talking to each other."""

import hashlib
from pathlib import Path
from uuid import UUID


def uuid8(kind: str, *parts: str) -> UUID:
    """Give the UUIDv8 (RFC 9562 §5.8) that stands for these parts, from their SHA-256.

    Parts are length-prefixed, so that no two different lists of parts meet.
    """
    digest = hashlib.sha256()
    for part in (kind, *parts):
        octets = part.encode("utf-8", "surrogatepass")
        digest.update(len(octets).to_bytes(8, "big") + octets)
    number = int.from_bytes(digest.digest()[:16], "big")
    number = number & ~(0xF << 76) | 0x8 << 76
    number = number & ~(0x3 << 62) | 0x2 << 62
    return UUID(int=number)


def file_digest(path: Path) -> str:
    """SHA-256 of a file's bytes; a document is known by it."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
