"""Read a table once and keep it as numbers on disk, so that a stopped run can go on."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from izdeu.linkage import arrow, written
from izdeu.linkage.allocation import trim
from izdeu.linkage.block import hashes
from izdeu.linkage.column import normalise
from izdeu.linkage.file import replacing, write_whole
from izdeu.linkage.header import UnknownTable
from izdeu.linkage.matrix import Coder, Frequencies, Pool, count, wanted_columns
from izdeu.linkage.model import Model
from izdeu.linkage.progress import Progress
from izdeu.linkage.table import PersonTable

Numbers = NDArray[Any]
#: Rows looked at to tell whether dates put the month first.
DATE_SAMPLE = 20_000
#: Rows that say the same are compared with one another up to so many.
MANY_TWINS = 50
#: Rows that are read from disk at a time.
PART_ROWS = 1 << 18
#: The number of a row; where no model speaks of it, it costs a column in the matrix.
ROW = "row"
#: Roles that name a row and are never compared.
NAMING = ("id", "truth")


@dataclass(frozen=True, eq=False)
class Encoded:
    """A table as codes; ``rows`` is in memory or, where that is too small, a view of the file."""

    columns: tuple[str, ...]
    scales: Numbers
    rows: Numbers
    """(n, c) int32."""
    pool: Pool
    frequencies: Frequencies
    folder: Path
    set_aside: tuple[tuple[int, str], ...]
    twins: Numbers
    """(t, 2) rows of a large group of equal rows, each with the group's first: compared once."""

    def resting(self) -> "Encoded":
        """The same table without what only weighing needs; its rows are a view of the file."""
        rows = _view(self.folder / "rows.bin", self.rows.shape)
        frequencies = Frequencies((), np.zeros((0, 1), np.float32), {})
        return replace(self, rows=rows, pool=Pool.of(arrow.texts([])), frequencies=frequencies)

    @property
    def ids(self) -> pa.ChunkedArray:
        """The records' ids by position, read from disk where they lie."""
        return _mapped(self.folder / "ids.arrow", "id")

    @property
    def truth(self) -> pa.ChunkedArray | None:
        """What the table itself says is one person, where it does."""
        table = pa.ipc.open_file(pa.memory_map(str(self.folder / "ids.arrow"))).read_all()
        return table.column("truth") if "truth" in table.column_names else None


@dataclass(frozen=True)
class Reading:
    """How the cells of a table are made ready for comparison."""

    columns: tuple[str, ...]
    """Those that are kept: what a model can read, and the row's number."""
    month_first: bool
    """Whether dates like 05/14/1990 are written in this table."""
    folder: Path
    progress: Progress
    threads: int

    @classmethod
    def of(
        cls, table: PersonTable, model: Model, folder: Path, progress: Progress, threads: int
    ) -> Self:
        """How to read a table for a model."""
        columns = tuple(dict.fromkeys((*wanted_columns(model), ROW)))
        return cls(columns, _month_first(table), folder, progress, threads)


Normaliser = Callable[[Iterable[pa.RecordBatch], Reading], Iterator[pa.Table]]
"""Makes batches of cells ready, in their order: a text column per role, and the row's number."""


def encode(table: PersonTable, how: Reading, normalised: "Normaliser") -> None:
    """Write the codes, texts and ids of a table into a folder.

    Raises UnknownTable where no row is left.
    """
    folder, coder = how.folder, Coder(how.columns)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "rows.tmp").open("wb") as rows, _id_file(folder, table) as ids:
        for made in normalised(_cells(table, ids), how):
            rows.write(np.ascontiguousarray(coder.rows(made)).tobytes())
            how.progress.moved("reading", rows.tell(), total=0, unit="bytes")
    if (folder / "rows.tmp").stat().st_size == 0:
        raise UnknownTable(_why_empty(table))
    keep_texts(coder, table.set_aside, folder)
    _tell_apart(folder)
    (folder / "rows.tmp").rename(folder / "rows.bin")


def _why_empty(table: PersonTable) -> str:
    told = f"{table.path.name}: there is no row below the headers that can be read"
    if table.set_aside:
        aside = sorted(set(table.set_aside))
        row, why = aside[0]
        told += f"; {len(aside)} were set aside, the first is row {row} with {why}"
    return told


def normalised(cells: Iterable[pa.RecordBatch], how: Reading) -> Iterator[pa.Table]:
    """Make the cells ready in this process."""
    for batch in cells:
        yield ready(batch, how.month_first)


def ready(batch: pa.RecordBatch, month_first: bool) -> pa.Table:
    """The columns that models read, and the row's number."""
    made = normalise(batch, month_first=month_first)
    return made.append_column(ROW, batch.column(ROW))


def _cells(table: PersonTable, ids: pa.RecordBatchFileWriter) -> Iterator[pa.RecordBatch]:
    """The cells of the table with the numbers of their rows; keeps the ids meanwhile."""
    for before, batch in table.batches():
        ids.write_batch(_id_batch(batch, before))
        numbers = arrow.column(np.arange(before, before + batch.num_rows, dtype=np.int32))
        roles = [role for role in batch.schema.names if role not in NAMING]
        yield batch.select(roles).append_column(ROW, numbers)


def _id_batch(batch: pa.RecordBatch, before: int) -> pa.RecordBatch:
    numbers = arrow.column(np.arange(before + 1, before + 1 + batch.num_rows)).cast(pa.string())
    names = batch.schema.names
    found = {"id": pc.coalesce(batch.column("id"), numbers) if "id" in names else numbers}
    if "truth" in names:
        found["truth"] = batch.column("truth")
    return arrow.batch(found)


def _id_file(folder: Path, table: PersonTable) -> pa.RecordBatchFileWriter:
    fields = [("id", pa.string())]
    if "truth" in table.roles.column:
        fields.append(("truth", pa.string()))
    return pa.ipc.new_file(str(folder / "ids.arrow"), pa.schema(fields))


def _tell_apart(folder: Path) -> None:
    """Give ids that repeat the number of their row; what has no id already has it as its id."""
    path = folder / "ids.arrow"
    table = pa.ipc.open_file(pa.memory_map(str(path))).read_all()
    ids = table.column("id").combine_chunks()
    repeated = _repeated(ids)
    if not repeated.any():
        return
    numbers = arrow.column(np.arange(1, len(ids) + 1)).cast(pa.string())
    while repeated.any():
        # A marked id can be the one that another row has.
        marked = pc.binary_join_element_wise(ids, numbers, arrow.text("#"))
        ids = pc.if_else(arrow.column(repeated), marked, ids)
        repeated = _repeated(ids)
    told = table.set_column(0, "id", ids)
    with replacing(path) as beside, pa.ipc.new_file(str(beside), told.schema) as file:
        file.write_table(told)


def _repeated(ids: pa.Array) -> Numbers:
    """Which ids an earlier row has."""
    codes = arrow.numbers(ids.dictionary_encode().indices)
    repeated = np.ones(len(codes), bool)
    repeated[np.unique(codes, return_index=True)[1]] = False
    return repeated


def _month_first(table: PersonTable) -> bool:
    for _, batch in table.batches():
        if "birth" not in batch.schema.names:
            return False
        return written.is_month_first(
            batch.column("birth").slice(0, DATE_SAMPLE).drop_null().to_pylist()
        )
    return False


def keep_texts(coder: Coder, set_aside: Sequence[tuple[int, str]], folder: Path) -> None:
    """Write the texts behind the codes, and what else is known of the table."""
    with pa.ipc.new_file(str(folder / "texts.arrow"), pa.schema([("text", pa.string())])) as file:
        file.write_batch(pa.RecordBatch.from_arrays([coder.texts], names=["text"]))
    said = {"columns": coder.columns, "set_aside": sorted(set(set_aside))}
    write_whole(folder / "table.json", json.dumps(said))


def load(folder: Path, scales: dict[str, float], wanted: Sequence[str], memory: int) -> Encoded:
    """Take up an encoded table; ``wanted`` columns get frequencies, ``memory`` is for the rows."""
    said = json.loads((folder / "table.json").read_text(encoding="utf-8"))
    columns = tuple(said["columns"])
    path = folder / "rows.bin"
    shape = (path.stat().st_size // (4 * len(columns)), len(columns))
    held = path.stat().st_size <= memory
    rows = np.fromfile(path, np.int32).reshape(shape) if held else _view(path, shape)
    texts = _mapped(folder / "texts.arrow", "text").combine_chunks()
    pool = Pool.of(texts if isinstance(texts, pa.Array) else texts.chunk(0))
    twins = _twins(path, shape, columns.index(ROW))
    once = _once(path, shape, twins)
    trim()
    frequencies = count(once, columns, wanted, len(pool.kinds))
    return Encoded(
        columns=columns,
        scales=np.array([scales.get(name, 1.0) for name in columns]),
        rows=rows,
        pool=pool,
        frequencies=frequencies,
        folder=folder,
        set_aside=tuple((int(row), str(why)) for row, why in said["set_aside"]),
        twins=twins,
    )


def _twins(path: Path, shape: tuple[int, int], row: int) -> Numbers:
    """Rows that say the same in every column but their number, in groups of many."""
    others = [at for at in range(shape[1]) if at != row]
    keys = np.empty(shape[0], np.uint64)
    start = 0
    for part in parts(path, shape):
        keys[start : start + len(part)] = hashes(part[:, others])
        start += len(part)
    order = _of_many(keys)
    _, starts, sizes = np.unique(keys[order], return_index=True, return_counts=True)
    first = np.repeat(order[starts], sizes)
    twins = order != first
    return np.stack([order[twins], first[twins]], axis=1)


def _of_many(keys: Numbers) -> Numbers:
    """The rows whose keys (n,) many others have, sorted by key; few are ever held beside them."""
    ordered = np.sort(keys)
    many = np.unique(ordered[MANY_TWINS:][ordered[MANY_TWINS:] == ordered[:-MANY_TWINS]])
    del ordered
    found = [
        start + np.flatnonzero(np.isin(keys[start : start + PART_ROWS], many))
        for start in range(0, len(keys), PART_ROWS)
    ]
    rows = np.concatenate([np.zeros(0, np.int64), *found])
    return rows[np.argsort(keys[rows], kind="stable")]


def _once(path: Path, shape: tuple[int, int], twins: Numbers) -> Iterator[Numbers]:
    """The rows without those that another one stands for."""
    kept, start = np.ones(shape[0], bool), 0
    kept[twins[:, 0]] = False
    for part in parts(path, shape):
        yield part[kept[start : start + len(part)]]
        start += len(part)


def _view(path: Path, shape: tuple[int, int]) -> Numbers:
    return np.memmap(path, np.int32, "r", shape=shape)


def parts(path: Path, shape: tuple[int, int]) -> Iterator[Numbers]:
    """The rows from disk, some at a time, without keeping them."""
    with path.open("rb") as file:
        while True:
            part = np.fromfile(file, np.int32, PART_ROWS * shape[1])
            if not part.size:
                return
            yield part.reshape(-1, shape[1])


def _mapped(path: Path, column: str) -> pa.ChunkedArray:
    return pa.ipc.open_file(pa.memory_map(str(path))).read_all().column(column)


def read_parts(table: Encoded) -> Iterator[tuple[int, Numbers]]:
    """The position of the first of some rows, and the rows, until all were read."""
    start = 0
    for part in parts(table.folder / "rows.bin", (0, len(table.columns))):
        yield start, part
        start += len(part)
