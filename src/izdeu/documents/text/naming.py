"""Where a text names somebody: known given names, endings of surnames, and the words beside."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from izdeu.documents.text.ending import bare, stem
from izdeu.documents.text.lexicon import ordinary, table
from izdeu.documents.text.phrase import find, is_one, phrases
from izdeu.documents.text.place import is_place
from izdeu.documents.text.word import Sentence, Word, key, sound
from izdeu.terms import Sex

INVERTING = frozenset(',"”»—–-“')
"""Signs before a verb of speech whose subject follows."""
LONGEST = 4
"""A name has at most so many words."""
CASE = (
    "(a|u|e|i|oi|om|im|em|oiu|ogo|omu"
    "|ni|nin|ga|ge|ti|di|da|de|dan|den|tan|ten|din|tin|men|ben|pen)?"
)
#: Endings, as keys of ``word.sound``, that surnames and patronymics have.
SURNAME = re.compile(
    rf"..+(ov|ev|iev|in|ova|eva|ina|sk|tsk|ski|tski|skaia|skogo|enko|chuk|iuk|uk|ian|shvili|dze|oglu"
    rf"|bekov|baev|bek|bai|jan|han|gali|kali|mbet|tai|berdi|keldi|bergen|ullah|olla|ulla|nur|gul"
    rf"|ich|vich|vna|chna|uli|kizi|ugli|uulu){CASE}$"
)


@dataclass(frozen=True, slots=True)
class Naming:
    """One place where somebody is named: words ``first`` to ``last`` of a sentence."""

    sentence: int
    first: int
    last: int
    words: tuple[Word, ...]
    unnamed: Sex | None = None
    """Set where somebody without a name is described, with the sex that the words give."""

    @property
    def start(self) -> int:
        """Code point where the name begins."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Code point after the name."""
        return self.words[-1].end


def namings(sentences: Sequence[Sentence]) -> list[Naming]:
    """Every place where somebody is named, in the order of the text."""
    full = list(_full_namings(sentences))
    sure = [one for one in full if not _may_begin_with_no_name(sentences[one.sentence], one)]
    known = _known(sure, sentences)
    full = [_shortened(one, sentences[one.sentence], known) for one in full]
    full = [one for one in full if one.last > one.first]
    known = _known(full, sentences)
    singles = _single_namings(sentences, full, known)
    unnamed = _unnamed(sentences)
    return sorted([*full, *singles, *unnamed], key=lambda one: one.start)


def _known(full: Sequence[Naming], sentences: Sequence[Sentence]) -> set[str]:
    """Keys of every word of these names."""
    return {
        part
        for naming in full
        for word in naming.words
        for part in forms(word, sentences[naming.sentence])
    }


def _may_begin_with_no_name(sentence: Sentence, naming: Naming) -> bool:
    """Whether the first word may owe its capital to the beginning of the sentence alone."""
    word = naming.words[0]
    named = _is_given(word, sentence.language) or SURNAME.match(sound(word.text))
    return _begins(sentence, naming.first) and not named


def _shortened(naming: Naming, sentence: Sentence, known: set[str]) -> Naming:
    """Without a first word that is no name, where the rest is known from elsewhere."""
    first, *rest = naming.words
    others = all(forms(word, sentence) & known for word in rest)
    if (
        not _may_begin_with_no_name(sentence, naming)
        or not others
        or forms(first, sentence) & known
    ):
        return naming
    return Naming(naming.sentence, naming.first + 1, naming.last, tuple(rest))


def _full_namings(sentences: Sequence[Sentence]) -> Iterator[Naming]:
    for number, sentence in enumerate(sentences):
        for first, last in _runs(sentence):
            if last > first and _is_full_name(sentence, first, last):
                yield Naming(number, first, last, sentence.words[first : last + 1])


def _single_namings(
    sentences: Sequence[Sentence], full: Sequence[Naming], known: set[str]
) -> list[Naming]:
    taken = {(one.sentence, at) for one in full for at in range(one.first, one.last + 1)}
    found = []
    known = set(known)
    for number, sentence in enumerate(sentences):
        for first, last in _runs(sentence):
            if (number, first) in taken or last - first > 1:
                continue
            for at in range(first, last + 1):
                alone = first == last or forms(sentence.words[at], sentence) & known
                if alone and _is_single_name(sentence, at, known):
                    found.append(Naming(number, at, at, (sentence.words[at],)))
                    known |= forms(sentence.words[at], sentence)
    return found


def _runs(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words that may be names, without titles, places and function words."""
    first = None
    for at in range(len(sentence.words) + 1):
        fits = at < len(sentence.words) and _may_be_name(sentence, at, first is not None)
        if fits and first is None:
            first = at
        if not fits and first is not None:
            last = at - 1
            while sentence.words[last].text == "." and not _is_initial(sentence, last - 1):
                last -= 1
            yield from _cut(sentence, first, last)
            first = None


def _cut(sentence: Sentence, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The run without an ordinary word that has its capital from the beginning of a sentence."""
    if last > first and _begins(sentence, first) and _is_ordinary(sentence, first, last):
        first += 1
    while last - first > 1 and _is_beyond_surname(sentence, last):
        last -= 1
    if last - first < LONGEST + sum(word.text == "." for word in sentence.words[first : last + 1]):
        yield first, last


def _is_beyond_surname(sentence: Sentence, last: int) -> bool:
    """Whether the last word is no part of the name that a surname before it has ended."""
    before, word = sentence.words[last - 1], sentence.words[last]
    named = _is_given(word, sentence.language) or SURNAME.match(sound(word.text))
    return bool(SURNAME.match(sound(before.text))) and not named and word.text != "."


def _begins(sentence: Sentence, at: int) -> bool:
    return at == 0 or sentence.words[at - 1].text in '"«“„—–-:'


def _is_ordinary(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a word is no name: known as none, or followed by what is a name without it."""
    word, language = sentence.words[first], sentence.language
    if _is_given(word, language):
        return False
    if language == "kk" and word.text.lower() in ordinary():
        return True
    if SURNAME.match(sound(word.text)):
        return False
    rest = sentence.words[first + 1 : last + 1]
    return len(rest) > 1 and any(_is_given(one, language) for one in rest)


def _may_be_name(sentence: Sentence, at: int, within: bool) -> bool:
    word, language = sentence.words[at], sentence.language
    if word.text == "." and within:
        return _is_initial(sentence, at - 1)
    if not word.capital or (len(word.text) == 1 and not _is_initial(sentence, at)):
        return False
    if _is_acronym(sentence, word):
        return False
    # Мамыр is a month and a man, Абай a town and a man: a name beside it decides.
    named = _is_given(word, language) and _has_name_beside(sentence, at)
    other = word.key in _stops(language) or is_place(word, language)
    if (other and not named) or _is_title(word, language):
        return False
    streets = phrases(language, "before_streets")
    return not (at and is_one(sentence.words[at - 1], streets))


def _is_acronym(sentence: Sentence, word: Word) -> bool:
    """Capitals only, in a sentence that has other words, and no name: СИЗО, RFE."""
    if not word.text.isupper() or len(word.text) < 2 or _is_given(word, sentence.language):
        return False
    short = len(word.text) < 4 or not SURNAME.match(sound(word.text))
    return short and any(other.text.islower() for other in sentence.words)


def _is_initial(sentence: Sentence, at: int) -> bool:
    words = sentence.words
    return (
        at + 1 < len(words)
        and len(words[at].text) == 1
        and words[at].capital
        and words[at + 1].text == "."
    )


def _has_name_beside(sentence: Sentence, at: int) -> bool:
    words, language = sentence.words, sentence.language
    return any(
        0 <= beside < len(words)
        and words[beside].capital
        and (SURNAME.match(sound(words[beside].text)) or _is_given(words[beside], language))
        for beside in (at - 1, at + 1)
    )


def _is_full_name(sentence: Sentence, first: int, last: int) -> bool:
    words = [word for word in sentence.words[first : last + 1] if word.text != "."]
    language = sentence.language
    given = any(_is_given(word, language) for word in words)
    surname = any(SURNAME.match(sound(word.text)) for word in words)
    if first == 0 and not given and len(words) == 2 and not SURNAME.match(sound(words[1].text)):
        return False
    if given or surname:
        return not _is_organisation(sentence, first, last)
    return _is_introduced(sentence, first, last) and not _is_organisation(sentence, first, last)


def _is_single_name(sentence: Sentence, at: int, known: set[str]) -> bool:
    word, language = sentence.words[at], sentence.language
    if _is_organisation(sentence, at, at):
        return False
    if len(word.text) < 3 and not forms(word, sentence) & known:
        return False
    if forms(word, sentence) & known:
        return True
    if _is_given(word, language) and word.text.lower() not in ordinary():
        return at > 0 or _speaks_beside(sentence, at, at) or _age_after(sentence, at)
    surname = bool(SURNAME.match(sound(word.text)))
    if _speaks_beside(sentence, at, at) and (surname or at > 0):
        return True
    return surname and at > 0 and _is_introduced(sentence, at, at)


def _is_introduced(sentence: Sentence, first: int, last: int) -> bool:
    """Whether the words beside it present a person: kin, office, an age, a verb of speech."""
    before = sentence.words[first - 1] if first else None
    language = sentence.language
    presented = before is not None and (
        _is_title(before, language) or is_one(before, phrases(language, "kin"))
    )
    return presented or _age_after(sentence, last) or _speaks_beside(sentence, first, last)


def _age_after(sentence: Sentence, last: int) -> bool:
    rest = sentence.words[last + 1 : last + 3]
    return (
        len(rest) == 2
        and rest[0].text in ",("
        and rest[1].text.isdigit()
        and len(rest[1].text) in (2, 4)
    )


def _speaks_beside(sentence: Sentence, first: int, last: int) -> bool:
    """Whether the name is the subject of a verb of speech: "Amina says", "…, says Amina"."""
    says, words = phrases(sentence.language, "speech", "says"), sentence.words
    if last + 1 < len(words) and is_one(words[last + 1], says):
        return True
    # In "he told Nurlan" Nurlan, or the Nurlan newspaper, only listens.
    inverted = first == 1 or (first > 1 and words[first - 2].text in INVERTING)
    return inverted and is_one(words[first - 1], says)


def _is_organisation(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a sign of quotation stands directly before: the name of a thing."""
    before = sentence.words[first - 1].text if first else ""
    after = sentence.words[last + 1].text if last + 1 < len(sentence.words) else ""
    return before in '«“"' and before != "" and after in '»”"' and after != ""


def _is_title(word: Word, language: str) -> bool:
    roles = table(language)["role"]
    return any(is_one(word, phrases(language, "role", role)) for role in roles) or is_one(
        word, phrases(language, "kin_first")
    )


def _is_given(word: Word, language: str) -> bool:
    return bool(_given() & bare(sound(word.text), language))


def forms(word: Word, sentence: Sentence) -> frozenset[str]:
    """Keys under which a word of a name is known in every case, for man and woman."""
    return _stems(sound(word.text), sentence.language)


@lru_cache(maxsize=65536)
def _stems(heard: str, language: str) -> frozenset[str]:
    if language == "en":
        return frozenset({stem(heard)})
    return frozenset(stem(form) for form in bare(heard, language)) | {stem(heard)}


@cache
def _given() -> frozenset[str]:
    return frozenset(sound(name) for names in table("given").values() for name in names.split())


@cache
def _stops(language: str) -> frozenset[str]:
    return frozenset(key(word, language) for word in table(language)["stop"].split())


def is_relation_of(sentence: Sentence, naming: Naming) -> bool:
    """Whether a Russian word of kinship before a genitive speaks of a relative: "брат Руслана"."""
    if sentence.language != "ru" or not _is_genitive(naming):
        return False
    before = sentence.words[max(0, naming.first - 2) : naming.first]
    return any(is_one(word, phrases("ru", "kin_subject")) for word in before)


def _is_genitive(naming: Naming) -> bool:
    heard = [sound(word.text) for word in naming.words]
    woman = any(key.endswith(("ovoi", "evoi", "inoi")) for key in heard)
    return woman or any(
        key not in _given() and key.endswith(("a", "ia")) and key.removesuffix("a") in _given()
        for key in heard
    )


def _unnamed(sentences: Sequence[Sentence]) -> Iterator[Naming]:
    """People without a name: "an unidentified man"."""
    for number, sentence in enumerate(sentences):
        for sex in Sex:
            for match in find(sentence.words, phrases(sentence.language, "unidentified", sex)):
                words = sentence.words[match.first : match.last + 1]
                yield Naming(number, match.first, match.last, words, unnamed=sex)
