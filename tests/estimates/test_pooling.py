import pytest
from hypothesis import given
from hypothesis import strategies as st

from izdeu.estimates.overlaps import Overlaps
from izdeu.estimates.pooling import overlaps_of_draw, overlaps_of_draws, pool
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


LISTS = ("a", "b", "c")
PEOPLE = st.dictionaries(
    st.sampled_from([f"p{i}" for i in range(9)]), st.sets(st.sampled_from(LISTS), min_size=1)
)
SPLITS = st.lists(st.lists(st.integers(0, 3), min_size=9, max_size=9), min_size=1, max_size=4)


@given(PEOPLE, SPLITS)
def test_many_draws_at_once_give_what_each_gives_alone(people, splits):
    names = sorted(people)
    draws = [
        [[n for n, at in zip(names, split, strict=False) if at == part] for part in range(4)]
        for split in splits
    ]
    records = [(f"{name}.{on}", on) for name, lists in people.items() for on in lists]
    for draw, found in zip(draws, overlaps_of_draws(LISTS, people, draws), strict=True):
        parts = [[f"{name}.{on}" for name in part for on in people[name]] for part in draw]
        assert found == overlaps_of_draw(LISTS, records, [part for part in parts if part])
        assert sum(found.counts) == found.documented == sum(1 for part in parts if part)
        for term in range(8):
            assert found.on(term) == sum(
                count for pattern, count in enumerate(found.counts) if pattern & term == term
            )
