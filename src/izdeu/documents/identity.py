"""Who the person of a row is: name, birth, age, sex, father, features."""

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from izdeu.documents.part import Row
from izdeu.documents.plan import EMPTY, Plan
from izdeu.documents.reading import SetAside, Value
from izdeu.documents.values.age import find_age, read_age
from izdeu.documents.values.date import find_dates, read_date
from izdeu.documents.values.father import father_in, father_of
from izdeu.documents.values.feature import is_unidentified, read_features
from izdeu.documents.values.number import seal
from izdeu.documents.values.person import initials_of, is_name, name_end, without_number
from izdeu.documents.values.sex import find_sex, read_sex
from izdeu.terms import Sex

LONGEST_NAME = 120


@dataclass(slots=True)
class Person:
    """What a row says of who the person is, while it is being read."""

    name: Value | None = None
    initials: str = ""
    birth: str = ""
    age: str = ""
    sex: Sex | None = None
    father: str = ""
    features: dict[str, str] = field(default_factory=dict)
    said: dict[str, Value] = field(default_factory=dict)
    rest: str = ""
    """What stands in the name's cell beside the name."""
    rest_at: Value | None = None


def read_person(row: Row, plan: Plan, published: date) -> Person:
    """The name of a row, with what stands beside it in its cell."""
    if plan.name is None:
        return Person(name=_joined(row, plan)) if plan.parts else Person()
    value = plan.value(row, plan.name)
    if value is None or value.raw.casefold() in EMPTY:
        return Person()
    if is_name(value.raw):
        if is_unidentified(value.raw):
            return _described(value)
        return Person(value, _initials(value.raw))
    return _composite(value, row, plan, published)


def _initials(words: str) -> str:
    return initials_of(words) if "." in words or words[-1:].isupper() else ""


def _joined(row: Row, plan: Plan) -> Value | None:
    pieces = [piece for column in plan.parts if (piece := plan.value(row, column))]
    pieces = [piece for piece in pieces if piece.raw.casefold() not in EMPTY]
    if len(pieces) < 2:
        return pieces[0] if pieces else None
    words = " ".join(piece.raw for piece in pieces)
    where = plan.locate(row.number, plan.parts[0] + 1, pieces[0].locator.rule, row.page)
    return Value(words, where, tuple(pieces))


def _composite(value: Value, row: Row, plan: Plan, published: date) -> Person:
    """A cell that holds more than the name: a number before it, birth or notes after it."""
    if is_unidentified(value.raw):
        return _described(value)
    plain = without_number(value.raw)
    skipped = len(value.raw) - len(plain)
    end = name_end(plain)
    letters = sum(sign.isalpha() for sign in plain)
    if end < 2 and letters * 2 > len(plain) and len(plain) < LONGEST_NAME and plain[:1].isalpha():
        end = len(plain)
    name = plain[:end].rstrip(" ,;:-–—")
    if len(name) < 2 or (" " not in name and plain[end:].lstrip()[:1].islower()):
        # One capital and then small words: a sentence, not a name.
        return Person()
    assert plan.name is not None  # noqa: S101 - a composite cell is a name's cell
    start = (value.locator.start or 0) + skipped
    person = Person(
        name=Value(name, plan.cell(row, plan.name, start, start + len(name), "cell:name")),
        initials=_initials(name),
    )
    rest = plain[end:]
    if rest.strip(" ,.;:-–—()"):
        person.rest = rest
        rest_start = start + end
        person.rest_at = Value(
            rest, plan.cell(row, plan.name, rest_start, rest_start + len(rest), "cell:rest")
        )
        _from_rest(person, published)
    return person


def _from_rest(person: Person, published: date) -> None:
    """Birth, age and sex from the words behind a name."""
    at = person.rest_at
    if at is None:
        return
    dates = find_dates(at.raw, published)
    born = [d for d in dates if d.birth or _is_birth(d.edtf, published)]
    if born:
        person.birth = read_birth(at.raw[born[0].start : born[0].end], published) or born[0].edtf
        person.said["birth"] = within(at, born[0].start, born[0].end)
    if age := find_age(at.raw):
        person.age = age[0]
        person.said["age"] = within(at, age[1], age[2])
    person.sex = find_sex(at.raw)


def _is_birth(edtf: str, published: date) -> bool:
    return edtf[:4].isdigit() and int(edtf[:4]) < published.year - 3


def within(value: Value, start: int, end: int) -> Value:
    """A part of a value, with its own place."""
    words = value.raw[start:end]
    left = len(words) - len(words.lstrip())
    words = words.strip()
    base = (value.locator.start or 0) + start + left
    return Value(words, value.locator._replace(start=base, end=base + len(words)))


def _described(value: Value) -> Person:
    """Somebody without a name: what is said of them."""
    person = Person(features=read_features(value.raw) or {"description": value.raw})
    _looks(person, value)
    return person


def identify(person: Person, row: Row, plan: Plan, published: date, aside: list[SetAside]) -> None:
    """Add what the other columns say of who the person is; what cannot be read is set aside."""
    at = plan.at
    if "birth" in at and (value := plan.value(row, at["birth"])):
        _born(person, value, plan, published, aside)
    if "age" in at and (value := plan.value(row, at["age"])):
        _aged(person, value, published, aside)
    if "sex" in at and (value := plan.value(row, at["sex"])) and (sex := read_sex(value.raw)):
        person.sex = sex
        person.said["sex"] = value
    if "features" in at and (value := plan.value(row, at["features"])):
        person.features.update(read_features(seal(value.raw)) or {"description": seal(value.raw)})
        if person.name is None:
            _looks(person, value)
    if person.name is not None:
        person.father = _father(person.name, row, plan)


def _looks(person: Person, value: Value) -> None:
    """Sex and age of somebody unidentified, from their description."""
    person.sex = person.sex or find_sex(value.raw)
    if not person.age and (age := find_age(value.raw)):
        person.age = age[0]
        person.said["age"] = within(value, age[1], age[2])


def _father(name: Value, row: Row, plan: Plan) -> str:
    """The father's name, from a column of patronymics or the full name's patronymic."""
    if "patronymic" not in plan.at:
        return father_in(name.raw)
    value = plan.value(row, plan.at["patronymic"])
    if value is None or value.raw.casefold() in EMPTY:
        return ""
    return father_of(value.raw) or value.raw


def _born(person: Person, value: Value, plan: Plan, published: date, aside: list[SetAside]) -> None:
    if found := read_birth(value.raw, published, serial=plan.serials):
        person.birth = found
        person.said["birth"] = value
    elif age := read_age(value.raw):
        person.age = age
        person.said["age"] = value
    elif dates := find_dates(value.raw, published, birth=True):
        person.birth = dates[0].edtf
        person.said["birth"] = value
    elif value.raw.casefold() not in EMPTY:
        aside.append(SetAside(value.locator, "birth.unreadable", seal(value.raw)))


@lru_cache(maxsize=65_536)
def read_birth(words: str, published: date, *, serial: bool = False) -> str:
    """The EDTF date of birth that words mean: never a time of day, never a guessed year."""
    if len(words) == 2 and words.isdigit():
        words = f"{words} г.р."
    return read_date(words, published, birth=True, serial=serial).partition("T")[0]


def _aged(person: Person, value: Value, published: date, aside: list[SetAside]) -> None:
    if age := read_age(value.raw):
        person.age = age
        person.said["age"] = value
    elif birth := read_birth(value.raw, published):
        person.birth = person.birth or birth
        person.said.setdefault("birth", value)
    elif any(sign.isdigit() for sign in value.raw):
        aside.append(SetAside(value.locator, "age.unreadable", seal(value.raw)))
