import csv
import json
import random

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from izdeu.cli import main
from izdeu.linkage.model import Model
from tests.linkage import table


def link(folder, *words, name="people.csv"):
    return main(["link", str(folder / name), "--out", str(folder / "out"), *words])


def read(folder, name):
    return pq.read_table(folder / "out" / f"{name}.parquet").to_pandas()


def write_rows(path, header, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])


def test_pairs_clusters_and_a_report_are_written(tmp_path, capsys):
    count = table.write(tmp_path / "people.csv")
    assert link(tmp_path) == 0
    pairs, clusters = read(tmp_path, "pairs"), read(tmp_path, "clusters")
    assert list(pairs.columns[:4]) == ["id_a", "id_b", "weight", "probability"]
    assert {"weight_surname", "weight_birth", "weight_cap"} <= set(pairs.columns)
    assert list(clusters.columns) == ["record_id", "cluster"]
    assert len(clusters) == count == clusters.record_id.nunique()
    assert clusters.cluster.nunique() < count
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "Against the truth" in page
    assert "surname_same" in page
    assert "precision" in capsys.readouterr().out
    assert not (tmp_path / "out" / "work").exists()
    assert Model.load(tmp_path / "out" / "model.json").comparisons


def test_linking_is_right_most_of_the_time(tmp_path, capsys):
    table.write(tmp_path / "people.csv", people=150, seed=4)
    link(tmp_path)
    line = next(row for row in capsys.readouterr().out.splitlines() if row.startswith("clusters"))
    precision = float(line.split("precision ")[1].split(",")[0])
    assert precision > 0.9


def test_a_model_that_was_trained_links_again(tmp_path):
    table.write(tmp_path / "people.csv")
    link(tmp_path)
    first = read(tmp_path, "pairs").sort_values(["id_a", "id_b"], ignore_index=True)
    (tmp_path / "out" / "model.json").rename(tmp_path / "model.json")
    assert link(tmp_path, "--model", str(tmp_path / "model.json")) == 0
    again = read(tmp_path, "pairs").sort_values(["id_a", "id_b"], ignore_index=True)
    pd.testing.assert_frame_equal(first, again)


def test_a_threshold_leaves_the_lighter_pairs_out(tmp_path):
    table.write(tmp_path / "people.csv")
    link(tmp_path, "--threshold", "6")
    assert read(tmp_path, "pairs").weight.min() >= 6


def test_parquet_with_columns_of_other_kinds_is_read(tmp_path):
    columns = {
        "rec_id": [1, 2, 3],
        "Given Name": ["Dana", "Dana", "Olzhas"],
        "Surname": ["Zhuldyzova", "Zhuldyzova", "Kuzenov"],
        "date_of_birth": pa.array([9000, 9000, 4000], pa.date32()),
        "postcode": [50000.0, 50000.0, None],
    }
    pq.write_table(pa.table(columns), tmp_path / "people.parquet")
    assert link(tmp_path, name="people.parquet") == 0
    found = read(tmp_path, "pairs")
    assert list(zip(found.id_a, found.id_b, strict=True)) == [("1", "2")]


def test_a_map_says_what_columns_hold(tmp_path):
    write_rows(
        tmp_path / "people.csv",
        ["x", "y"],
        [["Көктемов Айбек", "1990-02-03"], ["Көктемов Айбек", "1990-02-03"]],
    )
    (tmp_path / "map.toml").write_text('name = "x"\nbirth = "y"\n', encoding="utf-8")
    assert link(tmp_path, "--columns", str(tmp_path / "map.toml")) == 0
    assert len(read(tmp_path, "pairs")) == 1


@pytest.mark.parametrize(
    "text, reason",
    [
        ("", "empty"),
        ("colour,shape\nred,round\n", "no column says"),
        ("name,name\na,b\n", "two columns"),
        ("id,name\n", "no row"),
    ],
)
def test_a_table_that_cannot_be_linked_is_refused_before_work_begins(
    tmp_path, capsys, text, reason
):
    (tmp_path / "people.csv").write_text(text, encoding="utf-8")
    assert link(tmp_path) == 1
    assert reason in capsys.readouterr().err


def test_a_file_that_is_not_there_or_of_another_kind_is_refused(tmp_path, capsys):
    assert link(tmp_path, name="nothing.csv") == 1
    (tmp_path / "people.docx").write_bytes(b"PK")
    assert link(tmp_path, name="people.docx") == 1
    (tmp_path / "people.parquet").write_bytes(b"no parquet")
    assert link(tmp_path, name="people.parquet") == 1
    assert "Traceback" not in capsys.readouterr().err


def test_a_model_for_other_columns_is_refused_before_work_begins(tmp_path, capsys):
    table.write(tmp_path / "people.csv")
    settings = Model.default().to_splink()
    for level in settings["comparisons"][0]["comparison_levels"]:
        level["sql_condition"] = level["sql_condition"].replace("surname", "shoe_size")
        level.pop("tf_adjustment_column", None)
    (tmp_path / "model.json").write_text(json.dumps(settings), encoding="utf-8")
    assert link(tmp_path, "--model", str(tmp_path / "model.json")) == 1
    assert "shoe_size" in capsys.readouterr().err


def test_a_row_with_too_many_cells_is_set_aside_with_its_number(tmp_path, capsys):
    text = "id,name,dob\n1,Dana Kuzenova,1990\n2,Dana Kuzenova,1990,x,y\n3,Dana Kuzenova,1990\n"
    (tmp_path / "people.csv").write_text(text, encoding="utf-8")
    assert link(tmp_path) == 0
    assert "1 rows set aside" in capsys.readouterr().out
    assert "5 cells instead of 3" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert list(read(tmp_path, "clusters").record_id) == ["1", "3"]


def test_ten_thousand_identical_rows_neither_fail_nor_fill_the_disk(tmp_path):
    table.write(tmp_path / "others.csv", people=200)
    with (tmp_path / "others.csv").open(encoding="utf-8") as file:
        header, *rows = list(csv.reader(file))
    same = [
        [f"s{i}", "Бозжанов Қайрат Серікұлы", "м", "1990-02-03", "Орал", ""] for i in range(10_000)
    ]
    write_rows(tmp_path / "people.csv", header, [*rows, *same])
    assert link(tmp_path) == 0
    clusters = read(tmp_path, "clusters")
    assert clusters[clusters.record_id.str.startswith("s")].cluster.nunique() == 1
    assert len(read(tmp_path, "pairs")) < 200_000


def test_a_column_of_nothing_and_mixed_cells_change_nothing(tmp_path):
    rng = random.Random(3)
    junk = ["", "abc", "31.02.1990", "١٩٩٠", "1e99", "NULL", "x" * 500, "😀", "\u202eabc"]
    rows = [[i, rng.choice(["Көктемов Айбек", *junk]), rng.choice(junk), ""] for i in range(200)]
    write_rows(tmp_path / "people.csv", ["id", "name", "dob", "city"], rows)
    assert link(tmp_path) == 0


@pytest.mark.parametrize("encoding", ["cp1251", "utf-16", "utf-8-sig"])
def test_usual_encodings_and_delimiters_are_read(tmp_path, encoding):
    text = "№;ФИО;Дата рождения\n1;Жазбаев Айбек;03.02.1990\n2;Жазбаев Айбек;3.2.1990\n"
    (tmp_path / "people.csv").write_bytes(text.encode(encoding))
    assert link(tmp_path) == 0
    assert len(read(tmp_path, "pairs")) == 1


def test_ids_that_repeat_are_told_apart_by_their_row(tmp_path):
    rows = [["7", "Dana Kuzenova", "1990"], ["7", "Olzhas Bulakov", "1961"]]
    write_rows(tmp_path / "people.csv", ["id", "name", "dob"], rows)
    assert link(tmp_path) == 0
    assert list(read(tmp_path, "clusters").record_id) == ["7", "7#2"]


def test_little_memory_gives_the_same_pairs(tmp_path, monkeypatch):
    from izdeu.linkage import batch

    table.write(tmp_path / "people.csv", people=120)
    link(tmp_path)
    enough = read(tmp_path, "pairs").sort_values(["id_a", "id_b"], ignore_index=True)
    monkeypatch.setattr(batch, "ITSELF", (1 << 30) - 4000)
    link(tmp_path)
    little = read(tmp_path, "pairs").sort_values(["id_a", "id_b"], ignore_index=True)
    assert enough.equals(little)


def test_a_stopped_run_goes_on_where_it_was(tmp_path, monkeypatch):
    from izdeu.linkage.engines import local

    table.write(tmp_path / "people.csv")
    link(tmp_path)
    whole = read(tmp_path, "pairs")
    weigh, done = local._rule, []

    def stopping(rule, means):
        if rule.number == 3 and not done:
            done.append(rule)
            raise KeyboardInterrupt
        return weigh(rule, means)

    monkeypatch.setattr(local, "_rule", stopping)
    assert link(tmp_path) == 130
    kept = sorted((tmp_path / "out" / "work").glob("pairs-*.parquet"))
    assert len(kept) == 3
    assert link(tmp_path) == 0
    assert whole.equals(read(tmp_path, "pairs"))
