"""A sentence as it is read, with what the text has told before it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from izdeu.documents.text.person import Cast, Person
from izdeu.documents.text.phrase import has, is_one, phrases
from izdeu.documents.text.speech import Speaker
from izdeu.documents.text.word import Sentence
from izdeu.terms import Assertion, Event, SourceKind

REACH = 3
"""For so many sentences a pronoun or an empty subject may mean the person named before."""


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

    def same_paragraph(self, view: "View") -> bool:
        """Whether the one who is sought was spoken of in this paragraph."""
        return self.paragraph == view.sentence.paragraph

    def keep(self, person: int, view: "View") -> None:
        """Remember the person as the one spoken of here."""
        self.sought, self.at = person, view.number
        self.paragraph = view.sentence.paragraph


@dataclass(frozen=True, slots=True)
class View:
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
