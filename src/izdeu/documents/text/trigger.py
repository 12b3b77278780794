"""Words of a sentence that say what happened, and the dates that belong to them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from izdeu.documents.text.age import ages
from izdeu.documents.text.day import Day
from izdeu.documents.text.lexicon import table
from izdeu.documents.text.phrase import Match, Phrases, find, has, is_one, parse, phrases
from izdeu.documents.text.word import Sentence
from izdeu.terms import Event

CLAUSE = 8
"""A clause boundary counts as so many words of distance."""
FAR = 40
"""A date farther from an event than this does not belong to it."""
JOINING = frozenset(("and", "but", "while", "и", "а", "но", "және", "бірақ", "jane", "birak"))
NEGATIVE_KAZAKH = re.compile("(i?[ln]|t|dir|tir|giz|kiz)?[mbp][ae](?!k)")
"""After a Kazakh verb's stem: a voice, then the negation -ма/-ба/-па, which is not -мақ."""


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


def triggers(sentence: Sentence) -> list[Trigger]:
    """The events of a sentence; where phrases share a word, the longer one counts."""
    matches = _matches(sentence)
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


def _matches(sentence: Sentence) -> list[Match]:
    """Every phrase for an event that stands in the sentence."""
    return [
        match
        for known in _event_phrases(sentence.language)
        for match in find(sentence.words, known)
    ]


@cache
def _event_phrases(language: str) -> tuple[Phrases, ...]:
    """The phrases of each event in the order of the lexicon; the meaning holds event and mood."""
    return tuple(
        Phrases(parse(words, language, _meaning(entry, number)) for words in entry["words"])
        for number, entry in enumerate(table(language)["event"])
    )


def _meaning(entry: Mapping[str, Any], number: int) -> str:
    mood = f"{entry.get('assertion', '')} {'weak' if entry.get('weak') else ''}"
    return f"{entry['kind']} {mood} {number}"


def _order(language: str, match: Match) -> int:
    return [known.known[0].meaning for known in _event_phrases(language)].index(
        match.phrase.meaning
    )


def _trigger(sentence: Sentence, match: Match) -> Trigger:
    event = Event(match.phrase.meaning.split()[0])
    given = "negated" in match.phrase.meaning
    return Trigger(event, match, given or _is_negated(sentence, event, match))


def _is_negated(sentence: Sentence, event: Event, match: Match) -> bool:
    if event is Event.MISSING:
        return False
    words, language = sentence.words, sentence.language
    known = phrases(language, "negation")
    own = event is not Event.ILL_TREATED and any(is_one(words[at], known) for at in match.places)
    reach = 4 if language == "en" else 2
    before = words[max(0, match.first - reach) : match.first]
    for at in range(len(before) - 1, -1, -1):
        if before[at].text in ",;:—–" or before[at].key in JOINING:
            break
        if is_one(before[at], known):
            return True
    after = words[match.last + 1 : match.last + 4]
    later = language == "ru" and has(after, phrases("ru", "negation_after"))
    return own or later or (language == "kk" and _is_negated_kazakh(sentence, match))


def _is_negated_kazakh(sentence: Sentence, match: Match) -> bool:
    words = sentence.words
    last = words[match.last]
    step = match.phrase.steps[-1]
    stems = [one[:-1] for one in step if one.endswith("*") and last.key.startswith(one[:-1])]
    rest = last.key[len(max(stems, key=len)) :] if stems else ""
    inner = NEGATIVE_KAZAKH.match(rest) is not None
    after = words[match.last + 1 : match.last + 2]
    return inner or any(is_one(word, phrases("kk", "negation_after")) for word in after)


def distance(sentence: Sentence, first: int, last: int) -> int:
    """Words between two places, and more for each clause boundary."""
    low, high = min(first, last), max(first, last)
    between = sentence.words[low + 1 : high]
    borders = sum(word.text in ",;:—–" or word.key in JOINING for word in between)
    return high - low + CLAUSE * borders


def dated(sentence: Sentence, found: Sequence[Trigger], dates: Sequence[Day]) -> list[Day | None]:
    """The date of each event of a sentence, or ``None``."""
    return _shared(found, _allotted(sentence, found, dates), sentence)


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
                distance(sentence, day.first, trigger.last),
                distance(sentence, day.last, trigger.first),
            )
            late = sentence.language == "kk" and day.first > trigger.last
            costs.append((cost + 2 * CLAUSE * late, at))
        if costs and min(costs)[0] < FAR:
            nearest = min(costs)[1]
            if not _is_of_telling(sentence, day, found[nearest]):
                allotted[nearest].append(day)
    return allotted


def _is_of_telling(sentence: Sentence, day: Day, trigger: Trigger) -> bool:
    """ "On January 11 they were told that …": the date is that of the telling."""
    between = sentence.words[day.last + 1 : trigger.first]
    return has(between, phrases(sentence.language, "that"))


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
