"""The same model in Splink 5 gives the same weights on the same pairs."""

from importlib import resources

import duckdb
import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest
from splink import Linker
from splink.backends.duckdb import DuckDBAPI

from izdeu.linkage import batch
from izdeu.linkage.column import NUMBERS
from izdeu.linkage.matrix import EMPTY
from izdeu.linkage.table import open_table
from tests.linkage import table


@pytest.fixture(scope="module")
def linked(tmp_path_factory):
    """A linked table: folder, options and outcome."""
    folder = tmp_path_factory.mktemp("linked")
    table.write(folder / "people.csv", people=80)
    options = batch.Options(threshold=-30.0, threads=1)
    return folder, options, batch.link(open_table(folder / "people.csv"), folder / "out", options)


def normalised(folder):
    """The columns as the engine saw them, as Splink takes them."""
    found = table.encoded(folder / "people.csv", folder / "again")
    frame = pd.DataFrame({"unique_id": found.ids.to_pylist()})
    texts = np.array([*found.pool.texts.to_pylist(), None], object)
    for at, name in enumerate(found.columns):
        codes = found.rows[:, at]
        if name in NUMBERS or name == "row":
            frame[name] = pd.Series(codes * NUMBERS.get(name, 1.0)).where(codes != EMPTY)
        else:
            frame[name] = texts[np.where(codes == EMPTY, -1, codes)]
    return frame


def splink_weights(frame, model, least):
    connection = duckdb.connect()
    macros = resources.files("izdeu.linkage").joinpath("functions.sql")
    connection.execute(macros.read_text(encoding="utf-8"))
    linker = Linker(DuckDBAPI(connection).register(frame), model.to_splink())
    found = linker.inference.predict(threshold_match_weight=least).as_pandas_dataframe()
    pairs = (frozenset(pair) for pair in zip(found.unique_id_l, found.unique_id_r, strict=True))
    return dict(zip(pairs, found.match_weight, strict=True))


def test_splink_finds_the_same_pairs_with_the_same_weights(linked):
    folder, options, outcome = linked
    ours = pq.read_table(folder / "out" / "pairs.parquet").to_pandas()
    before_caps = ours.weight - ours.weight_cap
    pairs = [frozenset(pair) for pair in zip(ours.id_a, ours.id_b, strict=True)]
    mine = dict(zip(pairs, before_caps, strict=True))
    theirs = splink_weights(normalised(folder), outcome.model, options.threshold)
    assert len(mine) > 200
    assert mine.keys() == theirs.keys()
    assert max(abs(mine[pair] - theirs[pair]) for pair in mine) < 1e-3


def test_the_contributions_of_a_pair_sum_to_its_weight(linked):
    folder, _, outcome = linked
    found = pq.read_table(folder / "out" / "pairs.parquet").to_pandas()
    parts = [name for name in found.columns if name.startswith("weight_")]
    total = found[parts].sum(axis=1) + outcome.model.prior_weight
    assert float((total - found.weight).abs().max()) < 1e-3
