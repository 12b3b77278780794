import numpy as np
import pytest

from izdeu.estimates.estimate import estimate, weights
from izdeu.estimates.overlaps import Overlaps, count_patterns
from izdeu.estimates.refusal import Reason


def reasons(found):
    return {refusal.reason for refusal in found.refusals}


def test_the_envelope_spans_every_model_that_fits_about_as_well(table):
    found = estimate(table("kosovo"))
    assert found.envelope is not None
    for line in found.close:
        assert found.envelope.lower <= line.lower <= line.upper <= found.envelope.upper
    assert found.envelope.lower <= found.average.lower


@pytest.mark.parametrize("name", ["kosovo", "allegheny4", "madigan_york_spina3", "snowshoe_hare"])
def test_tables_that_carry_an_estimate_get_one(table, name):
    assert estimate(table(name)).refusals == ()


def test_a_list_that_shares_nobody_is_refused(table):
    found = estimate(table("artificial3"))
    assert {Reason.NO_OVERLAP, Reason.THIN_OVERLAP} <= reasons(found)
    assert found.envelope is None
    assert found.floor is not None


def test_models_that_disagree_are_refused(table):
    assert Reason.MODELS_DISAGREE in reasons(estimate(table("uk5")))


def test_an_estimate_far_from_the_documented_is_refused(table):
    found = reasons(estimate(table("western_us5")))
    assert {Reason.FAR_FROM_DOCUMENTED, Reason.WIDE_ENVELOPE} <= found


def test_two_lists_are_too_few():
    found = estimate(Overlaps(("a", "b"), (0, 50, 40, 20)))
    assert Reason.FEW_LISTS in reasons(found)


def test_a_copy_of_a_list_is_no_further_list():
    people = [{"a", "c"}] * 30 + [{"b"}] * 40 + [{"a", "b", "c"}] * 20
    found = estimate(count_patterns(("a", "b", "c"), people))
    assert found.overlaps.lists == ("a", "b")
    assert found.merged == {"c": "a"}
    assert Reason.FEW_LISTS in reasons(found)


def test_lists_said_to_share_an_origin_count_once(table):
    found = estimate(table("kosovo"), {"ABA": "EXH"})
    assert found.overlaps.lists == ("EXH", "OSCE", "HRW")
    assert found.documented == 4400


def test_nobody_on_two_lists_gives_no_model():
    found = estimate(Overlaps(("a", "b", "c"), (0, 20, 20, 0, 20, 0, 0, 0)))
    assert {Reason.NO_MODEL, Reason.NO_OVERLAP, Reason.THIN_OVERLAP} <= reasons(found)


def test_the_weights_sum_to_one_and_fall_with_the_bic(table):
    lines = estimate(table("kosovo")).lines
    found = weights(lines)
    assert sum(found) == pytest.approx(1)
    assert found == sorted(found, reverse=True)


def test_independent_lists_of_a_known_number_are_covered():
    rng = np.random.default_rng(1)
    for _ in range(3):
        seen = (rng.random((2000, 3)) < (0.3, 0.25, 0.4)) @ (1 << np.arange(3))
        counts = np.bincount(seen, minlength=8)
        counts[0] = 0
        envelope = estimate(Overlaps(("a", "b", "c"), tuple(int(c) for c in counts))).envelope
        assert envelope.lower <= 2000 <= envelope.upper


def test_ten_lists_are_searched_in_bounded_work():
    rng = np.random.default_rng(2)
    seen = (rng.random((1500, 10)) < 0.12) @ (1 << np.arange(10))
    counts = np.bincount(seen, minlength=1024)
    counts[0] = 0
    found = estimate(Overlaps(tuple("abcdefghij"), tuple(int(c) for c in counts)))
    assert found.average is None
    assert found.range.lower <= 1500 <= found.range.upper
