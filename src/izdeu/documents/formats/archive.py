"""Zip archives: each file inside is read by its own format."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath

from izdeu.documents.part import Member, Opened, Part, Refusal, Source, UnreadableDocument

MOST_MEMBERS = 2_000
LARGEST_MEMBER = 64 * 1024 * 1024
LARGEST_TOTAL = 256 * 1024 * 1024
#: A list never packs this well; a bomb does.
MOST_RATIO = 300
#: What systems add to archives by themselves.
CHAFF = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


def open_archive(source: Source) -> Opened:
    """List the files inside; what is too large or locked is set aside with its reason."""
    try:
        with zipfile.ZipFile(io.BytesIO(source.content)) as archive:
            parts = tuple(_parts(archive))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableDocument(
            f"{source.name}: damaged archive; unpack it and give the files one by one"
        ) from error
    return Opened("", parts)


def _parts(archive: zipfile.ZipFile) -> Iterator[Part]:
    total = 0
    for count, entry in enumerate(archive.infolist()):
        name = _name(entry)
        if entry.is_dir() or any(word in name for word in CHAFF):
            continue
        total += entry.file_size
        if count >= MOST_MEMBERS or total > LARGEST_TOTAL:
            yield Refusal("archive.too_large", member=name)
            return
        yield _member(archive, entry, name)


def _member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> Part:
    if entry.flag_bits & 1:
        return Refusal("member.locked", member=name)
    packed = max(1, entry.compress_size)
    if entry.file_size > LARGEST_MEMBER or (
        entry.file_size > 1_000_000 and entry.file_size / packed > MOST_RATIO
    ):
        return Refusal("member.too_large", member=name)
    try:
        with archive.open(entry) as file:
            # The size told in the directory may be a lie: read one byte more than allowed.
            content = file.read(LARGEST_MEMBER + 1)
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, ValueError, NotImplementedError):
        return Refusal("member.damaged", member=name)
    if len(content) > LARGEST_MEMBER:
        return Refusal("member.too_large", member=name)
    return Member(name, content)


def _name(entry: zipfile.ZipInfo) -> str:
    """The member's path; old archivers wrote Cyrillic names in cp866."""
    if entry.flag_bits & 0x800:
        return str(PurePosixPath(entry.filename))
    try:
        return entry.filename.encode("cp437").decode("cp866")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return entry.filename
