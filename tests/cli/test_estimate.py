import json
from dataclasses import replace
from pathlib import Path

import pytest

from izdeu.cli import main
from izdeu.estimates.classes import Classes
from izdeu.estimates.estimate import estimate
from izdeu.estimates.overlaps import Overlaps
from izdeu.estimates.summary import as_values, sentences, table

TABLES = Path(__file__).parent.parent / "estimates" / "tables"


def told(capsys, *words):
    assert main(["estimate", *map(str, words)]) == 0
    return capsys.readouterr().out


def values(capsys, *words):
    return json.loads(told(capsys, *words, "--json"))


def test_json_has_every_key_of_an_estimate(capsys):
    found = values(capsys, TABLES / "kosovo.csv")
    assert found["lists"] == ["EXH", "ABA", "OSCE", "HRW"]
    assert found["documented"] == 4400
    assert found["refused"] == []
    assert found["floor"] == pytest.approx(8591.18, abs=0.01)
    low, high = found["envelope"]
    assert low < 10356 < high
    assert len(found["models"]) == 114
    best = found["models"][0]
    assert set(best) == {"name", "terms", "estimate", "lower", "upper", "bic", "weight"}
    assert best["name"] == "[123,14,34]"
    assert best["terms"] == [
        "EXH:ABA",
        "EXH:OSCE",
        "ABA:OSCE",
        "EXH:HRW",
        "OSCE:HRW",
        "EXH:ABA:OSCE",
    ]


@pytest.mark.parametrize(
    ("name", "estimate"),
    [("snowshoe_hare", 75.0662), ("western_us5", 2007.1418), ("artificial3", 539.0939)],
)
def test_independence_is_always_found_under_its_name(capsys, name, estimate):
    models = values(capsys, TABLES / f"{name}.csv")["models"]
    alone = [model for model in models if model["name"] == "independence"]
    assert [model["estimate"] for model in alone] == [pytest.approx(estimate, rel=1e-6)]


def test_a_refusal_is_a_result_with_reasons_and_no_envelope(capsys):
    found = values(capsys, TABLES / "artificial3.csv")
    assert found["envelope"] is None
    assert {refusal["reason"] for refusal in found["refused"]} >= {"no_overlap", "thin_overlap"}
    assert all(refusal["why"] and refusal["mend"] for refusal in found["refused"])


def test_two_lists_without_overlap_still_give_valid_json(tmp_path, capsys):
    path = tmp_path / "two.csv"
    path.write_text("count;A;B\n4;1;0\n5;0;1\n")
    found = values(capsys, path)
    assert found["envelope"] is None
    assert [m["estimate"] for m in found["models"] if m["name"] == "independence"] == [None]


def test_sentences_give_a_range_and_never_a_lone_number(capsys):
    text = told(capsys, TABLES / "kosovo.csv").replace("\u00a0", " ")
    assert "Between 7,569 and 23,514 people" in text
    assert "Quote the range." in text


def test_a_refusal_is_told_in_the_chosen_language(capsys):
    assert "Баға берілмейді." in told(capsys, TABLES / "artificial3.csv", "--language", "kk")


def test_the_report_is_written(tmp_path, capsys):
    told(capsys, TABLES / "madigan_york_spina3.csv", "--out", tmp_path / "report.html")
    assert "<svg" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_copies_count_as_one_list(capsys):
    found = values(capsys, TABLES / "kosovo.csv", "--copies", "EXH,ABA")
    assert found["lists"] == ["EXH", "OSCE", "HRW"]
    assert found["merged"] == {"ABA": "EXH"}


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["missing.csv"], "missing.csv: No such file"),
        (["bad.csv"], "bad.csv, line 3: '-2' is not a count"),
        (["good.csv", "--copies", "A,Z"], "no list named 'Z'"),
        (["good.csv", "--out", "nowhere/report.html"], "report.html: No such file"),
        (["."], "directory"),
    ],
)
def test_what_cannot_go_on_says_so_in_one_sentence(tmp_path, monkeypatch, capsys, words, message):
    monkeypatch.chdir(tmp_path)
    Path("bad.csv").write_text("A,B,count\n1,0,3\n0,1,-2\n")
    Path("good.csv").write_text("A,B,count\n1,0,3\n0,1,2\n1,1,4\n")
    assert main(["estimate", *words]) == 1
    told = capsys.readouterr()
    assert message in told.err
    assert told.err.count("\n") == 1
    assert told.out == ""


def test_latent_classes_are_a_line_of_their_own_where_they_are_asked_for(tmp_path, capsys):
    path = tmp_path / "t.csv"
    path.write_text("a,b,c,count\n1,0,0,60\n0,1,0,50\n1,1,0,70\n0,0,1,40\n1,0,1,60\n0,1,1,50\n"
                    "1,1,1,80\n")  # fmt: skip
    assert main(["estimate", str(path), "--json"]) == 0
    plain = json.loads(capsys.readouterr().out)
    assert "classes" not in plain
    assert main(["estimate", str(path), "--json", "--classes"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["classes"]["seed"] == 20220105
    named = [model["name"] for model in told["models"]]
    assert ("classes" in named) == told["classes"]["shown"]
    assert told["envelope"] == plain["envelope"]


def test_an_unconverged_sample_is_told_and_not_shown():
    found = replace(estimate(Overlaps(tuple("abc"), (0, 9, 8, 12, 7, 11, 10, 5))),
                    classes=Classes(99999.0, 1.0, 99999.0, 1.2, 7))  # fmt: skip
    assert "disagree" in " ".join(sentences(found))
    assert "99,999" not in str((sentences(found), table(found, "en"), as_values(found)["models"]))
