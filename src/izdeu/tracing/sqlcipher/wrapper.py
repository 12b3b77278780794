"""A connection of Django's SQLite backend through the SQLCipher driver.

It opens the file of the generation that ``data.key`` names. Every write passes the gate, where it
is looked once more whether the key was changed: a write never goes to a file that was left behind.
"""

import datetime
import decimal
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.backends.sqlite3 import base as plain
from django.db.backends.sqlite3._functions import register as register_functions
from django.utils.dateparse import parse_date, parse_datetime, parse_time
from sqlcipher3 import dbapi2 as driver

from izdeu.protection import vault
from izdeu.protection.vault import Stamp
from izdeu.tracing.sqlcipher.file import connect, path_of
from izdeu.tracing.sqlcipher.gate import Gate

#: Statements that change nothing in the file; every other one passes the gate.
_READING = frozenset({"SELECT", "PRAGMA", "EXPLAIN", "VALUES"})

driver.register_converter("bool", b"1".__eq__)
driver.register_converter("date", lambda octets: parse_date(octets.decode()))
driver.register_converter("time", lambda octets: parse_time(octets.decode()))
driver.register_converter("datetime", lambda octets: parse_datetime(octets.decode()))
driver.register_converter("timestamp", lambda octets: parse_datetime(octets.decode()))
driver.register_adapter(decimal.Decimal, str)
driver.register_adapter(datetime.date, datetime.date.isoformat)
driver.register_adapter(datetime.datetime, lambda moment: moment.isoformat(" "))


class DatabaseWrapper(plain.DatabaseWrapper):
    """Django's SQLite, but for the driver, the key and the gate."""

    display_name = "SQLCipher"
    Database = driver
    init_commands: Sequence[str]

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.gate = Gate(self._home)
        self._stamp: Stamp | None = None

    @property
    def _home(self) -> Path:
        home: Path = settings.HOME
        return home

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Open the current generation; once more if it was changed in this very moment."""
        params = {name: value for name, value in conn_params.items() if name != "uri"}
        name = Path(params.pop("database"))
        while True:
            stamp, key = vault.stamp(self._home), vault.current(self._home)
            opened = self._prepared(path_of(name, key.generation), key, params, stamp)
            if opened is not None:
                self._stamp = stamp
                return opened

    def _prepared(self, path: Path, key: Any, params: Mapping[str, Any], stamp: Stamp) -> Any:
        try:
            # The driver would otherwise begin transactions of its own, and never commit them.
            opened = connect(path, key, isolation_level=None, **params)
            register_functions(opened)
            for command in ("PRAGMA foreign_keys = ON", *self.init_commands):
                opened.execute(command)
        except driver.Error:
            if vault.stamp(self._home) == stamp:
                raise
            return None
        return opened if vault.stamp(self._home) == stamp else None

    def create_cursor(self, name: str | None = None) -> Any:
        """A cursor; between transactions, one on the file of today."""
        del name
        if not self.gate.inside:
            self.follow()
        return Cursor(self)

    def follow(self) -> None:
        """Go over to the new file after a rotation; what is still being read is read to its end."""
        if self.connection is not None and self._stamp != vault.stamp(self._home):
            self.connection = self.get_new_connection(self.get_connection_params())

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Pass the gate for one statement outside of transactions."""
        if self.gate.inside:
            yield
            return
        self.gate.enter()
        try:
            self.follow()
            yield
        finally:
            self.gate.leave()

    def _start_transaction_under_autocommit(self) -> None:
        self.gate.enter()
        try:
            self.follow()
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self.gate.leave()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        self.gate.leave()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self.gate.leave()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self.gate.close()

    def is_in_memory_db(self) -> bool:
        """Never: an encrypted file is a file."""
        return False


class Cursor:
    """A cursor of the driver, on the connection that stands when a statement is run."""

    def __init__(self, wrapper: DatabaseWrapper) -> None:
        self._wrapper = wrapper
        self._cursor: Any = wrapper.connection.cursor()

    def execute(self, query: str, params: Any = None) -> "Cursor":
        """Run one statement written in Django's style of parameters."""
        if params is not None:
            query = _worded(query, params)
        given = (query,) if params is None else (query, params)
        return self._run("execute", query, given)

    def executemany(self, query: str, params: Any) -> "Cursor":
        """Run one statement for each row of parameters."""
        rows: Sequence[Any] = list(params)
        query = _worded(query, rows[0] if rows else ())
        return self._run("executemany", query, (query, rows))

    def _run(self, deed: str, query: str, given: tuple[Any, ...]) -> "Cursor":
        if self._wrapper.gate.inside or _passes(query):
            getattr(self._cursor, deed)(*given)
            return self
        with self._wrapper.writing():
            self._cursor = self._wrapper.connection.cursor()
            getattr(self._cursor, deed)(*given)
        return self

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cursor, name)

    def __iter__(self) -> Any:
        return iter(self._cursor)


@lru_cache(maxsize=2048)
def _passes(query: str) -> bool:
    """Whether a statement changes nothing by itself."""
    words = query.split(None, 1)
    return bool(words) and words[0].upper() in _READING | {"BEGIN"}


def _worded(query: str, params: Any) -> str:
    return _converted(query, tuple(params) if isinstance(params, Mapping) else None)


@lru_cache(maxsize=2048)
def _converted(query: str, names: tuple[str, ...] | None) -> str:
    """The statement in the driver's style; what the pages ask is asked again and again."""
    convert: Any = plain.SQLiteCursorWrapper.convert_query
    return str(convert(None, query, param_names=names))
