import json

import pytest

from izdeu.cli import main

LIST = (
    "ФИО;Год рождения;Дата задержания;Телефон родственников\nЛи Вера;1998;05.01;+7 701 000 11 22\n"
)


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(LIST)
    return path


def test_the_command_prints_one_object_with_six_keys(path, capsys):
    assert main(["documents", str(path), "--published", "2022-01-14", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert list(shown) == ["document", "mentions", "dates", "claims", "columns", "set_aside"]
    assert shown["mentions"][0]["name"] == "Ли Вера"
    assert shown["claims"][0]["when"] == "2022-01-05"
    assert "701" not in json.dumps(shown)


def test_explain_adds_the_rule_that_found_each_value(path, capsys):
    main(["documents", str(path), "--published", "2022-01-14", "--json", "--explain"])
    shown = json.loads(capsys.readouterr().out)
    assert shown["mentions"][0]["locator"]["rule"] == "column:header+content"


def test_without_json_it_tells_what_the_columns_were_taken_for(path, capsys):
    assert main(["documents", str(path), "--published", "2022-01-14"]) == 0
    assert "Дата задержания = taken" in capsys.readouterr().out


def test_an_unreadable_file_is_one_sentence_and_status_one(tmp_path, capsys):
    path = tmp_path / "list.xyz"
    path.write_text("?")
    assert main(["documents", str(path), "--published", "2022-01-14", "--json"]) == 1
    assert "list.xyz: save it as one of" in capsys.readouterr().err


def test_a_persons_answer_is_given_on_the_command_line(path, capsys):
    main(
        ["documents", str(path), "--published", "2022-01-14", "--json", "--column", "Год рождения="]
    )
    shown = json.loads(capsys.readouterr().out)
    assert shown["mentions"][0]["birth"] is None


def test_results_kept_in_a_folder_are_not_read_again(path, tmp_path, capsys):
    into = tmp_path / "into"
    words = ["documents", str(path), "--published", "2022-01-14", "--into", str(into)]
    assert main(words) == 0
    (kept,) = into.iterdir()
    kept.write_text("{}")
    assert main(words) == 0
    assert kept.read_text() == "{}"
