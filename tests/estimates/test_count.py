import pytest
from hypothesis import given
from hypothesis import strategies as st

from izdeu.estimates import Record, documented
from izdeu.terms import Unit

DAY = "2022-01-18"


def people(*keys, **fields):
    return [Record(key, Unit.PEOPLE, **fields) for key in keys]


def count(records, **limits):
    return documented(records, unit=Unit.PEOPLE, as_of=DAY, **limits)


def test_a_person_with_two_records_counts_once_and_in_both_places():
    found = count([*people("p1", place="Almaty"), *people("p1", "p2", place="Taraz")])
    assert found.total.value == 2
    assert [(f.part, f.value) for f in found.by["place"]] == [("Almaty", 1), ("Taraz", 2)]


def test_detentions_are_not_detainees():
    events = [Record(f"e{i}", Unit.EVENTS, status="held") for i in range(3)]
    records = [*people("p1", "p2", status="held"), *events]
    assert count(records).total.value == 2
    assert documented(records, unit=Unit.EVENTS, as_of=DAY).total.value == 3


def test_every_figure_says_its_unit_and_its_day():
    found = count(people("p1", "p2", status="held", sex="male", age_group="18-34"))
    figures = [found.total, *(figure for part in found.by.values() for figure in part)]
    assert {(figure.unit, figure.as_of) for figure in figures} == {(Unit.PEOPLE, DAY)}


def test_what_is_left_out_is_counted_with_its_reason():
    records = [
        *people("p1", "p2"),
        *people("p3", "p4", excluded="unconfirmed"),
        *people("p5", "p1", excluded="withdrawn"),
    ]
    found = count(records)
    assert found.total.value == 2
    assert found.excluded == {"unconfirmed": 2, "withdrawn": 1}


def test_undecided_pairs_lower_the_count_as_far_as_they_can():
    pairs = [("p1", "p2"), ("p2", "p3"), ("p1", "p3"), ("p4", "gone")]
    total = count(people("p1", "p2", "p3", "p4"), undecided=pairs).total
    assert (total.low, total.value, total.high) == (2, 4, 4)


def test_draws_of_the_linkage_give_the_limits():
    draws = [[("p1", "p2")]] * 10 + [[]] * 10
    total = count(people("p1", "p2", "p3"), draws=draws).total
    assert (total.low, total.high) == (2, 3)


def test_counting_by_something_unknown_is_an_error():
    with pytest.raises(ValueError, match="age_group"):
        count(people("p1"), by=("shoe_size",))


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=12))
def test_the_limits_always_hold_the_count(pairs):
    keys = [f"p{i}" for i in range(10)]
    total = count(people(*keys), undecided=[(f"p{a}", f"p{b}") for a, b in pairs]).total
    assert 1 <= total.low <= total.value == total.high == 10
