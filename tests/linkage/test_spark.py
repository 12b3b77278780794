"""Two worker processes find the same pairs with the same weights as this one."""

import os
import sys
from dataclasses import replace

import numpy as np
import pyarrow.parquet as pq
import pytest

from izdeu.linkage import batch
from izdeu.linkage.header import UnknownTable
from izdeu.linkage.table import open_table
from tests.linkage import table

pyspark = pytest.importorskip("pyspark")

TEXTS = {"id": "7", "name": "Көктемов Айбек", "birth_date": "1990-02-03", "city": "Тараз"}


@pytest.fixture(scope="module")
def session():
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    found = (
        SparkSession.builder.master("local-cluster[2,1,1024]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.executor.memory", "800m")
        .getOrCreate()
    )
    yield found
    found.stop()


@pytest.fixture
def small_pieces(monkeypatch):
    """A short table in several pieces, and large blocks shared by several partitions."""
    from izdeu.linkage.engines.spark import weighing

    monkeypatch.setattr("izdeu.linkage.table.BLOCK_BYTES", 4000)
    monkeypatch.setattr(weighing, "SALTED_ROWS", 8)


def weights(folder):
    found = pq.read_table(folder / "pairs.parquet").to_pandas()
    pairs = [frozenset(pair) for pair in zip(found.id_a, found.id_b, strict=True)]
    assert len(set(pairs)) == len(pairs)
    return dict(zip(pairs, found.weight, strict=True))


def clusters(folder):
    return pq.read_table(folder / "clusters.parquet")


def both(path, folder, **options):
    """The outcomes of one machine and of the cluster."""
    alone = batch.Options(**options)
    engines = {"alone": alone, "shared": replace(alone, engine="spark")}
    return [batch.link(open_table(path), folder / name, how) for name, how in engines.items()]


def test_two_workers_weigh_as_one_machine_does_large_blocks_included(
    session, small_pieces, tmp_path
):
    table.write(tmp_path / "people.csv", people=150)
    alone, shared = both(tmp_path / "people.csv", tmp_path, threshold=-8, largest=6)
    mine, theirs = weights(tmp_path / "alone"), weights(tmp_path / "shared")
    assert mine.keys() == theirs.keys()
    assert np.allclose([mine[p] for p in mine], [theirs[p] for p in mine])
    assert clusters(tmp_path / "shared").equals(clusters(tmp_path / "alone"))
    assert shared.coverage == alone.coverage
    assert sum(c.split for c in alone.coverage) > 3
    assert sum(c.largest > 8 for c in alone.coverage) > 1


def test_the_codes_are_those_of_a_run_on_one_machine(session, small_pieces, tmp_path):
    from izdeu.linkage.engines import spark

    table.write(tmp_path / "people.csv", people=150)
    mine = table.encoded(tmp_path / "people.csv", tmp_path / "alone")
    theirs = table.encoded(tmp_path / "people.csv", tmp_path / "shared", spark.normalised)
    assert np.array_equal(mine.rows, theirs.rows)
    assert mine.pool.texts.equals(theirs.pool.texts)
    assert mine.ids.equals(theirs.ids)
    left = {path.name for path in (tmp_path / "shared").iterdir()}
    assert left == {path.name for path in (tmp_path / "alone").iterdir()}


def test_rows_set_aside_equal_rows_and_repeated_ids_are_the_same_on_both(session, tmp_path):
    lines = [
        "id,name,birth_date,city",
        *[",".join(TEXTS.values())] * 60,
        "8,x,y",
        "9,,,",
        "–,–,–,–",
    ]
    (tmp_path / "people.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    alone, shared = both(tmp_path / "people.csv", tmp_path)
    assert shared.set_aside == alone.set_aside != ()
    assert weights(tmp_path / "shared") == weights(tmp_path / "alone") != {}
    assert clusters(tmp_path / "shared").equals(clusters(tmp_path / "alone"))


def test_a_table_of_headers_alone_is_refused_on_the_cluster_too(session, tmp_path):
    (tmp_path / "people.csv").write_text("id,name\n", encoding="utf-8")
    options = batch.Options(engine="spark")
    with pytest.raises(UnknownTable, match="no row"):
        batch.link(open_table(tmp_path / "people.csv"), tmp_path / "out", options)
