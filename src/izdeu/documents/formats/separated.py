"""Comma, semicolon and tab separated lists."""

from izdeu.documents.encoding import decode
from izdeu.documents.part import Opened, Source
from izdeu.documents.separation import grid_of


def open_separated(source: Source) -> Opened:
    """Read a csv or tsv file; the canonical text is the decoded file itself."""
    text, encoding = decode(source.content)
    return Opened(text, (grid_of(text),), encoding=encoding)
