from hypothesis import given
from hypothesis import strategies as st

from izdeu.publication.range import Range
from izdeu.publication.suppression import LEAST, share_withheld, withheld


def settled(**cells):
    return {key: Range(number, number) for key, number in cells.items()}


def whole(cells):
    return Range(sum(c.low for c in cells.values()), sum(c.high for c in cells.values()))


def test_small_figures_are_withheld_and_none_is_not():
    cells = settled(held=40, hiding=3, missing=2, dead=0)
    assert withheld(cells, whole(cells)) == {"hiding", "missing"}


def test_a_single_small_figure_takes_the_next_smallest_with_it():
    cells = settled(held=40, released=9, hiding=3)
    assert withheld(cells, whole(cells)) == {"hiding", "released"}


def test_two_that_sum_to_fewer_than_five_take_another_with_them():
    cells = settled(held=40, released=9, hiding=1, missing=2)
    assert withheld(cells, whole(cells)) == {"hiding", "missing", "released"}


def test_of_a_small_total_nothing_is_shown():
    cells = settled(held=3, dead=0)
    assert withheld(cells, whole(cells)) == {"held"}


def test_a_part_is_withheld_where_it_or_its_rest_is_small():
    assert share_withheld(3, Range(50, 50))
    assert share_withheld(48, Range(50, 50))
    assert not share_withheld(25, Range(50, 50))


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 40), max_size=8))
def test_no_small_figure_can_be_worked_out_from_the_total(numbers):
    cells = settled() | {key: Range(number, number) for key, number in numbers.items()}
    hidden = withheld(cells, whole(cells))
    assert all(not 0 < cells[key].high < LEAST for key in cells.keys() - hidden)
    lost = sum(cells[key].high for key in hidden)
    only_one = len(hidden) == 1 or 0 < lost < LEAST
    rest = [key for key in cells.keys() - hidden if cells[key].high]
    assert not (hidden and only_one and rest)
