"""Read a file in this very process."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path

from izdeu.documents.contents import Contents
from izdeu.documents.formats import opener
from izdeu.documents.kind import format_of
from izdeu.documents.part import Opened, Source, UnreadableDocument
from izdeu.documents.reading import ReadDocument, Reading

#: Larger files are refused before they are read into memory.
LARGEST = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Told:
    """What the recorder tells of a document before it is read; see ``reader.read``."""

    published: str
    mapping: Mapping[str, str] = field(default_factory=dict)
    title: str = ""


def read_inside(path: Path, told: Told) -> Reading:
    """Read as ``documents.read`` does, without a child process around it."""
    day = _day(told.published)
    source = Source(path.name, _bytes(path), day)
    word = format_of(source)
    opened = _opened(word, source)
    contents = Contents(told.mapping, told.title)
    contents.take_up(opened, source)
    document = ReadDocument(
        digest=sha256(source.content).hexdigest(),
        size=len(source.content),
        format=word,
        published=told.published,
        encoding=opened.encoding,
        language=opened.language,
    )
    return Reading(document, contents.read(), tuple(contents.columns), contents.text())


def _opened(word: str, source: Source) -> Opened:
    """What the format finds; a refusal always names the file."""
    try:
        return opener(word)(source)
    except UnreadableDocument as refusal:
        if source.name in str(refusal):
            raise
        raise UnreadableDocument(f"{source.name}: {refusal}") from refusal


def _day(published: str) -> date:
    try:
        return date.fromisoformat(published)
    except ValueError as error:
        raise UnreadableDocument(
            "the date of publication is needed as YYYY-MM-DD: no year is ever invented"
        ) from error


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise UnreadableDocument(f"{path.name}: larger than 512 MiB; split it and try again")
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableDocument(
            f"{path.name}: cannot be opened; check that it is there and may be read"
        ) from error
    if not content.strip(b"\0 \r\n\t"):
        raise UnreadableDocument(f"{path.name}: the file is empty; ask for it again")
    return content
