"""What families ask, what facilities answer, and what officials announce."""

from collections.abc import Sequence
from random import Random
from typing import Any

from izdeu.simulation.lexicon import table, word
from izdeu.simulation.naming import given_names, noisy
from izdeu.simulation.person import FIRST, Person, invented_phone
from izdeu.simulation.sheet import day, ordered, written
from izdeu.terms import Answer, Event

ASKED = 0.45
"""The share of people for whom a family asks."""
NOISE = 0.12
"""How often a name is misheard at the telephone."""
TRUE_ANSWER = 0.35
"""How often a facility that holds somebody says so."""
PLACES_ASKED = ("rop1", "rop2", "ivs", "sizo", "hosp1", "hosp2", "morg1")
SOUGHT = {Event.LAST_SEEN, Event.TAKEN, Event.MISSING, Event.WOUNDED}


def requests(people: Sequence[Person], seed: int) -> list[tuple[str, dict[str, Any]]]:
    """Tracing requests: whom each is really about, and what the family said."""
    rng = Random(f"{seed}|requests")  # noqa: S311 - not a secret
    sought = [
        person
        for person in people
        if person.named
        and SOUGHT & {happening.event for happening in person.fate}
        and (person is people[0] or rng.random() < ASKED)
    ]
    return [(person.id, _request(person, number, rng)) for number, person in enumerate(sought, 1)]


def _request(person: Person, number: int, rng: Random) -> dict[str, Any]:
    seen = next(happening for happening in person.fate if happening.event in SOUGHT)
    style = rng.choice(("kk", "ru"))
    opened = seen.day + rng.randint(1, 5)
    age = person.age(day(opened)) + rng.choice((-2, -1, 0, 0, 0, 1, 2))
    kin = rng.choice(("mother", "father", "wife" if person.male else "daughter", "brother"))
    return {
        "id": f"R{number:05d}",
        "name": ordered(noisy(written(person, style), rng, NOISE), "surname"),
        "sex": "male" if person.male else "female",
        "age": f"~{age}",
        "age_said": day(opened).isoformat(),
        "opened": day(opened).isoformat(),
        "last_seen": _last_seen(person, seen.day, style),
        "features": _features(person, style, rng),
        "enquirer": _enquirer(person, kin, style, rng),
        "vetted": person.id == FIRST or rng.random() < 0.8,
    }


def _last_seen(person: Person, number: int, style: str) -> dict[str, str]:
    place = table("city")["districts"][person.district]
    return {"when": day(number).isoformat(), "place": place[style], "event": Event.LAST_SEEN}


def _features(person: Person, style: str, rng: Random) -> dict[str, str]:
    known = table("city")["features"]
    told = rng.sample(sorted(person.features), rng.randint(1, len(person.features)))
    column = 0 if style == "kk" else 1
    return {key: known[key][person.features[key]][column] for key in told}


def _enquirer(person: Person, kin: str, style: str, rng: Random) -> dict[str, str]:
    return {
        "name": rng.choice(given_names(person.kazakh, male=kin in ("father", "brother"))),
        "relation": kin,
        "relation_as_said": word("kin", kin, style),
        "contact": invented_phone(rng),
    }


def inquiries(
    people: Sequence[Person], asked: Sequence[tuple[str, dict[str, Any]]], seed: int
) -> list[dict[str, Any]]:
    """Whom families asked about where, in which spelling, and the exact answer."""
    rng = Random(f"{seed}|inquiries")  # noqa: S311 - not a secret
    by_id = {person.id: person for person in people}
    found = []
    for person_id, request in asked:
        places = rng.sample(PLACES_ASKED, rng.randint(0, 3))
        if person_id == people[0].id:
            places = ["rop1", *(place for place in places if place != "rop1")]
        for delay, place in enumerate(places):
            found.append(_inquiry(by_id[person_id], request, place, delay, rng))
    return found


def _inquiry(
    person: Person, request: dict[str, Any], place: str, delay: int, rng: Random
) -> dict[str, Any]:
    known = table("city")["facility"][place]
    number = person.fate[0].day + 2 + delay
    there = any(happening.facility == place for happening in person.fate)
    answer = _answer(there and person.id != FIRST, rng)
    return {
        "request": request["id"],
        "facility": known["ru"],
        "facility_kind": known["kind"],
        "asked": f"{day(number).isoformat()}T{rng.randint(8, 18):02d}:{rng.randrange(60):02d}",
        "spelling": request["name"],
        "answer": answer,
        "answered_by": rng.choice(("guard", "duty officer", "reception", "telephone")),
    }


def _answer(there: bool, rng: Random) -> Answer:
    if there and rng.random() < TRUE_ANSWER:
        return Answer.LISTED
    return rng.choices((Answer.NOT_LISTED, Answer.REFUSED, Answer.NO_ANSWER), (7, 1, 2))[0]


def tallies(people: Sequence[Person]) -> list[dict[str, Any]]:
    """The figures that were announced, withdrawn ones included, in sequence."""
    found = []
    for entry in table("tallies")["tally"]:
        true = sum(
            any(h.event in entry["of"] and h.day < entry["day"] for h in person.fate)
            for person in people
        )
        source = table("lists")["source"][entry["claimant"]]
        found.append(
            {
                "metric": entry["metric"],
                "value": max(1, round(true * entry["share"])),
                "unit": entry["unit"],
                "scope": table("city")["name"]["en"],
                "as_of": day(entry["day"]).isoformat(),
                "claimant": source["name"],
                "standing": entry["standing"],
                "reason": entry.get("reason", ""),
                "withdrawn_on": _withdrawn(entry),
            }
        )
    return found


def _withdrawn(entry: dict[str, Any]) -> str:
    return day(entry["withdrawn_day"]).isoformat() if "withdrawn_day" in entry else ""
