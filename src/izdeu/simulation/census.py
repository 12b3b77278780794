"""A person table of any size with its truth, written in bounded memory, for linkage."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from izdeu.simulation.naming import (
    SLAVIC,
    given_names,
    patronymic_of,
    surname_of,
    surnames,
    weights,
)
from izdeu.simulation.spelling import mistype, spell, spell_by_ear

Numbers = np.ndarray[Any, np.dtype[Any]]

CHUNK = 50_000
"""People made at one time: what bounds the memory."""
STYLES = ("ru", "kk", "ear", "press", "passport")
"""How each list spells names; "ear" is Russian as it sounds."""
COVERAGE = (0.35, 0.30, 0.25, 0.25, 0.15)
"""The share of people each list has; who is on none of them is on the first."""
SIBLING, SON, NAMESAKE = 0.08, 0.05, 0.03
"""How often somebody is the sibling, son or namesake of the person before."""
NOISE = {"surname": 0.06, "given_name": 0.04, "patronymic": 0.03}
MISSING = {"birth_date": 0.30, "age": 0.30, "city": 0.15, "date": 0.15,
           "phone": 0.70, "sex": 0.10}  # fmt: skip
NO_PATRONYMIC = 0.35
INITIAL = 0.03
"""How often of the given name only the initial stands there."""
SAID = np.datetime64("2025-10-20")
"""The day on which the ages were true."""
SCHEMA = pa.schema(
    [
        ("id", pa.string()), ("list", pa.string()), ("name", pa.string()),
        ("surname", pa.string()), ("given_name", pa.string()), ("patronymic", pa.string()),
        ("sex", pa.string()), ("birth_date", pa.string()), ("age", pa.int16()),
        ("city", pa.string()), ("date", pa.string()), ("phone", pa.string()),
        ("truth", pa.int64()),
    ]
)  # fmt: skip
"""Dates are ISO, ``age`` in years on 20 October 2025, ``phone`` a hash, ``truth`` the person."""


@dataclass(frozen=True, slots=True)
class _Crowd:
    """A chunk of people as parallel arrays; names are indices into the spelled vocabularies."""

    first: int
    kazakh: Numbers
    male: Numbers
    surname: Numbers
    father: Numbers
    given: Numbers
    birth: Numbers
    city: Numbers
    day: Numbers
    phone: Numbers


def write_table(
    folder: Path, *, people: int, seed: int, told: Callable[[int], object] = lambda _: None
) -> int:
    """Write ``people.csv`` and ``people.parquet`` into ``folder`` and give the number of rows.

    Each person stands on one to five lists, spelled as the list spells and with its noise; columns
    as in ``SCHEMA``. ``told`` is called with the rows written so far. Memory does not grow with
    ``people``: they are made in chunks, and made again for each list.
    """
    folder.mkdir(parents=True, exist_ok=True)
    rows = 0
    with (
        pyarrow.parquet.ParquetWriter(folder / "people.parquet", SCHEMA) as parquet,
        pyarrow.csv.CSVWriter(folder / "people.csv", SCHEMA) as text,
    ):
        for batch in _batches(people, seed):
            table = batch.set_column(0, "id", _ids(rows, batch.num_rows))
            parquet.write_table(table)
            text.write_table(table)
            rows += batch.num_rows
            told(rows)
    return rows


def _ids(first: int, rows: int) -> pa.Array:
    return pa.array([f"r{number:08d}" for number in range(first, first + rows)])


def _batches(people: int, seed: int) -> Iterator[pa.Table]:
    for number in range(len(STYLES)):
        for first in range(0, people, CHUNK):
            crowd = _crowd(first, min(CHUNK, people - first), seed)
            yield _rows(crowd, number, np.random.default_rng((seed, first, number + 1)))


def _crowd(first: int, size: int, seed: int) -> _Crowd:
    rng = np.random.default_rng((seed, first))
    kazakh, male = rng.random(size) > SLAVIC, rng.random(size) < 0.6
    crowd = _Crowd(
        first=first,
        kazakh=kazakh,
        male=male,
        surname=_drawn(kazakh, rng),
        father=_given(kazakh, np.ones(size, bool), rng),
        given=_given(kazakh, male, rng),
        birth=np.datetime64("1950-01-01") + rng.integers(0, 58 * 365, size),
        city=rng.choice(len(_places()), size, p=_people_of_places()),
        day=np.datetime64("2025-10-01") + rng.integers(0, 20, size),
        phone=rng.integers(0, 2**62, size),
    )
    return _related(crowd, rng)


def _drawn(kazakh: Numbers, rng: np.random.Generator) -> Numbers:
    """Indices of ``_surname``: Kazakh surnames first, then the others."""
    drawn = np.empty(len(kazakh), np.int64)
    for people in (True, False):
        law = np.array(weights(people))
        index = np.searchsorted(law, rng.random((kazakh == people).sum()) * law[-1])
        drawn[kazakh == people] = index + (0 if people else len(surnames(True)))
    return drawn


def _given(kazakh: Numbers, male: Numbers, rng: np.random.Generator) -> Numbers:
    """Indices into ``_all_given``, the commoner names first in each list."""
    starts, drawn = _given_starts(), np.empty(len(male), np.int64)
    for key, (start, size) in starts.items():
        chosen = (kazakh == key[0]) & (male == key[1])
        drawn[chosen] = start + np.minimum(rng.geometric(4 / size, chosen.sum()) - 1, size - 1)
    return drawn


def _related(crowd: _Crowd, rng: np.random.Generator) -> _Crowd:
    """The same people, some of them relatives or namesakes of the one before."""
    size = len(crowd.male)
    kind = rng.random(size)
    kind[0] = 1
    before = np.maximum(np.arange(size) - 1, 0)
    # Only within one people: an index of a surname must fit the names that go with it.
    same = crowd.kazakh == crowd.kazakh[before]
    sibling = same & (kind < SIBLING)
    son = same & (kind >= SIBLING) & (kind < SIBLING + SON) & crowd.male[before] & crowd.male
    namesake = same & (kind > 1 - NAMESAKE) & (kind < 1) & (crowd.male == crowd.male[before])
    surname = np.where(sibling | son | namesake, crowd.surname[before], crowd.surname)
    father = np.where(sibling, crowd.father[before], crowd.father)
    years = crowd.birth[before] + rng.integers(20 * 365, 30 * 365, size)
    return _Crowd(
        first=crowd.first,
        kazakh=crowd.kazakh,
        male=crowd.male,
        surname=surname,
        father=np.where(son, crowd.given[before], father),
        given=np.where(namesake, crowd.given[before], crowd.given),
        birth=np.where(son, np.minimum(years, np.datetime64("2008-01-01")), crowd.birth),
        city=np.where(sibling | son, crowd.city[before], crowd.city),
        day=crowd.day,
        phone=crowd.phone,
    )


def _rows(crowd: _Crowd, number: int, rng: np.random.Generator) -> pa.Table:
    chosen = np.flatnonzero(_on_list(crowd, number))
    rng.shuffle(chosen)
    style, size = STYLES[number], len(chosen)
    names = _names(crowd, chosen, style, rng)
    columns = {
        "id": [""] * size,
        "list": [f"list{number + 1}"] * size,
        "name": [" ".join(filter(None, parts)) for parts in zip(*names.values(), strict=True)],
        **names,
        "sex": np.where(crowd.male[chosen], "male", "female").tolist(),
        **_days(crowd, chosen, rng),
        "city": _city_names(style)[crowd.city[chosen]].tolist(),
        "phone": [_hash(phone) for phone in crowd.phone[chosen].tolist()],
        "truth": (chosen + crowd.first).tolist(),
    }
    arrays = [
        pa.array(columns[field.name], field.type, mask=_gaps(field.name, size, rng))
        for field in SCHEMA
    ]
    return pa.Table.from_arrays(arrays, schema=SCHEMA)


def _on_list(crowd: _Crowd, number: int) -> Numbers:
    drawn = np.random.default_rng((crowd.first, 7)).random((len(COVERAGE), len(crowd.male)))
    listed = drawn < np.array(COVERAGE)[:, None]
    listed[0] |= ~listed.any(axis=0)
    found: Numbers = listed[number]
    return found


def _gaps(column: str, size: int, rng: np.random.Generator) -> Numbers | None:
    return rng.random(size) < MISSING[column] if column in MISSING else None


def _names(
    crowd: _Crowd, chosen: Numbers, style: str, rng: np.random.Generator
) -> dict[str, list[str | None]]:
    kazakh, male = crowd.kazakh[chosen].astype(int), crowd.male[chosen].astype(int)
    spelled = {
        "surname": _surnames(style, male, crowd.surname[chosen]),
        "given_name": _all_given(style)[crowd.given[chosen]],
        "patronymic": _patronymics(style)[kazakh, male, crowd.father[chosen]],
    }
    slips = Random(int(rng.integers(2**32)))  # noqa: S311 - not a secret
    for column, noise in NOISE.items():
        for at in np.flatnonzero(rng.random(len(chosen)) < noise):
            spelled[column][at] = mistype(spelled[column][at], slips)
    for at in np.flatnonzero(rng.random(len(chosen)) < INITIAL):
        spelled["given_name"][at] = spelled["given_name"][at][0] + "."
    spelled["patronymic"][rng.random(len(chosen)) < NO_PATRONYMIC] = None
    return {column: words.tolist() for column, words in spelled.items()}


def _days(crowd: _Crowd, chosen: Numbers, rng: np.random.Generator) -> dict[str, list[Any]]:
    size = len(chosen)
    birth, on = crowd.birth[chosen], crowd.day[chosen]
    wrong = rng.random(size) < 0.04
    years = ((SAID - birth).astype(int) / 365.2425).astype(int)
    off = np.where(rng.random(size) < 0.15, rng.integers(-2, 3, size), 0)
    return {
        "birth_date": np.where(wrong, _misread(birth), birth).astype("datetime64[D]").astype(str)
        .tolist(),
        "age": (years + off).tolist(),
        "date": (on + np.where(rng.random(size) < 0.1, rng.integers(-1, 2, size), 0)).astype(str)
        .tolist(),
    }  # fmt: skip


def _misread(days: Numbers) -> Numbers:
    """Day and month changed for one another where that is a date, else a year off."""
    months = days.astype("datetime64[M]")
    year, month = days.astype("datetime64[Y]"), (months - days.astype("datetime64[Y]")).astype(int)
    number = (days - months).astype(int)
    swapped = (year.astype("datetime64[M]") + number % 12).astype("datetime64[D]") + month
    return np.where(number < 12, swapped, days + 365)


def _hash(phone: int) -> str:
    return blake2b(phone.to_bytes(8, "little"), digest_size=8).hexdigest()


@cache
def _given_starts() -> dict[tuple[bool, bool], tuple[int, int]]:
    starts, at = {}, 0
    for kazakh in (True, False):
        for male in (True, False):
            size = len(given_names(kazakh, male))
            starts[kazakh, male] = (at, size)
            at += size
    return starts


@cache
def _all_given(style: str) -> Numbers:
    return np.array(
        [
            _spelled(name, style if kazakh or style != "ear" else "ru")
            for kazakh, male in _given_starts()
            for name in given_names(kazakh, male)
        ],
        object,
    )


def _surnames(style: str, male: Numbers, index: Numbers) -> Numbers:
    """Surnames spelled in a style, each only when it is first drawn."""
    drawn, places = np.unique(index * 2 + male, return_inverse=True)
    spelled = [_surname(at // 2, bool(at % 2), style) for at in drawn.tolist()]
    found: Numbers = np.array(spelled, object)[places]
    return found


@cache
def _surname(index: int, male: bool, style: str) -> str:
    kazakh = index < len(surnames(True))
    name = surnames(True)[index] if kazakh else surnames(False)[index - len(surnames(True))]
    if style == "ear" and kazakh:
        # Spelled once for both sexes: the ending that tells them apart is Russian.
        return surname_of(_spelled(name, style), male)
    return spell(surname_of(name, male), "ru" if style == "ear" else style)


def _spelled(name: str, style: str) -> str:
    """The name in the style; by ear each name in the same attested way throughout one list."""
    return spell_by_ear(name, Random(name)) if style == "ear" else spell(name, style)  # noqa: S311


@cache
def _patronymics(style: str) -> Numbers:
    """Patronymics of each father in a style: by people, sex and father."""
    fathers = [name for kazakh, male in _given_starts() for name in given_names(kazakh, male)]
    return np.array(
        [
            [[_patronymic(father, male, kazakh, style) for father in fathers] for male in (0, 1)]
            for kazakh in (0, 1)
        ],
        object,
    )


def _patronymic(father: str, male: int, kazakh: int, style: str) -> str:
    if style == "ear":
        return patronymic_of(_spelled(father, style), bool(male), kazakh=False)
    if style in ("ru", "passport"):
        return spell(patronymic_of(spell(father, "ru"), bool(male), kazakh=False), style)
    return spell(patronymic_of(father, bool(male), bool(kazakh)), style)


@cache
def _places() -> list[dict[str, str]]:
    text = files(__package__).joinpath("places.tsv").read_text(encoding="utf-8")
    header, *rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return [dict(zip(header, row, strict=True)) for row in rows]


@cache
def _people_of_places() -> Numbers:
    people: Numbers = np.array([float(place["population"]) for place in _places()])
    return np.asarray(people / people.sum())


@cache
def _city_names(style: str) -> Numbers:
    column = {"ru": "ru", "ear": "ru", "kk": "kk"}.get(style, "latin")
    return np.array([place[column] for place in _places()], object)
