"""Open a file and read what it says."""

from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path

from izdeu.documents.contents import Contents
from izdeu.documents.formats import opener
from izdeu.documents.kind import format_of
from izdeu.documents.part import Source, UnreadableDocument
from izdeu.documents.reading import ReadDocument, Reading

#: Larger files are refused before they are read into memory.
LARGEST = 512 * 1024 * 1024


def read(
    path: Path, *, published: str, mapping: Mapping[str, str] | None = None, title: str = ""
) -> Reading:
    """Read a list, page, message or text into mentions and claims with their places.

    ``published`` is the ISO date of publication: dates without a year are dated by it.
    ``mapping`` gives a person's answers about columns, header to field ("" leaves a column
    alone). ``title`` is what the recorder knows of the whole, such as whose list it is: "admitted"
    in a morgue's list is a body received. Raises ``UnreadableDocument`` with what to do next
    where nothing can be read; rows and cells that cannot be read are yielded as set aside.
    """
    day = _day(published)
    source = Source(path.name, _bytes(path), day)
    word = format_of(source)
    opened = opener(word)(source)
    contents = Contents(mapping or {}, title)
    contents.take_up(opened, source)
    document = ReadDocument(
        digest=sha256(source.content).hexdigest(),
        size=len(source.content),
        format=word,
        published=published,
        encoding=opened.encoding,
        language=opened.language,
    )
    return Reading(document, contents.read(), tuple(contents.columns), contents.text())


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
