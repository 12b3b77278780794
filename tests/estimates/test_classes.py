import numpy as np

from izdeu.estimates.classes import CONVERGED, Classes, classes, reduction
from izdeu.estimates.overlaps import Overlaps


def population(sizes, chances, seed):
    """Overlaps of a population of kinds that lists find independently, each by its chances."""
    rng = np.random.default_rng(seed)
    counts = np.zeros(1 << len(chances[0]), np.int64)
    for size, row in zip(sizes, chances, strict=True):
        on = rng.random((size, len(row))) < row
        np.add.at(counts, on @ (1 << np.arange(len(row))), 1)
    counts[0] = 0
    return Overlaps(tuple("abcde"[: len(chances[0])]), tuple(map(int, counts)))


TWO_KINDS = population((1500, 500), ((0.15, 0.2, 0.15, 0.2), (0.6, 0.7, 0.6, 0.5)), seed=4)


def test_two_kinds_of_people_are_within_the_interval_that_independence_misses():
    found = classes(TWO_KINDS, rounds=4000)
    assert found.lower < 2000 < found.upper
    assert found.lower > TWO_KINDS.documented


def test_one_kind_of_people_gives_a_narrow_interval_around_them():
    found = classes(population((1000,), ((0.5, 0.4, 0.6),), seed=1), rounds=4000)
    assert found.converged
    assert found.lower < 1000 < found.upper < 1150


def test_a_seed_gives_the_same_figures_again():
    assert classes(TWO_KINDS, rounds=200) == classes(TWO_KINDS, rounds=200)
    assert classes(TWO_KINDS, rounds=200) != classes(TWO_KINDS, rounds=200, seed=1)


def test_chains_that_agree_have_a_reduction_of_one_and_others_are_not_shown():
    rng = np.random.default_rng(5)
    same = rng.normal(size=(2000, 4))
    assert reduction(same) < 1.01
    assert reduction(same + [0, 0, 0, 1]) > CONVERGED
    assert reduction(same + np.linspace(0, 2, 2000)[:, None]) > CONVERGED
    assert not Classes(1.0, 1.0, 1.0, CONVERGED, 1).converged
