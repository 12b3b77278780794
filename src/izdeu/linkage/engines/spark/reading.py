"""Make a table's columns ready for comparison on the workers, which is the costly part of reading.

The driver cuts the table into numbered pieces of text and takes them back in their order, one at a
time: the codes that it gives are those of a run on one machine.
"""

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from izdeu.linkage import arrow
from izdeu.linkage.column import NUMBERS
from izdeu.linkage.encoding import ROW, Reading, ready
from izdeu.linkage.engines.spark.session import session

Batches = Iterator[pa.RecordBatch]

#: The number of the piece that a row belongs to.
PIECE = "piece"


def normalised(cells: Iterable[pa.RecordBatch], how: Reading) -> Iterator[pa.Table]:
    """The pieces of a table with the columns that models read, in their order."""
    how.progress.stage("writing the cells for Spark")
    written = how.folder / "cells.parquet"
    pieces = _write(cells, written)
    if pieces:
        how.progress.stage("reading on Spark")
        target = how.folder / "normalised.parquet"
        rows = session(how.threads).read.parquet(str(written))
        made = rows.mapInArrow(_normaliser(how), _schema(how.columns))
        made.write.mode("overwrite").partitionBy(PIECE).parquet(str(target))
        written.unlink()
        yield from _taken_back(target, pieces)
        shutil.rmtree(target)


def _write(cells: Iterable[pa.RecordBatch], path: Path) -> int:
    """Write the cells, each batch with its number; gives how many there are."""
    writer, count = None, 0
    for batch in cells:
        numbers = arrow.column(np.full(batch.num_rows, count, np.int32))
        numbered = batch.append_column(PIECE, numbers)
        writer = writer or pq.ParquetWriter(path, numbered.schema, compression="zstd")
        writer.write_batch(numbered)
        count += 1
    if writer:
        writer.close()
    return count


def _schema(columns: Sequence[str]) -> str:
    fields = [f"`{name}` {'int' if _is_number(name) else 'string'}" for name in columns]
    return ", ".join([*fields, f"{PIECE} int"])


def _is_number(name: str) -> bool:
    return name in NUMBERS or name == ROW


def _normaliser(how: Reading) -> Callable[[Batches], Batches]:
    columns, month_first = how.columns, how.month_first

    def emit(batches: Batches) -> Batches:
        for batch in batches:
            made = ready(batch, month_first)
            held: dict[str, Any] = {name: _column(made, name) for name in columns}
            yield arrow.batch({**held, PIECE: batch.column(PIECE)})

    return emit


def _column(made: pa.Table, name: str) -> pa.Array:
    kind = pa.int32() if _is_number(name) else pa.string()
    if name not in made.column_names:
        return pa.nulls(made.num_rows, kind)
    return pa.concat_arrays(made.column(name).cast(kind).chunks)


def _taken_back(folder: Path, pieces: int) -> Iterator[pa.Table]:
    for number in range(pieces):
        parts = (folder / f"{PIECE}={number}").glob("*.parquet")
        held = [pq.ParquetFile(part).read() for part in parts]
        if held:
            yield pa.concat_tables(held).sort_by(ROW)
