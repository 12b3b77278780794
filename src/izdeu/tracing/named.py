"""Rows that name one of some ids: each question is worded once, where Django words it anew.

Measured on one new mention: two thirds of the time of recording it went into wording.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from django.db import connection, models

Row = TypeVar("Row", bound=models.Model)
Convert = Callable[[Any], Any]

#: Ids that one statement names.
_NAMED = 500


def rows(
    table: type[Row], column: str, ids: Iterable[Any], *, without: Sequence[str] = ()
) -> Iterator[Row]:
    """The rows of a table that have one of these ids in a column; fields ``without`` wait until
    somebody asks for them."""
    names = tuple(
        field.attname for field in table._meta.concrete_fields if field.attname not in without
    )
    for row in values(table, column, ids, names):
        yield table.from_db(connection.alias, names, row)


def values(
    table: type[models.Model], column: str, ids: Iterable[Any], names: Sequence[str]
) -> Iterator[tuple[Any, ...]]:
    """These fields of such rows."""
    convert = _converters(table, tuple(names), connection.vendor)
    quote = connection.ops.quote_name
    wanted = ", ".join(quote(_field(table, name).column) for name in names)
    for row in _run(f"SELECT {wanted} FROM", table, column, ids):
        yield tuple(
            value if told is None else told(value) for told, value in zip(convert, row, strict=True)
        )


def delete(table: type[models.Model], column: str, ids: Iterable[Any]) -> None:
    """Delete such rows; nothing hangs on them."""
    for _ in _run("DELETE FROM", table, column, ids, gives=False):
        pass


def _run(
    deed: str, table: type[models.Model], column: str, ids: Iterable[Any], *, gives: bool = True
) -> Iterator[Any]:
    field = _field(table, column)
    wanted = [field.get_db_prep_value(one, connection) for one in ids]
    quote = connection.ops.quote_name
    words = f"{deed} {quote(table._meta.db_table)} WHERE {quote(field.column)} IN"
    for first in range(0, len(wanted), _NAMED):
        some = wanted[first : first + _NAMED]
        with connection.cursor() as cursor:
            cursor.execute(f"{words} ({', '.join(['%s'] * len(some))})", some)
            if gives:
                yield from cursor.fetchall()


def _field(table: type[models.Model], name: str) -> Any:
    return table._meta.get_field(name)


@lru_cache(maxsize=64)
def _converters(
    table: type[models.Model], names: tuple[str, ...], vendor: str
) -> tuple[Convert | None, ...]:
    """What makes Python's values of the database's, as Django does; ``None`` where they are."""
    del vendor
    return tuple(_converter(_field(table, name).get_col(table._meta.db_table)) for name in names)


def _converter(of: Any) -> Convert | None:
    steps = [*connection.ops.get_db_converters(of), *of.get_db_converters(connection)]
    if not steps:
        return None

    def convert(value: Any) -> Any:
        for step in steps:
            value = step(value, of, connection)
        return value

    return convert
