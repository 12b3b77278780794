"""Entries in a file that travels from one laptop of a team to another.

One JSON object a line. Signing and sealing of what leaves the team is another matter: another
organisation gets documents, never the ledger.
"""

import base64
import gzip
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from izdeu.tracing.entry import Entry

_FORMAT = "izdeu entries 1"


class NotACarrier(ValueError):
    """The file holds no entries, or not all of them; ask for it again."""


def write(entries: Iterable[Entry], path: Path) -> int:
    """Write entries to a new file only its owner can read; give how many."""
    counted = _Counted(entries)
    beside = path.with_name(path.name + ".part")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as raw, gzip.open(raw, "wt", encoding="utf-8") as file:
        for line in lines(counted):
            print(line, file=file)
    beside.replace(path)
    return counted.count


class _Counted:
    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries, self.count = entries, 0

    def __iter__(self) -> Iterator[Entry]:
        for entry in self._entries:
            self.count += 1
            yield entry


def lines(entries: Iterable[Entry]) -> Iterator[str]:
    """Entries as lines of text; the first names the format, the last how many there are."""
    yield _FORMAT
    count = 0
    for entry in entries:
        yield json.dumps(_plain(entry))
        count += 1
    yield str(count)


def read(path: Path) -> Iterator[Entry]:
    """Yield the entries of a file; raise ``NotACarrier`` where it is cut short or another kind."""
    try:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            yield from entries(file)
    except (EOFError, gzip.BadGzipFile, UnicodeDecodeError, ValueError, KeyError) as broken:
        if isinstance(broken, NotACarrier):
            raise
        raise NotACarrier("the file is damaged or of another kind; copy it again") from broken


def entries(lines: Iterable[str]) -> Iterator[Entry]:
    """The entries in such lines; raise ``NotACarrier`` where one is missing."""
    rest = iter(lines)
    if next(rest, "").strip() != _FORMAT:
        raise NotACarrier("this is no file of entries; write one with: izdeu exchange out FILE")
    for count, line in enumerate(rest):
        found = json.loads(line)
        if isinstance(found, int):
            if found != count:
                raise NotACarrier("entries are missing from the file; copy it again")
            return
        yield _entry(found)
    raise NotACarrier("the file was cut short; copy it again")


def _plain(entry: Entry) -> dict[str, Any]:
    return {
        "id": str(entry.id),
        "installation": str(entry.installation),
        "sequence": entry.sequence,
        "maker": entry.maker,
        "made_at": entry.made_at,
        "kind": entry.kind,
        "answers": [str(answered) for answered in entry.answers],
        "body_digest": entry.body_digest,
        "previous": entry.previous,
        "digest": entry.digest,
        "salt": _text(entry.salt),
        "content": _text(entry.content),
        "parts": [_text(part) for part in entry.parts],
    }


def _entry(plain: dict[str, Any]) -> Entry:
    return Entry(
        **{
            **plain,
            "id": UUID(plain["id"]),
            "installation": UUID(plain["installation"]),
            "answers": tuple(UUID(answered) for answered in plain["answers"]),
            "salt": _bytes(plain["salt"]),
            "content": _bytes(plain["content"]),
            "parts": tuple(base64.b64decode(part) for part in plain["parts"]),
        }
    )


def _text(octets: bytes | None) -> str | None:
    return None if octets is None else base64.b64encode(octets).decode("ascii")


def _bytes(text: str | None) -> bytes | None:
    return None if text is None else base64.b64decode(text)
