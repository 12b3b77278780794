"""Plain text: a table drawn with signs, a list of names by line, or running text."""

import re

from izdeu.documents.encoding import decode
from izdeu.documents.lines import parts_of
from izdeu.documents.part import Opened, Source


def open_plain(source: Source) -> Opened:
    """Read a text file; the canonical text is the decoded file with plain line ends."""
    text, encoding = decode(source.content)
    text = re.sub(r"\r\n?", "\n", text)
    return Opened(text, parts_of(text), encoding=encoding)
