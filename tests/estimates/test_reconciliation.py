import pytest
from hypothesis import given
from hypothesis import strategies as st

from izdeu.estimates import Bounds, Tally, audit, bounds, sequence
from izdeu.estimates.reconciliation import Impossible
from izdeu.terms import TallyStanding, Unit


def tally(day, value, standing=TallyStanding.ANNOUNCED, metric="dead"):
    return Tally(day, metric, value, Unit.PEOPLE, "KZ", "a ministry", standing)


def test_withdrawn_and_superseded_figures_stay_in_their_place():
    found = sequence(
        [
            tally("2022-03-14", 230),
            tally("2022-01-09", 164, TallyStanding.WITHDRAWN),
            tally("2022-01", 200, TallyStanding.SUPERSEDED),
            tally("2022-01-18~", 227, TallyStanding.SUPERSEDED),
        ]
    )
    assert [t.value for t in found[0].tallies] == [164, 227, 200, 230]
    assert found[0].current.value == 230


def test_a_series_whose_figures_were_all_withdrawn_has_no_current_one():
    assert sequence([tally("2022-01-09", 164, TallyStanding.WITHDRAWN)])[0].current is None


def test_different_metrics_are_different_series():
    found = sequence([tally("2022-01-09", 164), tally("2022-01-09", 22, metric="missing")])
    assert [series.metric for series in found] == ["dead", "missing"]


def test_the_bounds_follow_from_the_counts_alone():
    assert bounds(221, 238) == Bounds(238, 459)
    assert bounds(221, 238, known_overlap=180) == Bounds(238, 279)
    assert bounds(221, 238, known_overlap=180, known_outside=12) == Bounds(250, 279)
    assert bounds(221, 0) == Bounds(221, 221)


@given(st.sets(st.integers(0, 40)), st.sets(st.integers(0, 40)), st.data())
def test_the_bounds_hold_whatever_we_know_of_the_overlap(ours, theirs, data):
    inside = data.draw(st.integers(0, len(ours & theirs)))
    outside = data.draw(st.integers(0, len(ours - theirs)))
    found = bounds(len(ours), len(theirs), inside, outside)
    assert found.low <= len(ours | theirs) <= found.high


@pytest.mark.parametrize(
    "numbers", [(-1, 5, 0, 0), (5, 3, 4, 0), (5, 9, 3, 3), (2, 9, 3, 0), (5, 5, -1, 0)]
)
def test_numbers_that_contradict_one_another_are_refused(numbers):
    with pytest.raises(Impossible):
        bounds(*numbers)


def test_an_audit_looks_both_ways_and_finds_repeats():
    found = audit(["p1", "p2", "p3"], ["p2", "x9", "p2", "p1", "x9", "x7"])
    assert found.both == ("p2", "p1")
    assert found.theirs_not_ours == ("x9", "x7")
    assert found.ours_not_theirs == ("p3",)
    assert found.repeats == {"p2": 2, "x9": 2}
    assert found.entries == 6
