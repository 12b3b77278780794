import pytest

from izdeu.estimates.overlaps import Overlaps
from izdeu.estimates.pooling import overlaps_of_draw, pool
from izdeu.estimates.refusal import Reason

STEADY = Overlaps(("a", "b", "c"), (0, 100, 90, 40, 110, 45, 50, 20))


def test_a_draw_joins_records_into_people():
    records = [("r1", "a"), ("r2", "b"), ("r3", "b"), ("r4", "c")]
    found = overlaps_of_draw(("a", "b", "c"), records, [("r1", "r2"), ("r3", "r4")])
    assert found.counts == (0, 0, 0, 1, 0, 0, 1, 0)
    assert overlaps_of_draw(("a", "b", "c"), records, []).documented == 4


def test_the_pooled_envelope_holds_those_of_the_draws():
    fewer = Overlaps(STEADY.lists, (0, 102, 91, 39, 110, 45, 50, 20))
    alone = [pool([table]).envelope for table in (STEADY, fewer)]
    found = pool([STEADY, fewer] * 5)
    assert found.envelope.lower == min(envelope.lower for envelope in alone)
    assert found.envelope.upper == max(envelope.upper for envelope in alone)
    assert found.documented_range == (455, 457)


def test_draws_that_refuse_make_the_pool_refuse():
    thin = Overlaps(STEADY.lists, (0, 100, 90, 2, 110, 2, 2, 0))
    found = pool([thin, thin, STEADY])
    assert found.envelope is None
    reasons = {refusal.reason for refusal in found.refusals}
    assert {Reason.DRAWS_REFUSED, Reason.THIN_OVERLAP} <= reasons


def test_draws_that_move_the_middle_make_the_pool_refuse():
    loose = Overlaps(STEADY.lists, (0, 130, 120, 20, 140, 22, 25, 8))
    found = pool([STEADY, loose] * 4)
    assert Reason.DRAWS_DISAGREE in {refusal.reason for refusal in found.refusals}


def test_without_a_draw_there_is_nothing_to_pool():
    with pytest.raises(ValueError, match="at least one draw"):
        pool([])
