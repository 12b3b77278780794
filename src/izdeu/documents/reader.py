"""Open a file and read what it says, where that is safe."""

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from izdeu.documents.cut import Cut, cut_out
from izdeu.documents.formats import FORMATS
from izdeu.documents.inside import Told, read_inside
from izdeu.documents.kind import is_signed
from izdeu.documents.locator import Locator
from izdeu.documents.part import UnreadableDocument
from izdeu.documents.reading import Found, Reading, SetAside
from izdeu.documents.sandbox import BrokeOff, read_apart, retrying

#: Formats without a parser that a file could attack: read here, as a stream.
HARMLESS = frozenset(FORMATS["csv"][2])
#: Bytes; a text with longer lines was built to take long, and is read apart like the rest.
LONGEST_LINE = 1 << 17


def read(
    path: Path, *, published: str, mapping: Mapping[str, str] | None = None, title: str = ""
) -> Reading:
    """Read a list, page, message or text into mentions and claims with their places.

    ``published`` is the ISO date of publication: dates without a year are dated by it.
    ``mapping`` gives a person's answers about columns, header to field ("" leaves a column
    alone). ``title`` is what the recorder knows of the whole, such as whose list it is: "admitted"
    in a morgue's list is a body received. Everything but delimited text is parsed in a child
    process with 512 MiB and two minutes. Raises ``UnreadableDocument`` with what to do next where
    nothing can be read; rows and cells that cannot be read are yielded as set aside.
    """
    told = Told(published, dict(mapping or {}), title)
    if _is_harmless(path) or not hasattr(os, "fork"):
        return read_inside(path, told)
    return retrying(lambda: _read_apart(path, told))


def _is_harmless(path: Path) -> bool:
    """Whether the file is delimited text in lines, not something else under its name."""
    if path.suffix.lower() not in HARMLESS:
        return False
    try:
        with path.open("rb") as file:
            return not is_signed(file.read(16)) and _is_in_lines(file)
    except OSError:
        return True


def _is_in_lines(file: BinaryIO) -> bool:
    """Whether no line is longer than any row of a list."""
    left = 0
    while block := file.read(LONGEST_LINE):
        # A line longer than a block leaves a block without a line end.
        first, last = block.find(b"\n"), block.rfind(b"\n")
        if first < 0 and left + len(block) > LONGEST_LINE:
            return False
        left = len(block) - last - 1 if last >= 0 else left + len(block)
    return True


def crop(path: Path, cut: Cut) -> bytes:
    """A piece of a photo or scanned page as PNG, made in a child process like every reading.

    Raises ``UnreadableDocument`` where there is no such picture, or showing it takes too much.
    """
    return crops(path, (cut,))[0]


def crops(path: Path, cuts: Sequence[Cut]) -> list[bytes]:
    """Several pieces in the order asked for, as ``crop`` gives one; each page is decoded once."""
    if not hasattr(os, "fork"):
        return list(cut_out(path, cuts))
    try:
        return retrying(lambda: list(read_apart(path, tuple(cuts))))
    except BrokeOff as error:
        raise UnreadableDocument(f"{path.name}: showing it took too much memory or time") from error


def _read_apart(path: Path, told: Told) -> Reading:
    frames = read_apart(path, told)
    try:
        document, columns, text = next(frames)
    except (BrokeOff, StopIteration) as error:
        raise UnreadableDocument(
            f"{path.name}: reading it took more memory or time than a list needs; it may be "
            "built to do harm. Keep the file, and ask for a print or a photo of it"
        ) from error
    return Reading(document, _items(frames), columns, text)


def _items(frames: Iterator[Any]) -> Iterator[Found | SetAside]:
    try:
        for batch in frames:
            yield from batch
    except BrokeOff:
        # What was read so far stands; that there is more must not be forgotten.
        yield SetAside(Locator(), "document.broke_off")
