"""Read a table once and keep it as numbers on disk, so that a stopped run can go on."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from izdeu.linkage import arrow, written
from izdeu.linkage.allocation import trim
from izdeu.linkage.block import hashes
from izdeu.linkage.column import normalise
from izdeu.linkage.header import UnknownTable
from izdeu.linkage.matrix import Coder, Frequencies, Pool, count
from izdeu.linkage.progress import Progress
from izdeu.linkage.table import PersonTable

Numbers = NDArray[Any]
#: Rows looked at to tell whether dates put the month first.
DATE_SAMPLE = 20_000
#: Rows that say the same are compared with one another up to so many.
MANY_TWINS = 50
#: Rows that are read from disk at a time.
PART_ROWS = 1 << 18
#: Where no record speaks of them these cost a column in the matrix and nothing else.
ALWAYS = ("row",)


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


def encode(table: PersonTable, columns: Sequence[str], folder: Path, progress: Progress) -> None:
    """Write the codes, texts and ids of a table into a folder.

    ``columns`` are those that a model can read. Raises UnknownTable where no row is left.
    """
    folder.mkdir(parents=True, exist_ok=True)
    coder = Coder(dict.fromkeys((*columns, *ALWAYS)))
    total = table.path.stat().st_size
    with (folder / "rows.tmp").open("wb") as rows, _id_file(folder, table) as ids:
        months = _month_first(table)
        for before, batch in table.batches():
            _add(batch, before, months, coder, rows, ids)
            progress.moved("reading", rows.tell(), total=0, unit="bytes")
    if (folder / "rows.tmp").stat().st_size == 0:
        raise UnknownTable(f"{table.path.name}: no row is left; the file has {total} bytes")
    keep_texts(coder, table.set_aside, folder)
    _tell_apart(folder)
    (folder / "rows.tmp").rename(folder / "rows.bin")


def _add(
    batch: pa.RecordBatch,
    before: int,
    months: bool,
    coder: Coder,
    rows: Any,
    ids: pa.RecordBatchFileWriter,
) -> None:
    ready = normalise(batch, month_first=months)
    numbers = arrow.column(np.arange(before, before + batch.num_rows, dtype=np.int32))
    ready = ready.append_column("row", numbers)
    rows.write(np.ascontiguousarray(coder.rows(ready)).tobytes())
    ids.write_batch(_id_batch(batch, before))


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
    encoded = ids.dictionary_encode()
    if len(encoded.dictionary) == len(ids):
        return
    codes = arrow.numbers(encoded.indices)
    repeated = np.ones(len(codes), bool)
    repeated[np.unique(codes, return_index=True)[1]] = False
    numbers = arrow.column(np.arange(1, len(codes) + 1)).cast(pa.string())
    marked = pc.binary_join_element_wise(ids, numbers, arrow.text("#"))
    told = table.set_column(0, "id", pc.if_else(arrow.column(repeated), marked, ids))
    with pa.ipc.new_file(str(path.with_suffix(".tmp")), told.schema) as file:
        file.write_table(told)
    path.with_suffix(".tmp").rename(path)


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
    (folder / "table.json").write_text(json.dumps(said), encoding="utf-8")


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
    twins = _twins(path, shape, columns.index("row"))
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
    keys = np.concatenate([hashes(part[:, others]) for part in parts(path, shape)])
    order = np.argsort(keys, kind="stable")
    starts = np.flatnonzero(np.r_[True, keys[order][1:] != keys[order][:-1]])
    sizes = np.diff(np.r_[starts, len(keys)])
    first = np.repeat(order[starts], sizes)
    chosen = np.repeat(sizes > MANY_TWINS, sizes) & (order != first)
    return np.stack([order[chosen], first[chosen]], axis=1)


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
