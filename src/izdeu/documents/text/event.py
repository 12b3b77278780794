"""What a text says happened to the people it names."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise
from typing import Any

from izdeu.documents.text.age import ages
from izdeu.documents.text.day import Day
from izdeu.documents.text.lexicon import table
from izdeu.documents.text.person import Person
from izdeu.documents.text.phrase import Match, Phrase, find, has, is_one, parse, phrases
from izdeu.documents.text.place import Spot, facilities, named_places
from izdeu.documents.text.speech import AUTHORITY, WITNESS, Speaker, denies
from izdeu.documents.text.word import Sentence
from izdeu.terms import Assertion, Event

CLAUSE = 8
"""A clause boundary counts as so many words of distance."""
FAR = 40
"""A date farther from an event than this does not belong to it."""
REACH = 3
"""For so many sentences a pronoun or an empty subject may mean the person named before."""
HEDGED_PARAGRAPHS = 3
"""A sentence that nothing could be verified covers its paragraph; else so many before it."""
ACCUSATIONS = (Event.TAKEN, Event.HELD, Event.ILL_TREATED, Event.REMOVED_FROM_HOSPITAL)
"""What authorities deny when they "deny the accusations"."""
WITHOUT_NEGATION = (Event.MISSING, Event.ILL_TREATED)
"""Events whose own phrases hold a "not" that negates nothing."""
CONTRASTING = frozenset(("but", "но", "однако", "бірақ", "birak", "although", "though"))
JOINING = frozenset(("and", "but", "while", "и", "а", "но", "және", "бірақ", "jane", "birak"))
NEGATIVE_KAZAKH = ("ma", "me", "ba", "be", "pa", "pe")


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words of a sentence that say what happened: where they stand, and whether they deny it."""

    event: Event
    match: Match
    negated: bool

    @property
    def first(self) -> int:
        """Index of the first word."""
        return self.match.first

    @property
    def last(self) -> int:
        """Index of the last word."""
        return self.match.last


@dataclass(frozen=True, slots=True)
class Told:
    """One thing told of one person."""

    event: Event
    person: int
    assertion: Assertion
    sentence: int
    places: tuple[tuple[int, int], ...]
    """Code points on which it rests: the words, then the date, place and facility."""
    when: str = ""
    place: str = ""
    facility: str = ""
    said_by: str = ""


@dataclass(slots=True)
class Memory:
    """What the reader has in mind on the way through the text."""

    sought: int | None = None
    """The person last spoken of as the one to whom something happened."""
    at: int = -REACH
    """The sentence in which that was."""
    subjects: set[int] = field(default_factory=set)
    told: list[Told] = field(default_factory=list)


def events(
    sentences: Sequence[Sentence],
    people: Sequence[Person],
    dates: Sequence[list[Day]],
    speakers: Sequence[Speaker | None],
) -> list[Told]:
    """Everything told of somebody the text names, in order."""
    memory = Memory()
    for number, sentence in enumerate(sentences):
        view = _View(number, sentence, people, speakers[number], memory)
        found = triggers(sentence)
        days = _shared(found, _allotted(sentence, found, dates[number]), sentence)
        for trigger, day in zip(found, days, strict=True):
            _tell(view, trigger, day)
        _deny_accusations(view, found)
        _remember(view)
        if has(sentence.words, phrases(sentence.language, "speech", "hedges")):
            _hedge(memory, sentences, number)
    return list(_distinct(memory.told))


@dataclass(frozen=True, slots=True)
class _View:
    """A sentence with what is known when it is read."""

    number: int
    sentence: Sentence
    people: Sequence[Person]
    speaker: Speaker | None
    memory: Memory

    def named(self) -> list[tuple[int, int, Person]]:
        """First and last word of everybody named here."""
        return [
            (naming.first, naming.last, person)
            for person in self.people
            for naming in person.namings
            if naming.sentence == self.number
        ]

    def has(self, entry: str) -> bool:
        """Whether a word of that entry of the lexicon stands here."""
        return has(self.sentence.words, phrases(self.sentence.language, entry))


def triggers(sentence: Sentence) -> list[Trigger]:
    """The events of a sentence; where phrases share a word, the longer one counts."""
    matches = find_all(sentence)
    matches.sort(key=lambda one: (-one.phrase.weight(), _order(sentence.language, one), one.first))
    used: set[int] = set()
    chosen = []
    for match in matches:
        if not used & set(match.places):
            used |= set(match.places)
            chosen.append(match)
    chosen.sort(key=lambda one: one.first)
    strong = [match for match in chosen if "weak" not in match.phrase.meaning]
    told = [match for match in strong or chosen if _is_told(sentence, match)]
    return [_trigger(sentence, match) for match in told]


def _is_told(sentence: Sentence, match: Match) -> bool:
    """Not asked ("whether he is dead"), and not of people in general ("protesters detained")."""
    words, language = sentence.words, sentence.language
    event = match.phrase.meaning.split()[0]
    doubt, generic = phrases(language, "doubt"), phrases(language, "generic")
    if event == Event.MISSING:
        return True
    if has(words[max(0, match.first - 4) : match.first + 2], doubt):
        return False
    return not has(words[max(0, match.first - 3) : match.first], generic)


def find_all(sentence: Sentence) -> list[Match]:
    """Every phrase for an event that stands in the sentence."""
    return [
        match
        for known in _event_phrases(sentence.language)
        for match in find(sentence.words, known)
    ]


@cache
def _event_phrases(language: str) -> tuple[tuple[Phrase, ...], ...]:
    """The phrases of each event in the order of the lexicon; the meaning holds event and mood."""
    return tuple(
        tuple(parse(words, language, _meaning(entry, number)) for words in entry["words"])
        for number, entry in enumerate(table(language)["event"])
    )


def _meaning(entry: Mapping[str, Any], number: int) -> str:
    mood = f"{entry.get('assertion', '')} {'weak' if entry.get('weak') else ''}"
    return f"{entry['kind']} {mood} {number}"


def _order(language: str, match: Match) -> int:
    return [known[0].meaning for known in _event_phrases(language)].index(match.phrase.meaning)


def _trigger(sentence: Sentence, match: Match) -> Trigger:
    event = Event(match.phrase.meaning.split()[0])
    given = "negated" in match.phrase.meaning
    return Trigger(event, match, given or _is_negated(sentence, event, match))


def _is_negated(sentence: Sentence, event: Event, match: Match) -> bool:
    if event in WITHOUT_NEGATION:
        return False
    words, language = sentence.words, sentence.language
    known = phrases(language, "negation")
    own = any(is_one(words[at], known) for at in match.places)
    reach = 4 if language == "en" else 2
    before = words[max(0, match.first - reach) : match.first]
    for at in range(len(before) - 1, -1, -1):
        if before[at].text in ",;:—–" or before[at].key in JOINING:
            break
        if is_one(before[at], known):
            return True
    return own or (language == "kk" and _is_negated_kazakh(sentence, match))


def _is_negated_kazakh(sentence: Sentence, match: Match) -> bool:
    words = sentence.words
    last = words[match.last]
    step = match.phrase.steps[-1]
    stems = [one[:-1] for one in step if one.endswith("*") and last.key.startswith(one[:-1])]
    rest = last.key[len(max(stems, key=len)) :] if stems else ""
    inner = rest.startswith(NEGATIVE_KAZAKH) and not rest.startswith(("mak", "mek", "pak", "pek"))
    after = words[match.last + 1 : match.last + 2]
    return inner or any(is_one(word, phrases("kk", "negation_after")) for word in after)


def _distance(sentence: Sentence, first: int, last: int) -> int:
    """Words between two places, and more for each clause boundary."""
    low, high = min(first, last), max(first, last)
    between = sentence.words[low + 1 : high]
    borders = sum(word.text in ",;:—–" or word.key in JOINING for word in between)
    return high - low + CLAUSE * borders


def _allotted(
    sentence: Sentence, found: Sequence[Trigger], dates: Sequence[Day]
) -> list[list[Day]]:
    """Each date with the event nearest to it; in Kazakh the date stands before its verb."""
    allotted: list[list[Day]] = [[] for _ in found]
    births = [(one.first, one.last) for one in ages(sentence) if one.birth]
    for day in dates:
        if any(first <= day.last and day.first <= last for first, last in births):
            continue
        costs = []
        for at, trigger in enumerate(found):
            cost = min(
                _distance(sentence, day.first, trigger.last),
                _distance(sentence, day.last, trigger.first),
            )
            late = sentence.language == "kk" and day.first > trigger.last
            costs.append((cost + 2 * CLAUSE * late, at))
        if costs and min(costs)[0] < FAR:
            allotted[min(costs)[1]].append(day)
    return allotted


def _shared(
    found: Sequence[Trigger], allotted: list[list[Day]], sentence: Sentence
) -> list[Day | None]:
    """One date per event; "left … and has not come back", "seen when taken away" share theirs."""
    days = [own[0] if own else None for own in allotted]
    link = phrases(sentence.language, "link")
    for at, (one, other) in enumerate(pairwise(found)):
        between = sentence.words[one.last + 1 : other.first]
        pair = {one.event, other.event}
        if pair == {Event.LAST_SEEN, Event.MISSING} or any(is_one(word, link) for word in between):
            shared = days[at] or days[at + 1]
            days[at], days[at + 1] = days[at] or shared, days[at + 1] or shared
    return days


def _tell(view: _View, trigger: Trigger, day: Day | None) -> None:
    person = _patient(view, trigger)
    if person is None:
        return
    memory = view.memory
    assertion = _assertion(view, trigger)
    memory.told.append(_told(view, trigger, day, person, assertion))
    if trigger.event is not Event.CONTACTED:
        memory.sought, memory.at = person.number, view.number
        memory.subjects.add(person.number)


def _told(
    view: _View, trigger: Trigger, day: Day | None, person: Person, assertion: Assertion
) -> Told:
    sentence = view.sentence
    words = sentence.words
    place = _nearest(sentence, trigger, named_places(sentence))
    facility = _nearest(sentence, trigger, facilities(sentence))
    spots = [(trigger.first, trigger.last), (day.first, day.last) if day else None, place, facility]
    codes = tuple((words[one[0]].start, words[one[1]].end) for one in spots if one)
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
    )


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
    return min(near, key=lambda one: _distance(sentence, one[0], trigger.first), default=None)


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
    others = [one for one in view.named() if one[2].number != speaker]
    named = [one for one in others if _may_suffer(view, one[2])]
    if not named and speaker in [one[2].number for one in view.named()]:
        # "Amina Saparova said her husband Erik was wounded": the kin named is the one it is about.
        named = [one for one in others if one[2].kin]
    if named:
        near = min(named, key=lambda one: _distance(view.sentence, one[0], trigger.first))
        return near[2]
    return _meant(view, speaker)


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
    kin = "own" if view.sentence.language == "en" else "kin"
    referred = view.has("third") or view.has(kin)
    if view.has("generic") and not referred:
        return None
    if speaker is not None and _tells_of_self(view, speaker, before):
        return view.people[speaker]
    implied = view.sentence.language != "en" or referred or view.has("first")
    return view.people[before] if before is not None and implied else None


def _tells_of_self(view: _View, speaker: int, before: int | None) -> bool:
    person = view.people[speaker]
    if person.kin and speaker not in view.memory.subjects:
        return False
    if view.has("first") and not view.has("own"):
        return True
    if person.role in ("activist", "lawyer", "official", "journalist", "witness"):
        return before is None or speaker in view.memory.subjects
    return before is None or before == speaker or speaker in view.memory.subjects


def _deny_accusations(view: _View, found: Sequence[Trigger]) -> None:
    """ "The police rejected the accusations": the last accusation told of the person is denied."""
    official = view.speaker is not None and view.speaker.official
    accused = has(view.sentence.words, phrases(view.sentence.language, "speech", "accusation"))
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
                places=((words[0].start, words[-1].end),),
                when="",
                place="",
                facility="",
                said_by=AUTHORITY,
            )
        )


def _remember(view: _View) -> None:
    """Somebody newly named, who is neither speaker nor relative, is whom the text goes on about."""
    speaker = view.speaker.person if view.speaker else None
    memory = view.memory
    for _, _, person in view.named():
        fresh = person.number != speaker and _may_suffer(view, person)
        if fresh and (memory.at < view.number or memory.sought is None):
            memory.sought, memory.at = person.number, view.number
        elif person.number == memory.sought:
            memory.at = view.number


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
    dated = {(one.event, one.person, one.assertion) for one in told if one.when}
    seen = set()
    for one in told:
        kind = (one.event, one.person, one.assertion)
        known = not one.when and (kind in dated or _is_implied(one, told))
        if (*kind, one.when) in seen or known:
            continue
        seen.add((*kind, one.when))
        yield one


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
