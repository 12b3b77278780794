"""Phrases of a lexicon, found among the words of a sentence."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from izdeu.documents.text.lexicon import table
from izdeu.documents.text.word import Word, key

GAP = 9
"""The most words for which "~" stands."""

Step = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of the lexicon: steps of alternatives, and what it is known for."""

    steps: tuple[Step, ...]
    meaning: str

    def weight(self) -> int:
        """Longer phrases are tried first."""
        return sum(step != ("~",) for step in self.steps)


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase at work: the words it rests on, by index in the sentence."""

    phrase: Phrase
    places: tuple[int, ...]

    @property
    def first(self) -> int:
        """Index of its first word."""
        return self.places[0]

    @property
    def last(self) -> int:
        """Index of its last word."""
        return self.places[-1]


class Phrases:
    """Phrases known for one thing, arranged so that a word finds those that begin with it."""

    def __init__(self, known: Iterable[Phrase]) -> None:
        self.known = tuple(known)
        self._index: dict[str, list[Phrase]] = defaultdict(list)
        for phrase in sorted(self.known, key=Phrase.weight, reverse=True):
            for begin in dict.fromkeys(word.removesuffix("*")[:2] for word in phrase.steps[0]):
                self._index[begin].append(phrase)
        single = [
            word for phrase in self.known if len(phrase.steps) == 1 for word in phrase.steps[0]
        ]
        self._words = frozenset(word for word in single if not word.endswith("*"))
        self._beginnings = tuple(word[:-1] for word in single if word.endswith("*"))

    def holds(self, key: str) -> bool:
        """Whether a word alone is one of the phrases."""
        return key in self._words or key.startswith(self._beginnings)

    def at(self, words: Sequence[Word], at: int) -> Match | None:
        """The longest phrase that begins at that word."""
        sign = words[at].key[:2]
        begins = self._index.get("#" if sign[:1].isdigit() else sign, ())
        for phrase in begins:
            places = _places(phrase.steps, words, at)
            if places:
                return Match(phrase, places)
        return None


def parse(words: str, language: str, meaning: str = "") -> Phrase:
    """Read a phrase as the lexicon writes it."""
    steps = (tuple(word.split("|")) for word in words.split())
    return Phrase(tuple(tuple(_keyed(word, language) for word in step) for step in steps), meaning)


@cache
def phrases(language: str, *path: str) -> Phrases:
    """The phrases of one entry of a language's lexicon, such as ``speech``, ``says``."""
    entry = table(language)
    for name in path:
        entry = entry[name]
    return Phrases(parse(words, language) for words in entry)


def find(words: Sequence[Word], known: Phrases) -> Iterator[Match]:
    """Every place where one of the phrases begins, in order; one phrase a place, longest first."""
    for at in range(len(words)):
        match = known.at(words, at)
        if match:
            yield match


def has(words: Sequence[Word], known: Phrases) -> bool:
    """Whether one of the phrases stands among these words."""
    return next(find(words, known), None) is not None


def is_one(word: Word, known: Phrases) -> bool:
    """Whether the word alone is one of the phrases."""
    return known.holds(word.key)


def _keyed(word: str, language: str) -> str:
    if word in ("~", "#"):
        return word
    star = "*" if word.endswith("*") else ""
    return key(word.removesuffix("*"), language) + star


def _places(steps: Sequence[Step], words: Sequence[Word], at: int) -> tuple[int, ...]:
    """The words on which the steps fall when the first falls on ``at``; () if they do not."""
    if not steps:
        return ()
    if steps[0] == ("~",):
        for skipped in range(GAP + 1):
            found = _places(steps[1:], words, at + skipped)
            if found:
                return found
            if at + skipped < len(words) and words[at + skipped].text in ".;!?":
                return ()
        return ()
    if at >= len(words) or not any(_fits(word, words[at]) for word in steps[0]):
        return ()
    rest = _places(steps[1:], words, at + 1)
    return (at, *rest) if rest or len(steps) == 1 else ()


def _fits(step: str, word: Word) -> bool:
    if step == "#":
        return word.text[0].isdigit()
    if step.endswith("*"):
        return word.key.startswith(step[:-1])
    return word.key == step
