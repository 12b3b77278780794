import pytest

from izdeu.documents.columns.header import FIELDS, NOTHING, fields_of, meanings_of
from izdeu.documents.columns.mapping import choose
from izdeu.documents.columns.spelling import skeleton, words_of
from tests.documents.columns.test_mapping import DATES, NAMES, PUBLISHED, field


@pytest.mark.parametrize(
    "header", ["Jaralangan kuni", "Jaralanǵan kúni", "Jaralanğan küni", "Zharalangan kuni"]
)
def test_kazakh_in_any_latin_alphabet_is_read_as_in_cyrillic(header):
    assert field(header, DATES) == "wounded"


def test_two_alphabets_of_one_word_have_one_skeleton():
    assert skeleton("ұсталған") == skeleton("ustalǵan") == skeleton("ustalghan")


@pytest.mark.parametrize("header", ["Сот күні", "Дата суда", "Hearing date", "Дата допроса"])
def test_the_date_of_another_matter_is_asked_about(header):
    choice = choose([("ФИО",), (header,)], [NAMES, DATES], PUBLISHED)[1]
    assert (choice.field, choice.rule) == ("", "other")


@pytest.mark.parametrize("header", ["Фамилия следователя", "Адвокат", "Name of judge", "Тергеуші"])
def test_somebody_elses_name_is_nobodys_on_the_list(header):
    choices = choose([("ФИО",), (header,)], [NAMES, list(reversed(NAMES))], PUBLISHED)
    assert [choice.field for choice in choices] == ["name", ""]


@pytest.mark.parametrize(
    ("header", "meant"),
    [
        ("Диагноз при поступлении", "injury"),
        ("Обстоятельства задержания", "note"),
        ("Статус задержанного", "status"),
        ("Место задержания", "place"),
        ("Место содержания", "facility"),
        ("Place of work", "work"),
    ],
)
def test_the_main_word_of_a_header_decides(header, meant):
    assert max(fields_of(header).items(), key=lambda item: item[1])[0] == meant


def test_a_word_that_nobody_knows_makes_a_header_doubtful():
    choice = choose([("ФИО",), ("Дата йцукен",)], [NAMES, DATES], PUBLISHED)[1]
    assert (choice.field, choice.rule, choice.proposal) == ("", "ask", "date")


def test_two_lines_of_a_header_are_read_together():
    header = ("Задержание", "дата")
    assert choose([("ФИО",), header], [NAMES, DATES], PUBLISHED)[1].field == "taken"


def test_shortened_words_keep_their_beginning():
    assert words_of("Отч-во, рожд. г.") == ("отч.", "рожд.", "г")


def test_what_means_nothing_is_no_field_to_choose():
    assert not NOTHING & set(FIELDS)
    assert NOTHING & set(meanings_of("Фамилия следователя"))


def test_who_is_asked_sees_what_else_it_may_be():
    choice = choose(
        [("ФИО",), ("Больница/отделение",)],
        [NAMES, ["хирургия", "", "ОРИТ", "хирургия"]],
        PUBLISHED,
    )[1]
    assert (choice.field, {choice.proposal, choice.runner_up}) == ("", {"facility", "ward"})


@pytest.mark.parametrize("header", ["Жағдайы (статус)", "Диагноз / Возраст"])
def test_parts_of_a_header_that_disagree_are_left_to_a_person(header):
    cells = ["йцукен", "фывапр", "йцукен", "ячсмит"]
    assert choose([("ФИО",), (header,)], [NAMES, cells], PUBLISHED)[1].field == ""


def test_a_word_that_is_known_is_no_slip_of_another():
    assert "contact" not in meanings_of("Additional information")


def test_a_phone_of_nobody_known_is_asked_about_and_sealed():
    phones = ["+7 701 555 01 01", "+7 701 555 01 02", "+7 701 555 01 03", "+7 701 555 01 04"]
    choice = choose([("ФИО",), ("Телефон йцукен",)], [NAMES, phones], PUBLISHED)[1]
    assert (choice.field, choice.proposal) == ("", "contact")
