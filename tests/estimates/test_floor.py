import pytest

from izdeu.estimates.floor import floor
from izdeu.estimates.overlaps import Overlaps


@pytest.mark.parametrize(
    ("name", "estimate"),
    [
        ("kosovo", 8591.1836376245),
        ("uk5", 13570.0268009403),
        ("western_us5", 2200.5079046678),
        ("artificial3", 539.0939303475),
        ("allegheny4", 4321.3846114796),
        ("snowshoe_hare", 79.5714573883),
        ("madigan_york_spina3", 763.8879318613),
    ],
)
def test_chao_s_floor_for_lists_of_different_reach_comes_out(table, name, estimate):
    found = floor(table(name))
    assert found.estimate == pytest.approx(estimate, rel=1e-6)
    assert found.lower < found.estimate < found.upper


def test_without_anybody_on_two_lists_there_is_no_floor():
    assert floor(Overlaps(("a", "b", "c"), (0, 5, 4, 0, 3, 0, 0, 0))) is None


def test_an_empty_list_does_not_move_the_floor():
    three = Overlaps(("a", "b", "c"), (0, 50, 40, 20, 30, 10, 12, 4))
    four = Overlaps(("a", "b", "c", "d"), (*three.counts, *([0] * 8)))
    assert floor(four).estimate == pytest.approx(floor(three).estimate)
