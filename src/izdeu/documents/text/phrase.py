"""Phrases of a lexicon, found among the words of a sentence."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
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


def parse(words: str, language: str, meaning: str = "") -> Phrase:
    """Read a phrase as the lexicon writes it."""
    steps = (tuple(word.split("|")) for word in words.split())
    return Phrase(tuple(tuple(_keyed(word, language) for word in step) for step in steps), meaning)


@cache
def phrases(language: str, *path: str) -> tuple[Phrase, ...]:
    """The phrases of one entry of a language's lexicon, such as ``speech``, ``says``."""
    entry = table(language)
    for name in path:
        entry = entry[name]
    return tuple(parse(words, language) for words in entry)


def find(
    words: Sequence[Word], known: Iterable[Phrase], free: Callable[[int], bool] = lambda _: True
) -> Iterator[Match]:
    """Every place where one of the phrases begins, in order; one phrase a place, longest first."""
    index = _index(tuple(known))
    for at, word in enumerate(words):
        if not free(at):
            continue
        for phrase in (*index.get(word.key[:2], ()), *index.get("#", ())):
            places = _places(phrase.steps, words, at)
            if places:
                yield Match(phrase, places)
                break


def has(words: Sequence[Word], known: Iterable[Phrase]) -> bool:
    """Whether one of the phrases stands among these words."""
    return next(find(words, known), None) is not None


def is_one(word: Word, known: Iterable[Phrase]) -> bool:
    """Whether the word alone is one of the phrases."""
    return next(find((word,), known), None) is not None


def _keyed(word: str, language: str) -> str:
    if word in ("~", "#"):
        return word
    star = "*" if word.endswith("*") else ""
    return key(word.removesuffix("*"), language) + star


@cache
def _index(known: tuple[Phrase, ...]) -> dict[str, list[Phrase]]:
    """Phrases by the first two letters with which they can begin."""
    index: dict[str, list[Phrase]] = defaultdict(list)
    for phrase in sorted(known, key=Phrase.weight, reverse=True):
        for begin in dict.fromkeys(word.removesuffix("*")[:2] for word in phrase.steps[0]):
            index["#" if begin == "#" else begin].append(phrase)
    return dict(index)


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
