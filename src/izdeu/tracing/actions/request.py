"""Tracing requests: a family asks for a person."""

import hashlib
import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from uuid import UUID

from django.db import transaction

from izdeu.documents.locator import Locator
from izdeu.documents.reading import Found, FoundClaim, FoundMention, ReadDocument, Reading, Value
from izdeu.terms import EntryKind, Event, Sex, SourceKind
from izdeu.tracing import casenumber, models
from izdeu.tracing.actions.document import Arrival, record_document
from izdeu.tracing.actions.source import record_source
from izdeu.tracing.actions.writing import write
from izdeu.tracing.entry import Draft
from izdeu.tracing.identity import uuid8


@dataclass(frozen=True, slots=True)
class Asked:
    """What a family said, in its own words; only the name as heard is required."""

    name: str
    said: str
    """ISO date of the call or visit."""
    sex: Sex | None = None
    age: str = ""
    birth: str = ""
    father: str = ""
    seen_when: str = ""
    """EDTF: when the person was last seen."""
    seen_place: str = ""
    taken_by: str = ""
    """Who took the person away, as told; "" where the family saw no such thing."""
    features: tuple[tuple[str, str], ...] = ()
    words: str = ""
    relation: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """A request as it was opened."""

    request: UUID
    mention: UUID
    number: str
    """The case number to read out to the family."""


def nothing_sealed(_: UUID) -> Mapping[str, str]:
    """What is kept of a family that leaves no contact."""
    return {}


@transaction.atomic
def open_request(
    asked: Asked,
    *,
    by: str,
    consent: Sequence[str] = (),
    number_key: bytes = b"",
    sealing: Callable[[UUID], Mapping[str, str]] = nothing_sealed,
) -> Opened:
    """Open a tracing request: source, document with the words as given, mention and claims.

    It stays unvetted, and moves nothing, until somebody called back. ``sealing`` is told the
    request's id and gives the sealed contact and alert address by field: never plain ones.
    """
    number = _fresh_number()
    source = record_source(number, SourceKind.FAMILY, by=by)
    words = json.dumps({"case": number, **asdict(asked)}, ensure_ascii=False, indent=1)
    mention = _record(words, asked, source, by=by, number_key=number_key)
    request = uuid8("request", number)
    body = {
        "id": str(request),
        "mention": str(mention),
        "number": number,
        "relation": asked.relation,
        "language": asked.language,
        "consent": list(consent),
        "sealed": dict(sealing(request)),
    }
    holder = {"holder": by, "about": [str(request), str(mention)]}
    written = write([Draft(EntryKind.REQUEST, body), Draft(EntryKind.HOLDER, holder)], by=by)
    return Opened(UUID(written[0].body()["id"]), mention, number)


def _fresh_number() -> str:
    while models.Request.objects.filter(number=(number := casenumber.draw())).exists():
        pass
    return number


def _record(words: str, asked: Asked, source: UUID, *, by: str, number_key: bytes) -> UUID:
    content = words.encode("utf-8", "surrogatepass")
    document = ReadDocument(
        digest=hashlib.sha256(content).hexdigest(),
        size=len(content),
        format="call",
        published=asked.said,
        encoding="utf-8",
        language=asked.language,
    )
    locator = _spot(words, asked.name)
    found = Found(_mention(asked, locator), tuple(_claims(asked, words)))
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        file.write(content)
        file.flush()
        arrival = Arrival(Path(file.name), source, confirmed=True, number_key=number_key)
        intake = record_document(arrival, Reading(document, iter([found]), text=words), by=by)
    return models.Mention.objects.values_list("id", flat=True).get(document=intake.document)


def _spot(words: str, value: str) -> Locator:
    """Where a told value stands in the written-down call."""
    written = json.dumps(value, ensure_ascii=False)[1:-1]
    start = words.find(f'"{written}"') + 1
    return Locator(start=start, end=start + len(written)) if start else Locator()


def _mention(asked: Asked, locator: Locator) -> FoundMention:
    return FoundMention(
        locator=locator,
        name=Value(asked.name, locator),
        sex=asked.sex,
        age=asked.age,
        age_said=asked.said if asked.age else "",
        birth=asked.birth,
        father=asked.father,
        features=dict(asked.features),
    )


def _claims(asked: Asked, words: str) -> list[FoundClaim]:
    when, place = asked.seen_when, asked.seen_place
    spots = tuple(_spot(words, value) for value in (when, place) if value)
    claims = [FoundClaim(Event.MISSING, words=asked.words, locators=(_spot(words, asked.name),))]
    if when or place:
        seen = Event.TAKEN if asked.taken_by else Event.LAST_SEEN
        note = asked.taken_by
        claims.append(FoundClaim(seen, when=when, place=place, note=note, locators=spots))
    return claims
