import json

import pytest

from izdeu.cli import main


def table(path, *rows):
    path.write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")
    return str(path)


def test_compare_prints_score_and_probability_as_json(capsys):
    assert main(["names", "compare", "Ерлан Қоқанбеков", "Erlan Qoqanbekov", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["score"] > 0.5
    assert {part["outcome"] for part in told["parts"]} == {"fits"}


def test_explain_words_each_reason(capsys):
    main(["names", "explain", "Ерлан Қоқанбеков", "Нұржан Қоқанбеков"])
    assert "Ерлан – Нұржан, one contradicts the other" in capsys.readouterr().out


def test_spellings_are_listed_one_to_a_line(capsys):
    main(["names", "spellings", "Ерлан Қоқанбеков"])
    assert "Коканбеков" in capsys.readouterr().out


def test_score_keeps_the_columns_and_adds_one(tmp_path):
    pairs = table(
        tmp_path / "pairs.tsv",
        ("id", "a", "b"),
        ("1", "Ерлан Қоқанбеков", "Erlan Qoqanbekov"),
        ("2", "Ерлан Қоқанбеков", ""),
    )
    out = tmp_path / "out.tsv"
    assert main(["names", "score", pairs, "--out", str(out)]) == 0
    head, first, second = [line.split("\t") for line in out.read_text("utf-8").splitlines()]
    assert head == ["id", "a", "b", "score"]
    assert float(first[3]) > 0.5
    assert float(second[3]) == 0


def test_search_ranks_the_gallery_for_each_query(tmp_path):
    gallery = table(
        tmp_path / "g.tsv", ("id", "name"), ("g1", "Коканбеков Ерлан"), ("g2", "Сатыбалдин Нуржан")
    )
    queries = table(
        tmp_path / "q.tsv", ("qid", "query"), ("q1", "Нұржан Сатыбалдин"), ("q2", "???")
    )
    out = tmp_path / "r.tsv"
    words = ["names", "search", "--gallery", gallery, "--queries", queries, "--top", "1"]
    assert main([*words, "--out", str(out)]) == 0
    rows = [line.split("\t") for line in out.read_text("utf-8").splitlines()]
    assert rows[0] == ["qid", "rank", "id", "score"]
    assert rows[1][:3] == ["q1", "1", "g2"]
    assert len(rows) == 2


def test_a_missing_column_is_named(tmp_path, capsys):
    pairs = table(tmp_path / "pairs.tsv", ("a", "c"))
    assert main(["names", "score", pairs, "--out", str(tmp_path / "o.tsv")]) == 1
    assert "column b" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "12", "😀"])
def test_no_name_is_no_failure(text, capsys):
    assert main(["names", "compare", text, "Ерлан"]) == 0
    assert "no name found" in capsys.readouterr().out
