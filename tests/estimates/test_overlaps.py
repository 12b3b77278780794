import pytest
from hypothesis import given
from hypothesis import strategies as st

from izdeu.estimates.overlaps import (
    Overlaps,
    UnreadableTable,
    contained_lists,
    count_patterns,
    leave_out,
    merge_copies,
    same_lists,
)

LISTS = ("families", "morgue", "activists")
people = st.lists(st.sets(st.sampled_from(LISTS), min_size=1), max_size=40)


@given(people)
def test_every_person_is_counted_once(lists_of_people):
    overlaps = count_patterns(LISTS, lists_of_people)
    assert overlaps.documented == len(lists_of_people)
    assert sum(overlaps.on_exactly(number) for number in (1, 2, 3)) == len(lists_of_people)


@given(people)
def test_merging_lists_neither_loses_nor_adds_anybody(lists_of_people):
    overlaps = count_patterns(LISTS, lists_of_people)
    merged = merge_copies(overlaps, {"activists": "families"})
    assert merged.lists == ("families", "morgue")
    assert merged.documented == overlaps.documented
    assert merged.sizes()["morgue"] == overlaps.sizes()["morgue"]


@given(people)
def test_a_list_left_out_is_a_population_of_known_size(lists_of_people):
    overlaps = count_patterns(LISTS, lists_of_people)
    seen, size = leave_out(overlaps, 1)
    assert size == sum("morgue" in lists for lists in lists_of_people)
    assert seen.documented == sum("morgue" in lists and len(lists) > 1 for lists in lists_of_people)


def test_lists_that_name_the_same_people_are_found():
    overlaps = count_patterns(LISTS, [{"families", "activists"}] * 3 + [{"morgue"}])
    assert same_lists(overlaps) == {"activists": "families"}


def test_a_list_inside_another_is_found():
    overlaps = count_patterns(LISTS, [{"families", "activists"}] * 3 + [{"families"}, {"morgue"}])
    assert contained_lists(overlaps) == [("activists", "families")]


def test_a_list_that_shares_nobody_is_found():
    overlaps = count_patterns(LISTS, [{"families", "activists"}, {"morgue"}])
    assert overlaps.without_overlap() == ("morgue",)


def test_somebody_on_no_list_cannot_be_counted():
    with pytest.raises(UnreadableTable):
        count_patterns(LISTS, [set()])


def test_the_table_knows_how_many_are_on_all_lists_of_a_term():
    overlaps = Overlaps(("a", "b"), (0, 3, 4, 5))
    assert (overlaps.on(0b01), overlaps.on(0b10), overlaps.on(0b11)) == (8, 9, 5)
