"""Two worker processes find the same pairs with the same weights as this one."""

import os
import sys
from dataclasses import replace

import numpy as np
import pyarrow.parquet as pq
import pytest

from izdeu.linkage import batch
from izdeu.linkage.table import open_table
from tests.linkage import table

pyspark = pytest.importorskip("pyspark")


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


def weights(folder):
    found = pq.read_table(folder / "pairs.parquet").to_pandas()
    pairs = [frozenset(pair) for pair in zip(found.id_a, found.id_b, strict=True)]
    assert len(set(pairs)) == len(pairs)
    return dict(zip(pairs, found.weight, strict=True))


def test_two_workers_weigh_as_one_machine_does_large_blocks_included(session, tmp_path):
    table.write(tmp_path / "people.csv", people=150)
    source = open_table(tmp_path / "people.csv")
    options = batch.Options(threshold=-8, largest=6)
    alone = batch.link(source, tmp_path / "alone", options)
    shared = batch.link(source, tmp_path / "shared", replace(options, engine="spark"))
    mine, theirs = weights(tmp_path / "alone"), weights(tmp_path / "shared")
    assert mine.keys() == theirs.keys()
    assert np.allclose([mine[p] for p in mine], [theirs[p] for p in mine])
    assert shared.clusters == alone.clusters
    assert [c.compared for c in shared.coverage] == [c.compared for c in alone.coverage]
    assert sum(c.split for c in alone.coverage) > 3
