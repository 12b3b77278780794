"""Who says what a sentence says: a person, somebody's kin, the authorities, a witness."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from izdeu.documents.text.naming import INVERTING, Naming, is_relation_of
from izdeu.documents.text.person import Cast, Person
from izdeu.documents.text.phrase import Match, find, has, is_one, phrases
from izdeu.documents.text.word import CLOSING, OPENING, Sentence, Word, sound
from izdeu.terms import Sex, SourceKind

#: How far from a verb of speech its subject may stand, in words.
AFTER_VERB, BEFORE_VERB, NEAR_VERB, AFTER_ACCORDING = 4, 9, 5, 10
#: For so many sentences "he said" may mean the person named before.
PRONOUN_REACH = 3
OFFICIAL = (SourceKind.POLICE, SourceKind.PROSECUTOR, SourceKind.COURT, SourceKind.MINISTRY)
VOICES = {
    "official": SourceKind.MINISTRY,
    "activist": SourceKind.NGO,
    "journalist": SourceKind.MEDIA,
    "lawyer": SourceKind.OTHER,
    "witness": SourceKind.WITNESS,
}
"""What kind of source somebody in a role is."""
#: Pronouns, as keys of ``word.sound``, that tell the sex.
PRONOUN_SEX = {
    **dict.fromkeys(("she", "her", "ona", "ee"), Sex.FEMALE),
    **dict.fromkeys(("he", "his", "on", "ego"), Sex.MALE),
}
AUTHORITY, WITNESS = "authority", "witness"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: one of the people, or a word for whoever it is."""

    words: str
    """The name as written, the words of kinship, "authority" or "witness"."""
    person: int | None = None
    voice: SourceKind | None = None
    """What kind of source that is."""
    tellers: frozenset[int] = frozenset()
    """Everybody who tells something in the sentence, by number."""
    pronoun: bool = False
    """Only a pronoun stands there; who it is follows from the sentences before."""

    @property
    def official(self) -> bool:
        """Whether the authorities speak."""
        return self.voice in OFFICIAL


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
    unheard = find(words, phrases(language, "speech", "unconfirmed"))
    for match in (*find(words, phrases(language, "speech", "denies")), *unheard):
        officials = [one for one in candidates if one.speaker.official]
        found = _before(officials, match, language) or _subject(candidates, match, sentence)
        if found:
            return found.speaker
    for match in find(words, phrases(language, "speech", "according")):
        pronoun = _by_pronoun(sentence, match)
        if pronoun:
            return Speaker(pronoun, pronoun=True)
        account = _by_account(candidates, match, sentence)
        if account:
            return account
    said = find(words, phrases(language, "speech", "says"))
    found_by = [_subject(candidates, match, sentence) for match in said]
    told = [found.speaker for found in found_by if found]
    # "“He said …,” Amina said": the pronoun is Amina's word for somebody else.
    first = next((one for one in told if not one.pronoun), told[0] if told else None)
    tellers = frozenset(one.person for one in told if one.person is not None)
    return replace(first, tellers=tellers) if first else None


def _by_pronoun(sentence: Sentence, match: Match) -> str:
    """The pronoun of "по её словам", "оның айтуынша": the words of whoever spoke before."""
    third = phrases(sentence.language, "third")
    around = (match.first - 1, *match.places) if match.first else match.places
    words = [sentence.words[at] for at in around]
    return next((word.text for word in words if is_one(word, third)), "")


def _candidates(number: int, sentence: Sentence, cast: Cast) -> Iterator[Candidate]:
    named: set[int] = set()
    for naming, person in cast.named(number):
        if _is_only_kin_of(sentence, naming):
            continue
        comma = sentence.words[naming.first - 1].text == ","
        named |= set(range(naming.first - 1 - comma, naming.last + 1))
        yield Candidate(naming.first, naming.last, _as_speaker(person))
    for at, word in enumerate(sentence.words):
        if at and sentence.words[at - 1].text in OPENING and not sentence.quoted:
            # "«Комитет матерей»" is no authority.
            continue
        speaker_of = _unnamed(word, sentence) or _by_role(word, sentence, cast)
        # In "his brother Timur said" it is Timur who speaks.
        if speaker_of and (speaker_of.official or at not in named):
            yield Candidate(at, at, speaker_of)


def _is_only_kin_of(sentence: Sentence, naming: Naming) -> bool:
    """Whether it is the family of the one named here that may speak: "relatives of X said"."""
    words, group = sentence.words, phrases(sentence.language, "kin_group")
    before = naming.first - (2 if sentence.language == "en" else 1)
    of = sentence.language != "en" or words[naming.first - 1].key == "of"
    if before >= 0 and of and is_one(words[before], group):
        return True
    if is_relation_of(sentence, naming):
        return True
    after = words[naming.last + 1 : naming.last + 2]
    kin = phrases(sentence.language, "unnamed_kin")
    genitive = sentence.language == "kk" and naming.words[-1].key.endswith(("nin", "din", "tin"))
    return genitive and any(is_one(word, kin) for word in after)


def _unnamed(word: Word, sentence: Sentence) -> Speaker | None:
    language = sentence.language
    if is_one(word, phrases(language, "unnamed_kin")):
        return Speaker(word.text, voice=SourceKind.FAMILY)
    for kind in OFFICIAL:
        if is_one(word, phrases(language, "authority", kind)):
            return Speaker(AUTHORITY, voice=kind)
    if is_one(word, phrases(language, "witness")):
        return Speaker(WITNESS, voice=SourceKind.WITNESS)
    if is_one(word, phrases(language, "nominative")):
        return Speaker(word.text, pronoun=True)
    return None


def _by_role(word: Word, sentence: Sentence, cast: Cast) -> Speaker | None:
    """ "The lawyer": the one person introduced as a lawyer, or else the word itself."""
    for role in ("lawyer", "activist", "journalist"):
        if is_one(word, phrases(sentence.language, "role", role)):
            known = [one for one in cast.people if one.role == role and _is_before(one, word)]
            return _as_speaker(known[-1]) if known else Speaker(word.text, voice=VOICES[role])
    return None


def _as_speaker(person: Person) -> Speaker:
    kin = SourceKind.FAMILY if person.kin else None
    return Speaker(person.written(), person.number, kin or VOICES.get(person.role))


def _is_before(person: Person, word: Word) -> bool:
    return person.namings[0].start < word.start


def _subject(candidates: Sequence[Candidate], match: Match, sentence: Sentence) -> Candidate | None:
    """The subject of a verb: after it where the order is inverted, else before it."""
    words, language = sentence.words, sentence.language
    before_verb = words[match.first - 1] if match.first else None
    inverted = before_verb is not None and (
        before_verb.text in INVERTING or (language == "kk" and before_verb.key == "dep")
    )
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


def _by_account(
    candidates: Sequence[Candidate], match: Match, sentence: Sentence
) -> Speaker | None:
    """Whose words "according to …" gives."""
    words = sentence.words
    if sentence.language == "kk":
        near = [one for one in candidates if 0 < match.first - one.last <= BEFORE_VERB]
        return max(near, key=lambda one: one.last).speaker if near else None
    rest = words[match.last + 1 : match.last + 2]
    if rest and rest[0].text in OPENING:
        return _quoted_name(words[match.last + 2 :])
    near = [one for one in candidates if 0 < one.first - match.last <= AFTER_ACCORDING]
    near = [one for one in near if not one.speaker.pronoun and _belongs(one, match, sentence)]
    return min(near, key=lambda one: one.first).speaker if near else None


def _quoted_name(words: Sequence[Word]) -> Speaker | None:
    """The name of an organisation that stands in quotation marks."""
    end = next((at for at, word in enumerate(words) if word.text in CLOSING), 0)
    return Speaker(" ".join(word.text for word in words[:end])) if end else None


def _belongs(one: Candidate, match: Match, sentence: Sentence) -> bool:
    """Before the first comma, or behind it where it names "his lawyer, Inna"."""
    words = sentence.words
    commas = [at for at in range(match.last + 1, one.first) if words[at].text == ","]
    if not commas:
        return True
    before = words[commas[0] - 1]
    roles = [phrases(sentence.language, "role", role) for role in VOICES]
    presents = any(is_one(before, known) for known in [phrases(sentence.language, "kin"), *roles])
    return commas == [one.first - 1] and presents


def _resolved(
    sentences: Sequence[Sentence], own: Sequence[Speaker | None], cast: Cast
) -> list[Speaker | None]:
    """Pronouns become the person named last, and a quotation goes on in its speaker's name."""
    found: list[Speaker | None] = []
    for at, (sentence, speaker) in enumerate(zip(sentences, own, strict=True)):
        same = at > 0 and sentences[at - 1].paragraph == sentence.paragraph
        if speaker and speaker.pronoun and same and _is_unnamed(found[at - 1]):
            speaker = found[at - 1]
        elif speaker and speaker.pronoun:
            speaker = _named_last(at, cast, speaker.words) or speaker
        if speaker is None and same and (sentence.quoted or _begins_quoted(sentence)):
            speaker = found[at - 1] or _announced(sentences, own, at)
        found.append(speaker)
    return found


def _is_unnamed(speaker: Speaker | None) -> bool:
    return speaker is not None and speaker.person is None and speaker.voice is SourceKind.FAMILY


def _named_last(at: int, cast: Cast, pronoun: str) -> Speaker | None:
    """Whoever was named last before the sentence, not too far back, and fits the pronoun."""
    sex = PRONOUN_SEX.get(sound(pronoun))
    for number in range(at - 1, at - 1 - PRONOUN_REACH, -1):
        named = sorted(cast.named(number), key=lambda one: one[0].start, reverse=True)
        people = [person for _, person in named if sex is None or person.sex() in (sex, None)]
        people.sort(key=lambda person: sex is not None and person.sex() is None)
        if people:
            return _as_speaker(people[0])
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
        same = (
            _who(found[at - 1]) == _who(found[at + 1])
            and len({one.paragraph for one in around}) == 1
        )
        if found[at] is None and same and (found[at - 1] or Speaker("")).person is not None:
            joined[at] = found[at - 1]
    return joined


def _who(speaker: Speaker | None) -> tuple[str, int | None] | None:
    return (speaker.words, speaker.person) if speaker else None


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
