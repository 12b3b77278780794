"""Workbooks of every kind that calamine reads."""

import pytest
from benchmarks.books import ods, xls

HEAD = ["№", "ФИО", "Дата рождения", "Поступил", "Куда доставлен"]
ROWS = [
    ["1", "Сәрсенов Айдын Маратұлы", "05.06.1988", "05.01.2022", "ГКБ №4"],
    ["2", "Ли Вера", "01.02.1998", "06.01.2022", "БСНП"],
    ["3", "Өтеуова Қарлығаш", "09.10.1965", "07.01.2022", "ГКБ №4"],
]
NAMES = [row[1] for row in ROWS]
BIRTHS = ["1988-06-05", "1998-02-01", "1965-10-09"]
WRITERS = {"list.xls": xls, "list.ods": ods}


@pytest.mark.parametrize("name", WRITERS)
def test_an_old_workbook_gives_names_births_and_what_happened(listed, name):
    read = listed(WRITERS[name]([HEAD, *ROWS]), name)
    assert (read.names, read.births) == (NAMES, BIRTHS)
    claim = read.claims(0)["admitted"]
    assert (claim.when, claim.facility) == ("2022-01-05", "ГКБ №4")


@pytest.mark.parametrize("name", WRITERS)
def test_an_old_workbook_says_where_each_value_stands(listed, name):
    read = listed(WRITERS[name]([HEAD, *ROWS]), name)
    for number, found in enumerate(read.found, start=2):
        place = found.mention.name.locator
        assert (place.sheet, place.row, place.column) == ("list", number, 2)
        assert read.reading.text[place.start : place.end] == found.mention.name.raw


def test_days_counted_as_numbers_in_an_old_workbook_are_dates(listed):
    read = listed(xls([HEAD[:3], [1.0, NAMES[0], 32299.0], [2.0, NAMES[1], 35827.0]]), "list.xls")
    assert read.births == ["1988-06-05", "1998-02-01"]


def test_a_workbook_is_known_by_its_content_under_any_name(listed):
    read = listed(xls([HEAD, *ROWS]), "list.csv")
    assert (read.reading.document.format, read.names) == ("spreadsheet", NAMES)
