"""What cannot be linked is refused in words, or set aside with its number; nothing fails."""

import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from izdeu.cli import main
from izdeu.linkage.model import Model
from izdeu.linkage.table import open_table

GOOD = "id,name,dob\n1,Dana Kuzenova,1990-01-02\n2,Dana Kuzenova,1990-01-02\n"


@pytest.fixture
def link(tmp_path, capsys):
    """Link a table with some words; gives the status and what was said about it."""

    def run(name="people.csv", *words):
        status = main(["link", str(tmp_path / name), "--out", str(tmp_path / "out"), *words])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        assert "this failed" not in said.err
        return status, said.err + said.out

    return run


def ids(folder):
    return pq.read_table(folder / "out" / "clusters.parquet").column("record_id").to_pylist()


@pytest.mark.parametrize(
    "written, reason",
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"id,name,dob\n", "people.csv: there is no row below the headers"),
        (b"id,name,dob\n1,2\n3,4,5,6\n", "the first is row 2 with 2 cells instead of 3"),
        (b'id,name,dob\n1,"Dana,1990\n2,Dana,1990\n', "the first is row 2"),
        (b"colour,shape\nred,round\n", "no column says who a row is about"),
        (b"name,name\na,b\n", "two columns are called name"),
        (b"id,name,dob\n1,,\n2,,\n", "the table says nothing, or too little"),
        (b"id,surname\n1,Kuzenova\n2,Kuzenova\n", "give --columns map.toml"),
    ],
)
def test_a_csv_that_cannot_be_linked_is_refused_with_the_reason(tmp_path, link, written, reason):
    (tmp_path / "people.csv").write_bytes(written)
    status, said = link()
    assert status == 1
    assert reason in said


def test_a_parquet_file_that_is_none_cut_short_or_damaged_is_refused(tmp_path, link):
    pq.write_table(pa.table({"id": range(500), "name": ["Dana Kuzenova"] * 500}), tmp_path / "w")
    whole = (tmp_path / "w").read_bytes()
    spoilt = whole[:8] + b"\x55" * 200 + whole[208:]
    for written in (b"", b"no parquet", whole[: len(whole) // 2], spoilt):
        (tmp_path / "people.parquet").write_bytes(written)
        status, said = link("people.parquet")
        assert status == 1
        assert "people.parquet" in said


def test_a_parquet_table_without_rows_is_refused(tmp_path, link):
    pq.write_table(pa.table({"name": pa.array([], pa.string())}), tmp_path / "people.parquet")
    assert "there is no row" in link("people.parquet")[1]


def test_columns_of_every_type_are_read_as_text(tmp_path, link):
    columns = {
        "id": [1, 2],
        "name": pa.array(["Dana Kuzenova"] * 2).dictionary_encode(),
        "dob": pa.array([10**17] * 2, pa.timestamp("ns", "UTC")),
        "sex": [True, False],
        "age": pa.array([19, 19], pa.decimal128(5, 2)),
        "city": pa.array([1, 2], pa.time64("us")),
        "address": pa.array([1, 2], pa.duration("s")),
        "marks": [["scar"], None],
        "phone": [b"\xff\xfe", None],
        "region": pa.nulls(2),
    }
    pq.write_table(pa.table(columns), tmp_path / "people.parquet")
    status, said = link("people.parquet")
    assert (status, said.splitlines()[-1]) == (0, "2 records, 1 pairs, 1 clusters")


def test_rows_that_are_ragged_or_no_text_are_set_aside_with_their_numbers(tmp_path, link):
    name = "Жазбаев Айбек".encode()
    rows = [b"id,name,dob", b"1,%s,1990" % name, b"2,x", b"3,\xff\xfe\xc3\x28,1990"]
    rows += [b"4,%s,1990" % name, b"5,a,b,c", b"6,%s \xff,1961" % name, b"7,%s,1961" % name]
    (tmp_path / "people.csv").write_bytes(b"\n".join(rows) + b"\n")
    source = open_table(tmp_path / "people.csv")
    assert sum(batch.num_rows for _, batch in source.batches()) == 3
    told = dict(source.set_aside)
    assert sorted(told) == [3, 4, 6, 7]
    assert told[3] == "2 cells instead of 3"
    assert "UTF-8" in told[4]
    status, said = link()
    assert (status, said.splitlines()[-1]) == (
        0,
        "3 records, 1 pairs, 2 clusters, 4 rows set aside",
    )
    assert ids(tmp_path) == ["1", "4", "7"]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16", "utf-8-sig", "cp1251"])
def test_an_encoding_is_told_with_or_without_a_mark(tmp_path, link, encoding):
    text = "id,ФИО,Дата рождения\n1,Жазбаев Айбек,03.02.1990\n2,Жазбаев Айбек,3.2.1990\n"
    written = text.replace("id", "№", 1) if encoding == "utf-8-sig" else text
    (tmp_path / "people.csv").write_bytes(written.encode(encoding))
    status, said = link()
    assert status == 0
    assert "2 records, 1 pairs" in said


def test_a_file_with_bytes_that_its_encoding_does_not_have_is_refused(tmp_path, link):
    rows = ["id,ФИО,dob", *[f"{n},Жазбаев Айбек,{1900 + n % 100}" for n in range(20_000)]]
    (tmp_path / "people.csv").write_bytes("\n".join(rows).encode("cp1251") + b"\n7,\x98,1990\n")
    status, said = link()
    assert status == 1
    assert "save it anew" in said


def test_ids_that_are_missing_repeated_or_look_like_marked_ones_stay_apart(tmp_path, link):
    who = "Dana Kuzenova,1990"
    lines = ["id,name,dob", f"7,{who}", f"7,{who}", f"7#2,{who}", f",{who}", f"4,{who}"]
    (tmp_path / "people.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert link()[0] == 0
    assert ids(tmp_path) == ["7", "7#2", "7#2#3", "4", "4#5"]


def test_one_column_may_have_two_roles_and_one_row_is_a_table(tmp_path, link):
    (tmp_path / "people.csv").write_text("id,name\n1,Dana Kuzenova\n", encoding="utf-8")
    (tmp_path / "map.toml").write_text('name = "name"\nmarks = "name"\n', encoding="utf-8")
    status, said = link("people.csv", "--columns", str(tmp_path / "map.toml"))
    assert (status, said.splitlines()[-1]) == (0, "1 records, 0 pairs, 1 clusters")


@pytest.mark.parametrize(
    "written, reason",
    [
        ('name = "nowhere"', "no column “nowhere”"),
        ('shoe = "name"', "“shoe” is no role"),
        ("name == ", "line 1"),
        ("name = 3", "no column “3”"),
        ('columns = "name"', "one line for each role"),
        ("", "no column says who a row is about"),
    ],
)
def test_a_column_map_that_does_not_fit_is_refused(tmp_path, link, written, reason):
    (tmp_path / "people.csv").write_text(GOOD, encoding="utf-8")
    (tmp_path / "map.toml").write_text(written, encoding="utf-8")
    status, said = link("people.csv", "--columns", str(tmp_path / "map.toml"))
    assert status == 1
    assert reason in said


def test_a_column_map_or_model_that_is_not_there_is_named(tmp_path, link):
    (tmp_path / "people.csv").write_text(GOOD, encoding="utf-8")
    for word in ("--columns", "--model"):
        status, said = link("people.csv", word, str(tmp_path / "nothing"))
        assert status == 1
        assert str(tmp_path / "nothing") in said


def level(settings):
    return settings["comparisons"][0]["comparison_levels"][1]


@pytest.mark.parametrize(
    "spoil, reason",
    [
        (lambda s: s.pop("comparisons"), "lacks 'comparisons'"),
        (lambda s: level(s).pop("sql_condition"), "lacks 'sql_condition'"),
        (lambda s: level(s).update(sql_condition=7), "form in which Splink saves"),
        (lambda s: level(s).update(sql_condition="f(a_l)"), "cannot read the function f"),
        (lambda s: level(s).update(m_probability="often"), "form in which Splink saves"),
        (lambda s: level(s).update(m_probability=0), "must lie above 0"),
        (lambda s: level(s).update(u_probability=-1), "must lie above 0"),
        (lambda s: level(s).update(tf_adjustment_column="shoe"), "does not have: shoe"),
        (lambda s: s["comparisons"][0].update(comparison_levels=[]), "has no levels"),
        (lambda s: s["comparisons"].__setitem__(0, "x"), "form in which Splink saves"),
        (lambda s: s["comparisons"].clear(), "compares nothing"),
        (lambda s: s.update(probability_two_random_records_match=0), "between 0 and 1"),
        (lambda s: s["blocking_rules_to_generate_predictions"].clear(), "no blocking rule"),
        (
            lambda s: s["blocking_rules_to_generate_predictions"].append("l.shoe = r.shoe"),
            "does not have: shoe",
        ),
        (
            lambda s: s["blocking_rules_to_generate_predictions"].append("1=1"),
            "only equal columns",
        ),
    ],
)
def test_a_model_that_is_broken_or_for_other_columns_is_refused(tmp_path, link, spoil, reason):
    (tmp_path / "people.csv").write_text(GOOD, encoding="utf-8")
    settings = Model.default().to_splink()
    spoil(settings)
    (tmp_path / "model.json").write_text(json.dumps(settings), encoding="utf-8")
    status, said = link("people.csv", "--model", str(tmp_path / "model.json"))
    assert status == 1
    assert reason in said


@pytest.mark.parametrize(
    "words, reason",
    [
        (["--memory", "0"], "at least 384MB"),
        (["--memory", "383MB"], "at least 384MB"),
        (["--memory", "plenty"], "write it like 1GB"),
        (["--memory=-1GB"], "write it like 1GB"),
        (["--threshold", "nan"], "write a number"),
        (["--threshold", "high"], "write a number"),
        (["--engine", "abacus"], "invalid choice"),
    ],
)
def test_nonsense_on_the_command_line_is_refused(tmp_path, capsys, words, reason):
    (tmp_path / "people.csv").write_text(GOOD, encoding="utf-8")
    with pytest.raises(SystemExit):
        main(["link", str(tmp_path / "people.csv"), "--out", str(tmp_path / "out"), *words])
    assert reason in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("where", ["file", "file/below", "busy"])
def test_a_folder_that_results_cannot_be_written_to_is_named_before_work_begins(
    tmp_path, capsys, monkeypatch, where
):
    (tmp_path / "people.csv").write_text(GOOD, encoding="utf-8")
    (tmp_path / "file").write_text("", encoding="utf-8")
    (tmp_path / "busy" / "pairs.parquet").mkdir(parents=True)
    monkeypatch.setattr("izdeu.linkage.encoding.encode", None)
    words = ["link", str(tmp_path / "people.csv"), "--out", str(tmp_path / where)]
    assert main(words) == 1
    assert str(tmp_path / where.partition("/")[0]) in capsys.readouterr().err
