"""A record as the columns that the model's conditions read."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from izdeu.linkage.cap import Caps
from izdeu.linkage.day import birth_from_age, days, full, year
from izdeu.linkage.evaluation import Value
from izdeu.linkage.place import locate
from izdeu.linkage.record import Happening, Record
from izdeu.linkage.spelling import parts, plain, written_parts

Columns = Mapping[str, Value]

#: What a reason shows of a comparison: the words as written, in a column that no condition reads.
WRITTEN = "_written"

#: Columns of which a record can have several values: the alternatives stand side by side.
GROUPS = {
    "place": ("place", "place_lat", "place_lon"),
    "event": (
        "event_word",
        "event_first",
        "event_last",
        "event_place",
        "event_lat",
        "event_lon",
    ),
    "phone": ("phone",),
    "number": ("number",),
}


@dataclass(frozen=True)
class Features:
    """The columns of one record; ``several`` holds, per group, one mapping for each alternative."""

    single: Columns
    several: Mapping[str, tuple[Columns, ...]]


@lru_cache(maxsize=1 << 15)
def features(record: Record) -> Features:
    """The record's columns; what it does not say is not among them."""
    single = {**name_columns(record.name, record.father), **birth_columns(record)}
    single |= {
        "sex": record.sex,
        "address": plain(record.address),
        "marks": " ".join(sorted(map(plain, record.marks))),
        "document": record.document,
        "row": record.row,
        "birth_written": record.birth or record.age,
        "address_written": record.address,
        "marks_written": ", ".join(record.marks),
    }
    single |= {
        f"{part}{WRITTEN}": words for part, words in written_parts(record.name, record.father)
    }
    several: dict[str, tuple[Columns, ...]] = {
        "place": tuple(_place(place) for place in record.places),
        "event": tuple(event_columns(event) for event in record.events),
        "phone": tuple({"phone": phone} for phone in record.phones),
        "number": tuple({"number": number} for number in record.numbers),
    }
    return Features(_said(single), {group: found for group, found in several.items() if found})


def name_columns(name: str, father: str = "") -> dict[str, Value]:
    """The columns of a name as written."""
    read = parts(name, father)
    return {column: getattr(read, column) for column in read.__slots__}


def birth_columns(record: Record) -> dict[str, Value]:
    """The columns of a birth date, or of an age with the date it was said."""
    born = days(record.birth) if record.birth else birth_from_age(record.age, record.age_said)
    if born is None:
        return {}
    exact = full(record.birth)
    split: dict[str, Value] = {"birth_year": year(born)}
    if exact:
        split |= {"birth": exact, "birth_month": int(exact[5:7]), "birth_day": int(exact[8:])}
    return {"birth_first": born.first, "birth_last": born.last, **split}


def place_columns(written: str) -> dict[str, Value]:
    """The columns of a place as written."""
    found = locate(written)
    if found is None:
        return {}
    return _said({"place": found.name, "place_lat": found.lat, "place_lon": found.lon})


def _place(written: str) -> dict[str, Value]:
    return {**place_columns(written), f"place{WRITTEN}": written}


def event_columns(event: Happening) -> dict[str, Value]:
    """The columns of something that happened; without a date there are none."""
    when = days(event.when)
    if when is None:
        return {}
    where = locate(event.place)
    said: dict[str, Value] = {
        "event_word": event.word,
        "event_first": when.first,
        "event_last": when.last,
        f"event{WRITTEN}": event.when,
    }
    if where is not None:
        said["event_place"] = where.name
        if event.word in _placing():
            said |= {"event_lat": where.lat, "event_lon": where.lon}
    return _said(said)


@lru_cache(maxsize=1)
def _placing() -> frozenset[str]:
    return Caps.default().placing_events


def _said(columns: Mapping[str, Value]) -> dict[str, Value]:
    return {column: value for column, value in columns.items() if value not in (None, "")}
