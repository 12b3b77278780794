import pytest
from hypothesis import given
from hypothesis import strategies as st

from izdeu.estimates import Record, distinct_events
from izdeu.estimates.joining import as_one
from izdeu.terms import Status, Unit


def person(status, day="2022-01-05", **fields):
    return Record("p", Unit.PEOPLE, status=status, day=day, **fields)


def joined(*members):
    (one,) = as_one(members)
    return one


@pytest.mark.parametrize(
    ("first", "second", "status"),
    [
        (("held", "2022-01-05"), ("released", "2022-01-09"), "released"),
        (("released", "2022-01-05"), ("held", "2022-01-05"), "released"),
        (("held", ""), ("last_seen", "2022-01-04"), "last_seen"),
        (("held", "2022-01-09"), ("death_reported", "2022-01-06"), "contradictory"),
        (("held", "2022-01-05"), ("death_reported", "2022-01-06"), "death_reported"),
        (("dead", "2022-01-05"), ("alive", "2022-01-09"), "dead"),
        (("unknown", ""), ("missing", ""), "missing"),
    ],
)
def test_the_one_person_has_the_status_that_the_rules_give(first, second, status):
    assert joined(person(*first), person(*second)).status == status
    assert joined(person(*second), person(*first)).status == status


def test_two_origins_corroborate_one_another_and_copies_do_not():
    ours, theirs = (person("held", standing="claimed", lists=frozenset({n})) for n in "ab")
    assert joined(ours, theirs).standing == "corroborated"
    assert joined(ours, ours).standing == "claimed"
    assert joined(ours, person("held", standing="disputed")).standing == "disputed"


def test_what_two_say_differently_of_one_is_not_said():
    one = joined(person("held", sex="male", age_group="young"), person("held", sex="female"))
    assert (one.sex, one.age_group) == ("", "young")


def event(status="held", day="2022-01-05", place=""):
    return Record("p", Unit.EVENTS, status=status, day=day, place=place)


def test_events_that_may_be_one_are_one():
    assert len(distinct_events([event(), event(day="2022-01"), event(place="Ақсу")])) == 1
    assert len(distinct_events([event(place="Ақсу"), event(place="Белкент")])) == 2
    assert len(distinct_events([event(), event("released")])) == 2
    assert len(distinct_events([event(), event(day="2022-01-07")])) == 2
    assert len(distinct_events([event(day=""), event()])) == 1


EVENTS = st.builds(
    event,
    st.sampled_from(["held", "released"]),
    st.sampled_from(["", "2022-01", "2022-01-05", "2022-01-07", "not a date"]),
    st.sampled_from(["", "Ақсу", "Белкент"]),
)


@given(st.lists(EVENTS, max_size=6))
def test_events_are_never_more_than_reports_and_counting_twice_changes_nothing(reports):
    once = distinct_events(reports)
    assert len(once) <= len(reports)
    assert {one.status for one in once} == {one.status for one in reports}
    assert len(distinct_events(once)) == len(once)
    assert len(distinct_events(reports[::-1])) == len(once)


@given(st.lists(st.sampled_from(list(Status)), min_size=1, max_size=5))
def test_several_people_are_always_joined_to_one(statuses):
    assert len(as_one([person(status) for status in statuses])) == 1
