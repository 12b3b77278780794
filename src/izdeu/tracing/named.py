"""Rows that name one of some ids: each question is worded once, where Django words it anew.

Measured on one new mention: two thirds of the time of recording it went into wording. A condition
``where`` is a part of the words, in SQL over the columns of the table; nothing that anybody wrote
stands in it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, models

from izdeu.tracing.bulk import Adapt, adapter

Row = TypeVar("Row", bound=models.Model)
Convert = Callable[[Any], Any]

#: Ids that one statement names.
_NAMED = 500


def rows(
    table: type[Row],
    column: str,
    ids: Iterable[Any],
    *,
    where: str = "",
    without: tuple[str, ...] = (),
    locked: bool = False,
) -> Iterator[Row]:
    """The rows of a table that have one of these ids in a column.

    Fields ``without`` wait until somebody asks for them. Rows that are ``locked`` nobody else
    changes before the transaction is over.
    """
    names = _names(table, without)
    asked = _select(table, column, names, where, locked)
    for row in _given(asked, ids):
        yield table.from_db(DEFAULT_DB_ALIAS, names, row)


def values(
    table: type[models.Model],
    column: str,
    ids: Iterable[Any],
    names: tuple[str, ...],
    *,
    where: str = "",
) -> Iterator[tuple[Any, ...]]:
    """These fields of such rows."""
    return _given(_select(table, column, names, where, False), ids)


def delete(table: type[models.Model], column: str, ids: Iterable[Any], *, where: str = "") -> None:
    """Delete such rows; nothing hangs on them."""
    for _ in _run(_change("DELETE FROM {}", table, column, where), ids):
        pass


def update(table: type[models.Model], column: str, ids: Iterable[Any], **told: Any) -> None:
    """Write these values into such rows."""
    places = ", ".join(f"{_quoted(table, name)} = %s" for name in told)
    asked = _change(f"UPDATE {{}} SET {places}", table, column)  # noqa: S608
    given = [_adapted(value, adapter(_field(table, name))) for name, value in told.items()]
    for _ in _run(asked, ids, given):
        pass


@dataclass(frozen=True, slots=True)
class _Statement:
    """A statement about rows that name some ids: its words before and after them."""

    before: str
    after: str
    adapt: Adapt | None
    """What makes of an id what the database driver is given."""
    converts: tuple[Convert | None, ...] = ()
    """What makes Python's values of the database's, as Django does; ``None`` where they are."""


def _given(asked: _Statement, ids: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    for cursor in _run(asked, ids):
        for row in cursor.fetchall():
            pairs = zip(row, asked.converts, strict=True)
            yield tuple([value if convert is None else convert(value) for value, convert in pairs])


def _run(statement: _Statement, ids: Iterable[Any], given: Sequence[Any] = ()) -> Iterator[Any]:
    wanted = [_adapted(one, statement.adapt) for one in ids]
    for first in range(0, len(wanted), _NAMED):
        some = wanted[first : first + _NAMED]
        places = ", ".join(["%s"] * len(some))
        with connection.cursor() as cursor:
            cursor.execute(f"{statement.before} IN ({places}){statement.after}", [*given, *some])
            yield cursor


def _adapted(value: Any, adapt: Adapt | None) -> Any:
    return value if adapt is None else adapt(value)


@lru_cache(maxsize=128)
def _select(
    table: type[models.Model],
    column: str,
    names: tuple[str, ...],
    where: str,
    locked: bool,
) -> _Statement:
    wanted = ", ".join(_quoted(table, name) for name in names)
    holding = " FOR UPDATE" if locked and connection.features.has_select_for_update else ""
    converts = (_converter(_field(table, name).get_col(table._meta.db_table)) for name in names)
    after = _also(where) + holding
    deed = f"SELECT {wanted} FROM {{}}"  # noqa: S608
    return _worded(deed, table, column, after, tuple(converts))


@lru_cache(maxsize=64)
def _change(deed: str, table: type[models.Model], column: str, where: str = "") -> _Statement:
    return _worded(deed, table, column, _also(where))


def _also(where: str) -> str:
    return f" AND {where}" if where else ""


def _worded(
    deed: str,
    table: type[models.Model],
    column: str,
    after: str = "",
    converts: tuple[Convert | None, ...] = (),
) -> _Statement:
    name = connection.ops.quote_name(table._meta.db_table)
    before = f"{deed.format(name)} WHERE {_quoted(table, column)}"
    return _Statement(before, after, adapter(_field(table, column)), converts)


def _quoted(table: type[models.Model], name: str) -> str:
    return str(connection.ops.quote_name(_field(table, name).column))


def _field(table: type[models.Model], name: str) -> Any:
    return table._meta.get_field(name)


@lru_cache(maxsize=64)
def _names(table: type[models.Model], without: tuple[str, ...]) -> tuple[str, ...]:
    fields = table._meta.concrete_fields
    return tuple(field.attname for field in fields if field.attname not in without)


def _converter(of: Any) -> Convert | None:
    steps = [*connection.ops.get_db_converters(of), *of.get_db_converters(connection)]
    if not steps:
        return None

    def convert(value: Any) -> Any:
        for step in steps:
            value = step(value, of, connection)
        return value

    return convert
