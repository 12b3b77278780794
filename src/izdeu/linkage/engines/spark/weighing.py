"""Weigh a table's pairs on Apache Spark: the same kernels, one share of the blocks to a partition.

The rows travel as codes; the model, the pool of texts and the frequencies are broadcast once. Rows
are sent to the partition of each rule's key. A block that is too large is sent to several
partitions (salted): each divides it in the same way and weighs its own share of the parts.
"""

import pickle
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray
from pyspark.sql import DataFrame, SparkSession

from izdeu.linkage import arrow
from izdeu.linkage.block import Blocks, Coverage, Rule, blocks, hashes, limit, portions, split
from izdeu.linkage.encoding import Encoded, read_parts
from izdeu.linkage.engines.job import Job
from izdeu.linkage.engines.spark.session import session
from izdeu.linkage.matrix import EMPTY
from izdeu.linkage.table import parquet_batches
from izdeu.linkage.weighing import Scale, as_table, weigh_blocks

Numbers = NDArray[Any]
Batches = Iterator[pa.RecordBatch]

#: A block of more rows than this is shared by so many partitions.
SALTED_ROWS, SALTS = 20_000, 8
#: Rows of all rules that one partition is to hold, about.
PARTITION_ROWS = 400_000
SHARE_ROWS, SHARE_PAIRS = 60_000, 3_000_000
_KEYED = "rule int, key long, salt int, position long, large int, codes binary"
#: What a partition tells besides pairs, in the place of the first record.
_COMPARED, _LEFT_OUT = -1, -2


@dataclass(frozen=True, eq=False)
class _Work:
    """What every worker gets once."""

    rules: tuple[Rule, ...]
    scale: Scale
    width: int
    large: dict[int, Numbers]
    """Per rule, the keys of blocks that are divided."""
    salted: dict[int, Numbers]
    """Of these, the keys of those that several partitions share."""


def run(job: Job) -> list[Coverage]:
    """Weigh every rule's pairs; the table's folder must be one that the workers see too."""
    running = session(job.threads)
    table, wanted = job.table, tuple(job.rules)
    job.progress.stage("writing the rows for Spark")
    rows = running.read.parquet(str(_rows_file(table)))
    work = _Work(wanted, job.scale, len(table.columns), {}, {})
    coverage, work = _counted(rows, work, len(table.rows) - len(table.twins))
    job.progress.stage("weighing on Spark")
    partitions = max(2, len(table.rows) * len(wanted) // PARTITION_ROWS, job.threads)
    weighed = _weighed(running, rows, work, partitions)
    target = table.folder / "weighed.parquet"
    weighed.write.mode("overwrite").parquet(str(target))
    _collect(target, table.folder, wanted, coverage)
    return coverage


def _rows_file(table: Encoded) -> Path:
    path = table.folder / "rows.parquet"
    if not path.exists():
        skipped = np.zeros(len(table.rows), bool)
        skipped[table.twins[:, 0]] = True
        schema = pa.schema([("position", pa.int64()), ("codes", pa.binary())])
        with pq.ParquetWriter(path.with_suffix(".tmp"), schema) as writer:
            for start, part in read_parts(table):
                kept = np.flatnonzero(~skipped[start : start + len(part)])
                numbers, part = pa.array(start + kept), part[kept]
                writer.write_batch(
                    pa.RecordBatch.from_arrays([numbers, _as_binary(part)], schema=schema)
                )
        path.with_suffix(".tmp").rename(path)
    return path


def _as_binary(rows: Numbers) -> pa.Array:
    width = rows.shape[1] * 4
    fixed = pa.Array.from_buffers(
        pa.binary(width), len(rows), [None, pa.py_buffer(np.ascontiguousarray(rows).tobytes())]
    )
    return fixed.cast(pa.binary())


def _as_rows(codes: pa.Array, width: int) -> Numbers:
    held = codes.cast(pa.binary(width * 4)) if len(codes) else codes
    if not len(codes):
        return np.zeros((0, width), np.int32)
    flat = np.frombuffer(held.buffers()[1], np.int32)
    start = held.offset * width
    return flat[start : start + len(held) * width].reshape(-1, width)


def _counted(rows: DataFrame, work: _Work, count: int) -> tuple[list[Coverage], _Work]:
    """How many pairs each rule has; the work with its limits and the keys of its large blocks."""
    counted = rows.mapInArrow(_keys(work), "rule int, key long").groupBy("rule", "key").count()
    counted = counted.where("count > 1").cache()
    found = [Coverage() for _ in work.rules]
    sizes: dict[int, dict[int, int]] = {rule.number: {0: 0} for rule in work.rules}
    blocks_of = counted.groupBy("rule", "count").agg({"key": "count"})
    for row in blocks_of.collect():
        sizes[row["rule"]][row["count"]] = row["count(key)"]
    rules = tuple(
        replace(rule, largest=_limit(sizes[rule.number], count, work)) for rule in work.rules
    )
    for rule in rules:
        _tell(found[rule.number], sizes[rule.number], rule)
    large = {rule.number: _larger(counted, rule, rule.largest) for rule in rules}
    salted = {rule.number: _larger(counted, rule, max(rule.largest, SALTED_ROWS)) for rule in rules}
    counted.unpersist()
    return found, replace(work, rules=rules, large=large, salted=salted)


def _limit(sizes: dict[int, int], count: int, work: _Work) -> int:
    blocks = np.zeros(max(sizes) + 1, np.int64)
    blocks[list(sizes)] = list(sizes.values())
    return limit(blocks, count, work.scale.largest)


def _tell(coverage: Coverage, sizes: dict[int, int], rule: Rule) -> None:
    coverage.pairs = sum(size * (size - 1) // 2 * blocks for size, blocks in sizes.items())
    coverage.largest = max(sizes)
    coverage.split = sum(blocks for size, blocks in sizes.items() if size > rule.largest)


def _larger(counted: DataFrame, rule: Rule, most: int) -> Numbers:
    """The keys of a rule's blocks of more rows than ``most``."""
    rows = counted.where(f"rule = {rule.number} and count > {most}").select("key").collect()
    return np.array(sorted(row["key"] for row in rows), np.int64)


def _keyed(rows: Numbers, rule: Rule) -> tuple[Numbers, Numbers]:
    """Which rows have the rule's key, and that key."""
    held = rows[:, list(rule.columns)]
    there = np.flatnonzero((held != EMPTY).all(axis=1))
    return there, hashes(held[there]).view(np.int64)


def _keys(work: _Work) -> Callable[[Batches], Batches]:
    rules, width = work.rules, work.width

    def emit(batches: Batches) -> Batches:
        for batch in batches:
            rows = _as_rows(batch.column("codes"), width)
            for rule in rules:
                _, keys = _keyed(rows, rule)
                numbers = np.full(len(keys), rule.number, np.int32)
                yield pa.RecordBatch.from_pydict({"rule": numbers, "key": keys})

    return emit


def _weighed(session: SparkSession, rows: DataFrame, work: _Work, partitions: int) -> DataFrame:
    broadcast = session.sparkContext.broadcast(pickle.dumps(work))
    names = [*work.scale.names, "cap"]
    fields = ", ".join(f"weight_{name} float" for name in names)
    keyed = rows.mapInArrow(_spread(broadcast), _KEYED)
    return keyed.repartition(partitions, "rule", "key", "salt").mapInArrow(
        _weigher(broadcast), f"rule int, a long, b long, weight double, {fields}"
    )


def _spread(broadcast: Any) -> Callable[[Batches], Batches]:
    """Send each row to the block of each rule, to several shares of it where it is large."""

    def emit(batches: Batches) -> Batches:
        work: _Work = pickle.loads(broadcast.value)  # noqa: S301 - our own bytes
        for batch in batches:
            rows = _as_rows(batch.column("codes"), work.width)
            marks = _marks(rows, work)
            for rule in work.rules:
                yield from _sent(batch, rows, marks, rule, work)

    return emit


def _marks(rows: Numbers, work: _Work) -> Numbers:
    marks = np.zeros(len(rows), np.int32)
    for rule in work.rules:
        there, keys = _keyed(rows, rule)
        marks[there[np.isin(keys, work.large[rule.number])]] |= 1 << rule.number
    return marks


def _sent(batch: pa.RecordBatch, rows: Numbers, marks: Numbers, rule: Rule, work: _Work) -> Batches:
    there, keys = _keyed(rows, rule)
    salted = np.isin(keys, work.salted[rule.number])
    for salt in range(-1, SALTS):
        chosen = ~salted if salt < 0 else salted
        at = there[chosen]
        if len(at):
            yield pa.RecordBatch.from_pydict(
                {
                    "rule": np.full(len(at), rule.number, np.int32),
                    "key": keys[chosen],
                    "salt": np.full(len(at), salt, np.int32),
                    "position": batch.column("position").take(pa.array(at)),
                    "large": marks[at],
                    "codes": batch.column("codes").take(pa.array(at)),
                }
            )


def _weigher(broadcast: Any) -> Callable[[Batches], Batches]:
    """Weigh the blocks of one partition."""

    def emit(batches: Batches) -> Batches:
        work: _Work = pickle.loads(broadcast.value)  # noqa: S301 - our own bytes
        held = list(batches)
        if held:
            yield from _weigh_partition(pa.Table.from_batches(held).combine_chunks(), work)

    return emit


def _weigh_partition(held: pa.Table, work: _Work) -> Batches:
    rules, salts, keys = (held.column(name).to_numpy() for name in ("rule", "salt", "key"))
    for rule in work.rules:
        own = rules == rule.number
        whole = np.flatnonzero(own & (salts < 0))
        if len(whole):
            yield from _weigh_share(held.take(pa.array(whole)), rule, -1, work)
        # A salted block is divided by itself: so its parts are numbered alike wherever it is sent.
        for key, salt in sorted(
            set(zip(keys[own & (salts >= 0)], salts[own & (salts >= 0)], strict=False))
        ):
            chosen = np.flatnonzero(own & (keys == key) & (salts == salt))
            yield from _weigh_share(held.take(pa.array(chosen)), rule, int(salt), work)


def _weigh_share(held: pa.Table, rule: Rule, salt: int, work: _Work) -> Batches:
    # The order of positions decides how blocks are cut, here as on one machine.
    held = held.sort_by("position").combine_chunks()
    index, marks = (held.column(name).to_numpy() for name in ("position", "large"))
    rows = _as_rows(held.column("codes").chunk(0), work.width)
    coverage, compared = Coverage(), 0
    shares = _portions(rows, rule, work.scale, coverage)
    for number, near in enumerate(shares):
        if salt >= 0 and number % SALTS != salt:
            continue
        own, names, large = rows[near.order], index[near.order], marks[near.order]
        for found, count in weigh_blocks(own, names, large, near, rule, work.scale):
            compared += count
            if len(found.weights):
                yield from _told(as_table(found, work.scale.names), rule)
    left_out = coverage.left_out if salt in (-1, 0) else 0
    yield from _figures(work.scale.names, rule, {_COMPARED: compared, _LEFT_OUT: left_out})


def _portions(rows: Numbers, rule: Rule, scale: Scale, coverage: Coverage) -> Iterator[Blocks]:
    found = blocks(rows, rule.columns)
    for part in split(rows, found, scale.seconds, coverage, rule.largest):
        yield from portions(part, SHARE_ROWS, SHARE_PAIRS)


def _told(table: pa.Table, rule: Rule) -> Batches:
    numbers = pa.array(np.full(table.num_rows, rule.number, np.int32))
    yield from table.add_column(0, "rule", numbers).to_batches()


def _figures(names: Sequence[str], rule: Rule, figures: dict[int, int]) -> Batches:
    columns: dict[str, Any] = {
        "a": np.array(list(figures)),
        "b": np.array(list(figures.values())),
        "weight": np.zeros(len(figures)),
    }
    columns |= {f"weight_{name}": np.zeros(len(figures), np.float32) for name in [*names, "cap"]}
    yield from _told(pa.table(columns), rule)


def _collect(
    target: Path, folder: Path, rules: Sequence[Rule], coverage: Sequence[Coverage]
) -> None:
    """Divide what the workers wrote into one file per rule, and add up their figures."""
    parts = sorted(target.glob("*.parquet"))
    for rule in rules:
        path = folder / f"pairs-{rule.number:02}.parquet"
        schema = pq.read_schema(parts[0]).remove(0)
        with pq.ParquetWriter(path.with_suffix(".tmp"), schema, compression="zstd") as writer:
            for part in parts:
                for batch in parquet_batches(part):
                    writer.write_batch(_own(batch, rule, coverage[rule.number]))
        path.with_suffix(".tmp").rename(path)


def _own(batch: pa.RecordBatch, rule: Rule, coverage: Coverage) -> pa.RecordBatch:
    """The pairs of one rule; their figures are added to its coverage."""
    own = batch.filter(arrow.column(arrow.numbers(batch.column("rule")) == rule.number))
    first, second = (arrow.numbers(own.column(name)) for name in ("a", "b"))
    coverage.compared += int(second[first == _COMPARED].sum())
    coverage.left_out += int(second[first == _LEFT_OUT].sum())
    pairs = own.filter(arrow.column(first >= 0)).drop_columns(["rule"])
    coverage.found += pairs.num_rows
    return pairs
