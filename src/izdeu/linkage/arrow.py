"""Between Arrow's columns and numpy's arrays, over their buffers.

Arrow's own conversions look for pandas and import it where it is installed: that takes longer than
linking a small table.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Numbers = NDArray[Any]


def column(values: Numbers) -> pa.Array:
    """Numbers or truth values as a column; the numbers are not copied."""
    held = np.ascontiguousarray(values)
    if held.dtype == bool:
        held = np.packbits(held, bitorder="little")
    kind = pa.bool_() if values.dtype == bool else pa.from_numpy_dtype(values.dtype)
    return pa.Array.from_buffers(kind, len(values), [None, pa.py_buffer(held)])


def numbers(values: pa.Array | pa.ChunkedArray, empty: int | None = None) -> Numbers:
    """A column of numbers as an array, not copied where it is in one piece.

    ``empty`` stands in the place of what is missing; without it nothing may be.
    """
    if isinstance(values, pa.ChunkedArray):
        parts = [numbers(part, empty) for part in values.chunks]
        return parts[0] if len(parts) == 1 else np.concatenate(parts or [np.zeros(0, np.int64)])
    if values.null_count:
        if empty is None:
            raise ValueError("the column has gaps: say what stands in their place")
        values = pc.fill_null(values, column(np.array([empty], values.type.to_pandas_dtype()))[0])
    kind = np.dtype(values.type.to_pandas_dtype())
    buffer = values.buffers()[1]
    if buffer is None or not len(values):
        return np.zeros(0, kind)
    return np.frombuffer(buffer, kind, len(values), values.offset * kind.itemsize)


def texts(values: Iterable[str | None]) -> pa.Array:
    """Texts as a column; ``None`` is missing."""
    told = [None if value is None else value.encode() for value in values]
    ends = np.zeros(len(told) + 1, np.int64)
    np.cumsum([len(one or b"") for one in told], out=ends[1:])
    letters = pa.py_buffer(b"".join(one for one in told if one))
    laid = [len(told), pa.py_buffer(ends), letters, _there(told)]
    return pa.LargeStringArray.from_buffers(*laid).cast(pa.string())


def whole(values: Sequence[int | None]) -> pa.Array:
    """Whole numbers as a column of int32; ``None`` is missing.

    Raises OverflowError where one does not fit.
    """
    held = np.array([value or 0 for value in values], np.int32)
    laid = [_there(values), pa.py_buffer(held)]
    return pa.Array.from_buffers(pa.int32(), len(values), laid)


def _there(values: Sequence[object]) -> pa.Buffer | None:
    there = np.array([value is not None for value in values], bool)
    return None if there.all() else pa.py_buffer(np.packbits(there, bitorder="little"))


def text(value: str | None) -> pa.Scalar:
    """One text, or one that is missing."""
    return texts([value])[0]


def table(columns: dict[str, pa.Array | pa.ChunkedArray | Numbers]) -> pa.Table:
    """A table of columns and arrays."""
    held = [column(one) if isinstance(one, np.ndarray) else one for one in columns.values()]
    return pa.Table.from_arrays(held, names=list(columns))


def batch(columns: dict[str, pa.Array | Numbers]) -> pa.RecordBatch:
    """As ``table``, in one piece."""
    held = [column(one) if isinstance(one, np.ndarray) else one for one in columns.values()]
    return pa.RecordBatch.from_arrays(held, names=list(columns))


def nothing(schema: pa.Schema) -> pa.RecordBatch:
    """No rows of a schema."""
    return pa.RecordBatch.from_arrays([pa.nulls(0, kind) for kind in schema.types], schema=schema)


def joined(parts: Sequence[pa.Array]) -> pa.Array:
    """Text columns end to end."""
    return pa.concat_arrays([pa.nulls(0, pa.string()), *parts])
