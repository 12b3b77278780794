"""The people of the city: families, namesakes, and what really became of each."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from izdeu.simulation.lexicon import table
from izdeu.simulation.naming import (
    SLAVIC,
    Name,
    draw_surname,
    given_names,
    patronymic_of,
    surname_of,
)
from izdeu.terms import Event

FIRST = "p00001"
"""The person whose story every simulated event tells; see the first fate of ``city.toml``."""
OLD_PAPERS = 0.3
"""How many have Russian papers that spell the name by ear: Тулеген for Төлеген."""
UNNAMED_OF = 11
"""Of so many people to whom something happened, one is named by nobody."""


@dataclass(frozen=True, slots=True)
class Happening:
    """What really happened to a person: event, day since the start, and facility or ""."""

    event: Event
    day: int
    facility: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """An invented person; ``name`` is in Kazakh or Russian Cyrillic, as the passport has it."""

    id: str
    name: Name
    father: str
    kazakh: bool
    male: bool
    birth: date
    district: int
    phone: str
    features: dict[str, int] = field(default_factory=dict)
    """Described features: index into the lists of ``city.toml``."""
    fate: tuple[Happening, ...] = ()
    heard: Name | None = None
    """The name in Russian papers where it does not follow the Instruction, patronymic left out."""
    named: bool = True
    """Whether any list, article or request speaks of them."""
    unidentified: bool = False
    """Lies in a hospital or morgue without a name."""

    def russian(self) -> Name:
        """The name as a Russian-speaking office writes it, patronymic in -ович or -овна."""
        spelled = self.heard or self.name.spelled("ru")
        father = Name("", self.father).spelled("ru").given
        return replace(spelled, patronymic=patronymic_of(father, self.male, kazakh=False))

    def age(self, on: date) -> int:
        """Whole years on that day."""
        return on.year - self.birth.year - ((on.month, on.day) < (self.birth.month, self.birth.day))


def population(people: int, rng: Random) -> list[Person]:
    """``people`` whom somebody names and a tenth more whom nobody does, with their fates."""
    total = people + people // (UNNAMED_OF - 1)
    crowd: list[Person] = []
    for person in _families(rng):
        number = len(crowd)
        crowd.append(
            replace(
                person,
                id=f"p{number + 1:05d}",
                fate=_fate(rng, table("city")["fate"][0] if not crowd else None),
                named=number % UNNAMED_OF != UNNAMED_OF - 1,
            )
        )
        if len(crowd) == total:
            break
    others = [replace(person, unidentified=_lies_unnamed(person, rng)) for person in crowd[1:]]
    return crowd[:1] + others


def invented_phone(rng: Random) -> str:
    """A number that nobody can have: no operator's code is 000."""
    digits = f"{rng.randrange(10**7):07d}"
    return f"+7 000 {digits[:3]} {digits[3:5]} {digits[5:]}"


def _lies_unnamed(person: Person, rng: Random) -> bool:
    events = {happening.event for happening in person.fate}
    return bool(events & {Event.ADMITTED, Event.BODY_RECEIVED}) and rng.random() < 0.2


def _families(rng: Random) -> Iterator[Person]:
    """People one after another; some bring a sibling, a son or a namesake with them."""
    father = rng.choice(given_names(kazakh=True, male=True))
    surname = draw_surname(rng, kazakh=True)
    yield _member(surname, father, True, True, date(1960, 1, 1) + _days(rng, 3650), rng)
    while True:
        person = _somebody(rng)
        yield person
        kind = rng.random()
        if kind < 0.10:
            yield _sibling(person, rng)
        elif kind < 0.16 and person.male:
            yield _son(person, rng)
        elif kind < 0.20:
            yield _namesake(person, rng)


def _somebody(rng: Random) -> Person:
    kazakh, male = rng.random() > SLAVIC, rng.random() < 0.82
    father = rng.choice(given_names(kazakh, male=True))
    surname = draw_surname(rng, kazakh)
    return _member(surname, father, kazakh, male, date(1955, 1, 1) + _days(rng, 52 * 365), rng)


def _member(
    surname: str, father: str, kazakh: bool, male: bool, birth: date, rng: Random
) -> Person:
    name = Name(
        surname_of(surname, male),
        rng.choice(given_names(kazakh, male)),
        patronymic_of(father, male, kazakh),
    )
    return Person(
        id="",
        name=name,
        heard=name.by_ear(rng) if kazakh and rng.random() < OLD_PAPERS else None,
        father=father,
        kazakh=kazakh,
        male=male,
        birth=birth,
        district=rng.randrange(len(table("city")["districts"])),
        phone=invented_phone(rng),
        features={key: rng.randrange(len(v)) for key, v in table("city")["features"].items()},
    )


def _sibling(person: Person, rng: Random) -> Person:
    birth = person.birth + timedelta(days=rng.randrange(400, 3000))
    # The male form of the surname: what the sister's brother bears.
    surname = person.name.surname
    if not person.male:
        surname = surname.removesuffix("а") if surname.endswith(("ова", "ева", "ина")) else surname
    male = person.male or surname != person.name.surname
    return _member(surname, person.father, person.kazakh, male, birth, rng)


def _son(person: Person, rng: Random) -> Person:
    birth = person.birth + timedelta(days=rng.randrange(20 * 365, 30 * 365))
    birth = min(birth, date(2008, 1, 1) + _days(rng, 300))
    return _member(person.name.surname, person.name.given, person.kazakh, True, birth, rng)


def _namesake(person: Person, rng: Random) -> Person:
    father = rng.choice(given_names(person.kazakh, male=True))
    birth = date(1955, 1, 1) + _days(rng, 52 * 365)
    other = _member("", father, person.kazakh, person.male, birth, rng)
    return replace(other, name=replace(person.name, patronymic=other.name.patronymic))


def _days(rng: Random, most: int) -> timedelta:
    return timedelta(days=rng.randrange(most))


def _fate(rng: Random, given: dict[str, Any] | None) -> tuple[Happening, ...]:
    fates = table("city")["fate"]
    chosen = given or rng.choices(fates, weights=[fate["weight"] for fate in fates])[0]
    day, place, happenings = 0, "", []
    for event, kinds, least, most in chosen["steps"]:
        day += rng.randint(least, most)
        place = _facility(kinds.split(), place, rng)
        happenings.append(Happening(Event(event), day, place))
    return tuple(happenings)


def _facility(kinds: list[str], before: str, rng: Random) -> str:
    """A facility of one of these kinds (or the one named): the one before, where that fits."""
    known: dict[str, dict[str, str]] = table("city")["facility"]
    if not kinds:
        return ""
    if kinds[0] in known:
        return kinds[0]
    if before and known[before]["kind"] in kinds:
        return before
    return rng.choice([key for key, facility in known.items() if facility["kind"] in kinds])
