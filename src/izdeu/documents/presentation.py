"""A reading as one plain object for JSON."""

from collections.abc import Iterator
from typing import Any

from izdeu.documents.locator import Locator
from izdeu.documents.reading import Column, Found, FoundClaim, Reading, SetAside, Value

#: What only ``explain`` shows of a place.
HOW = ("rule", "version", "engine")


def present(reading: Reading, *, explain: bool = False) -> dict[str, Any]:
    """Give ``document, mentions, dates, claims, columns, set_aside``; reads all items.

    Mentions are numbered in the order of the document ("m1"); claims and dates name them by that
    number. With ``explain`` every place tells the rule and engine that found it.
    """
    shown: dict[str, Any] = {
        "document": _document(reading),
        "mentions": [],
        "dates": [],
        "claims": [],
        "columns": [_column(column, explain=explain) for column in reading.columns],
        "set_aside": [],
    }
    for item in reading.items:
        if isinstance(item, SetAside):
            shown["set_aside"].append(_aside(item, explain=explain))
        else:
            _add(shown, item, explain=explain)
    return shown


def _document(reading: Reading) -> dict[str, Any]:
    document = reading.document
    return {
        "sha256": document.digest,
        "size": document.size,
        "format": document.format,
        "published": document.published,
        "encoding": document.encoding,
        "language": document.language,
    }


def _add(shown: dict[str, Any], found: Found, *, explain: bool) -> None:
    number = f"m{len(shown['mentions']) + 1}"
    mention = found.mention
    where = mention.name.locator if mention.name else mention.locator
    shown["mentions"].append(
        {
            "id": number,
            "name": mention.name.raw if mention.name else None,
            "sex": mention.sex.value if mention.sex else None,
            "age": mention.age or None,
            "birth": mention.birth or None,
            "father": mention.father or None,
            "initials": mention.initials or None,
            "locator": _place(where, explain=explain),
        }
        | _more(found, explain=explain)
    )
    shown["dates"] += list(_dates(found, number, explain=explain))
    shown["claims"] += [_claim(claim, number, explain=explain) for claim in found.claims]


def _more(found: Found, *, explain: bool) -> dict[str, Any]:
    """What only some mentions have; keys stand only where there is something to say.

    A name put together from several cells tells each cell, and ``explain`` the words and the rule
    behind birth, age and sex.
    """
    mention = found.mention
    more: dict[str, Any] = {}
    if mention.role != "subject":
        more["role"] = mention.role
    if mention.features:
        more["features"] = dict(mention.features)
    if mention.age_said:
        more["age_said"] = mention.age_said
    if mention.name and mention.name.pieces:
        more["pieces"] = [_value(piece, explain=explain) for piece in mention.name.pieces]
    if explain and mention.said:
        more["said"] = {word: _value(one, explain=True) for word, one in mention.said.items()}
    return more


def _value(value: Value, *, explain: bool) -> dict[str, Any]:
    return {"raw": value.raw, "locator": _place(value.locator, explain=explain)}


def _dates(found: Found, mention: str, *, explain: bool) -> Iterator[dict[str, Any]]:
    if found.mention.birth:
        said = found.mention.said.get("birth")
        yield _date("birth", found.mention.birth, mention, said, explain=explain)
    for claim in found.claims:
        if claim.when:
            value = Value(claim.words, claim.locators[0]) if claim.locators else None
            yield _date(claim.event.value, claim.when, mention, value, explain=explain)


def _date(
    of: str, edtf: str, mention: str, value: Value | None, *, explain: bool
) -> dict[str, Any]:
    return {
        "of": of,
        "date": edtf,
        "mention": mention,
        "raw": value.raw if value else None,
        "locator": _place(value.locator, explain=explain) if value else None,
    }


def _claim(claim: FoundClaim, mention: str, *, explain: bool) -> dict[str, Any]:
    return {
        "event": claim.event.value,
        "mention": mention,
        "when": claim.when or None,
        "place": claim.place or None,
        "facility": claim.facility or None,
        "said_by": claim.said_by or None,
        "assertion": claim.assertion.value,
        "locators": [_place(place, explain=explain) for place in claim.locators],
    } | ({"note": claim.note} if claim.note else {})


def _column(column: Column, *, explain: bool) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "header": column.header,
        "field": column.field or None,
        "confidence": column.confidence,
        "position": column.position,
        "asked": not column.field and bool(column.proposal),
        "proposal": column.proposal or None,
        "runner_up": column.runner_up or None,
        "samples": list(column.samples) if not column.field else [],
    }
    for word in ("sheet", "table", "member"):
        if getattr(column, word):
            shown[word] = getattr(column, word)
    return shown | ({"rule": column.rule} if explain else {})


def _aside(item: SetAside, *, explain: bool) -> dict[str, Any]:
    return {
        "what": item.raw or None,
        "where": _place(item.locator, explain=explain),
        "why": item.reason,
    }


def _place(place: Locator, *, explain: bool) -> dict[str, Any]:
    return {key: value for key, value in place.as_dict().items() if explain or key not in HOW}
