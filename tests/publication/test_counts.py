from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from izdeu.documents.reading import FoundClaim
from izdeu.protection.reader import Reader
from izdeu.protection.release import NotForThisReader
from izdeu.publication import counts
from izdeu.publication.counts import documented
from izdeu.publication.range import Range
from izdeu.terms import Decision, Event, SourceKind, Standing, Status, TallyStanding, Unit
from izdeu.tracing import actions, queries
from izdeu.tracing.queries import CountedPerson, TallyLine, Undecided
from tests.conftest import held

A, B, C, D = (UUID(int=number) for number in range(1, 5))


def person(identity, status=Status.HELD, day="2022-01-05", excluded="", **more):
    known = {"sex": "", "age": "", "named": True, "sought": False} | more
    return CountedPerson(
        id=identity, status=status, standing=Standing.CLAIMED, day=day, place="Белкент",
        documents=frozenset(), excluded=excluded, **known,
    )  # fmt: skip


def likely(a, b, probability=0.9):
    return Undecided(a, b, probability)


def tally(
    value, metric="dead", standing=TallyStanding.ANNOUNCED, unit=Unit.PEOPLE, as_of="2022-01-15"
):
    return TallyLine(UUID(int=99), metric, value, unit, "Белкент", as_of, "прокуратура", standing)


def test_without_undecided_pairs_every_figure_is_one_number():
    found = documented([person(A), person(B), person(C, Status.RELEASED)], [])
    assert found.people == Range(3, 3)
    assert found.statuses[Status.HELD] == Range(2, 2)
    assert found.statuses[Status.RELEASED] == Range(1, 1)


def test_a_likely_pair_makes_an_interval_and_an_unlikely_one_does_not():
    people = [person(A), person(B), person(C)]
    found = documented(people, [likely(A, B), likely(B, C, 0.2)])
    assert found.people == Range(2, 3)
    assert (found.likely, found.unlikely) == (1, 1)


def test_pairs_judged_different_are_not_joined_by_a_chain_of_others():
    people = [person(A), person(B), person(C)]
    chain = [likely(A, B, 0.9), likely(B, C, 0.8)]
    assert documented(people, chain).people == Range(1, 3)
    assert documented(people, chain, apart=[(A, C)]).people == Range(2, 3)


def test_a_status_is_counted_from_the_fewest_to_the_most_who_may_have_it():
    people = [person(A, Status.HELD, "2022-01-05"), person(B, Status.RELEASED, "2022-01-09")]
    found = documented(people, [likely(A, B)])
    assert found.people == Range(1, 2)
    assert found.statuses[Status.HELD] == Range(0, 1)
    assert found.statuses[Status.RELEASED] == Range(1, 1)


def test_a_death_and_a_later_sign_of_life_may_be_one_contradictory_person():
    people = [person(A, Status.DEATH_REPORTED, "2022-01-06"), person(B, Status.ALIVE, "2022-01-09")]
    found = documented(people, [likely(A, B)])
    assert found.statuses[Status.CONTRADICTORY] == Range(0, 1)
    assert found.statuses[Status.DEATH_REPORTED] == Range(0, 1)


def test_reported_deaths_never_count_as_dead():
    found = documented([person(A, Status.DEATH_REPORTED), person(B, Status.DEAD)], [])
    assert found.statuses[Status.DEAD] == Range(1, 1)
    assert found.statuses[Status.DEATH_REPORTED] == Range(1, 1)


def test_who_is_left_out_is_counted_with_the_reason():
    people = [person(A), person(B, excluded="hidden"), person(C, excluded="bystander")]
    found = documented(people, [likely(A, B)])
    assert found.people == Range(1, 1)
    assert found.excluded == {"bystander": 1, "hidden": 1}
    assert found.likely == 0


def test_announced_figures_keep_their_sequence_with_what_was_withdrawn():
    told = [tally(164, standing=TallyStanding.WITHDRAWN, as_of="2022-01-09"), tally(225)]
    found = documented([], [], tallies=told)
    assert [(line.value, line.standing) for line in found.tallies] == [
        (164, "withdrawn"),
        (225, "announced"),
    ]
    assert {row.tally.value for row in found.beside} == {225}


def test_named_and_announced_bound_what_both_name_together():
    people = [person(A, Status.DEAD), person(B, Status.DEATH_REPORTED)]
    confirmed, with_reported = documented(people, [], tallies=[tally(1)]).beside
    assert (confirmed.documented, confirmed.together) == (Range(1, 1), Range(1, 2))
    assert (with_reported.documented, with_reported.together) == (Range(2, 2), Range(2, 3))


def test_figures_that_count_events_are_not_set_beside_people():
    told = [tally(650, "detained", unit=Unit.EVENTS)]
    assert documented([person(A)], [], tallies=told).beside == ()


@pytest.mark.parametrize(
    ("age", "group"),
    [("34", "middle"), ("17", "child"), ("~45", "middle"), ("30/35", "middle"),
     ("25/35", "coarse"), ("many", "coarse"), ("", ""), ("71", "old")],
)  # fmt: skip
def test_an_age_falls_in_a_group_only_where_it_can_be_in_no_other(age, group):
    assert counts.age_group(age) == group


IDS = [UUID(int=number) for number in range(1, 9)]
PEOPLE = st.lists(
    st.tuples(st.sampled_from(IDS), st.sampled_from(list(Status)), st.integers(1, 9)),
    unique_by=lambda one: one[0],
)
PAIRS = st.lists(
    st.tuples(st.sampled_from(IDS), st.sampled_from(IDS), st.floats(0, 1)), max_size=12
)


@given(PEOPLE, PAIRS)
def test_every_interval_holds_what_was_judged_and_what_would_be_if_all_were_joined(drawn, pairs):
    people = [person(one, status, f"2022-01-0{day}") for one, status, day in drawn]
    undecided = [likely(a, b, weight) for a, b, weight in pairs if a != b]
    found = documented(people, undecided)
    assert 0 <= found.people.low <= found.people.high == len(people)
    for status, figure in found.statuses.items():
        judged = sum(one.status == status for one in people)
        assert figure.low <= judged <= figure.high
    assert sum(figure.low for figure in found.statuses.values()) <= found.people.high


def test_a_count_follows_the_judgements(desk):
    (a,) = desk.list(("Өтеген Айтуар", held()))
    (b,) = desk.list(("Утеген А.", held()), source=desk.source("Куәгер", SourceKind.WITNESS))
    reader = queries.staff_reader("op-1")
    assert counts.count(reader, as_of="2022-01-20").people == Range(2, 2)
    actions.judge(a, b, Decision.SAME, by="op-2")
    found = counts.count(reader, as_of="2022-01-20")
    assert found.people == Range(1, 1)
    assert found.statuses[Status.HELD] == Range(1, 1)
    assert (found.as_of, found.newest_document) == ("2022-01-20", "2022-01-15")
    actions.judge(a, b, Decision.DIFFERENT, by="op-3")
    assert counts.count(reader, as_of="2022-01-20").people == Range(2, 2)


def test_who_was_judged_different_stays_two_in_the_lowest_count(desk):
    a, b = desk.list(("Өтеген Айтуар", held()), ("Өтегенов Айтуар", held()))
    reader = queries.staff_reader("op-1")
    assert queries.apart(reader) == []
    actions.judge(a, b, Decision.DIFFERENT, by="op-2")
    assert queries.apart(reader) == [(min(a, b), max(a, b))]
    actions.judge(a, b, Decision.SAME, by="op-3")
    assert queries.apart(reader) == []


def test_a_death_counts_once_two_members_agreed(desk):
    (a,) = desk.list(("Өтеген Айтуар", FoundClaim(Event.BODY_RECEIVED, when="2022-01-06")))
    reader = queries.staff_reader("op-1")
    claim = queries.person(reader, a).claims[0].id
    actions.verify(claim, by="op-2")
    assert counts.count(reader, as_of="2022-01-20").statuses[Status.DEAD] == Range(0, 0)
    actions.verify(claim, by="op-3")
    assert counts.count(reader, as_of="2022-01-20").statuses[Status.DEAD] == Range(1, 1)


@pytest.mark.django_db
def test_only_the_team_counts():
    with pytest.raises(NotForThisReader):
        counts.count(Reader.public(), as_of="2022-01-20")
