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


def test_search_keeps_its_index_and_finds_the_same_again(tmp_path):
    gallery = table(
        tmp_path / "g.tsv", ("id", "name"), ("g1", "Коканбеков Ерлан"), ("g2", "Сатыбалдин Нуржан")
    )
    queries = table(tmp_path / "q.tsv", ("qid", "query"), ("q1", "Нұржан Сатыбалдин"))
    words = ["names", "search", "--gallery", gallery, "--queries", queries]
    kept = ["--index", str(tmp_path / "index")]
    for out in ("first", "again"):
        assert main([*words, *kept, "--out", str(tmp_path / out)]) == 0
    assert (tmp_path / "first").read_text("utf-8") == (tmp_path / "again").read_text("utf-8")
    table(tmp_path / "g.tsv", ("id", "name"), ("other", "Сатыбалдин Нуржан"))
    assert main([*words, *kept, "--out", str(tmp_path / "changed")]) == 0
    assert (tmp_path / "changed").read_text("utf-8").splitlines()[1].split("\t")[2] == "other"


def test_a_line_that_lacks_cells_and_a_mark_at_the_beginning_are_read(tmp_path):
    path = tmp_path / "pairs.tsv"
    path.write_bytes("\ufeffa\tb\r\nЕрлан\u2028Қоқанбеков\tЕрлан Қоқанбеков\r\nЕрлан\n".encode())
    assert main(["names", "score", str(path), "--out", str(tmp_path / "o.tsv")]) == 0
    head, first, second = (tmp_path / "o.tsv").read_text("utf-8").strip("\n").split("\n")
    assert head == "a\tb\tscore"
    assert float(first.split("\t")[2]) > 0.9
    assert float(second.split("\t")[2]) == 0
