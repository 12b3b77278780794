"""Weigh a table's pairs on this machine: several threads, bounded memory, able to go on after a
stop."""

import json
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from izdeu.linkage.block import (
    Blocks,
    Coverage,
    Rule,
    hashes,
    keyed,
    large_rows,
    limit,
    partitions,
    portions,
    sizes_of,
    split,
)
from izdeu.linkage.encoding import Encoded, normalised, read_parts
from izdeu.linkage.engines.job import Job
from izdeu.linkage.file import write_whole
from izdeu.linkage.matrix import EMPTY
from izdeu.linkage.weighing import Found, Scale, as_table, weigh_blocks

__all__ = ["normalised", "run"]

Numbers = NDArray[Any]
Share = tuple[list[Found], int]

#: One thread's share of the work: so many rows are gathered, so many pairs compared.
SHARE_ROWS, SHARE_PAIRS = 60_000, 3_000_000
#: Rows that are put in the order of their keys at a time, and in how many turns at most.
SORTED_ROWS, SORTED_TURNS = 300_000, 8
#: What a row's key takes while keys are counted.
_KEY_BYTES = 24


@dataclass(frozen=True, eq=False)
class Bucket:
    """Rows that are in memory together; no block of the rule reaches beyond them."""

    rows: Numbers
    index: Numbers


def run(job: Job) -> list[Coverage]:
    """Weigh every rule's pairs; rules whose file is there are not weighed again."""
    table = job.table
    large = np.zeros(len(table.rows), np.uint32)
    skipped = np.zeros(len(table.rows), bool)
    skipped[table.twins[:, 0]] = True
    with ThreadPoolExecutor(job.threads) as pool:
        means = _Means(job, pool, skipped, large)
        return [_rule(rule, means) for rule in job.rules]


@dataclass(frozen=True, eq=False)
class _Means:
    job: Job
    pool: ThreadPoolExecutor
    skipped: Numbers
    """(n,) bool: rows that another one stands for."""
    large: Numbers
    """(n,) uint32: a bit for each rule so far in which the row's block was divided."""


def _rule(rule: Rule, means: _Means) -> Coverage:
    job, large = means.job, means.large
    path = job.table.folder / f"pairs-{rule.number:02}.parquet"
    kept = path.with_suffix(".json")
    if kept.exists():
        said = json.loads(kept.read_text(encoding="utf-8"))
        large[np.fromfile(path.with_suffix(".large"), np.int64)] |= np.uint32(1 << rule.number)
        return Coverage(**said)
    coverage = Coverage()
    rule = replace(rule, largest=_limit(rule, means))
    marked: list[Numbers] = []
    with _writer(path.with_suffix(".tmp"), job.scale) as writer:
        for bucket in _buckets(job.table, rule, job.memory):
            marked.append(_bucket(bucket, rule, coverage, writer, means))
    path.with_suffix(".tmp").rename(path)
    np.concatenate([np.zeros(0, np.int64), *marked]).tofile(path.with_suffix(".large"))
    write_whole(kept, json.dumps(asdict(coverage)))
    return coverage


def _limit(rule: Rule, means: _Means) -> int:
    """The largest block that is not divided; the keys are counted some at a time."""
    rows = len(means.skipped) - int(means.skipped.sum())
    turns = 1 + len(means.skipped) * _KEY_BYTES // max(means.job.memory // 4, 1 << 26)
    sizes = np.zeros(0, np.int64)
    for turn in range(turns):
        held = [keys[keys % np.uint64(turns) == turn] for keys in _keys(rule, means)]
        found = sizes_of(np.concatenate([np.zeros(0, np.uint64), *held]))
        sizes = np.pad(sizes, (0, max(len(found) - len(sizes), 0)))
        sizes[: len(found)] += found
    return limit(sizes, rows, means.job.scale.largest)


def _keys(rule: Rule, means: _Means) -> Iterator[Numbers]:
    for start, part in read_parts(means.job.table):
        own = np.flatnonzero(~means.skipped[start : start + len(part)])
        yield keyed(part, rule.columns, own)[0]


def _writer(path: Path, scale: Scale) -> pq.ParquetWriter:
    names = ["a", "b", "weight", *(f"weight_{name}" for name in [*scale.names, "cap"])]
    types = [pa.int64(), pa.int64(), pa.float64(), *[pa.float32()] * (len(scale.names) + 1)]
    schema = pa.schema(list(zip(names, types, strict=True)))
    return pq.ParquetWriter(path, schema, compression="zstd")


def _bucket(
    bucket: Bucket, rule: Rule, coverage: Coverage, writer: pq.ParquetWriter, means: _Means
) -> Numbers:
    """Weigh one bucket's blocks; gives the positions of the rows whose block was divided."""
    marked: list[Numbers] = []
    turns = _turns(bucket, rule, means, marked)
    shares = _shares(bucket, turns, rule, coverage, means)
    done = 0
    for size, parts, compared in _in_threads(shares, means):
        done += size
        coverage.compared += compared
        for part in parts:
            coverage.found += len(part.weights)
            writer.write_table(as_table(part, means.job.scale.names))
        means.job.progress.moved(f"rule {rule.number + 1}", done, coverage.pairs)
    divided = np.concatenate([np.zeros(0, np.int64), *marked])
    means.large[divided] |= np.uint32(1 << rule.number)
    return divided


def _turns(bucket: Bucket, rule: Rule, means: _Means, marked: list[Numbers]) -> Iterator[Blocks]:
    """The rule's blocks, some at a time; marks the rows of those that are to be divided."""
    among = np.flatnonzero(~means.skipped[bucket.index]).astype(np.int32)
    most = max(SORTED_ROWS, len(among) // SORTED_TURNS)
    for found in partitions(bucket.rows, rule.columns, among, most):
        marked.append(np.asarray(bucket.index[large_rows(found, rule.largest)], np.int64))
        yield found


def _shares(
    bucket: Bucket, turns: Iterator[Blocks], rule: Rule, coverage: Coverage, means: _Means
) -> Iterator[tuple[int, Any]]:
    """Pieces of work: how many pairs, and a function that weighs them."""
    scale, large = means.job.scale, means.large
    parts = (
        part
        for found in turns
        for part in split(bucket.rows, found, scale.seconds, coverage, rule.largest)
    )
    for part in parts:
        for portion in portions(part, SHARE_ROWS, SHARE_PAIRS):

            def work(portion: Blocks = portion) -> Share:
                rows, index = bucket.rows[portion.order], bucket.index[portion.order]
                weighed = list(weigh_blocks(rows, index, large[index], portion, rule, scale))
                return [f for f, _ in weighed if len(f.weights)], sum(n for _, n in weighed)

            yield portion.pairs, work


def _in_threads(
    shares: Iterator[tuple[int, Any]], means: _Means
) -> Iterator[tuple[int, list[Found], int]]:
    """Run the work with a few pieces in the air, so that memory stays bounded."""
    running: dict[Future[Share], int] = {}
    for size, work in shares:
        running[means.pool.submit(work)] = size
        if len(running) > means.job.threads:
            yield from _finished(running)
    while running:
        yield from _finished(running)


def _finished(running: dict[Future[Share], int]) -> Iterator[tuple[int, list[Found], int]]:
    done, _ = wait(running, return_when=FIRST_COMPLETED)
    for one in done:
        size = running.pop(one)
        yield size, *one.result()


def _buckets(table: Encoded, rule: Rule, memory: int) -> Iterator[Bucket]:
    """The rows at once, or divided by the rule's key into files where memory is too small."""
    if not isinstance(table.rows, np.memmap):
        yield Bucket(table.rows, np.arange(len(table.rows), dtype=np.int32))
        return
    width = len(table.columns)
    count = max(2, -(-table.rows.size * 4 * 3 // max(memory, 1)))
    names = [table.folder / f"bucket-{at:03}.bin" for at in range(count)]
    _spill(table, rule, names)
    for name in names:
        held = np.fromfile(name, np.int32).reshape(-1, width + 1)
        name.unlink()
        yield Bucket(np.ascontiguousarray(held[:, :-1]), held[:, -1].copy())


def _spill(table: Encoded, rule: Rule, names: list[Path]) -> None:
    columns = list(rule.columns)
    files = [name.open("wb") for name in names]
    try:
        for start, part in read_parts(table):
            keys = hashes(part[:, columns])
            there = (part[:, columns] != EMPTY).all(axis=1)
            numbers = np.arange(start, start + len(part), dtype=np.int32)
            held = np.concatenate([part, numbers[:, None]], axis=1)[there]
            bucket = (keys[there] % np.uint64(len(names))).astype(np.int64)
            for at, file in enumerate(files):
                held[bucket == at].tofile(file)
    finally:
        for file in files:
            file.close()
