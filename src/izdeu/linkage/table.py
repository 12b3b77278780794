"""Read a person table from CSV or Parquet, in batches of text columns."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pcsv
import pyarrow.parquet as pq

from izdeu.linkage import arrow
from izdeu.linkage.header import Roles, UnknownTable, read_map, recognise

BATCH_ROWS = 1 << 15
BLOCK_BYTES = 4 << 20
#: How much of a file is looked at to tell its encoding and delimiter.
SAMPLE_BYTES = 1 << 18
DELIMITERS = (",", ";", "\t", "|")
EMPTY_WORDS = ["", "NA", "N/A", "n/a", "NULL", "null", "None", "nan", "NaN", "-", "—", "–", "?"]
NOT_TEXT = "bytes that are no text: save the file in UTF-8"
FORMATS = (".csv", ".tsv", ".txt", ".parquet", ".pq")


@dataclass(frozen=True)
class PersonTable:
    """A table on disk, with the roles of its columns; rows that are set aside are counted as
    read."""

    path: Path
    roles: Roles
    set_aside: list[tuple[int, str]] = field(default_factory=list)
    """Row number as a reader would count it, and why."""

    def batches(self) -> Iterator[tuple[int, pa.RecordBatch]]:
        """The number of rows before, and the next rows: a text column per role."""
        before = read = 0
        used = list(dict.fromkeys(self.roles.column.values()))
        for batch in _read(self.path, self.set_aside):
            held = self._readable(batch.select(used), read)
            yield before, self._by_role(held)
            before += held.num_rows
            read += batch.num_rows

    def _readable(self, batch: pa.RecordBatch, read: int) -> pa.RecordBatch:
        """The rows without those whose bytes are no text; so many were read before."""
        spoilt = _spoilt(batch)
        self.set_aside.extend((self._number(read + at), NOT_TEXT) for at in spoilt)
        return batch.take([at for at in range(len(batch)) if at not in spoilt]) if spoilt else batch

    def _number(self, read: int) -> int:
        """The number of a row as a reader would count it, headers and rows set aside included."""
        number = read + (1 if is_parquet(self.path) else 2)
        for row in sorted({row for row, why in self.set_aside if why != NOT_TEXT}):
            number += row <= number
        return number

    def _by_role(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        columns = {role: _as_text(batch.column(name)) for role, name in self.roles.column.items()}
        return pa.RecordBatch.from_arrays(list(columns.values()), names=list(columns))


def open_table(path: Path, column_map: Path | None = None) -> PersonTable:
    """Look at the header and say what the columns hold.

    Raises UnknownTable where the file is missing, empty, of another kind, or tells of nobody.
    """
    if not path.is_file():
        raise UnknownTable(f"there is no file {path.name}: check the path")
    if path.suffix.lower() not in FORMATS:
        raise UnknownTable(f"{path.name}: save it as .csv or .parquet")
    headers = _headers(path)
    roles = read_map(column_map, headers) if column_map else recognise(headers)
    return PersonTable(path, roles)


def _headers(path: Path) -> list[str]:
    try:
        if is_parquet(path):
            names = list(pq.ParquetFile(path).schema_arrow.names)
        else:
            names = list(_csv_reader(path, []).schema.names)
    except (pa.ArrowException, UnicodeError) as error:
        raise UnknownTable(
            f"{path.name} cannot be read as a table, save it anew: {error}"
        ) from error
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        raise UnknownTable(f"{path.name}: two columns are called {', '.join(repeated)}")
    return names


def _read(path: Path, set_aside: list[tuple[int, str]]) -> Iterator[pa.RecordBatch]:
    try:
        yield from parquet_batches(path) if is_parquet(path) else _csv_reader(path, set_aside)
    except (pa.ArrowException, UnicodeError, OSError) as error:
        raise UnknownTable(
            f"{path.name} is damaged and cannot be read to its end, save it anew: {error}"
        ) from error


def is_parquet(path: Path) -> bool:
    """Whether a file is a Parquet file, by its name."""
    return path.suffix.lower() in (".parquet", ".pq")


def _spoilt(batch: pa.RecordBatch) -> set[int]:
    """Rows in which a cell's bytes are no text in the file's encoding."""
    try:
        batch.validate(full=True)
    except pa.ArrowInvalid:
        texts = [c.cast(pa.binary()) for c in batch.columns if pa.types.is_string(c.type)]
        return {
            at for column in texts for at, cell in enumerate(column.to_pylist()) if _no_text(cell)
        }
    return set()


def _no_text(cell: bytes | None) -> bool:
    try:
        (cell or b"").decode()
    except UnicodeDecodeError:
        return True
    return False


def parquet_batches(path: Path) -> Iterator[pa.RecordBatch]:
    """The rows of a Parquet file, some at a time; no more of it is held than that."""
    file = pq.ParquetFile(path, pre_buffer=False, memory_map=True)
    yield from file.iter_batches(batch_size=BATCH_ROWS, use_threads=False)


def _csv_reader(path: Path, set_aside: list[tuple[int, str]]) -> pcsv.CSVStreamingReader:
    sample = (
        path.read_bytes()[:SAMPLE_BYTES] if path.stat().st_size <= SAMPLE_BYTES else _head(path)
    )
    encoding = _encoding(sample)
    delimiter = _delimiter(sample.decode(encoding, errors="replace").lstrip("\ufeff"))
    names = _csv_names(sample, encoding, delimiter)

    def refuse(row: Any) -> str:
        reason = f"{row.actual_columns} cells instead of {row.expected_columns}"
        set_aside.append((row.number or 0, reason))
        return "skip"

    return pcsv.open_csv(
        path,
        read_options=pcsv.ReadOptions(
            use_threads=False, block_size=BLOCK_BYTES, encoding=encoding.replace("-sig", "")
        ),
        parse_options=pcsv.ParseOptions(
            delimiter=delimiter, newlines_in_values=True, invalid_row_handler=refuse
        ),
        convert_options=pcsv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()),
            null_values=EMPTY_WORDS,
            strings_can_be_null=True,
            check_utf8=False,
            quoted_strings_can_be_null=True,
        ),
    )


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(SAMPLE_BYTES)


def _encoding(sample: bytes) -> str:
    if sample[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    if b"\0" in sample[:2]:
        return "utf-16-le" if sample[1:2] == b"\0" else "utf-16-be"
    if _is_utf8(sample):
        return "utf-8-sig"
    try:
        sample.decode("cp1251")
    except UnicodeDecodeError:
        return "latin-1"
    return "cp1251"


def _is_utf8(sample: bytes) -> bool:
    """Whether more letters than not are those of UTF-8: single spoilt rows are set aside later."""
    text = sample.decode("utf-8", errors="replace")
    spoilt = text.count("\ufffd")
    return text.isascii() or sum(letter > "\x7f" for letter in text) > 2 * spoilt


def _delimiter(text: str) -> str:
    line = next((line for line in text.splitlines() if line.strip()), "")
    if not line:
        raise UnknownTable("the table is empty: it needs a line of headers and a row")
    return max(DELIMITERS, key=line.count)


def _csv_names(sample: bytes, encoding: str, delimiter: str) -> list[str]:
    import csv

    lines = sample.decode(encoding, errors="replace").lstrip("\ufeff").splitlines()
    return next(csv.reader(lines, delimiter=delimiter))


def _as_text(values: pa.Array) -> pa.Array:
    """Any column as trimmed text: 1990.0 is 1990, an empty cell is nothing."""
    kind = values.type
    if pa.types.is_dictionary(kind):
        return _as_text(values.dictionary_decode())
    if pa.types.is_floating(kind):
        return pc.replace_substring_regex(values.cast(pa.string()), r"\.0+$", "")
    if pa.types.is_nested(kind) or pa.types.is_binary(kind):
        return arrow.texts(None if v is None else str(v) for v in values.to_pylist())
    if pa.types.is_timestamp(kind):
        return pc.strftime(values, format="%Y-%m-%d")
    text = pc.utf8_trim_whitespace(values.cast(pa.string()))
    missing = pc.is_in(text, value_set=arrow.texts(EMPTY_WORDS))
    return pc.if_else(missing, arrow.text(None), text)
