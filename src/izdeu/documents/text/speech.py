"""Who says what a sentence says: a person, somebody's kin, the authorities, a witness."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from izdeu.documents.text.naming import INVERTING
from izdeu.documents.text.person import Cast, Person
from izdeu.documents.text.phrase import Match, find, has, is_one, phrases
from izdeu.documents.text.word import Sentence, Word

#: How far from a verb of speech its subject may stand, in words.
AFTER_VERB, BEFORE_VERB, NEAR_VERB, AFTER_ACCORDING = 4, 9, 5, 10
#: For so many sentences "he said" may mean the person named before.
PRONOUN_REACH = 3
AUTHORITY, WITNESS = "authority", "witness"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: one of the people, or a word for whoever it is."""

    words: str
    """The name as written, the words of kinship, "authority" or "witness"."""
    person: int | None = None
    official: bool = False
    """Speaks for the authorities."""
    pronoun: bool = False
    """Only a pronoun stands there; who it is follows from the sentences before."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words of a sentence that may be the subject of a verb of speech."""

    first: int
    last: int
    speaker: Speaker


def speakers(sentences: Sequence[Sentence], cast: Cast) -> list[Speaker | None]:
    """The speaker of each sentence; ``None`` where the text speaks for itself."""
    own = [_own(number, sentence, cast) for number, sentence in enumerate(sentences)]
    forward = _resolved(sentences, own, cast)
    return _joined(sentences, _spread_back(sentences, forward))


def denies(sentence: Sentence) -> bool:
    """Whether a verb of denial stands there."""
    return has(sentence.words, phrases(sentence.language, "speech", "denies"))


def _own(number: int, sentence: Sentence, cast: Cast) -> Speaker | None:
    """The speaker whom the sentence itself names."""
    candidates = list(_candidates(number, sentence, cast))
    language, words = sentence.language, sentence.words
    for match in find(words, phrases(language, "speech", "denies")):
        officials = [one for one in candidates if one.speaker.official]
        found = _before(officials, match, language) or _subject(candidates, match, sentence)
        if found:
            return found.speaker
    for match in find(words, phrases(language, "speech", "according")):
        found = _by_account(candidates, match, language)
        if found:
            return found.speaker
    for match in find(words, phrases(language, "speech", "says")):
        found = _subject(candidates, match, sentence)
        if found:
            return found.speaker
    return None


def _candidates(number: int, sentence: Sentence, cast: Cast) -> Iterator[Candidate]:
    named: set[int] = set()
    for naming, person in cast.named(number):
        comma = sentence.words[naming.first - 1].text == ","
        named |= set(range(naming.first - 1 - comma, naming.last + 1))
        official = person.role == "official"
        speaker = Speaker(person.written(), person.number, official)
        yield Candidate(naming.first, naming.last, speaker)
    for at, word in enumerate(sentence.words):
        speaker_of = _unnamed(word, sentence) or _by_role(word, sentence, cast)
        # In "his brother Timur said" it is Timur who speaks.
        if speaker_of and (speaker_of.official or at not in named):
            yield Candidate(at, at, speaker_of)


def _unnamed(word: Word, sentence: Sentence) -> Speaker | None:
    language = sentence.language
    if is_one(word, phrases(language, "unnamed_kin")):
        return Speaker(word.text)
    for kind in (AUTHORITY, WITNESS):
        if is_one(word, phrases(language, kind)):
            return Speaker(kind, official=kind == AUTHORITY)
    if is_one(word, phrases(language, "nominative")):
        return Speaker(word.text, pronoun=True)
    return None


def _by_role(word: Word, sentence: Sentence, cast: Cast) -> Speaker | None:
    """ "The lawyer": the one person introduced as a lawyer, or else the word itself."""
    for role in ("lawyer", "activist", "journalist"):
        if is_one(word, phrases(sentence.language, "role", role)):
            known = [one for one in cast.people if one.role == role and _is_before(one, word)]
            return Speaker(known[-1].written(), known[-1].number) if known else Speaker(word.text)
    return None


def _is_before(person: Person, word: Word) -> bool:
    return person.namings[0].start < word.start


def _subject(candidates: Sequence[Candidate], match: Match, sentence: Sentence) -> Candidate | None:
    """The subject of a verb: after it where the order is inverted, else before it."""
    words, language = sentence.words, sentence.language
    inverted = match.first > 0 and words[match.first - 1].text in INVERTING
    before = _before(candidates, match, language)
    if not inverted and before is not None:
        return before
    after = _after(candidates, match, words)
    if after or before is None:
        return after
    # "X, 41, said": the comma belongs to the age, and X is near.
    return before if language == "kk" or match.first - before.last <= NEAR_VERB else None


def _after(
    candidates: Sequence[Candidate], match: Match, words: Sequence[Word]
) -> Candidate | None:
    near = [
        one
        for one in candidates
        if 0 < one.first - match.last <= AFTER_VERB
        and not any(word.text in ",:" for word in words[match.last + 1 : one.first])
        and not one.speaker.pronoun
    ]
    named = [one for one in near if one.speaker.person is not None]
    return min(named or near, key=lambda one: one.first, default=None)


def _before(candidates: Sequence[Candidate], match: Match, language: str) -> Candidate | None:
    reach = 3 * BEFORE_VERB if language == "kk" else BEFORE_VERB
    near = [one for one in candidates if 0 < match.first - one.last <= reach]
    if language == "kk":
        # The verb ends the Kazakh sentence and the subject begins it.
        return min(near, key=lambda one: one.first, default=None)
    return max(near, key=lambda one: one.last, default=None)


def _by_account(candidates: Sequence[Candidate], match: Match, language: str) -> Candidate | None:
    if language == "kk":
        near = [one for one in candidates if 0 < match.first - one.last <= BEFORE_VERB]
        return max(near, key=lambda one: one.last, default=None)
    near = [one for one in candidates if 0 < one.first - match.last <= AFTER_ACCORDING]
    near = [one for one in near if not one.speaker.pronoun]
    named = [one for one in near if one.speaker.person is not None]
    return min(named or near, key=lambda one: one.first, default=None)


def _resolved(
    sentences: Sequence[Sentence], own: Sequence[Speaker | None], cast: Cast
) -> list[Speaker | None]:
    """Pronouns become the person named last, and a quotation goes on in its speaker's name."""
    found: list[Speaker | None] = []
    for at, (sentence, speaker) in enumerate(zip(sentences, own, strict=True)):
        if speaker and speaker.pronoun:
            speaker = _named_last(at, cast) or speaker
        same = at > 0 and sentences[at - 1].paragraph == sentence.paragraph
        if speaker is None and same and (sentence.quoted or _begins_quoted(sentence)):
            speaker = found[at - 1] or _announced(sentences, own, at)
        found.append(speaker)
    return found


def _named_last(at: int, cast: Cast) -> Speaker | None:
    """Whoever was named last before the sentence, not too far back."""
    for number in range(at - 1, at - 1 - PRONOUN_REACH, -1):
        named = cast.named(number)
        if named:
            person = max(named, key=lambda one: one[0].start)[1]
            return Speaker(person.written(), person.number)
    return None


def _announced(
    sentences: Sequence[Sentence], own: Sequence[Speaker | None], at: int
) -> Speaker | None:
    """The speaker who is named only where the quotation ends."""
    for sentence, speaker in zip(sentences[at + 1 :], own[at + 1 :], strict=True):
        if sentence.paragraph != sentences[at].paragraph or not sentence.quoted:
            return None
        if speaker:
            return speaker
    return None


def _begins_quoted(sentence: Sentence) -> bool:
    return sentence.words[0].text in '"“«„'


def _spread_back(
    sentences: Sequence[Sentence], found: list[Speaker | None]
) -> list[Speaker | None]:
    """ "…, — дейді X" at the end speaks for the sentences of the paragraph that lead up to it."""
    spread = list(found)
    for at in range(len(sentences) - 1, 0, -1):
        before, here = sentences[at - 1], sentences[at]
        told = before.paragraph == here.paragraph and spread[at] and spread[at - 1] is None
        if told and (_closes_telling(here) or (here.quoted and _inside(before))):
            spread[at - 1] = spread[at]
    return spread


def _joined(sentences: Sequence[Sentence], found: list[Speaker | None]) -> list[Speaker | None]:
    """A sentence between two of one person in one paragraph is that person's too."""
    joined = list(found)
    for at in range(1, len(sentences) - 1):
        around = sentences[at - 1 : at + 2]
        same = found[at - 1] == found[at + 1] and len({one.paragraph for one in around}) == 1
        if found[at] is None and same and (found[at - 1] or Speaker("")).person is not None:
            joined[at] = found[at - 1]
    return joined


def _inside(sentence: Sentence) -> bool:
    return sentence.quoted or _begins_quoted(sentence)


def _closes_telling(sentence: Sentence) -> bool:
    """Whether the sentence ends ", — says somebody" without quotation marks."""
    words = sentence.words
    if sentence.language == "en" or any(word.text in '«»“”"' for word in words):
        return False
    says = phrases(sentence.language, "speech", "says")
    return any(
        words[at].text in "—–-" and is_one(words[at + 1], says) for at in range(1, len(words) - 1)
    )
