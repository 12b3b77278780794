import numpy as np
import pytest
from scipy.stats import nbinom

from izdeu.estimates.averaging import NoAverage, average
from izdeu.estimates.overlaps import Overlaps


@pytest.mark.parametrize(
    ("name", "lower", "median", "upper", "within"),
    [
        ("kosovo", 9826, 12592, 16546, 6),
        ("uk5", 10389, 22992, 33509, 4),
        ("western_us5", 1343, 2133, 3871, 1),
        ("allegheny4", 4634, 5129, 5749, 3),
        ("madigan_york_spina3", 694, 731, 787, 1),
        ("artificial3", 98, 319, 1970, 1),
    ],
)
def test_the_published_averages_come_out_within_a_step_of_their_grid(
    table, name, lower, median, upper, within
):
    found = average(table(name))
    assert abs(found.lower - lower) <= within
    assert abs(found.median - median) <= within
    assert abs(found.upper - upper) <= within


def test_madigan_and_york_s_spina_bifida_comes_out_with_their_prior(table):
    prior = nbinom(13.14, 1 / (1 + 55.17))
    found = average(
        table("madigan_york_spina3"),
        weight=1.0,
        log_prior=prior.logpmf,
        unseen=np.arange(1.0, 301.0),
    )
    best = found.lines[0]
    assert (round(best.estimate), best.mode, found.mode) == (731, 729, 728)
    assert best.weight == pytest.approx(0.37, abs=0.005)
    assert (best.graph.cliques, best.graph.separators) == ((0b011, 0b100), (0,))


def test_the_weights_of_the_graphs_sum_to_one(table):
    assert sum(line.weight for line in average(table("kosovo")).lines) == pytest.approx(1)


def test_two_lists_are_not_averaged():
    with pytest.raises(NoAverage):
        average(Overlaps(("a", "b"), (0, 5, 4, 3)))


def test_a_large_table_is_averaged_on_a_coarser_grid(table):
    kosovo = table("kosovo")
    large = Overlaps(kosovo.lists, tuple(50 * count for count in kosovo.counts))
    assert average(large).step > 1
