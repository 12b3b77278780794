import pyarrow.csv
import pyarrow.parquet
import pytest

from izdeu.cli import main
from izdeu.simulation import write_table
from izdeu.simulation.census import SCHEMA


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("table")
    write_table(folder, people=4000, seed=5)
    return folder


@pytest.fixture(scope="module")
def table(folder):
    return pyarrow.parquet.read_table(folder / "people.parquet")


def test_every_person_stands_on_at_least_one_list(table):
    assert set(table["truth"].to_pylist()) == set(range(4000))
    assert table.num_rows > 4000
    assert table.schema.equals(SCHEMA)


def test_csv_and_parquet_hold_the_same_rows(folder, table):
    read = pyarrow.csv.read_csv(folder / "people.csv")
    assert read["id"].to_pylist() == table["id"].to_pylist()
    assert read["truth"].to_pylist() == table["truth"].to_pylist()


def test_nobody_stands_twice_on_one_list(table):
    rows = list(zip(table["list"].to_pylist(), table["truth"].to_pylist(), strict=True))
    assert len(set(rows)) == len(rows)


def test_lists_write_cyrillic_and_latin(table):
    by_list = dict(zip(table["list"].to_pylist(), table["surname"].to_pylist(), strict=True))
    assert by_list["list1"].isascii() is False
    assert by_list["list5"].isascii() is True


def test_values_are_missing_and_phones_are_hashes(table):
    assert 0.6 < table["phone"].null_count / table.num_rows < 0.8
    assert {len(phone) for phone in table["phone"].to_pylist() if phone} == {16}


def test_one_seed_writes_the_same_table(folder, tmp_path):
    write_table(tmp_path, people=4000, seed=5)
    assert (tmp_path / "people.csv").read_bytes() == (folder / "people.csv").read_bytes()


def test_the_command_writes_the_table_or_the_event(tmp_path, capsys):
    assert main(["simulate", "--people", "20", "--out", str(tmp_path / "a"), "--table"]) == 0
    assert main(["simulate", "--people", "20", "--out", str(tmp_path / "b")]) == 0
    assert (tmp_path / "a/people.csv").exists()
    assert (tmp_path / "b/event.json").exists()
    assert "mentions" in capsys.readouterr().out


def test_the_command_refuses_no_people(tmp_path, capsys):
    assert main(["simulate", "--people", "0", "--out", str(tmp_path)]) == 1
    assert "--people" in capsys.readouterr().err
