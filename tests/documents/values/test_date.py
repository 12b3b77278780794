from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from izdeu.documents.values.date import _TABLE, MONTHS, find_dates, read_date

PUBLISHED = date(2022, 1, 14)


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("05.01.2022", "2022-01-05"),
        ("5.1.22", "2022-01-05"),
        ("05/01/2022", "2022-01-05"),
        ("2022-01-05", "2022-01-05"),
        ("2022-01-05 18:30:00", "2022-01-05T18:30"),
        ("05.01", "2022-01-05"),
        ("31.12", "2021-12-31"),
        ("5 января", "2022-01-05"),
        ("5 января 2022 г.", "2022-01-05"),
        ("5 янв. 2022", "2022-01-05"),
        ("5 қаңтар", "2022-01-05"),
        ("5-қаңтар", "2022-01-05"),
        ("қаңтардың 5-і", "2022-01-05"),
        ("2022 жылғы 5 қаңтар", "2022-01-05"),
        ("2021 жылғы 16 желтоқсан", "2021-12-16"),
        ("5 қаңтарда сағат 18:30", "2022-01-05T18:30"),
        ("January 5", "2022-01-05"),
        ("Jan 5, 2022", "2022-01-05"),
        ("5-7 января", "2022-01-05/2022-01-07"),
        ("в ночь с 5 на 6 января", "2022-01-05/2022-01-06"),
        ("1990", "1990"),
        ("1990 г.р.", "1990"),
        ("1990 ж.т.", "1990"),
        ("~1990", "1990~"),
        ("05.1990", "1990-05"),
        ("май 1990", "1990-05"),
        ("хх.05.1990", "1990-05"),
        ("00.00.1990", "1990"),
        ("01/16/2022", "2022-01-16"),
        ("31.02.2022", ""),
        ("Ахметов", ""),
        ("+7 701 000 11 22", ""),
        ("дом 5, кв. 12", ""),
        ("", ""),
    ],
)
def test_dates_keep_the_precision_they_are_written_with(words, edtf):
    assert read_date(words, PUBLISHED) == edtf


def test_a_birthday_without_a_year_stays_without_one():
    assert read_date("5 мая", PUBLISHED, birth=True) == "XXXX-05-05"


def test_two_digits_of_a_birth_year_lie_behind_publication():
    assert read_date("05.03.87", PUBLISHED, birth=True) == "1987-03-05"
    assert read_date("87 г.р.", PUBLISHED, birth=True) == "1987"


def test_a_spreadsheets_serial_number_is_a_day_only_where_that_is_allowed():
    assert read_date("33004", PUBLISHED, serial=True) == "1990-05-11"
    assert read_date("33004", PUBLISHED) == ""


def test_every_example_of_the_month_table_holds():
    for words, month in _TABLE["examples"].items():
        found = find_dates(words, PUBLISHED)
        assert [int(date.edtf[5:7]) for date in found] == [month], words


def test_month_names_are_written_in_small_letters():
    assert all(name == name.casefold() for name in MONTHS)


@given(st.dates(date(1930, 1, 1), date(2022, 1, 14)))
def test_a_whole_date_reads_back_in_every_order_and_language(day):
    for words in (f"{day:%d.%m.%Y}", f"{day:%Y-%m-%d}", f"{day:%d/%m/%Y}"):
        assert read_date(words, PUBLISHED) == day.isoformat()


@given(st.text(max_size=40))
def test_no_words_break_the_reading_of_dates(words):
    for found in find_dates(words, PUBLISHED):
        assert words[found.start : found.end].strip()


@pytest.mark.parametrize("words", ["00.00.0000", "00.00.00", "0000-00-00", "31.02.0000"])
def test_zeros_for_a_date_are_no_year(words):
    assert read_date(words, PUBLISHED) == ""
    assert find_dates(words, PUBLISHED) == ()
