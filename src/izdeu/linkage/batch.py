"""Link a whole table: read it, train or take a model, weigh its pairs, put clusters together."""

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from izdeu.linkage import arrow, encoding, training
from izdeu.linkage.allocation import give_back, trim
from izdeu.linkage.block import LARGEST, Coverage, Rule
from izdeu.linkage.column import NUMBERS
from izdeu.linkage.encoding import Encoded, Reading
from izdeu.linkage.engines.job import Job
from izdeu.linkage.file import replacing
from izdeu.linkage.grouping import group
from izdeu.linkage.key import SECOND, whole
from izdeu.linkage.matrix import EMPTY, frequency_columns, wanted_columns
from izdeu.linkage.model import Model, UnfitModel, rule_columns
from izdeu.linkage.program import assemble
from izdeu.linkage.progress import Progress
from izdeu.linkage.table import BATCH_ROWS, PersonTable, parquet_batches
from izdeu.linkage.weighing import Scale, as_table, weigh_given

Numbers = NDArray[Any]

#: What linking leaves in the folder it is given; the report is written by whoever asked.
RESULTS = ("pairs.parquet", "clusters.parquet", "model.json", "report.html")
#: Clusters never join at less than even odds.
JOINED = 0.0
#: What the interpreter and its libraries take before a row is read.
ITSELF = 260 << 20


@dataclass(frozen=True)
class Options:
    """How a table is linked."""

    threshold: float = -1.25
    """Least weight of a pair that is written; clusters join at even odds or this, if higher."""
    memory: int = 1 << 30
    """Bytes, all told."""
    threads: int = 2
    engine: str = "local"
    largest: int = LARGEST
    """Rows of the largest block that is not divided."""


@dataclass(frozen=True, eq=False)
class Outcome:
    """What linking a table gave."""

    model: Model
    rules: tuple[str, ...]
    coverage: tuple[Coverage, ...]
    pairs: int
    records: int
    clusters: int
    set_aside: tuple[tuple[int, str], ...]
    agreement: "Agreement | None"


@dataclass(frozen=True, slots=True)
class Agreement:
    """How pairs and clusters agree with the truth that the table gives."""

    true_pairs: int
    pairs: tuple[int, int]
    """Right ones, and all that reached the threshold."""
    clusters: tuple[int, int]
    """Right ones, and all that the clusters join."""
    blocked: int
    """True pairs that some rule would compare."""

    def scores(self, found: tuple[int, int]) -> tuple[float, float, float]:
        """Precision, recall and F1."""
        right, told = found
        precision = right / told if told else 0.0
        recall = right / self.true_pairs if self.true_pairs else 0.0
        both = precision + recall
        return precision, recall, 2 * precision * recall / both if both else 0.0


def link(table: PersonTable, out: Path, options: Options, model: Model | None = None) -> Outcome:
    """Write pairs.parquet, clusters.parquet and model.json; goes on where a run was stopped.

    Raises UnfitModel where a given model reads columns that the table does not have.
    """
    give_back()
    progress = Progress()
    _claim(out)
    work = out / "work"
    _fresh(work, _stamp(table, options, model))
    engine = _engine(options.engine)
    if not (work / "rows.bin").exists():
        how = Reading.of(table, model or Model.default(), work, progress, options.threads)
        encoding.encode(table, how, engine.normalised)
    encoded, fitted = _fitted(work, options, model, progress)
    scale = scale_of(encoded, fitted, options.threshold, options.largest)
    rules = rules_of(fitted, encoded.columns)
    job = Job(encoded, rules, scale, options.memory - ITSELF, options.threads, progress)
    coverage = engine.run(job)
    del job
    _weigh_twins(encoded, scale)
    del scale
    encoded = encoded.resting()
    trim()
    outcome = finish(encoded, fitted, coverage, out, options, progress)
    fitted.save(out / "model.json")
    shutil.rmtree(work)
    progress.finished()
    return outcome


def _claim(out: Path) -> None:
    """Make the folder; raises OSError with the path where results cannot be written to it."""
    out.mkdir(parents=True, exist_ok=True)
    for name in RESULTS:
        if (out / name).is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(out / name))


def _weigh_twins(encoded: Encoded, scale: Scale) -> None:
    """Weigh the rows of large groups of equal ones, each with the first of its group."""
    found = weigh_given(np.asarray(encoded.rows), encoded.twins, scale)
    kept = found.weights >= scale.least
    if len(encoded.twins):
        pairs = as_table(found, scale.names).filter(arrow.column(kept))
        pq.write_table(pairs, encoded.folder / "pairs-twins.parquet", compression="zstd")


def _engine(name: str) -> Any:
    if name == "spark":
        from izdeu.linkage.engines import spark

        return spark
    from izdeu.linkage.engines import local

    return local


def _stamp(table: PersonTable, options: Options, model: Model | None) -> str:
    """What a stopped run must have in common with this one to be gone on with."""
    stat = table.path.stat()
    said = [str(table.path.resolve()), stat.st_size, stat.st_mtime_ns, dict(table.roles.column)]
    said += [options.threshold, model.digest if model else Model.default().digest]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _fresh(work: Path, stamp: str) -> None:
    mark = work / "run.txt"
    if work.exists() and not (mark.exists() and mark.read_text(encoding="utf-8") == stamp):
        shutil.rmtree(work)
    work.mkdir(exist_ok=True)
    mark.write_text(stamp, encoding="utf-8")


def _fitted(
    work: Path, options: Options, model: Model | None, progress: Progress
) -> tuple[Encoded, Model]:
    """The encoded table and the model for it: the given one, or the default trained on the
    table."""
    wanted = frequency_columns(model or Model.default())
    encoded = encoding.load(work, NUMBERS, wanted, _for_rows(options.memory))
    there = present(encoded)
    if model is not None:
        return encoded, _fit(model, there)
    kept = work / "model.json"
    if kept.exists():
        return encoded, Model.load(kept)
    progress.stage("training the model")
    trained = training.train(encoded, Model.default().within(there))
    trained.save(kept)
    return encoded, trained


def _for_rows(memory: int) -> int:
    return max((memory - ITSELF) // 2, 0)


def _fit(model: Model, there: frozenset[str]) -> Model:
    read = frozenset(wanted_columns(model))
    missing = sorted(read - there - set(NUMBERS) - _default_columns())
    if missing:
        raise UnfitModel(
            f"the model reads columns that this table does not have: {', '.join(missing)}"
        )
    fitted = model.within(there)
    if not fitted.comparisons:
        raise UnfitModel("the model compares nothing that this table has: take another model")
    return fitted


def _default_columns() -> frozenset[str]:
    return frozenset(wanted_columns(Model.default()))


def present(encoded: Encoded) -> frozenset[str]:
    """The columns in which at least one record says something."""
    said = np.zeros(len(encoded.columns), bool)
    for start in range(0, len(encoded.rows), encoding.PART_ROWS):
        said |= (encoded.rows[start : start + encoding.PART_ROWS] != EMPTY).any(axis=0)
    return frozenset(name for name, some in zip(encoded.columns, said, strict=True) if some)


def rules_of(model: Model, columns: Sequence[str]) -> list[Rule]:
    """The model's blocking rules over a matrix with these columns.

    Raises UnfitModel where the table has the columns of none of them.
    """
    place = {name: at for at, name in enumerate(columns)}
    keys = [tuple(place[name] for name in rule_columns(rule)) for rule in model.rules]
    if not keys:
        raise UnfitModel(
            "no blocking rule of the model can be used: the table says nothing, or too little, of "
            "names, births and numbers; look at which columns it has, or give --columns map.toml"
        )
    return [Rule(number, key, tuple(keys[:number])) for number, key in enumerate(keys)]


def scale_of(encoded: Encoded, model: Model, least: float, largest: int = LARGEST) -> Scale:
    """What the kernels need to weigh this table's pairs under this model."""
    frequencies = encoded.frequencies
    program = assemble(
        model, encoded.columns, frequencies.columns, encoded.pool.code_of, frequencies.rarest
    )
    place = {name: at for at, name in enumerate(encoded.columns)}
    second = [name for name in SECOND if name in place]
    return Scale(
        program=program,
        scales=encoded.scales,
        pool=encoded.pool,
        frequencies=frequencies,
        seconds=tuple((place[name], place.get(whole(name), -1)) for name in second),
        names=tuple(comparison.name for comparison in model.comparisons),
        least=least,
        largest=largest,
    )


def finish(
    encoded: Encoded,
    model: Model,
    coverage: Sequence[Coverage],
    out: Path,
    options: Options,
    progress: Progress,
) -> Outcome:
    """Write the pairs and clusters from what the engine left in the table's folder."""
    progress.stage("writing pairs and clusters")
    ids = encoded.ids.combine_chunks()
    parts = sorted(encoded.folder.glob("pairs-*.parquet"))
    with replacing(out / "pairs.parquet") as beside:
        pairs = _write_pairs(parts, ids, beside)
    a, b, weights = _edges(parts)
    joined = max(options.threshold, JOINED)
    clusters = group(len(encoded.rows), a, b, weights, joined, encoded.twins)
    with replacing(out / "clusters.parquet") as beside:
        _write_clusters(ids, clusters, beside)
    return Outcome(
        model=model,
        rules=model.rules,
        coverage=tuple(coverage),
        pairs=pairs,
        records=len(encoded.rows),
        clusters=int(clusters.max(initial=-1)) + 1,
        set_aside=encoded.set_aside,
        agreement=_agreement(encoded, model, (a, b), clusters),
    )


def _edges(parts: Sequence[Path]) -> tuple[Numbers, Numbers, Numbers]:
    """Both ends of every pair, int32, and its weight."""
    held = [_edges_of(part) for part in parts]
    a, b, weight = (np.concatenate(one) for one in zip(*held, strict=True))
    return a, b, weight


def _edges_of(part: Path) -> tuple[Numbers, Numbers, Numbers]:
    found = pq.ParquetFile(part).read(columns=["a", "b", "weight"])
    a, b, weight = (arrow.numbers(found.column(name)) for name in ("a", "b", "weight"))
    return a.astype(np.int32), b.astype(np.int32), weight


def _write_pairs(parts: Sequence[Path], ids: pa.Array, path: Path) -> int:
    written, writer = 0, None
    for part in parts:
        for batch in parquet_batches(part):
            table = _named(batch, ids)
            writer = writer or _writer(path, table.schema)
            writer.write_table(table)
            written += table.num_rows
    if writer is None and parts:
        pq.write_table(_named(_empty(parts[0]), ids), path)
    elif writer:
        writer.close()
    return written


def _empty(part: Path) -> pa.RecordBatch:
    return arrow.nothing(pq.ParquetFile(part).schema_arrow)


def _named(batch: pa.RecordBatch, ids: pa.Array) -> pa.Table:
    weight = batch.column("weight")
    columns = {
        "id_a": ids.take(batch.column("a")),
        "id_b": ids.take(batch.column("b")),
        "weight": weight,
        "probability": 1 / (1 + np.exp2(-arrow.numbers(weight))),
    }
    rest = {name: batch.column(name) for name in batch.schema.names if name.startswith("weight_")}
    return arrow.table({**columns, **rest})


def _write_clusters(ids: pa.Array, clusters: Numbers, path: Path) -> None:
    schema = pa.schema([("record_id", ids.type), ("cluster", pa.int64())])
    with _writer(path, schema) as writer:
        for first in range(0, len(ids), BATCH_ROWS):
            told = clusters[first : first + BATCH_ROWS].astype(np.int64)
            own = {"record_id": ids.slice(first, BATCH_ROWS), "cluster": told}
            writer.write_table(arrow.table(own))


def _writer(path: Path, schema: pa.Schema) -> pq.ParquetWriter:
    # Ids and weights hardly repeat: a dictionary of them would only take room.
    return pq.ParquetWriter(path, schema, compression="zstd", use_dictionary=False)


def _agreement(
    encoded: Encoded, model: Model, pairs: tuple[Numbers, Numbers], clusters: Numbers
) -> Agreement | None:
    truth = encoded.truth
    if truth is None:
        return None
    codes = arrow.numbers(truth.combine_chunks().dictionary_encode().indices, -1)
    alone = -1 - np.arange(len(codes))
    people = np.where(codes < 0, alone, codes)
    right = int((people[pairs[0]] == people[pairs[1]]).sum())
    joined = _same_pairs(np.stack([people, clusters]))
    return Agreement(
        true_pairs=_same_pairs(people[None]),
        pairs=(right, len(pairs[0])),
        clusters=(joined, _same_pairs(clusters[None])),
        blocked=_blocked(encoded, model, people),
    )


def _same_pairs(labels: Numbers) -> int:
    """Pairs of records that share all the labels (l, n)."""
    _, counts = np.unique(labels, axis=1, return_counts=True)
    return int((counts * (counts - 1) // 2).sum())


def _blocked(encoded: Encoded, model: Model, people: Numbers) -> int:
    """True pairs that agree in at least one rule."""
    a, b = training.pairs_within(people)
    hit = np.zeros(len(a), bool)
    for rule in rules_of(model, encoded.columns):
        same = np.ones(len(a), bool)
        for column in rule.columns:
            said = encoded.rows[a, column]
            same &= (said != EMPTY) & (said == encoded.rows[b, column])
        hit |= same
    return int(hit.sum())
