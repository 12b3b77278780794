import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from izdeu.estimates import hierarchy
from izdeu.estimates.loglinear import fit, profile, stack
from izdeu.estimates.overlaps import Overlaps

counts = st.lists(st.integers(1, 500), min_size=7, max_size=7)


def fitted(overlaps, model):
    designs = stack(overlaps, [model])
    return profile(overlaps, designs, fit(designs, overlaps.cells))


@pytest.mark.parametrize(
    ("name", "interactions", "estimate", "lower", "upper"),
    [
        ("kosovo", (3, 5, 6, 9, 12, 7), 10356.5189572519, 8994.2567071086, 12110.4081124685),
        ("kosovo", (), 7394.5866623002, 7147.74889204, 7656.1953480853),
        ("uk5", (), 13444.1312090139, 11985.1155928947, 15165.8988695184),
        ("western_us5", (), 2007.1417571859, 1430.7728878753, 2964.6071922536),
        ("artificial3", (), 539.0939303475, 285.5411197365, 1267.5225970781),
        ("allegheny4", (3, 9, 6, 10, 12), 6349.0242161192, 5421.7096716257, 7536.280482421),
        ("allegheny4", (), 3738.4685156331, 3559.3589519748, 3933.2111142312),
        ("snowshoe_hare", (), 75.0662013449, 69.2878434878, 82.3957094271),
        ("madigan_york_spina3", (3,), 730.9285714286, 699.8018701065, 766.4657343263),
        ("madigan_york_spina3", (), 763.8879318613, 726.0627907496, 807.02983472),
    ],
)
def test_the_published_estimates_and_profile_intervals_come_out(
    table, name, interactions, estimate, lower, upper
):
    overlaps = table(name)
    line = fitted(overlaps, hierarchy.closed(interactions, len(overlaps.lists)))
    assert line.estimate[0] == pytest.approx(estimate, rel=1e-6)
    assert line.lower[0] == pytest.approx(lower, rel=1e-4)
    assert line.upper[0] == pytest.approx(upper, rel=1e-4)


@given(counts)
@settings(deadline=None, max_examples=30)
def test_the_model_of_all_pairs_has_its_closed_form(cells):
    overlaps = Overlaps(("a", "b", "c"), (0, *cells))
    a, b, ab, c, ac, bc, abc = cells
    line = fitted(overlaps, hierarchy.closed((3, 5, 6), 3))
    assert line.estimate[0] == pytest.approx(
        sum(cells) + abc * a * b * c / (ab * ac * bc), rel=1e-6
    )


@given(counts)
@settings(deadline=None, max_examples=30)
def test_the_interval_holds_the_estimate_and_nobody_documented_is_lost(cells):
    overlaps = Overlaps(("a", "b", "c"), (0, *cells))
    for interactions in ((), (3,), (3, 6)):
        line = fitted(overlaps, hierarchy.closed(interactions, 3))
        assert overlaps.documented <= line.lower[0] < line.estimate[0] < line.upper[0]


@given(counts, st.permutations(range(3)))
@settings(deadline=None, max_examples=20)
def test_the_order_of_the_lists_does_not_matter(cells, order):
    overlaps = Overlaps(("a", "b", "c"), (0, *cells))
    moved = [0] * 8
    for pattern, count in enumerate(overlaps.counts):
        moved[sum(1 << order[i] for i in range(3) if pattern >> i & 1)] = count
    turned = Overlaps(("a", "b", "c"), tuple(moved))
    one, other = (fitted(o, hierarchy.independence(3)) for o in (overlaps, turned))
    assert one.estimate[0] == pytest.approx(other.estimate[0], rel=1e-6)
    assert one.upper[0] == pytest.approx(other.upper[0], rel=1e-5)


def test_models_fitted_together_are_the_same_as_fitted_alone(table):
    overlaps = table("kosovo")
    models = hierarchy.every_model(4)[:30]
    together = fit(stack(overlaps, models), overlaps.cells)
    alone = [fit(stack(overlaps, [model]), overlaps.cells).likelihood[0] for model in models]
    assert np.allclose(together.likelihood, alone, rtol=1e-8)


def test_an_interval_without_an_end_is_called_open(table):
    line = fitted(table("artificial3"), hierarchy.closed((3,), 3))
    assert np.isinf(line.upper[0])
