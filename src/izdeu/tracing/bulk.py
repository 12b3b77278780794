"""Many rows at once: Django's bulk_create spends most of its time wording the statement.

Measured on a list of 10,000 rows: three quarters of the time of recording it.
"""

import json
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection, models


def insert(rows: Sequence[models.Model], *, unless_there: bool = False) -> None:
    """Insert rows of one table; ``unless_there`` passes over those whose key exists."""
    if not rows:
        return
    fields = [field for field in rows[0]._meta.concrete_fields if not _numbered(field)]
    ready = [_adapter(field) for field in fields]
    names = [field.attname for field in fields]
    values = [
        tuple(adapt(getattr(row, name)) for adapt, name in zip(ready, names, strict=True))
        for row in rows
    ]
    _write(type(rows[0]), [str(field.column) for field in fields], values, unless_there)


def fill(table: type[models.Model], columns: Sequence[str], values: Sequence[Any]) -> None:
    """Insert rows that are numbers or bytes, given as tuples: no objects are made of them."""
    if values:
        _write(table, columns, values, unless_there=False)


def _write(
    model: type[models.Model], columns: Sequence[str], values: Sequence[Any], unless_there: bool
) -> None:
    quote = connection.ops.quote_name
    table = f"{quote(model._meta.db_table)} ({', '.join(map(quote, columns))})"
    if connection.vendor == "postgresql" and not unless_there:
        _copy(table, values)
        return
    places = ", ".join(["%s"] * len(columns))
    passing = " ON CONFLICT DO NOTHING" if unless_there else ""
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} VALUES ({places}){passing}", values)  # noqa: S608


def _copy(table: str, values: Sequence[Sequence[Any]]) -> None:
    """PostgreSQL binds each row of an INSERT by itself, which costs more than to store it."""
    with (
        connection.cursor() as cursor,
        connection.wrap_database_errors,
        cursor.cursor.copy(f"COPY {table} FROM STDIN") as stream,
    ):
        for row in values:
            stream.write_row(row)


def _numbered(field: Any) -> bool:
    return isinstance(field, models.AutoField | models.BigAutoField)


def _adapter(field: Any) -> Callable[[Any], Any]:
    if isinstance(field, models.UUIDField) and not connection.features.has_native_uuid_field:
        return lambda value: None if value is None else field.to_python(value).hex
    if isinstance(field, models.JSONField):
        return lambda value: json.dumps(value, ensure_ascii=False)
    return lambda value: value
