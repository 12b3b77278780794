"""Tell a file's format by its first bytes and, where those do not say, by its ending."""

import io
import zipfile
from pathlib import PurePosixPath

from izdeu.documents.formats import FORMATS
from izdeu.documents.part import Source, UnreadableDocument

#: First bytes that say what a file is, whatever it is called.
SIGNATURES: tuple[tuple[bytes, str], ...] = ((b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "spreadsheet"),)


#: What stands in a zip of a kind, by the format it makes.
PACKED = (("xl/", "spreadsheet"), ("word/", "docx"), ("content.xml", "spreadsheet"))
ZIP = b"PK\x03\x04"


def is_signed(start: bytes) -> bool:
    """Whether first bytes name a format that has a parser of its own."""
    return start.startswith((ZIP, *(signature for signature, _ in SIGNATURES)))


def format_of(source: Source) -> str:
    """The key of the format in ``FORMATS``; raises ``UnreadableDocument`` if there is none."""
    for signature, word in SIGNATURES:
        if source.content.startswith(signature) and word in FORMATS:
            return word
    if source.content.startswith(ZIP):
        return _packed(source)
    suffix = PurePosixPath(source.name).suffix.lower()
    for word, (_, _, suffixes) in FORMATS.items():
        if suffix in suffixes:
            return _as_it_is(word, source)
    readable = ", ".join(suffix for _, _, suffixes in FORMATS.values() for suffix in suffixes)
    raise UnreadableDocument(f"{source.name}: save it as one of {readable} and try again")


def _packed(source: Source) -> str:
    """Which of the formats that are zips this one is."""
    try:
        with zipfile.ZipFile(io.BytesIO(source.content)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableDocument(
            f"{source.name}: damaged or cut off; ask for it again, or unpack what can be unpacked"
        ) from error
    for start, word in PACKED:
        if any(name.startswith(start) for name in names):
            return word
    return "zip"


def _as_it_is(word: str, source: Source) -> str:
    """Old systems save web pages and plain text under the name of a spreadsheet."""
    start = source.content[:1_000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if word in ("spreadsheet", "docx") and source.content.startswith(b"\xd0\xcf"):
        return "spreadsheet"
    if word == "spreadsheet" and not source.content.startswith(b"PK"):
        if start.startswith((b"<html", b"<!doctype", b"<table", b"<meta", b"<head")):
            return "html"
        return "csv" if b"\0" not in source.content[:1_000] else word
    return word
