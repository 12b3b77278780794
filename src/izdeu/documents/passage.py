"""Running text between the tables of a document, read by ``izdeu.documents.text``."""

import importlib
from collections.abc import Callable, Iterator
from datetime import date

from izdeu.documents.locator import Locator
from izdeu.documents.move import moved, noted
from izdeu.documents.part import Passage
from izdeu.documents.reading import Found, SetAside

Items = Iterator[Found | SetAside]


def read_passage(text: str, passage: Passage, published: date) -> Items:
    """Yield what a passage says, with places in the whole text."""
    words = text[passage.start : passage.end]
    where = Locator(
        page=passage.page, message=passage.message, start=passage.start, end=passage.end
    )
    reader = _reader()
    if reader is None:
        yield SetAside(where, "text.not_read", words)
        return
    for item in reader(words, published=passage.sent or published.isoformat()):
        item = noted(item, passage.note) if passage.note else item
        yield moved(item, passage.start, page=passage.page, message=passage.message)


def _reader() -> Callable[..., Items] | None:
    try:
        return getattr(importlib.import_module("izdeu.documents.text"), "items", None)
    except ModuleNotFoundError:
        return None
