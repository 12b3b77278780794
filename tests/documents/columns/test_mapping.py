from datetime import date

import pytest

from izdeu.documents.columns.header import FIELDS, load_synonyms, meanings_of
from izdeu.documents.columns.mapping import choose

PUBLISHED = date(2022, 1, 14)
NAMES = ["Ли Вера", "Сәрсенов Айдын Маратұлы", "Кан Олег Витальевич", "Өтеуова Қарлығаш"]
BORN = ["01.02.1998", "05.06.1988", "1970", "09.10.1965"]
DATES = ["05.01.2022", "06.01", "07.01.2022", ""]
PHONES = ["+7 701 000 11 22", "87010001133", "8 (701) 000-11-44", ""]


def field(header, cells):
    """What a column beside names is taken for."""
    return choose([("ФИО",), (header,)], [NAMES, cells], PUBLISHED)[1].field


@pytest.mark.parametrize(
    ("header", "cells", "expected"),
    [
        ("Дата рождения (дд.мм.гггг)", BORN, "birth"),
        ("Туған кезі, жылы", BORN, "birth"),
        ("D.O.B.", BORN, "birth"),
        ("Задержан(а)", DATES, "taken"),
        ("Қашан ұсталды", DATES, "taken"),
        ("Вышел на свободу", DATES, "released"),
        ("Дата и время поступления", DATES, "admitted"),
        ("Тегі / Фамилия", ["Ли", "Кан", "Им", "Ан"], "surname"),
        ("Куда увезли", ["СИЗО-1", "ИВС", "ГКБ №4", "УП"], "facility"),
        ("Жарақат сипаты", ["ожог", "ЧМТ", "перелом", ""], "injury"),
        ("Возраст на момент", ["23", "33", "51", "~56 лет"], "age"),
    ],
)
def test_headers_in_three_languages_are_known(header, cells, expected):
    if expected == "surname":
        assert choose([(header,), ("Имя",)], [cells, cells], PUBLISHED)[0].field == expected
    else:
        assert field(header, cells) == expected


@pytest.mark.parametrize(
    "header", ["Телефон родственников", "Туысының телефоны", "Family phone", "Отец (тел.)", "???"]
)
def test_phones_that_are_not_the_persons_own_are_sealed(header):
    assert field(header, PHONES) == "contact"


def test_content_overrules_a_header_that_it_contradicts():
    choices = choose([("Дата рождения",), ("ФИО",)], [NAMES, BORN], PUBLISHED)
    assert [choice.field for choice in choices] == ["name", "birth"]


def test_dates_under_an_unknown_header_are_asked_about():
    choice = choose([("ФИО",), ("Графа 7",)], [NAMES, DATES], PUBLISHED)[1]
    assert (choice.field, choice.proposal) == ("", "date")


def test_two_columns_are_never_taken_for_one_name():
    choices = choose([("ФИО",), ("Имя следователя",)], [NAMES, list(reversed(NAMES))], PUBLISHED)
    assert [choice.field for choice in choices].count("name") == 1


def test_a_persons_answer_wins_over_header_and_content():
    choices = choose([("ФИО",), ("Дата",)], [NAMES, BORN], PUBLISHED, told={"дата": "died"})
    assert (choices[1].field, choices[1].confidence) == ("died", 1.0)


def test_every_synonym_is_taken_for_its_own_field_or_a_twin():
    for synonym in load_synonyms():
        if synonym.weight == 1.0:
            scores = meanings_of(" ".join(synonym.words))
            assert scores[synonym.field] >= 0.95, synonym


def test_every_field_has_words_in_all_three_languages():
    assert len(FIELDS) > 30


@pytest.mark.parametrize(
    ("header", "cells", "expected"),
    [
        ("Палата / отделение", ["СИЗО-1", "ИВС г. Тараз", "ГКБ №4", "СИЗО-18"], ""),
        ("Погиб", ["освобождён", "арест 15 суток", "под стражей", "разыскивается"], "status"),
        ("Қазіргі жағдайы", ["босатылды", "қамауда", "освобождён", "разыскивается"], "status"),
        ("Номер", PHONES, "contact"),
    ],
)
def test_cells_overrule_a_header_that_says_something_else(header, cells, expected):
    choice = choose([("ФИО",), (header,)], [NAMES, cells], PUBLISHED)[1]
    assert choice.field == expected or (not expected and choice.field != "ward")


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Фамилия (по паспорту)", "surname"),
        ("Фамилия (как в документе)", "surname"),
        ("Статус (обновл.)", "status"),
    ],
)
def test_a_remark_in_brackets_does_not_change_what_a_column_is(header, expected):
    meanings = meanings_of(header)
    assert max(meanings, key=lambda field: meanings[field]) == expected
    assert meanings[expected] >= 0.7


@pytest.mark.parametrize("header", ["Fam?liasy", "?????"])
def test_surnames_beside_given_names_are_known_though_their_header_is_broken(header):
    surnames = ["Абенов", "Кан", "Сәрсенов", "Өтеуова"]
    columns = [surnames, ["Айдын", "Олег", "Болат", "Сәуле"], BORN]
    choices = choose([(header,), ("Имя",), ("Дата рождения",)], columns, PUBLISHED)
    assert [choice.field for choice in choices] == ["surname", "given", "birth"]
