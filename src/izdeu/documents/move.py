"""Places within a part of a document, moved to where the part stands in the whole."""

from dataclasses import replace

from izdeu.documents.locator import Locator
from izdeu.documents.reading import Found, FoundClaim, FoundMention, SetAside, Value


def moved(
    item: Found | SetAside,
    offset: int,
    member: str = "",
    *,
    page: int | None = None,
    message: str = "",
) -> Found | SetAside:
    """The item with its places counted from the whole text and named by member, page, message."""

    def place(where: Locator) -> Locator:
        return where._replace(
            member=where.member or member,
            page=where.page or page,
            message=where.message or message,
            start=None if where.start is None else where.start + offset,
            end=None if where.end is None else where.end + offset,
        )

    def value(said: Value) -> Value:
        return Value(said.raw, place(said.locator), tuple(map(value, said.pieces)))

    def claim(found: FoundClaim) -> FoundClaim:
        return found._replace(locators=tuple(map(place, found.locators)))

    def mention(found: FoundMention) -> FoundMention:
        return found._replace(
            locator=place(found.locator),
            name=value(found.name) if found.name else None,
            others=tuple(map(value, found.others)),
            numbers=tuple(map(value, found.numbers)),
            said={field: value(said) for field, said in found.said.items()},
        )

    if isinstance(item, SetAside):
        return replace(item, locator=place(item.locator))
    return Found(mention(item.mention), tuple(map(claim, item.claims)))


def noted(item: Found | SetAside, note: str) -> Found | SetAside:
    """The item with a note on each claim that has none."""
    if isinstance(item, SetAside):
        return item
    claims = (claim._replace(note=claim.note or note) for claim in item.claims)
    return Found(item.mention, tuple(claims))
