"""Invented people and the cells that lists have of them, for the benchmarks of lists."""

import random
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

_TABLE = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
PEOPLE: dict[str, list[str]] = _TABLE["people"]
CELLS: dict[str, list[str]] = _TABLE["cells"]
#: How a column writes its days.
DAYS = ("%d.%m.%Y", "%d.%m.%Y", "%d.%m.%Y", "%d.%m.%y", "%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y")
BIRTHS = (*DAYS, "%Y", "%Y г.р.")
EVENTS = (*DAYS, "%d.%m", "%d.%m.%Y %H:%M", "%d.%m.%Yг.")
SEXES = (("м", "ж"), ("М", "Ж"), ("муж", "жен"), ("ер", "әйел"), ("M", "F"))
ALWAYS = ("name", "surname", "given", "patronymic", "ordinal")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody invented."""

    surname: str
    given: str
    patronymic: str
    female: bool
    born: date

    @property
    def name(self) -> str:
        """Surname, given name, patronymic."""
        return " ".join(filter(None, (self.surname, self.given, self.patronymic)))


def take_words(table: Path) -> None:
    """Invent with the words of another table from here on."""
    words = tomllib.loads(table.read_text(encoding="utf-8"))
    PEOPLE.update(words["people"])
    CELLS.update(words["cells"])


def invent(chance: random.Random) -> Person:
    """A person drawn by lot."""
    female = chance.random() < 0.3
    surname = chance.choice(PEOPLE["surnames"])
    if female and surname.endswith(("ов", "ев", "ин")):
        surname += "а"
    return Person(
        surname,
        chance.choice(PEOPLE["given_female" if female else "given"]),
        chance.choice(PEOPLE["fathers_female" if female else "fathers"])
        if chance.random() < 0.7
        else "",
        female,
        date(1948, 1, 1) + timedelta(days=chance.randrange(20_500)),
    )


def phone(chance: random.Random) -> str:
    """A number of no subscriber, written in one of the ways people write it."""
    middle, last = f"{chance.randint(0, 99):02}", f"{chance.randint(0, 99):02}"
    code = chance.choice(("701", "702", "705", "747", "777"))
    ways = (
        f"+7 {code} 000 {middle} {last}",
        f"8{code}000{middle}{last}",
        f"8 ({code}) 000-{middle}-{last}",
    )
    return chance.choice(ways)


def column_of(meaning: str, people: list[Person], chance: random.Random) -> list[str]:
    """The cells of a column with that meaning, one for each person, all written in one way.

    ``meaning`` is a field of lists, or ``dates``, ``names``, ``numbers``, ``words`` for columns
    that mean nothing lists are read for.
    """
    if meaning == "ordinal":
        return [str(number) for number in range(1, len(people) + 1)]
    write = writer(meaning, chance)
    filled = 1.0 if meaning in ALWAYS else chance.uniform(0.7, 1.0)
    return [write(person) if chance.random() < filled else "" for person in people]


def writer(meaning: str, chance: random.Random) -> Callable[[Person], str]:
    """Writes a person's cell of a column in the one way that the column has."""
    if meaning in CELLS:
        return lambda _: chance.choice(CELLS[meaning])
    if meaning in ("name", "surname", "given", "patronymic"):
        return lambda person: str(getattr(person, meaning))
    if meaning in _WRITERS:
        return _WRITERS[meaning](chance)
    way = chance.choice(EVENTS)
    return lambda _: recent(chance).strftime(way)


def recent(chance: random.Random) -> date:
    """A day of January 2022 before its 14th."""
    return date(2022, 1, chance.randint(2, 13))


def _births(chance: random.Random) -> Callable[[Person], str]:
    way = chance.choice(BIRTHS)
    return lambda person: person.born.strftime(way)


def _ages(chance: random.Random) -> Callable[[Person], str]:
    unit = chance.choice(("", "", " лет", " жас"))
    return lambda person: f"{2021 - person.born.year}{unit}"


def _sexes(chance: random.Random) -> Callable[[Person], str]:
    letters = chance.choice(SEXES)
    return lambda person: letters[person.female]


def _identities(chance: random.Random) -> Callable[[Person], str]:
    return lambda person: person.born.strftime("%y%m%d") + f"{chance.randint(300_000, 599_999)}"


def _contacts(chance: random.Random) -> Callable[[Person], str]:
    words = ("", "", "мать ", "жена ", "ағасы ", f"{chance.choice(PEOPLE['given_female'])} ")
    return lambda _: chance.choice(words) + phone(chance)


def _phones(chance: random.Random) -> Callable[[Person], str]:
    return lambda _: phone(chance)


def _homes(chance: random.Random) -> Callable[[Person], str]:
    return lambda _: (
        f"{chance.choice(CELLS['place'])}, {chance.choice(PEOPLE['streets'])} "
        f"{chance.randint(1, 99)}"
    )


def _strangers(chance: random.Random) -> Callable[[Person], str]:
    return lambda _: invent(chance).name


def _numbers(chance: random.Random) -> Callable[[Person], str]:
    return lambda _: str(chance.randint(1, 9000))


_WRITERS: dict[str, Callable[[random.Random], Callable[[Person], str]]] = {
    "birth": _births,
    "age": _ages,
    "sex": _sexes,
    "id_number": _identities,
    "contact": _contacts,
    "phone": _phones,
    "residence": _homes,
    "names": _strangers,
    "numbers": _numbers,
}
