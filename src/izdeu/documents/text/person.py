"""People whom a text names: which places name the same person, and what stands beside them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from izdeu.documents.text.age import Age, ages
from izdeu.documents.text.lexicon import table
from izdeu.documents.text.naming import Naming, forms, is_relation_of, namings
from izdeu.documents.text.phrase import has, is_one, phrases
from izdeu.documents.text.word import Sentence, Word, sound
from izdeu.terms import Sex

FEMALE = ("ova", "eva", "ina", "skaia", "ovna", "evna", "kizi")
MALE = ("ov", "ev", "in", "ski", "ovich", "evich", "uli")
FIRST_WORDS = 3
"""Among so many words a line of a list names the one whom it is about."""


@dataclass(slots=True)
class Person:
    """Somebody the text names, with every place of it."""

    number: int
    namings: list[Naming]
    parts: list[frozenset[str]] = field(default_factory=list)
    role: str = ""
    kin: bool = False
    """Introduced as somebody's relative."""
    sought: bool = False
    """A relative of the one who speaks: "my mother Amina"."""
    age: str = ""
    birth: str = ""
    said: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Code points of the words behind ``age`` and ``birth``."""

    name: Naming = field(init=False)
    """The fullest naming, the earliest of equals."""

    def __post_init__(self) -> None:
        self.name = self.namings[0]

    def sex(self) -> Sex | None:
        """As a Russian surname or patronymic in its plain form tells; only to resolve pronouns."""
        heard = [sound(word.text) for word in self.name.words]
        if len(heard) > 1 and any(key.endswith(FEMALE) for key in heard):
            return Sex.FEMALE
        return Sex.MALE if any(key.endswith(MALE) for key in heard) else None

    def written(self) -> str:
        """The fullest name, as written."""
        return " ".join(word.text for word in self.name.words)


class Cast:
    """Everybody the text names, in the order in which they first appear."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self.people: list[Person] = []
        self._named: dict[int, list[tuple[Naming, Person]]] = defaultdict(list)
        self._bearers: dict[str, dict[int, Person]] = defaultdict(dict)
        for naming in namings(sentences):
            self._place(naming, sentences[naming.sentence])
        for person in self.people:
            _describe(person, sentences)

    def named(self, sentence: int) -> list[tuple[Naming, Person]]:
        """Who is named in a sentence, and where."""
        return self._named.get(sentence, [])

    def _place(self, naming: Naming, sentence: Sentence) -> None:
        """Put a naming with the person it names, or begin another person."""
        parts = [forms(word, sentence) for word in naming.words if len(word.text) > 1]
        # Each line of a numbered list is somebody else, namesakes too.
        alone = naming.unnamed or (sentence.listed and naming.first <= FIRST_WORDS)
        person = None if alone else self._bearer(naming, parts)
        if person is None:
            person = Person(len(self.people), [naming])
            self.people.append(person)
        else:
            person.namings.append(naming)
        if len(naming.words) > len(person.name.words):
            person.name = naming
        self._named[naming.sentence].append((naming, person))
        for part in [] if naming.unnamed else parts:
            if not any(part & own for own in person.parts):
                person.parts.append(part)
            for form in part:
                self._bearers[form][person.number] = person

    def _bearer(self, naming: Naming, parts: Sequence[frozenset[str]]) -> Person | None:
        """The person of that name so far: the one whose name is written just so, if several."""
        exact = {sound(word.text) for word in naming.words}
        sharing = {
            number: person
            for part in parts
            for form in part
            for number, person in self._bearers[form].items()
        }
        fitting = [person for person in sharing.values() if _is_same(person, parts)]
        return max(fitting, key=lambda one: _closeness(one, exact), default=None)


def _is_same(person: Person, parts: Sequence[frozenset[str]]) -> bool:
    """Every word of the shorter name stands in the longer one."""
    fewer, more = sorted((list(parts), person.parts), key=len)
    return bool(fewer) and all(any(part & other for other in more) for part in fewer)


def _closeness(person: Person, exact: set[str]) -> tuple[int, int, int]:
    heard = {sound(word.text) for word in (*person.name.words, *person.namings[-1].words)}
    return len(exact & heard), len(person.parts) > 1, person.namings[-1].start


def _describe(person: Person, sentences: Sequence[Sentence]) -> None:
    """Role, kinship, age and birth as the words beside the namings give them."""
    for naming in person.namings:
        sentence = sentences[naming.sentence]
        person.role = person.role or _role(sentence, naming)
        kin, own = _kinship(sentence, naming)
        person.kin = person.kin or (kin and not own and naming is person.namings[0])
        person.sought = person.sought or own
        age = _age(sentence, naming)
        if age:
            _grow(person, age, sentence)


def _role(sentence: Sentence, naming: Naming) -> str:
    """What the words beside a name call its bearer: "lawyer X", "X, a lawyer"."""
    before = reversed(sentence.words[max(0, naming.first - 4) : naming.first])
    after = sentence.words[naming.last + 1 : naming.last + 7]
    # "X, a lawyer": up to the next name, which has a role of its own.
    after = tuple(takewhile(lambda word: not word.capital, after))
    told = _first_role(before, sentence.language)
    if told or not after or after[0].text != ",":
        return told
    return _first_role(after[1:], sentence.language, ends=",.;:")


def _first_role(words: Iterable[Word], language: str, ends: str = '.;:!?»”"') -> str:
    """The first role among words, up to a sign that ends what belongs to the name."""
    says = phrases(language, "speech", "says")
    for word in words:
        if word.text in ends or word.key in ("and", "и", "not") or is_one(word, says):
            return ""
        for role in table(language)["role"]:
            if is_one(word, phrases(language, "role", role)):
                return str(role)
        if word.capital:
            return ""
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
        if is_one(word, phrases(language, "kin_group")) or word.key == "of":
            return False, False
        if is_one(word, phrases(language, "kin")):
            if is_relation_of(sentence, naming):
                return False, False
            own = any(
                is_one(one, own_words) for one in words[max(0, naming.first - 6) : naming.first]
            )
            return True, own or _is_searched(sentence, naming)
        if word.text not in "," and not word.text[0].isalpha():
            break
    return _kin_after(sentence, naming), False


def _is_searched(sentence: Sentence, naming: Naming) -> bool:
    """Whether the one named is whom somebody looks for: "is looking for her son Erik"."""
    words, searching = sentence.words, phrases(sentence.language, "searching")
    if sentence.language != "kk":
        return has(words[max(0, naming.first - 6) : naming.first], searching)
    accusative = naming.words[-1].key.endswith(("ni", "di", "ti"))
    return accusative and has(words[naming.last + 1 : naming.last + 4], searching)


def _kin_after(sentence: Sentence, naming: Naming) -> bool:
    rest = sentence.words[naming.last + 1 : naming.last + 5]
    if len(rest) < 3 or rest[0].text not in (",", "(", "—", "–"):
        return False
    kin = phrases(sentence.language, "kin")
    end = next((at for at, word in enumerate(rest[1:], 1) if word.text in ",.)"), len(rest))
    return any(is_one(word, kin) for word in rest[1:end])


def _grow(person: Person, age: Age, sentence: Sentence) -> None:
    """Give the person the age or year of birth, unless one was told before."""
    place = sentence.words[age.first].start, sentence.words[age.last].end
    if age.age and not person.age:
        person.age, person.said["age"] = age.age, place
    if age.birth and not person.birth:
        person.birth, person.said["birth"] = age.birth, place


def _age(sentence: Sentence, naming: Naming) -> Age | None:
    """The age or year of birth that stands with the name."""
    for age in ages(sentence):
        between = sentence.words[naming.last + 1 : age.first]
        near = all(word.text in ",(–—-" or not word.capital for word in between)
        if (0 < age.first - naming.last <= 3 and near) or 0 < naming.first - age.last <= 3:
            return age
    return None
