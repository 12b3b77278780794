from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from izdeu.dates import EVER, NotADate, Span, precision, span


@pytest.mark.parametrize(
    ("edtf", "start", "end"),
    [
        ("2022", "2022-01-01", "2023-01-01"),
        ("2022-01", "2022-01-01", "2022-02-01"),
        ("2022-12", "2022-12-01", "2023-01-01"),
        ("2022-01-05", "2022-01-05", "2022-01-06"),
        ("2022-01-05T21:00", "2022-01-05T21:00", "2022-01-05T21:01"),
        ("2022-01-05T21", "2022-01-05T21:00", "2022-01-05T22:00"),
        ("2022-01-05~", "2022-01-04", "2022-01-07"),
        ("2022-01-05?", "2022-01-05", "2022-01-06"),
        ("2022-01-05/2022-01-07", "2022-01-05", "2022-01-08"),
        ("199X", "1990-01-01", "2000-01-01"),
        ("[1990,1991]", "1990-01-01", "1992-01-01"),
    ],
)
def test_a_date_is_the_span_its_precision_allows(edtf, start, end):
    assert span(edtf) == Span(datetime.fromisoformat(start), datetime.fromisoformat(end))


def test_an_open_side_stays_open():
    assert span("2022-01-05/..").end is None
    assert span("../2022-01-05").start is None
    assert span("") == EVER


@pytest.mark.parametrize(
    "words", ["2022-02-31", "05.01.2022", "5 January", "2022-13", "2022-01-05T25:00"]
)
def test_an_impossible_date_is_refused(words):
    with pytest.raises(NotADate):
        span(words)


def test_an_interval_that_ends_before_it_begins_is_refused():
    with pytest.raises(NotADate):
        span("2022-01-07/2022-01-05")


@pytest.mark.parametrize(
    ("edtf", "word"),
    [
        ("", ""),
        ("2022", "year"),
        ("2022-01~", "month"),
        ("2022-01-05", "day"),
        ("2022-01-05T21:00", "time"),
        ("2022/2023", "interval"),
        ("199X", "other"),
    ],
)
def test_the_precision_is_named(edtf, word):
    assert precision(edtf) == word


@given(st.dates(), st.dates())
def test_two_days_overlap_exactly_when_they_are_one(a, b):
    assert span(a.isoformat()).overlaps(span(b.isoformat())) == (a == b)


@given(st.text(max_size=30))
def test_any_words_give_a_span_or_a_refusal(words):
    try:
        assert isinstance(span(words), Span)
    except NotADate as refusal:
        assert words not in str(refusal) or len(words) < 3
