"""Each rule of refusal by itself: a table just inside it and one just outside."""

import pytest

from izdeu.estimates.estimate import Estimate, estimate
from izdeu.estimates.overlaps import Overlaps
from izdeu.estimates.pooling import pool
from izdeu.estimates.refusal import Reason, of_models, of_table
from izdeu.estimates.search import Line
from izdeu.estimates.summary import as_values
from izdeu.estimates.wording import LANGUAGES

LISTS = ("a", "b", "c")
FULL = Overlaps(LISTS, (0, 100, 90, 40, 110, 45, 50, 20))


def reasons(refusals):
    return {refusal.reason for refusal in refusals}


def line(estimate, bic=100.0, form=""):
    return Line((0, 1, 2, 4), estimate, 0.9 * estimate, 1.1 * estimate, bic, form)


def test_a_full_table_of_three_lists_breaks_no_rule():
    assert of_table(FULL) == []


def test_fewer_than_three_lists_are_refused_also_after_copies_are_merged():
    assert Reason.FEW_LISTS in reasons(of_table(Overlaps(("a", "b"), (0, 50, 40, 20))))
    found = estimate(FULL, {"c": "b"})
    assert Reason.FEW_LISTS in reasons(found.refusals)


def test_a_list_that_shares_nobody_is_refused_by_name():
    (found,) = of_table(Overlaps(LISTS, (0, 100, 90, 40, 110, 0, 0, 0)))
    assert (found.reason, found.values["names"]) == (Reason.NO_OVERLAP, "c")


@pytest.mark.parametrize(("on_two", "refused"), [(9, True), (10, False)])
def test_fewer_than_ten_people_on_exactly_two_lists_are_refused(on_two, refused):
    table = Overlaps(LISTS, (0, 30, 30, on_two - 4, 30, 2, 2, 5))
    assert (Reason.THIN_OVERLAP in reasons(of_table(table))) == refused


def test_a_table_for_which_no_model_is_identified_is_refused():
    assert reasons(of_models(60, [], 0, 0)) == {Reason.NO_MODEL}
    assert Reason.NO_MODEL in reasons(
        estimate(Overlaps(LISTS, (0, 20, 20, 0, 20, 0, 0, 0))).refusals
    )


@pytest.mark.parametrize(
    ("other", "bic", "refused"),
    [(2100.0, 103.9, True), (1990.0, 103.9, False), (2100, 104.1, False)],
)
def test_models_within_a_bic_of_four_may_not_be_more_than_twice_apart(other, bic, refused):
    found = of_models(500, [line(1000.0), line(other, bic)], 900, 2300)
    assert (Reason.MODELS_DISAGREE in reasons(found)) == refused


@pytest.mark.parametrize(
    ("upper", "refused"), [(4010.0, True), (3990.0, False), (float("inf"), True)]
)
def test_an_envelope_of_more_than_four_times_is_refused(upper, refused):
    found = of_models(500, [line(1500.0)], 1000.0, upper)
    assert (Reason.WIDE_ENVELOPE in reasons(found)) == refused


@pytest.mark.parametrize(("estimate_", "refused"), [(2510.0, True), (2490.0, False)])
def test_an_estimate_of_more_than_five_times_the_documented_is_refused(estimate_, refused):
    found = of_models(500, [line(estimate_)], 2000.0, 3000.0)
    assert (Reason.FAR_FROM_DOCUMENTED in reasons(found)) == refused


def drawn(middle: float) -> Estimate:
    """An estimate whose best model says ``middle``."""
    found = estimate(FULL)
    return Estimate(found.overlaps, {}, (), (line(middle),), (), None, found.floor, found.range, ())


@pytest.mark.parametrize(("moved", "refused"), [(1300.0, True), (1200.0, False)])
def test_draws_that_move_the_middle_by_more_than_a_quarter_are_refused(moved, refused):
    tables = [Overlaps(LISTS, (0, n, 90, 40, 110, 45, 50, 20)) for n in range(100, 120)]
    said = dict.fromkeys(tables[:10], 1000.0) | dict.fromkeys(tables[10:], moved)
    found = pool(tables, 20, lambda table: drawn(said[table]))
    middle = (1000.0 + moved) / 2
    assert (Reason.DRAWS_DISAGREE in reasons(found.refusals)) == ((moved - middle) / middle > 0.25)
    found = pool([*tables[:11], *[tables[15]] * 1], 12, lambda table: drawn(said[table]))
    assert (Reason.DRAWS_DISAGREE in reasons(found.refusals)) == refused


@pytest.mark.parametrize("name", ["uk5", "western_us5"])
def test_a_refused_table_still_tells_what_each_model_says_and_why_it_is_refused(table, name):
    found = estimate(table(name))
    for language in LANGUAGES:
        told = as_values(found, language)
        assert told["envelope"] is None
        assert all(reason["why"] and reason["mend"] for reason in told["refused"])
        names = {model["name"] for model in told["models"]}
        assert {"independence", "dga"} <= names
        assert len(names) > 5
