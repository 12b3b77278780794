"""Tables with tabs, read line by line, of which any line can be read again."""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from izdeu.cli.outcome import CannotGoOn

_MARK = b"\xef\xbb\xbf"


class Tabbed:
    """A UTF-8 file with tabs whose first line names the columns.

    Raises CannotGoOn when the file cannot be read or lacks a column that is needed. Only the places
    where lines begin are held in memory.
    """

    def __init__(self, path: Path, *needed: str) -> None:
        self._path = path
        self._begins = array("q")
        lacking = [column for column in needed if column not in self.columns]
        if lacking:
            raise CannotGoOn(f"{path.name} needs a column {', '.join(lacking)} in its first line")

    @cached_property
    def columns(self) -> Sequence[str]:
        """Give the names of the columns."""
        _, head = next(self._lines(), (0, b""))
        return self._cells(head.removeprefix(_MARK))

    def rows(self) -> Iterator[Mapping[str, str]]:
        """Yield the rows; cells that a line lacks are empty."""
        self._begins = array("q")
        lines = self._lines()
        next(lines, None)
        for begin, line in lines:
            self._begins.append(begin)
            yield self._row(line)

    def row(self, place: int) -> Mapping[str, str]:
        """Read again one of the rows that ``rows`` went through, counted from 0."""
        with self._path.open("rb") as file:
            file.seek(self._begins[place])
            return self._row(file.readline())

    def _lines(self) -> Iterator[tuple[int, bytes]]:
        try:
            with self._path.open("rb") as file:
                begin = 0
                for line in file:
                    yield begin, line
                    begin += len(line)
        except OSError as error:
            raise self._unreadable() from error

    def _row(self, line: bytes) -> Mapping[str, str]:
        cells = self._cells(line)
        lacking = [""] * (len(self.columns) - len(cells))
        return dict(zip(self.columns, [*cells, *lacking], strict=False))

    def _cells(self, line: bytes) -> list[str]:
        try:
            return line.decode("utf-8").rstrip("\r\n").split("\t")
        except UnicodeDecodeError as error:
            raise self._unreadable() from error

    def _unreadable(self) -> CannotGoOn:
        return CannotGoOn(f"{self._path.name} cannot be read; give a UTF-8 file with tabs")
