"""Running text in English, Russian and Kazakh: whom it names, and what it says of them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from izdeu.documents.locator import Locator
from izdeu.documents.reading import Found, FoundClaim, FoundMention, SetAside, Value
from izdeu.documents.text.age import ages
from izdeu.documents.text.day import all_days
from izdeu.documents.text.event import events
from izdeu.documents.text.naming import Naming
from izdeu.documents.text.person import Cast, Person
from izdeu.documents.text.place import facilities, named_places
from izdeu.documents.text.speech import speakers
from izdeu.documents.text.view import Told
from izdeu.documents.text.word import Sentence, sentences

ENGINE = "text"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text, in code points: person, age, date, place or facility."""

    kind: str
    start: int
    end: int
    value: str = ""
    """The EDTF date of a date; the years of an age."""


def items(text: str, *, published: str) -> Iterator[Found | SetAside]:
    """Everybody whom a text names, with what it says of them, in the order of the text.

    ``published`` is the ISO date (or time) of publication; dates without a year count from it.
    Raises ``ValueError`` if it is no date.
    """
    on = datetime.fromisoformat(published).date()
    split = sentences(text)
    cast = Cast(split)
    told = events(split, cast, list(all_days(split, on)), speakers(split, cast))
    told_of: dict[int, list[Told]] = defaultdict(list)
    for one in told:
        told_of[one.person].append(one)
    for person in cast.people:
        own = told_of[person.number]
        yield Found(_mention(text, person, own, published), tuple(_claims(text, split, own)))


def spans(text: str, *, published: str) -> list[Span]:
    """Every person, age, date, place and facility that a text names, in the order of the text."""
    on = datetime.fromisoformat(published).date()
    split = sentences(text)
    found = [
        Span("person", naming.start, naming.end, str(person.number))
        for person in Cast(split).people
        for naming in person.namings
    ]
    for sentence, days in zip(split, all_days(split, on), strict=True):
        found += [_span(sentence, "date", one.first, one.last, one.edtf) for one in days]
        found += [
            _span(sentence, "age", one.first, one.last, one.age or one.birth)
            for one in ages(sentence)
        ]
        for kind, spots in (("place", named_places), ("facility", facilities)):
            found += [_span(sentence, kind, one.first, one.last) for one in spots(sentence)]
    return sorted(found, key=lambda one: (one.start, one.end))


def _span(sentence: Sentence, kind: str, first: int, last: int, value: str = "") -> Span:
    return Span(kind, sentence.words[first].start, sentence.words[last].end, value)


def _mention(text: str, person: Person, told: Sequence[Told], published: str) -> FoundMention:
    first, *others = sorted(person.namings, key=lambda one: one.start)
    if first.unnamed:
        return FoundMention(_locator(first.start, first.end, "unnamed"), sex=first.unnamed)
    name = person.name
    return FoundMention(
        locator=_locator(first.start, first.end, "name"),
        name=_name(text, name),
        others=tuple(_name(text, one) for one in (first, *others) if one is not name),
        age=person.age,
        age_said=published if person.age else "",
        birth=person.birth,
        role=_role(person, told),
        said={field: _value(text, *place) for field, place in person.said.items()},
    )


def _role(person: Person, told: Sequence[Told]) -> str:
    if person.role and not told:
        return person.role
    if person.kin and not person.sought and not told:
        return "relative"
    return "subject" if told or not person.role else person.role


def _name(text: str, naming: Naming) -> Value:
    return _value(text, naming.start, naming.end)


def _value(text: str, start: int, end: int) -> Value:
    return Value(text[start:end], _locator(start, end, "name"))


def _locator(start: int, end: int, rule: str) -> Locator:
    return Locator(start=start, end=end, engine=ENGINE, rule=rule, version=VERSION)


def _places(told: Told) -> Iterator[Locator]:
    return (_locator(start, end, rule) for rule, start, end in told.places)


def _claims(text: str, split: Sequence[Sentence], told: Sequence[Told]) -> Iterator[FoundClaim]:
    for one in told:
        words = split[one.sentence].words
        start, end = words[0].start, words[-1].end
        yield FoundClaim(
            event=one.event,
            assertion=one.assertion,
            when=one.when,
            place=one.place,
            facility=one.facility,
            said_by=one.said_by,
            voice=one.voice,
            words=text[start:end],
            locators=(_locator(start, end, "sentence"), *_places(one)),
        )
