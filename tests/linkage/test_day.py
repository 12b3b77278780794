import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from izdeu.linkage.day import birth_from_age, days, full, year


def test_a_year_leaves_all_its_days_open():
    found = days("1990")
    assert found.last - found.first == 364
    assert year(found) == 1990


def test_an_age_leaves_a_year_of_birthdays_open():
    found = birth_from_age("34", "2022-01-06")
    assert found == type(found)(days("1987-01-07").first, days("1988-01-06").last)


def test_about_an_age_leaves_more_open():
    exact, about = birth_from_age("45", "2022"), birth_from_age("~45", "2022")
    assert about.first < exact.first
    assert about.last > exact.last


@pytest.mark.parametrize("age, said", [("", "2022"), ("abc", "2022"), ("34", ""), ("500", "2022")])
def test_an_age_that_cannot_be_read_says_nothing(age, said):
    assert birth_from_age(age, said) is None


def test_only_a_whole_date_without_doubt_is_full():
    assert full("1990-05-14") == "1990-05-14"
    assert full("1990-05-14~") == full("1990-05") == ""


@settings(deadline=None)
@given(st.text(max_size=12))
def test_any_text_is_a_span_or_nothing(text):
    found = days(text)
    assert found is None or found.first <= found.last
