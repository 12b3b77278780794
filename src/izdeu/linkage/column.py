"""The columns of a table, made ready for comparison: one value per distinct cell."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from izdeu.linkage import arrow, written
from izdeu.linkage.day import days
from izdeu.linkage.evaluation import Value
from izdeu.linkage.feature import birth_columns, place_columns
from izdeu.linkage.record import Record
from izdeu.linkage.spelling import parts, plain, split_parts

#: What a model's conditions can read, and whether as text or as a number.
NUMBERS = {
    "birth_first": 1.0,
    "birth_last": 1.0,
    "birth_year": 1.0,
    "birth_month": 1.0,
    "birth_day": 1.0,
    "place_lat": 1e-6,
    "place_lon": 1e-6,
    "event_first": 1.0,
    "event_last": 1.0,
    "event_lat": 1e-6,
    "event_lon": 1e-6,
}
Cells = tuple[str, ...]


def normalise(batch: pa.RecordBatch, *, month_first: bool = False, listed: str = "") -> pa.Table:
    """Turn a batch with a text column per role into the columns that models read.

    ``listed`` is the date on which ages were true where no column says it.
    """
    found: dict[str, pa.Array] = {}
    for wanted, reader in _readers(month_first, listed):
        roles = [role for role in wanted if role in batch.schema.names]
        if roles == ["event_date"] or ("age" not in roles and "birth" in wanted):
            roles = [role for role in roles if role != "event_date" or "event" in wanted]
        if roles:
            found |= _mapped(batch, roles, reader)
    return arrow.table(found or {"nothing": pa.nulls(batch.num_rows, pa.string())})


Reader = Callable[[Mapping[str, str]], Mapping[str, Value]]


def _readers(month_first: bool, listed: str) -> Sequence[tuple[Cells, Reader]]:
    return (
        (("name", "surname", "given", "patronymic"), _name),
        (("sex",), lambda cells: {"sex": written.sex(cells.get("sex", ""))}),
        (
            ("birth", "age", "age_said", "event_date"),
            lambda cells: _birth(cells, month_first, listed),
        ),
        (("place",), lambda cells: place_columns(cells.get("place", ""))),
        (("region",), lambda cells: {"region": plain(cells.get("region", ""))}),
        (("address",), lambda cells: {"address": plain(cells.get("address", ""))}),
        (("house",), lambda cells: {"house": plain(cells.get("house", ""))}),
        (("postcode",), lambda cells: {"postcode": plain(cells.get("postcode", ""))}),
        (("phone",), lambda cells: {"phone": written.phone(cells.get("phone", ""))}),
        (("number",), lambda cells: {"number": written.digits(cells.get("number", ""))}),
        (("email",), lambda cells: {"email": cells.get("email", "").casefold()}),
        (("event", "event_date", "event_place"), lambda cells: _event(cells, month_first)),
        (("marks",), lambda cells: {"marks": plain(cells.get("marks", ""))}),
        (("document",), lambda cells: {"document": cells.get("document", "")}),
    )


def _mapped(batch: pa.RecordBatch, roles: Sequence[str], reader: Reader) -> dict[str, pa.Array]:
    """Read each distinct combination of cells once, and give every row its result."""
    place, distinct = _distinct([batch.column(role) for role in roles])
    rows = [reader({r: c for r, c in zip(roles, cells, strict=True) if c}) for cells in distinct]
    columns = dict.fromkeys(name for row in rows for name in row)
    return {name: _column(name, [row.get(name) for row in rows]).take(place) for name in columns}


def _distinct(columns: Sequence[pa.Array]) -> tuple[pa.Array, list[Cells]]:
    if len(columns) == 1:
        encoded = columns[0].dictionary_encode(null_encoding="encode")
        return encoded.indices, [(cell,) for cell in encoded.dictionary.to_pylist()]
    joined = pc.binary_join_element_wise(
        *[pc.fill_null(column, arrow.text("")) for column in columns], arrow.text("\x1f")
    ).dictionary_encode()
    return joined.indices, [tuple(cell.split("\x1f")) for cell in joined.dictionary.to_pylist()]


def _column(name: str, values: list[Any]) -> pa.Array:
    if name in NUMBERS:
        scale = NUMBERS[name]
        return arrow.whole([None if v is None else round(v / scale) for v in values])
    return arrow.texts(str(v) if v not in (None, "") else None for v in values)


def _name(cells: Mapping[str, str]) -> Mapping[str, Value]:
    apart = [cells.get(part, "") for part in ("surname", "given", "patronymic")]
    read = split_parts(*apart) if any(apart) else parts(cells.get("name", ""))
    return {column: getattr(read, column) for column in read.__slots__}


def _birth(cells: Mapping[str, str], month_first: bool, listed: str) -> Mapping[str, Value]:
    # An age is of the day the list speaks of, where it does not say another.
    when = cells.get("age_said") or cells.get("event_date", "")
    said = written.edtf(when, month_first=month_first) or listed
    born = written.edtf(cells.get("birth", ""), month_first=month_first)
    return birth_columns(Record("", birth=born, age=cells.get("age", ""), age_said=said))


def _event(cells: Mapping[str, str], month_first: bool) -> Mapping[str, Value]:
    when = days(written.edtf(cells.get("event_date", ""), month_first=month_first))
    if when is None:
        return {}
    where = place_columns(cells.get("event_place", ""))
    return {
        "event_word": plain(cells.get("event", "")),
        "event_first": when.first,
        "event_last": when.last,
        "event_place": where.get("place"),
        "event_lat": where.get("place_lat"),
        "event_lon": where.get("place_lon"),
    }
