"""The lists: who stands on them, how the names are written, and which are copies of which."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from izdeu.simulation.lexicon import LANGUAGES, facility, table
from izdeu.simulation.naming import Name, noisy
from izdeu.simulation.person import Happening, Person
from izdeu.simulation.spelling import spell

WRONG_DAY = 0.04
"""How often a date is a day off."""
GAP = 0.06
"""How often a cell is left empty."""
KEPT = ("no", "full", "surname", "given", "initials")
"""Columns in which no cell is left empty by chance."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a list: whose it really is, and every field as this list writes it."""

    person: str
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list with its description from ``lists.toml`` and its rows."""

    entry: Mapping[str, Any]
    rows: tuple[Row, ...]

    def facts(self) -> int:
        """How many things these rows say of people: dates of events and status words."""
        shown = [field for _, field in self.entry["columns"]]
        said = [field for field in shown if field.startswith("on:") or field == "status"]
        return sum(bool(row.cells[field]) for row in self.rows for field in said)


@dataclass(frozen=True, slots=True)
class _Line:
    """What a cell is written from."""

    person: Person
    name: Name
    entry: Mapping[str, Any]
    language: int
    rng: Random

    def happened(self) -> list[Happening]:
        """What could be known when the list was made."""
        return [happening for happening in self.person.fate if happening.day <= _until(self.entry)]


def sheets(people: Sequence[Person], seed: int) -> list[Sheet]:
    """Every list of ``lists.toml`` with its rows, in the order of the file."""
    made: dict[str, Sheet] = {}
    for entry in table("lists")["list"]:
        origin = made.get(entry.get("copy_of", ""))
        rows = _copied(origin, entry) if origin else _rows(entry, people, made, seed)
        made[entry["file"]] = Sheet(entry, tuple(rows))
    return list(made.values())


def day(number: int) -> date:
    """The date of a day since the start."""
    start: date = table("city")["start"]
    return start + timedelta(days=number)


def language_of(style: str) -> int:
    """Index into ``LANGUAGES`` of the language that goes with a style of spelling."""
    return LANGUAGES.index({"kk": "kk", "ru": "ru"}.get(style, "en"))


def ordered(name: Name, order: str) -> str:
    """The name in one line: surname first, or given name first."""
    if order == "surname":
        return " ".join(filter(None, (name.surname, name.given, name.patronymic)))
    return " ".join(filter(None, (name.given, name.surname)))


def written(person: Person, style: str) -> Name:
    """The name in a style; Russian-speaking offices turn the patronymic into -ович."""
    return person.russian() if style == "ru" else person.name.spelled(style)


def _until(entry: Mapping[str, Any]) -> int:
    return int(entry.get("until", entry["day"] - 1))


def _rows(
    entry: Mapping[str, Any], people: Sequence[Person], made: Mapping[str, Sheet], seed: int
) -> list[Row]:
    missed = set() if not entry.get("everybody") else _never_listed(people, made)
    chosen = [
        person
        for person in people
        if person.named and (person.id in missed or _is_on(entry, person, seed))
    ]
    if entry.get("order") == "surname":
        chosen.sort(key=lambda person: person.name.surname)
    return [_row(entry, person, number, seed) for number, person in enumerate(chosen, 1)]


def _never_listed(people: Sequence[Person], made: Mapping[str, Sheet]) -> set[str]:
    listed = {row.person for sheet in made.values() for row in sheet.rows}
    return {person.id for person in people} - listed


def _is_on(entry: Mapping[str, Any], person: Person, seed: int) -> bool:
    """Whether the list has this person: the same draw for every edition of one list."""
    places = {happening.facility for happening in person.fate if happening.facility}
    if person.id in entry.get("omits", ()) or ("at" in entry and not places & set(entry["at"])):
        return False
    known = {happening.event for happening in person.fate if happening.day <= _until(entry)}
    if person.unidentified and not entry["source"].startswith(("hospital", "morgue", "forensic")):
        return False
    drawn = Random(f"{seed}|{entry['family']}|{person.id}").random()  # noqa: S311 - not a secret
    return bool(known & set(entry["about"])) and drawn < entry["coverage"]


def _row(entry: Mapping[str, Any], person: Person, number: int, seed: int) -> Row:
    rng = Random(f"{seed}|{entry['family']}|{person.id}|row")  # noqa: S311 - not a secret
    name = noisy(_heard(person, entry, rng), rng, entry["noise"])
    line = _Line(person, name, entry, language_of(entry["style"]), rng)
    cells = {"no": str(number)}
    for _, field in entry["columns"]:
        if field not in cells:
            cells[field] = _cell(line, field)
    return Row(person.id, cells)


def _heard(person: Person, entry: Mapping[str, Any], rng: Random) -> Name:
    """The name as this list has it: from the papers, or by ear at the rate of ``by_ear``."""
    name = written(person, entry["style"])
    if entry["style"] == "ru" and person.kazakh and rng.random() < entry.get("by_ear", 0):
        heard = person.name.by_ear(rng)
        return Name(heard.surname, heard.given, name.patronymic)
    return name


def _cell(line: _Line, field: str) -> str:
    if field not in KEPT and line.rng.random() < GAP:
        return ""
    if field.startswith("on:"):
        return _date(line, field.removeprefix("on:"))
    return FIELDS[field](line)


def _date(line: _Line, event: str) -> str:
    days = [happening.day for happening in line.happened() if happening.event == event]
    if not days:
        return ""
    number = days[0] + (line.rng.choice((-1, 1)) if line.rng.random() < WRONG_DAY else 0)
    return day(number).strftime("%Y-%m-%d" if line.language == 2 else "%d.%m.%Y")


def _full(line: _Line) -> str:
    if line.person.unidentified:
        return _unknown(line)
    return ordered(line.name, line.entry["order"])


def _initials(line: _Line) -> str:
    if line.person.unidentified:
        return _unknown(line)
    initials = "".join(f"{part[0]}." for part in (line.name.given, line.name.patronymic) if part)
    return f"{line.name.surname} {initials}"


def _unknown(line: _Line) -> str:
    words = (("Белгісіз ер адам", "Неизвестный мужчина", "Unknown man"),
             ("Белгісіз әйел", "Неизвестная женщина", "Unknown woman"))  # fmt: skip
    return words[not line.person.male][line.language]


def _features(line: _Line) -> str:
    known = table("city")["features"]
    shown = list(line.person.features.items())
    if not line.person.unidentified:
        shown = line.rng.sample(shown, 1)
    return ", ".join(str(known[key][at][line.language]) for key, at in shown)


def _age(line: _Line) -> str:
    age = line.person.age(day(line.entry["day"]))
    if line.person.unidentified:
        return f"{age // 10 * 10}-{age // 10 * 10 + 10}"
    return str(age + (line.rng.choice((-2, -1, 1, 2)) if line.rng.random() < 0.15 else 0))


def _year(line: _Line) -> str:
    return "" if line.person.unidentified else str(line.person.birth.year)


def _birth(line: _Line) -> str:
    if line.person.unidentified:
        return ""
    return line.person.birth.strftime("%Y-%m-%d" if line.language == 2 else "%d.%m.%Y")


def _facility(line: _Line) -> str:
    known = [happening.facility for happening in line.happened() if happening.facility]
    return facility(known[-1], LANGUAGES[line.language]) if known else ""


def _status(line: _Line) -> str:
    known = line.happened()
    return str(table("city")["status"][known[-1].event][line.language]) if known else ""


def _sex(line: _Line) -> str:
    return (("ер", "муж.", "male"), ("әйел", "жен.", "female"))[not line.person.male][line.language]


def _place(line: _Line) -> str:
    return str(table("city")["districts"][line.person.district][LANGUAGES[line.language]])


FIELDS: dict[str, Callable[[_Line], str]] = {
    "full": _full,
    "initials": _initials,
    "surname": lambda line: line.name.surname,
    "given": lambda line: line.name.given,
    "patronymic": lambda line: line.name.patronymic,
    "birth": _birth,
    "year": _year,
    "age": _age,
    "sex": _sex,
    "place": _place,
    "phone": lambda line: line.person.phone,
    "facility": _facility,
    "status": _status,
    "features": _features,
}
"""What a column can show, and how its cell is written."""


def _copied(origin: Sheet, entry: Mapping[str, Any]) -> list[Row]:
    """The origin's rows as a copy writes them: same order, same slips."""
    shown = [field for _, field in entry["columns"]]
    return [
        replace(row, cells={field: _recast(row.cells[field], field, entry) for field in shown})
        for row in origin.rows
    ]


def _recast(cell: str, field: str, entry: Mapping[str, Any]) -> str:
    if field == "full" and entry["style"] == "passport":
        return spell(cell, "passport")
    return cell
