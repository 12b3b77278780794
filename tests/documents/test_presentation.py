"""What the command prints of a reading."""

from izdeu import documents
from izdeu.documents.presentation import present

SPLIT = "Фамилия;Имя;Пол;Возраст\nЛи;Вера;ж;23\nКан;Олег;м;51\nИм;Яна;ж;30\n"


def shown(tmp_path, words, **options):
    path = tmp_path / "list.csv"
    path.write_text(words, encoding="utf-8")
    reading = documents.read(path, published="2022-01-14")
    return present(reading, **options), reading.text


def test_a_name_from_several_cells_tells_each_of_them(tmp_path):
    said, text = shown(tmp_path, SPLIT)
    mention = said["mentions"][0]
    assert mention["name"] == "Ли Вера"
    places = [(piece["raw"], piece["locator"]) for piece in mention["pieces"]]
    assert [text[place["start"] : place["end"]] for _, place in places] == ["Ли", "Вера"]


def test_explain_tells_the_rule_behind_each_word_about_a_person(tmp_path):
    said, _ = shown(tmp_path, SPLIT, explain=True)
    rules = {word: one["locator"]["rule"] for word, one in said["mentions"][0]["said"].items()}
    assert set(rules) == {"sex", "age"}
    assert all(rule.startswith("column:") for rule in rules.values())


def test_a_document_that_names_nobody_says_so(tmp_path):
    path = tmp_path / "page.html"
    path.write_text("<p>12 34</p>", encoding="utf-8")
    said = present(documents.read(path, published="2022-01-14"))
    assert [aside["why"] for aside in said["set_aside"]] == ["document.names_nobody"]
