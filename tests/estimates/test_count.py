import pytest
from hypothesis import given
from hypothesis import strategies as st

from izdeu.estimates import Record, documented, over_time
from izdeu.terms import Unit

DAY = "2022-01-18"


def people(*names, **fields):
    return [Record(name, Unit.PEOPLE, **fields) for name in names]


def count(records, **limits):
    return documented(records, unit=Unit.PEOPLE, as_of=DAY, **limits)


def test_detentions_are_not_detainees():
    events = [Record("p1", Unit.EVENTS, status="held", day=f"2022-01-0{d}") for d in (4, 6, 9)]
    records = [*people("p1", "p2", status="held"), *events]
    assert count(records).total.value == 2
    assert documented(records, unit=Unit.EVENTS, as_of=DAY).total.value == 3


def test_every_figure_says_its_unit_and_its_day():
    found = count(people("p1", "p2", status="held", sex="male", age_group="18-34"))
    figures = [found.total, *(figure for part in found.by.values() for figure in part)]
    assert {(figure.unit, figure.as_of) for figure in figures} == {(Unit.PEOPLE, DAY)}
    assert all(figure.settled for figure in figures)


def test_parts_that_nobody_gave_are_counted_too():
    found = count([*people("p1", place="Taraz"), *people("p2")])
    assert [(f.part, f.value) for f in found.by["place"]] == [("", 1), ("Taraz", 1)]


def test_what_is_left_out_is_counted_with_its_reason():
    records = [*people("p1", "p2"), *people("p3", "p4", excluded="unconfirmed")]
    found = count([*records, *people("p5", excluded="withdrawn")])
    assert found.total.value == 2
    assert found.excluded == {"unconfirmed": 2, "withdrawn": 1}


def test_draws_of_the_linkage_give_the_limits_and_the_middle():
    draws = [[("p1", "p2")]] * 11 + [[]] * 9
    found = count(people("p1", "p2", "p3"), draws=draws)
    total = found.total
    assert (total.low, total.value, total.high, total.judged) == (2, 2, 3, 3)
    assert found.draws == 20


def test_who_does_not_count_is_joined_to_nobody():
    records = [*people("p1"), *people("p2", excluded="hidden")]
    assert count(records, draws=[[("p1", "p2")]]).total.value == 1


def test_people_joined_in_a_draw_have_the_status_of_the_one_person():
    records = [
        *people("p1", status="held", day="2022-01-05"),
        *people("p2", status="released", day="2022-01-09"),
    ]
    found = count(records, draws=[[("p1", "p2")]] * 3)
    assert {f.part: (f.value, f.judged) for f in found.by["status"]} == {
        "held": (0, 1),
        "released": (1, 1),
    }


def test_an_empty_record_counts_nobody():
    assert (count([]).total.value, count([]).by["status"]) == (0, ())


def test_who_was_named_when_grows_from_day_to_day():
    records = [
        *people("p1", "p2", status="dead", first="2022-01-08"),
        *people("p3", status="dead", first="2022-02-01"),
        *people("p4", status="held", first="2022-01-09"),
    ]
    assert over_time(records, {"dead"}) == (("2022-01-08", 2), ("2022-02-01", 3))
    same = [[("p2", "p3")]] * 3
    assert over_time(records, {"dead"}, same) == (("2022-01-08", 2), ("2022-02-01", 2))
    assert over_time([], {"dead"}) == ()


def test_counting_by_something_unknown_is_an_error():
    with pytest.raises(ValueError, match="age_group"):
        count(people("p1"), by=("shoe_size",))


NAMES = [f"p{i}" for i in range(8)]
PARTITIONS = st.permutations(NAMES).flatmap(
    lambda order: st.lists(st.integers(1, 4), min_size=1, max_size=8).map(
        lambda sizes: [order[sum(sizes[:i]) : sum(sizes[: i + 1])] for i in range(len(sizes))]
    )
)


@given(st.lists(PARTITIONS, min_size=1, max_size=6), st.lists(st.sampled_from("ab"), min_size=8))
def test_the_limits_hold_the_middle_and_the_smallest_and_largest_draw(draws, places):
    records = [Record(n, Unit.PEOPLE, place=p) for n, p in zip(NAMES, places, strict=False)]
    sizes = [8 - sum(len(part) - 1 for part in draw if part) for draw in draws]
    found = count(records, draws=draws)
    assert min(sizes) <= found.total.low <= found.total.value <= found.total.high <= max(sizes)
    assert sum(figure.judged for figure in found.by["place"]) == 8
