"""People whom a text names: where, and which places name the same person."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from izdeu.documents.text.ending import bare, stem
from izdeu.documents.text.lexicon import table
from izdeu.documents.text.phrase import find, is_one, phrases
from izdeu.documents.text.place import is_place
from izdeu.documents.text.word import Sentence, Word, key, sound

LONGEST = 4
"""A name has at most so many words."""
CASE = "(a|u|e|i|oi|om|im|em|oiu|ogo|omu|ni|nin|ga|ge|ti|di|da|de|dan|den|tan|ten|din|tin|men|ben|pen)?"
SURNAME = re.compile(
    rf"..+(ov|ev|iev|in|ova|eva|ina|sk|tsk|ski|tski|skaia|skogo|enko|chuk|iuk|uk|ian|shvili|dze|oglu"
    rf"|bekov|baev|bek|bai|jan|han|gali|kali|mbet|tai|berdi|keldi|bergen|ullah|olla|ulla|nur|gul"
    rf"|ich|vich|vna|chna|uli|kizi|ugli|uulu){CASE}$"
)
#: Endings that many ordinary capitalised words share, too weak to make a name of two words alone.
PATRONYMIC = re.compile(rf"..+(ovich|evich|ich|ovna|evna|ichna|uli|kizi|ogli|uulu){CASE}$")


@dataclass(frozen=True, slots=True)
class Naming:
    """One place where somebody is named: words ``first`` to ``last`` of a sentence."""

    sentence: int
    first: int
    last: int
    words: tuple[Word, ...]

    @property
    def start(self) -> int:
        """Code point where the name begins."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Code point after the name."""
        return self.words[-1].end


@dataclass(slots=True)
class Person:
    """Somebody the text names, with every place of it."""

    number: int
    namings: list[Naming] = field(default_factory=list)
    parts: list[frozenset[str]] = field(default_factory=list)
    role: str = ""
    kin: bool = False
    """Introduced as somebody's relative."""
    sought: bool = False
    """A relative of the one who speaks: "my mother Amina"."""
    age: str = ""
    birth: str = ""

    @property
    def name(self) -> Naming:
        """The fullest naming, the earliest of equals."""
        return max(self.namings, key=lambda one: (len(one.words), -one.start))


def people(text: str, sentences: Sequence[Sentence]) -> list[Person]:
    """Everybody the text names, in the order in which they first appear."""
    found: list[Person] = []
    full = list(_full_namings(sentences))
    known = {
        part
        for naming in full
        for word in naming.words
        for part in _forms(word, sentences[naming.sentence])
    }
    singles = _single_namings(sentences, full, known)
    for naming in sorted([*full, *singles], key=lambda one: one.start):
        _placed(found, naming, sentences[naming.sentence])
    for number, person in enumerate(found):
        person.number = number
        _describe(person, sentences)
    return found


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
                if first == last or _forms(sentence.words[at], sentence) & known:
                    if _is_single_name(sentence, at, known):
                        found.append(Naming(number, at, at, (sentence.words[at],)))
                        known |= _forms(sentence.words[at], sentence)
    return found


def _runs(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words that may be names, without titles, places and function words."""
    first = None
    for at, word in enumerate((*sentence.words, Word(0, 0, ".", "."))):
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
    if last - first < LONGEST + sum(word.text == "." for word in sentence.words[first : last + 1]):
        yield first, last


def _may_be_name(sentence: Sentence, at: int, within: bool) -> bool:
    word, language = sentence.words[at], sentence.language
    if word.text == "." and within:
        return _is_initial(sentence, at - 1)
    if not word.capital or (len(word.text) == 1 and not _is_initial(sentence, at)):
        return False
    if _is_acronym(sentence, word):
        return False
    if _stops(language) & {word.key} or _is_title(word, language):
        return False
    if is_place(word, language) and not (
        _is_given(word, language) and _has_name_beside(sentence, at)
    ):
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
    if len(word.text) < 3 and not _forms(word, sentence) & known:
        return False
    if _forms(word, sentence) & known:
        return True
    if _is_given(word, language):
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
    says = phrases(sentence.language, "speech", "says")
    beside = (first - 1, last + 1)
    return any(0 <= at < len(sentence.words) and is_one(sentence.words[at], says) for at in beside)


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


def _forms(word: Word, sentence: Sentence) -> frozenset[str]:
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


def _placed(found: list[Person], naming: Naming, sentence: Sentence) -> None:
    """Put a naming with the person it names, or begin another person."""
    parts = [_forms(word, sentence) for word in naming.words if len(word.text) > 1]
    exact = {sound(word.text) for word in naming.words}
    fitting = [person for person in found if _is_same(person, parts)]
    if fitting:
        person = max(fitting, key=lambda one: _closeness(one, exact))
    else:
        person = Person(len(found))
        found.append(person)
    person.namings.append(naming)
    person.parts += [part for part in parts if not any(part & own for own in person.parts)]


def _is_same(person: Person, parts: Sequence[frozenset[str]]) -> bool:
    """Every word of the shorter name stands in the longer one."""
    fewer, more = sorted((list(parts), person.parts), key=len)
    return bool(fewer) and all(any(part & other for other in more) for part in fewer)


def _closeness(person: Person, exact: set[str]) -> tuple[int, int, int]:
    heard = {sound(word.text) for naming in person.namings for word in naming.words}
    return len(exact & heard), len(person.parts) > 1, person.namings[-1].start


def _describe(person: Person, sentences: Sequence[Sentence]) -> None:
    """Role, kinship, age and birth as the words beside the namings give them."""
    for naming in person.namings:
        sentence = sentences[naming.sentence]
        person.role = person.role or _role(sentence, naming)
        kin, own = _kinship(sentence, naming)
        person.kin = person.kin or (kin and not own and naming is person.namings[0])
        person.sought = person.sought or own
        age, birth = _age(sentence, naming)
        person.age, person.birth = person.age or age, person.birth or birth


def _role(sentence: Sentence, naming: Naming) -> str:
    words, language = sentence.words, sentence.language
    before = [word for word in words[max(0, naming.first - 4) : naming.first]]
    for at in range(len(before) - 1, -1, -1):
        if before[at].text in '.;:!?»”"' or before[at].key in ("and", "и", "not"):
            break
        for role in table(language)["role"]:
            if is_one(before[at], phrases(language, "role", role)):
                return str(role)
    after = [word for word in words[naming.last + 1 : naming.last + 7]]
    if after and after[0].text == ",":
        for word in after[1:]:
            for role in table(language)["role"]:
                if is_one(word, phrases(language, "role", role)):
                    return str(role)
            if word.text in ",.;:":
                break
    return ""


def _kinship(sentence: Sentence, naming: Naming) -> tuple[bool, bool]:
    """Whether a word of kinship introduces the naming, and whether it is the speaker's own kin."""
    words, language = sentence.words, sentence.language
    before = words[max(0, naming.first - 3) : naming.first]
    own_words = phrases(language, "own")
    first_kin = phrases(language, "kin_first")
    for at in range(len(before) - 1, -1, -1):
        word = before[at]
        if first_kin and is_one(word, first_kin):
            return True, True
        if is_one(word, phrases(language, "kin")):
            own = any(
                is_one(one, own_words) for one in words[max(0, naming.first - 6) : naming.first]
            )
            return True, own
        if word.text not in "," and not word.text[0].isalpha():
            break
    return _kin_after(sentence, naming), False


def _kin_after(sentence: Sentence, naming: Naming) -> bool:
    rest = sentence.words[naming.last + 1 : naming.last + 5]
    if len(rest) < 3 or rest[0].text not in (",", "(", "—", "–"):
        return False
    kin = phrases(sentence.language, "kin")
    end = next((at for at, word in enumerate(rest[1:], 1) if word.text in ",.)"), len(rest))
    return any(is_one(word, kin) for word in rest[1:end])


def _age(sentence: Sentence, naming: Naming) -> tuple[str, str]:
    """Age and year of birth where they stand with the name."""
    for age in ages(sentence):
        gap_after, gap_before = age.first - naming.last, naming.first - age.last
        between = sentence.words[naming.last + 1 : age.first]
        if 0 < gap_after <= 3 and all(word.text in ",(–—-" or not word.capital for word in between):
            return age.age, age.birth
        if 0 < gap_before <= 3:
            return age.age, age.birth
    return "", ""


@dataclass(frozen=True, slots=True)
class Age:
    """An age or year of birth: words ``first`` to ``last`` of the sentence."""

    first: int
    last: int
    age: str = ""
    birth: str = ""


def ages(sentence: Sentence) -> list[Age]:
    """The ages and years of birth that a sentence gives."""
    found = []
    for at, word in enumerate(sentence.words):
        if word.text.isdigit() and len(word.text) in (1, 2, 3, 4):
            age = _age_at(sentence, at)
            if age:
                found.append(age)
    return found


def _age_at(sentence: Sentence, at: int) -> Age | None:
    words, language = sentence.words, sentence.language
    number, rest = words[at].text, words[at + 1 : at + 6]
    if len(number) == 4 and 1900 < int(number) < 2100:
        return _birth_at(sentence, at)
    if len(number) > 2:
        return None
    tail = _first_match(rest, language, "after")
    if tail >= 0:
        return Age(at, at + 1 + tail, age=number)
    if (
        language != "ru"
        and rest
        and rest[0].text == "-"
        and len(rest) > 2
        and rest[1].key == "year"
    ):
        return Age(at, at + 5, age=number)
    if at and words[at - 1].key in ("aged", "age"):
        return Age(at, at, age=number)
    bracketed = at and words[at - 1].text in ",(" and rest and rest[0].text in ",)."
    named = at > 1 and words[at - 2].capital
    return Age(at, at, age=number) if bracketed and named and int(number) > 0 else None


def _birth_at(sentence: Sentence, at: int) -> Age | None:
    words, language = sentence.words, sentence.language
    tail = _first_match(words[at + 1 : at + 6], language, "birth_after")
    if tail >= 0:
        return Age(at, at + 1 + tail, birth=words[at].text)
    before = words[max(0, at - 3) : at]
    born = phrases(language, "age", "born")
    if born and any(match.last >= len(before) - 2 for match in find(before, born)):
        return Age(at, at, birth=words[at].text)
    return None


def _first_match(rest: Sequence[Word], language: str, entry: str) -> int:
    """Index of the last word of a phrase that begins ``rest``; -1 if none does."""
    known = phrases(language, "age", entry)
    match = next(find(rest, known, lambda place: place == 0), None)
    return match.last if match else -1
