"""Documents: record what came in, row by row, with the place of everything."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction

from izdeu.documents.locator import Locator
from izdeu.documents.reading import Column, FoundClaim, FoundMention, Reading, SetAside
from izdeu.documents.values.number import strike
from izdeu.protection.number import keyed_hash
from izdeu.terms import EntryKind
from izdeu.tracing import facility, models, named
from izdeu.tracing.actions.writing import NotRecorded, write
from izdeu.tracing.entry import Draft
from izdeu.tracing.identity import uuid8

#: Larger files are not kept: they must be split.
LARGEST = 512 << 20
#: Of lists, texts of fewer signs are kept beside their rows.
SHORT = 20_000
_BATCH = 1000
_PART = 1 << 20


@dataclass(frozen=True, slots=True)
class Intake:
    """What became of a document."""

    document: UUID
    new: bool
    """False where these very bytes were recorded before: nothing was changed."""
    mentions: int = 0
    claims: int = 0
    set_aside: int = 0


@dataclass(frozen=True, slots=True)
class Arrival:
    """A document as it arrives: its bytes, who published it, and how it was read."""

    path: Path
    source: UUID
    series: str = ""
    """What this list is called from day to day; its earlier version is found by it."""
    confirmed: bool | None = None
    """Whether somebody compared the mentions with the document; ``None`` for the rule: rows of
    a file are what they are, names found in a text or photo must be confirmed before judging."""
    number_key: bytes = b""
    """The key for telephone and ID numbers; without one they are not kept at all."""


@transaction.atomic
def record_document(
    arrival: Arrival, reading: Reading, *, by: str, progress: Callable[[int], None] = lambda _: None
) -> Intake:
    """Record a document with every mention and claim in it, all or none.

    Rows that could not be read are recorded as set aside, with their place. The same bytes again
    change nothing. Raises ``NotRecorded`` where the source is unknown.
    """
    document = uuid8("document", reading.document.digest)
    if any(read for (read,) in named.values(models.Document, "id", [document], ("format",))):
        return Intake(document, new=False)
    if not any(named.values(models.Source, "id", [arrival.source], ("id",))):
        raise NotRecorded("record the source before its document")
    counts: Counter[str] = Counter()
    drafts = chain([[_document(document, arrival, reading)]], _drafts(document, arrival, reading))
    while batch := list(islice(drafts, _BATCH)):
        written = [draft for some in batch for draft in some]
        counts.update(draft.kind for draft in written)
        write(written, by=by)
        progress(counts[EntryKind.MENTION])
    return Intake(
        document,
        new=True,
        mentions=counts[EntryKind.MENTION],
        claims=counts[EntryKind.CLAIM],
        set_aside=counts[EntryKind.SET_ASIDE],
    )


def record_unreadable(
    arrival: Arrival, *, digest: str, published: str, reason: str, by: str
) -> Intake:
    """Keep a file that nobody could read yet, so that it can be taken up again."""
    document = uuid8("document", digest)
    if models.Document.objects.filter(id=document).exists():
        return Intake(document, new=False)
    body = {
        "id": str(document),
        "source": str(arrival.source),
        "digest": digest,
        "size": arrival.path.stat().st_size,
        "format": "",
        "published": published,
        "series": arrival.series,
        "ending": arrival.path.suffix,
    }
    aside = _set_aside(document, 0, SetAside(Locator(), reason))
    write([Draft(EntryKind.DOCUMENT, body, parts=_bytes(arrival.path)), aside], by=by)
    return Intake(document, new=True, set_aside=1)


def _document(document: UUID, arrival: Arrival, reading: Reading) -> Draft:
    read = reading.document
    body = {
        "id": str(document),
        "source": str(arrival.source),
        "digest": read.digest,
        "size": read.size,
        "format": read.format,
        "published": read.published,
        "series": arrival.series,
        "encoding": read.encoding,
        "language": read.language,
        "ending": arrival.path.suffix,
        "columns": [_column(one) for one in reading.columns],
        "text": _kept_text(reading),
    }
    return Draft(EntryKind.DOCUMENT, body, parts=_bytes(arrival.path))


def _column(column: Column) -> dict[str, Any]:
    told = {field: getattr(column, field) for field in _COLUMN}
    return {field: value for field, value in told.items() if value not in (None, "")}


#: What is kept of how a column was understood.
_COLUMN = ("header", "field", "confidence", "rule", "sheet", "table", "position", "member")


def _kept_text(reading: Reading) -> str:
    """The canonical text of a message or page, its numbers covered sign by sign; of a list, whose
    rows are kept one by one, only where it is short."""
    wanted = not reading.columns or len(reading.text) < SHORT
    return strike(reading.text) if wanted else ""


def _bytes(path: Path) -> tuple[bytes, ...]:
    with path.open("rb") as file:
        return tuple(iter(lambda: file.read(_PART), b""))


def _drafts(document: UUID, arrival: Arrival, reading: Reading) -> Iterator[list[Draft]]:
    """One list of drafts for each item of the document, in its order.

    A mention's id comes from the document's digest and the place in it, so that two laptops that
    read one file agree on it.
    """
    known = cache(known_facilities)
    for number, item in enumerate(reading.items):
        if isinstance(item, SetAside):
            yield [_set_aside(document, number, item)]
        else:
            place = json.dumps(item.mention.locator.place(), sort_keys=True)
            mention = uuid8("mention", reading.document.digest, place)
            facilities = known() if any(claim.facility for claim in item.claims) else {}
            claims = _claims(mention, arrival.source, item.claims, facilities)
            yield [_mention(mention, document, arrival, item.mention), *claims]


def _set_aside(document: UUID, number: int, item: SetAside) -> Draft:
    body = {
        "id": str(uuid8("set aside", str(document), str(number))),
        "document": str(document),
        "reason": item.reason,
        "locator": item.locator.as_dict(),
        "raw": item.raw,
    }
    return Draft(EntryKind.SET_ASIDE, body)


def _mention(mention: UUID, document: UUID, arrival: Arrival, found: FoundMention) -> Draft:
    hashes = (keyed_hash(number.raw, arrival.number_key) for number in found.numbers)
    body = {
        "id": str(mention),
        "document": str(document),
        "name": found.name.raw if found.name else "",
        "sex": found.sex.value if found.sex else "",
        "age": found.age,
        "age_said": found.age_said,
        "birth": found.birth,
        "father": found.father,
        "role": found.role,
        "features": dict(found.features),
        "unmapped": dict(found.unmapped),
        "numbers": sorted(one for one in hashes if one) if arrival.number_key else [],
        "locator": found.locator.as_dict(),
        "others": [value.locator.as_dict() for value in found.others],
        "confirmed": _confirmed(arrival, found.locator),
        **_original(found),
    }
    return Draft(EntryKind.MENTION, body)


def _original(found: FoundMention) -> dict[str, Any]:
    """The row as it stands in its table, and in a picture or text where each value stands."""
    said = {"name": found.name, **found.said} if found.name else dict(found.said)
    spots = {
        field: value.locator.as_dict()
        for field, value in said.items()
        if value and (value.locator.polygon or found.original is None)
    }
    kept: dict[str, Any] = {"spots": spots} if spots else {}
    if found.original is not None:
        first = found.original.window.first + 1
        kept["row"] = {"first": first, "cells": list(found.original.words())}
    return kept


def _confirmed(arrival: Arrival, locator: Locator) -> bool:
    if arrival.confirmed is not None:
        return arrival.confirmed
    return locator.row is not None and not locator.polygon


def _claims(
    mention: UUID, source: UUID, claims: Sequence[FoundClaim], facilities: Mapping[str, UUID]
) -> Iterable[Draft]:
    seen: Counter[str] = Counter()
    for claim in claims:
        number = seen[claim.event]
        seen[claim.event] += 1
        identity = uuid8("claim", str(mention), claim.event, str(number))
        yield Draft(EntryKind.CLAIM, claim_body(identity, mention, source, claim, facilities))


def claim_body(
    claim: UUID, mention: UUID, source: UUID, found: FoundClaim, facilities: Mapping[str, UUID]
) -> dict[str, Any]:
    """A claim as the ledger keeps it; ``facilities`` are the known ones by their names."""
    where = facilities.get(facility.key(found.facility)) or facility.identity(found.facility)
    return {
        "id": str(claim),
        "mention": str(mention),
        "event": found.event.value,
        "assertion": found.assertion.value,
        "when": found.when,
        "place": found.place,
        "facility_words": found.facility,
        "facility": str(where) if found.facility else None,
        "source": str(source),
        "said_by": found.said_by,
        "voice": found.voice.value if found.voice else "",
        "words": found.words,
        "note": found.note,
        "locators": [locator.as_dict() for locator in found.locators],
    }


def known_facility(words: str) -> UUID:
    """The facility recorded under these words in any language, or the id they will have."""
    return known_facilities().get(facility.key(words)) or facility.identity(words)


def known_facilities() -> dict[str, UUID]:
    """Every recorded facility by each of its names; there are hundreds, not thousands."""
    found: dict[str, UUID] = {}
    for identity, key, names in models.Facility.objects.values_list("id", "key", "names"):
        found[key] = identity
        found |= {facility.key(name): identity for name in names.values()}
    return found
