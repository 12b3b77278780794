import pytest

from izdeu.linkage.header import UnknownTable, recognise
from izdeu.linkage.written import digits, edtf, is_month_first, phone, sex


@pytest.mark.parametrize(
    "headers, role, column",
    [
        (["№", "Аты-жөні", "Туған күні"], "name", "Аты-жөні"),
        (["№ п/п", "Ф.И.О.", "Дата рождения"], "birth", "Дата рождения"),
        (["rec_id", "given_name", "surname"], "given", "given_name"),
        (["id", "Фамилия", "Имя", "Отчество"], "patronymic", "Отчество"),
        (["id", "Тегі", "Есімі", "Әкесінің аты"], "patronymic", "Әкесінің аты"),
        (["name", "date_of_birth", "City"], "place", "City"),
        (["name", "Телефон (сот.)"], "phone", "Телефон (сот.)"),
        (["name", "person_id"], "truth", "person_id"),
        (["name", "soc_sec_id"], "number", "soc_sec_id"),
    ],
)
def test_headers_in_three_languages_are_recognised(headers, role, column):
    assert recognise(headers).column[role] == column


def test_a_table_that_tells_of_nobody_is_refused():
    with pytest.raises(UnknownTable, match="no column says who"):
        recognise(["colour", "shape"])


@pytest.mark.parametrize(
    "written, expected",
    [
        ("14.05.1990", "1990-05-14"),
        ("19900514", "1990-05-14"),
        ("1990-05-14 00:00:00", "1990-05-14"),
        ("14 мая 1990 г.", "1990-05-14"),
        ("14 мамыр 1990", "1990-05-14"),
        ("May 14, 1990", "1990-05-14"),
        ("05.1990", "1990-05"),
        ("1990 г.р.", "1990"),
        ("31.02.1990", "1990"),
        ("abc", ""),
        ("", ""),
    ],
)
def test_dates_are_read_as_people_write_them(written, expected):
    assert edtf(written) == expected


def test_a_column_with_the_month_first_is_told_by_its_days():
    assert is_month_first(["05/14/1990", "01/02/1991"])
    assert not is_month_first(["14/05/1990", "01/02/1991"])
    assert edtf("05/04/1990", month_first=True) == "1990-05-04"


def test_words_for_the_sexes_and_numbers_are_made_alike():
    assert sex("Ер") == sex("муж.") == sex("M") == "male"
    assert sex("әйел") == "female"
    assert sex("?") == ""
    assert phone("+7 (701) 123-45-67") == phone("8 701 1234567")
    assert digits("000000") == ""


@pytest.mark.parametrize("headers", [["Тегі", "Аты"], ["Surname", "Name"]])
def test_a_bare_word_for_a_name_beside_a_surname_holds_the_given_name(headers):
    assert recognise(headers).column == {"surname": headers[0], "given": headers[1]}


def test_a_whole_name_beside_a_surname_stays_a_whole_name():
    assert recognise(["Фамилия", "ФИО"]).column == {"surname": "Фамилия", "name": "ФИО"}
