"""Running text between the tables of a document, read by ``izdeu.documents.text``."""

import importlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from izdeu.documents.locator import Locator
from izdeu.documents.part import Passage
from izdeu.documents.reading import Found, FoundClaim, FoundMention, SetAside, Value

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
        yield _moved(item, passage)


def _reader() -> Callable[..., Items] | None:
    try:
        return getattr(importlib.import_module("izdeu.documents.text"), "items", None)
    except ModuleNotFoundError:
        return None


def _moved(item: Found | SetAside, passage: Passage) -> Found | SetAside:
    if isinstance(item, SetAside):
        return replace(item, locator=_place(item.locator, passage))
    mention = item.mention
    moved: FoundMention = replace(
        mention,
        locator=_place(mention.locator, passage),
        name=_value(mention.name, passage) if mention.name else None,
        others=tuple(_value(value, passage) for value in mention.others),
        numbers=tuple(_value(value, passage) for value in mention.numbers),
        said={field: _value(value, passage) for field, value in mention.said.items()},
    )
    return Found(moved, tuple(_claim(claim, passage) for claim in item.claims))


def _claim(claim: FoundClaim, passage: Passage) -> FoundClaim:
    return replace(claim, locators=tuple(_place(place, passage) for place in claim.locators))


def _value(value: Value, passage: Passage) -> Value:
    return Value(value.raw, _place(value.locator, passage))


def _place(place: Locator, passage: Passage) -> Locator:
    return replace(
        place,
        page=passage.page,
        message=passage.message,
        start=None if place.start is None else place.start + passage.start,
        end=None if place.end is None else place.end + passage.start,
    )
