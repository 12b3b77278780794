"""What a text says happened to the people it names."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from izdeu.documents.text.assertion import assertion_of, deny_accusations, hedge
from izdeu.documents.text.day import Day
from izdeu.documents.text.patient import may_suffer, patient_of
from izdeu.documents.text.person import Cast, Person
from izdeu.documents.text.phrase import has, phrases
from izdeu.documents.text.place import Spot, facilities, named_places
from izdeu.documents.text.repetition import distinct
from izdeu.documents.text.speech import Speaker
from izdeu.documents.text.trigger import Trigger, dated, distance, triggers
from izdeu.documents.text.view import Memory, Told, View
from izdeu.documents.text.word import Sentence
from izdeu.terms import Assertion, Event, SourceKind

ENUMERATING = frozenset((",", "and", "и", "jane", "men", "ben", "pen"))


def events(
    sentences: Sequence[Sentence],
    cast: Cast,
    dates: Sequence[list[Day]],
    speakers: Sequence[Speaker | None],
) -> list[Told]:
    """Everything told of somebody the text names, in order."""
    memory = Memory()
    for number, sentence in enumerate(sentences):
        view = View(sentences, number, sentence, cast, speakers[number], memory)
        found = triggers(sentence)
        days = dated(sentence, found, dates[number])
        for trigger, day in zip(found, days, strict=True):
            _tell(view, trigger, day)
        deny_accusations(view, found)
        _remember(view)
        if has(sentence.words, phrases(sentence.language, "speech", "hedges")):
            hedge(memory, sentences, number)
    return list(distinct(list(_with_family(memory.told, sentences))))


def _with_family(told: Sequence[Told], sentences: Sequence[Sentence]) -> Iterator[Told]:
    """That somebody is missing is the word of the family that speaks in the same paragraph."""
    family = {
        (one.person, sentences[one.sentence].paragraph): one
        for one in reversed(told)
        if one.voice is SourceKind.FAMILY
    }
    for one in told:
        speaks = family.get((one.person, sentences[one.sentence].paragraph))
        if speaks and not one.said_by and one.event in (Event.MISSING, Event.LAST_SEEN):
            yield replace(one, said_by=speaks.said_by, voice=speaks.voice)
        else:
            yield one


def _tell(view: View, trigger: Trigger, day: Day | None) -> None:
    person = patient_of(view, trigger)
    if person is None:
        return
    memory = view.memory
    assertion = assertion_of(view, trigger)
    for one in (person, *_joined(view, person)):
        memory.told.append(_told(view, trigger, day, one, assertion))
    if trigger.event is not Event.CONTACTED:
        memory.keep(person.number, view)
        memory.subjects.add(person.number)


def _joined(view: View, person: Person) -> Iterator[Person]:
    """Those named in one breath with the person: "Erik, Timur and Askar were taken"."""
    named = sorted(view.named(), key=lambda one: one[0])
    at = next((at for at, one in enumerate(named) if one[2] is person), len(named))
    for step in (1, -1):
        here = at
        while 0 <= here + step < len(named) and at < len(named):
            low, high = sorted((named[here], named[here + step]), key=lambda one: one[0])
            between = view.sentence.words[low[1] + 1 : high[0]]
            if not between or not all(word.key in ENUMERATING for word in between):
                break
            here += step
            if named[here][2] is not person:
                yield named[here][2]


def _told(
    view: View, trigger: Trigger, day: Day | None, person: Person, assertion: Assertion
) -> Told:
    sentence = view.sentence
    words = sentence.words
    place = _nearest(sentence, trigger, named_places(sentence))
    facility = _nearest(sentence, trigger, facilities(sentence))
    spots = {
        "event": (trigger.first, trigger.last),
        "date": (day.first, day.last) if day else None,
        "place": place,
        "facility": facility,
    }
    codes = tuple(
        (rule, words[one[0]].start, words[one[1]].end) for rule, one in spots.items() if one
    )
    return Told(
        event=trigger.event,
        person=person.number,
        assertion=assertion,
        sentence=view.number,
        places=codes,
        when=day.edtf if day else "",
        place=_written(sentence, place),
        facility=_written(sentence, facility),
        said_by=view.speaker.words if view.speaker else "",
        voice=_voice(view, person),
    )


def _voice(view: View, person: Person) -> SourceKind | None:
    """What kind of source speaks; the person themselves is one of its own."""
    if view.speaker is None:
        return None
    return SourceKind.SELF if view.speaker.person == person.number else view.speaker.voice


def _nearest(sentence: Sentence, trigger: Trigger, spots: Sequence[Spot]) -> tuple[int, int] | None:
    """The spot nearest to the event, on the same side of the verb of speech."""
    says = phrases(sentence.language, "speech", "says")
    near = [
        (one.first, one.last)
        for one in spots
        if not has(
            sentence.words[min(one.first, trigger.last) : max(one.first, trigger.last)], says
        )
    ]
    return min(near, key=lambda one: distance(sentence, one[0], trigger.first), default=None)


def _written(sentence: Sentence, spot: tuple[int, int] | None) -> str:
    if spot is None:
        return ""
    first, *rest = sentence.words[spot[0] : spot[1] + 1]
    pairs = pairwise((first, *rest))
    return first.text + "".join(
        " " * (after.start - word.end) + after.text for word, after in pairs
    )


def _remember(view: View) -> None:
    """Somebody newly named, who is neither speaker nor relative, is whom the text goes on about."""
    speaker = view.speaker.person if view.speaker else None
    memory = view.memory
    for _, _, person in view.named():
        fresh = person.number != speaker and may_suffer(view, person)
        first = fresh and (memory.at < view.number or memory.sought is None)
        if first or person.number == memory.sought:
            memory.keep(person.number, view)
