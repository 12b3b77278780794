"""Names of invented people, composed so that surnames are as various as in a real country."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate, product
from random import Random

from izdeu.names.lexicon import kazakh_given
from izdeu.simulation.lexicon import table
from izdeu.simulation.spelling import mistype, spell, spell_by_ear

SLAVIC = 0.22
"""The share of people with a Slavic or other non-Kazakh name."""
RANK_OFFSET, RANK_POWER = 30, 1.05
"""Zipf-Mandelbrot law of surnames: the commonest is borne by about five in a thousand people."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name in parts, in one script."""

    surname: str
    given: str
    patronymic: str = ""

    def spelled(self, style: str) -> "Name":
        """The same name in another style of ``spelling.STYLES``."""
        return Name(*(spell(part, style) for part in (self.surname, self.given, self.patronymic)))

    def by_ear(self, rng: Random) -> "Name":
        """The same name as some Russian-speaking clerk spells it."""
        parts = (self.surname, self.given, self.patronymic)
        return Name(*(spell_by_ear(part, rng) for part in parts))


def given_names(kazakh: bool, male: bool) -> list[str]:
    """The given names of one people and sex."""
    sex = "male" if male else "female"
    if not kazakh:
        return str(table("names")["given"][f"ru_{sex}"]).split()
    return [given.form for given in kazakh_given() if given.sex == sex[0]]


@cache
def surnames(kazakh: bool) -> tuple[str, ...]:
    """Every surname in its male form, the commonest first."""
    tiers = _kazakh_tiers() if kazakh else _slavic_tiers()
    ordered: dict[str, None] = {}
    for number, tier in enumerate(tiers):
        mixed = list(tier)
        Random(number).shuffle(mixed)  # noqa: S311 - a fixed order, not a secret
        ordered.update(dict.fromkeys(mixed))
    return tuple(ordered)


@cache
def weights(kazakh: bool) -> tuple[float, ...]:
    """Cumulated weight of each of ``surnames``."""
    ranks = range(len(surnames(kazakh)))
    return tuple(accumulate((rank + RANK_OFFSET) ** -RANK_POWER for rank in ranks))


def draw_surname(rng: Random, kazakh: bool) -> str:
    """A surname, as often as its rank has it."""
    return rng.choices(surnames(kazakh), cum_weights=weights(kazakh))[0]


def surname_of(surname: str, male: bool) -> str:
    """The form of a surname for a man or a woman."""
    if male:
        return surname
    if surname.endswith(("ов", "ев", "ёв", "ин")):
        return surname + "а"
    if surname.endswith("ий"):
        return surname[:-2] + "ая"
    return surname[:-3] + "қызы" if surname.endswith("ұлы") else surname


def patronymic_of(father: str, male: bool, kazakh: bool) -> str:
    """The father's name as a patronymic, in the Kazakh or the Russian manner."""
    if kazakh:
        return father + ("ұлы" if male else "қызы")
    if father.endswith(("й", "ь")):
        return father[:-1] + ("евич" if male else "евна")
    if father.endswith(("а", "я")):
        return father[:-1] + ("ич" if male else "ична")
    soft = father[-1] in "иеіә"
    return father + ("евич" if soft and male else "евна" if soft else "ович" if male else "овна")


def some_name(rng: Random) -> str:
    """Surname and given name of somebody invented, as a Russian-language list has them."""
    kazakh, male = rng.random() > SLAVIC, rng.random() < 0.7
    surname = surname_of(draw_surname(rng, kazakh), male)
    name = Name(surname, rng.choice(given_names(kazakh, male))).spelled("ru")
    return f"{name.surname} {name.given}"


def noisy(name: Name, rng: Random, noise: float) -> Name:
    """The name as it reaches a list: mistyped, or without its patronymic, at the rate ``noise``."""
    if rng.random() < noise:
        name = replace(name, surname=mistype(name.surname, rng))
    if rng.random() < noise / 2:
        name = replace(name, given=mistype(name.given, rng))
    if rng.random() < 0.12 + noise:
        name = replace(name, patronymic="")
    return name


def _with_ending(stem: str) -> str:
    if stem[-1] in "аәяһ":
        return stem[:-1] + "ин"
    if stem[-1] in "йь":
        return stem[:-1] + "ев"
    return stem + ("ев" if stem[-1] in "иіеыуө" else "ов")


def _kazakh_tiers() -> Iterator[list[str]]:
    parts = {key: str(words).split() for key, words in table("names")["stem"].items()}
    own = given_names(kazakh=True, male=True)
    yield [_with_ending(stem) for stem in own]
    pairs = [first + second for first, second in product(parts["first"], parts["second"])]
    yield [_with_ending(stem) for stem in pairs]
    yield own + [stem + "ұлы" for stem in own] + pairs
    yield [_with_ending(prefix + stem.lower()) for prefix, stem in product(parts["prefix"], pairs)]


def _slavic_tiers() -> Iterator[list[str]]:
    words = {key: str(value).split() for key, value in table("names")["slavic"].items()}
    yield words["whole"]
    for endings in (words["endings"][:3], words["endings"][3:]):
        yield [root + ending for root, ending in product(words["roots"], endings)]
