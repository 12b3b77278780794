"""What a text says happened to the people it names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from izdeu.documents.text.day import Day
from izdeu.documents.text.person import Cast, Person
from izdeu.documents.text.phrase import find, has, is_one, phrases
from izdeu.documents.text.place import Spot, facilities, named_places
from izdeu.documents.text.speech import AUTHORITY, WITNESS, Speaker, denies
from izdeu.documents.text.trigger import Trigger, dated, distance, triggers
from izdeu.documents.text.word import Sentence
from izdeu.terms import Assertion, Event, SourceKind

REACH = 3
"""For so many sentences a pronoun or an empty subject may mean the person named before."""
HEDGED_PARAGRAPHS = 3
"""A sentence that nothing could be verified covers its paragraph; else so many before it."""
ACCUSATIONS = (Event.TAKEN, Event.HELD, Event.ILL_TREATED, Event.REMOVED_FROM_HOSPITAL)
"""What authorities deny when they "deny the accusations"."""
ENUMERATING = frozenset((",", "and", "и", "jane", "men", "ben", "pen"))
CONTRASTING = frozenset(("but", "но", "однако", "бірақ", "birak", "although", "though"))


@dataclass(frozen=True, slots=True)
class Told:
    """One thing told of one person."""

    event: Event
    person: int
    assertion: Assertion
    sentence: int
    places: tuple[tuple[str, int, int], ...]
    """Code points on which it rests, by what stands there: event, date, place, facility."""
    when: str = ""
    place: str = ""
    facility: str = ""
    said_by: str = ""
    voice: SourceKind | None = None


@dataclass(slots=True)
class Memory:
    """What the reader has in mind on the way through the text."""

    sought: int | None = None
    """The person last spoken of as the one to whom something happened."""
    at: int = -REACH
    """The sentence in which that was."""
    subjects: set[int] = field(default_factory=set)
    told: list[Told] = field(default_factory=list)
    paragraph: int = -1
    """The paragraph in which the one who is sought was last spoken of."""

    def same_paragraph(self, view: "_View") -> bool:
        """Whether the one who is sought was spoken of in this paragraph."""
        return self.paragraph == view.sentence.paragraph

    def keep(self, person: int, view: "_View") -> None:
        """Remember the person as the one spoken of here."""
        self.sought, self.at = person, view.number
        self.paragraph = view.sentence.paragraph


def events(
    sentences: Sequence[Sentence],
    cast: Cast,
    dates: Sequence[list[Day]],
    speakers: Sequence[Speaker | None],
) -> list[Told]:
    """Everything told of somebody the text names, in order."""
    memory = Memory()
    for number, sentence in enumerate(sentences):
        view = _View(sentences, number, sentence, cast, speakers[number], memory)
        found = triggers(sentence)
        days = dated(sentence, found, dates[number])
        for trigger, day in zip(found, days, strict=True):
            _tell(view, trigger, day)
        _deny_accusations(view, found)
        _remember(view)
        if has(sentence.words, phrases(sentence.language, "speech", "hedges")):
            _hedge(memory, sentences, number)
    return list(_distinct(list(_with_family(memory.told, sentences))))


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


@dataclass(frozen=True, slots=True)
class _View:
    """A sentence with what is known when it is read."""

    sentences: Sequence[Sentence]

    number: int
    sentence: Sentence
    cast: Cast
    speaker: Speaker | None
    memory: Memory

    def is_beside(self, number: int) -> bool:
        """Whether another sentence stands in this paragraph."""
        return self.sentences[number].paragraph == self.sentence.paragraph

    def named(self) -> list[tuple[int, int, Person]]:
        """First and last word of everybody named here."""
        named = self.cast.named(self.number)
        return [(naming.first, naming.last, person) for naming, person in named]

    def names_other_than(self, speaker: int | None) -> bool:
        """Whether somebody who does not speak is named here."""
        return any(person.number != speaker for _, _, person in self.named())

    def speaks_of_own_kin(self) -> bool:
        """Whether "my son" or "ұлым" stands here."""
        words, language = self.sentence.words, self.sentence.language
        own, kin = phrases(language, "own"), phrases(language, "kin")
        pairs = pairwise(words)
        return self.has("kin_first") or any(is_one(a, own) and is_one(b, kin) for a, b in pairs)

    def accuses(self) -> bool:
        """Whether a word like "claims" or "обвинения" stands here."""
        return has(self.sentence.words, phrases(self.sentence.language, "speech", "accusation"))

    def loose_kin(self) -> bool:
        """Whether a word of kinship stands here that introduces nobody: "her son"."""
        taken = {at for first, _, _ in self.named() for at in (first - 1, first - 2)}
        kin = phrases(self.sentence.language, "kin")
        words = enumerate(self.sentence.words)
        return any(at not in taken and is_one(word, kin) for at, word in words)

    def has(self, entry: str) -> bool:
        """Whether a word of that entry of the lexicon stands here."""
        return has(self.sentence.words, phrases(self.sentence.language, entry))


def _tell(view: _View, trigger: Trigger, day: Day | None) -> None:
    person = _patient(view, trigger)
    if person is None:
        return
    memory = view.memory
    assertion = _assertion(view, trigger)
    for one in (person, *_joined(view, person)):
        memory.told.append(_told(view, trigger, day, one, assertion))
    if trigger.event is not Event.CONTACTED:
        memory.keep(person.number, view)
        memory.subjects.add(person.number)


def _joined(view: _View, person: Person) -> Iterator[Person]:
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
    view: _View, trigger: Trigger, day: Day | None, person: Person, assertion: Assertion
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


def _voice(view: _View, person: Person) -> SourceKind | None:
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


def _assertion(view: _View, trigger: Trigger) -> Assertion:
    official = view.speaker is not None and view.speaker.official
    if official and (trigger.negated or _is_denied(view.sentence, trigger)):
        return Assertion.DENIED
    if has(view.sentence.words, phrases(view.sentence.language, "speech", "unconfirmed")):
        return Assertion.HEDGED
    if trigger.negated:
        return Assertion.NEGATED
    heard = has(view.sentence.words, phrases(view.sentence.language, "speech", "hearsay"))
    if heard or (view.speaker is not None and view.speaker.words == WITNESS):
        return Assertion.HEARSAY
    return Assertion.ASSERTED


def _is_denied(sentence: Sentence, trigger: Trigger) -> bool:
    """Whether the verb of denial stands in the same statement as the event."""
    for match in find(sentence.words, phrases(sentence.language, "speech", "denies")):
        low, high = sorted((match.last, trigger.first))
        if not any(word.key in CONTRASTING for word in sentence.words[low:high]):
            return True
    return False


def _patient(view: _View, trigger: Trigger) -> Person | None:
    """To whom it happened: somebody named here, or the one a pronoun or nothing stands for."""
    speaker = view.speaker.person if view.speaker else None
    tellers = view.speaker.tellers if view.speaker else frozenset()
    others = [one for one in view.named() if one[2].number not in (speaker, *tellers)]
    named = [one for one in others if _may_suffer(view, one[2])]
    if not named and _is_of_kin(view, trigger, speaker):
        named = [one for one in others if one[2].kin]
    if not named and not view.has("third") and not view.has("kin"):
        # "Journalist X was detained": nobody else is meant.
        named = [one for one in others if one[2].role in ("journalist", "lawyer")]
    named = [one for one in named if one[2].sought] or named
    if named:
        near = min(named, key=lambda one: distance(view.sentence, one[0], trigger.first))
        return near[2]
    return _meant(view, speaker)


def _is_of_kin(view: _View, trigger: Trigger, speaker: int | None) -> bool:
    """Whether the kin named here is the one it is about.

    "Amina Saparova said her husband Erik was wounded", or nobody speaks: "His son Erik was taken".
    """
    if view.speaker is None:
        return trigger.event is not Event.MISSING and not trigger.negated
    return speaker in [one[2].number for one in view.named()]


def _may_suffer(view: _View, person: Person) -> bool:
    """Relatives, officials and reporters who are named are not the one who is sought."""
    if person.number in view.memory.subjects or person.sought:
        return True
    return not person.kin and person.role not in ("official", "journalist", "lawyer")


def _meant(view: _View, speaker: int | None) -> Person | None:
    """The person meant where nobody is named: the speaker, or the one spoken of before."""
    memory = view.memory
    if view.sentence.listed:
        return None
    before = memory.sought if view.number - memory.at <= REACH else None
    english = view.sentence.language == "en"
    referred = view.has("third") or view.speaks_of_own_kin() or (not english and view.has("kin"))
    if view.has("generic") and not referred:
        return None
    if view.speaks_of_own_kin():
        before = _kin_ahead(view) or before
    elif not view.has("third") and not view.loose_kin() and view.names_other_than(speaker):
        return None
    if speaker is not None and _tells_of_self(view, speaker, before):
        return view.cast.people[speaker]
    dropped = view.sentence.language != "en" and memory.same_paragraph(view)
    implied = dropped or referred or view.has("first")
    return view.cast.people[before] if before is not None and implied else None


def _kin_ahead(view: _View) -> int | None:
    """ "They took my husband", and the next sentences name him."""
    ahead = [
        (naming.start, person.number)
        for number in range(view.number + 1, view.number + 1 + REACH)
        for naming, person in view.cast.named(number)
        if person.kin and naming is person.namings[0] and view.is_beside(number)
    ]
    return min(ahead)[1] if ahead else None


def _tells_of_self(view: _View, speaker: int, before: int | None) -> bool:
    """Whether the speaker is the one it happened to, and not somebody spoken of before."""
    person = view.cast.people[speaker]
    if view.speaks_of_own_kin():
        return False
    if speaker in view.memory.subjects or view.has("first"):
        return True
    if person.kin or person.role in ("lawyer", "official"):
        return False
    return before is None or before == speaker or not view.memory.same_paragraph(view)


def _deny_accusations(view: _View, found: Sequence[Trigger]) -> None:
    """ "The police rejected the accusations": the last accusation told of the person is denied."""
    official = view.speaker is not None and view.speaker.official
    accused = not found or view.accuses()
    denied = any(_is_denied(view.sentence, trigger) for trigger in found)
    if denied or not official or not accused or not denies(view.sentence):
        return
    named = [person.number for _, _, person in view.named() if _may_suffer(view, person)]
    whom = named[0] if named else view.memory.sought
    told = [
        one for one in view.memory.told
        if one.person == whom and one.event in ACCUSATIONS and one.assertion is not Assertion.DENIED
    ]  # fmt: skip
    if told:
        words = view.sentence.words
        view.memory.told.append(
            replace(
                told[-1],
                assertion=Assertion.DENIED,
                sentence=view.number,
                places=(("event", words[0].start, words[-1].end),),
                when="",
                place="",
                facility="",
                said_by=AUTHORITY,
                voice=view.speaker.voice if view.speaker else None,
            )
        )


def _remember(view: _View) -> None:
    """Somebody newly named, who is neither speaker nor relative, is whom the text goes on about."""
    speaker = view.speaker.person if view.speaker else None
    memory = view.memory
    for _, _, person in view.named():
        fresh = person.number != speaker and _may_suffer(view, person)
        first = fresh and (memory.at < view.number or memory.sought is None)
        if first or person.number == memory.sought:
            memory.keep(person.number, view)


def _hedge(memory: Memory, sentences: Sequence[Sentence], number: int) -> None:
    """What others said shortly before could not be verified, says the text."""
    here = sentences[number].paragraph
    claimed = [
        (at, sentences[told.sentence].paragraph)
        for at, told in enumerate(memory.told)
        if told.said_by and told.assertion in (Assertion.ASSERTED, Assertion.HEARSAY)
    ]
    since = here if any(paragraph == here for _, paragraph in claimed) else here - HEDGED_PARAGRAPHS
    for at, paragraph in claimed:
        if paragraph >= since:
            memory.told[at] = replace(memory.told[at], assertion=Assertion.HEDGED)


def _distinct(told: Sequence[Told]) -> Iterator[Told]:
    """Without what says again, less exactly, what was already said of the same person."""
    exact = {_kind(one) for one in told if one.when}
    seen = set()
    for one in told:
        kind = _kind(one)
        known = not one.when and (kind in exact or _is_implied(one, told))
        if (*kind, one.when) in seen or known:
            continue
        seen.add((*kind, one.when))
        yield one


def _kind(told: Told) -> tuple[Event, int, Assertion, bool]:
    """What makes two statements one; what the authorities say stands for itself."""
    return told.event, told.person, told.assertion, told.said_by == AUTHORITY


def _is_implied(one: Told, told: Sequence[Told]) -> bool:
    """Held, without a date and a facility, after having been taken: nothing new."""
    return (
        one.event is Event.HELD
        and not one.facility
        and one.assertion in (Assertion.ASSERTED, Assertion.HEARSAY, Assertion.HEDGED)
        and any(
            other.event is Event.TAKEN and other.person == one.person and other.when
            for other in told
        )
    )
