from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from izdeu.documents.reading import FoundClaim
from izdeu.protection.reader import Reader
from izdeu.protection.release import NotForThisReader
from izdeu.publication import counts
from izdeu.publication.counts import Material, counted
from izdeu.publication.range import Range
from izdeu.terms import Decision, Event, SourceKind, Standing, Status, TallyStanding, Unit
from izdeu.tracing import actions, queries
from izdeu.tracing.queries import CountedEvent, CountedPerson, OpenLink, TallyLine
from tests.conftest import held

A, B, C, D = (UUID(int=number) for number in range(1, 5))
SURE, DOUBTFUL, HARDLY = 15.0, 0.0, -8.0


def person(identity, status=Status.HELD, day="2022-01-05", excluded="", **more):
    known = {"sex": "", "age": "", "named": True, "sought": False, "place": "Белкент"} | more
    return CountedPerson(
        id=identity, status=status, standing=Standing.CLAIMED, day=day,
        documents=frozenset(), excluded=excluded, **known,
    )  # fmt: skip


def link(a, b, weight=DOUBTFUL):
    return OpenLink(a, b, (a, b), weight)


def tally(
    value, metric="dead", standing=TallyStanding.ANNOUNCED, unit=Unit.PEOPLE, as_of="2022-01-15"
):
    return TallyLine(UUID(int=99), metric, value, unit, "Белкент", as_of, "прокуратура", standing)


def count(people, links=(), **more):
    return counted(Material(people, links=links, **more))


def total(found):
    return (found.documented.total.low, found.documented.total.high)


def status(found, of):
    figures = {one.part: one for one in found.documented.by["status"]}
    return (figures[of].low, figures[of].high) if of in figures else (0, 0)


def test_without_open_pairs_every_figure_is_one_number():
    found = count([person(A), person(B), person(C, Status.RELEASED)])
    assert total(found) == (3, 3)
    assert status(found, Status.HELD) == (2, 2)
    assert status(found, Status.RELEASED) == (1, 1)


def test_an_open_pair_makes_an_interval_and_the_judged_number_stays_beside_it():
    found = count([person(A), person(B), person(C)], [link(A, B)])
    assert total(found) == (2, 3)
    assert found.documented.total.judged == 3
    assert total(count([person(A), person(B)], [link(A, B, SURE)])) == (1, 1)


def test_unlikely_pairs_enter_a_count_with_their_own_probability():
    identities = [UUID(int=number) for number in range(1, 401)]
    pairs = [link(a, b, -3.0) for a, b in zip(identities[::2], identities[1::2], strict=True)]
    found = count([person(one) for one in identities], pairs)
    assert found.likely == 0
    assert found.documented.total.low < found.documented.total.value < 390


def test_pairs_judged_different_are_joined_in_no_draw():
    people = [person(A), person(B), person(C)]
    pairs = [link(A, B, SURE), link(B, C, SURE), link(A, C, SURE)]
    assert total(count(people, pairs)) == (1, 1)
    found = count(people, pairs, apart=[(A, C)])
    assert total(found) == (2, 2)


def test_mentions_of_one_person_are_one_in_every_draw():
    first, second = UUID(int=11), UUID(int=12)
    pairs = [OpenLink(first, B, (A, B), SURE), OpenLink(second, C, (A, C), SURE), link(B, C, SURE)]
    assert total(count([person(A), person(B), person(C)], pairs)) == (1, 1)


def test_two_who_may_be_one_count_under_the_later_status_if_they_are():
    people = [person(A, Status.HELD, "2022-01-05"), person(B, Status.RELEASED, "2022-01-09")]
    found = count(people, [link(A, B)])
    assert total(found) == (1, 2)
    assert status(found, Status.HELD) == (0, 1)
    assert status(found, Status.RELEASED) == (1, 1)


def test_a_death_and_a_later_sign_of_life_may_be_one_contradictory_person():
    people = [person(A, Status.DEATH_REPORTED, "2022-01-06"), person(B, Status.ALIVE, "2022-01-09")]
    found = count(people, [link(A, B)])
    assert status(found, Status.CONTRADICTORY) == (0, 1)
    assert status(found, Status.DEATH_REPORTED) == (0, 1)


def test_reported_deaths_never_count_as_dead():
    found = count([person(A, Status.DEATH_REPORTED), person(B, Status.DEAD)])
    assert status(found, Status.DEAD) == (1, 1)
    assert status(found, Status.DEATH_REPORTED) == (1, 1)


def test_who_is_left_out_is_counted_with_the_reason():
    people = [person(A), person(B, excluded="hidden"), person(C, excluded="bystander")]
    found = count(people, [link(A, B)])
    assert total(found) == (1, 1)
    assert found.documented.excluded == {"bystander": 1, "hidden": 1}
    assert found.likely == found.unlikely == 0


def befell(who, event=Event.HELD, day="2022-01-05", place="", excluded=""):
    return CountedEvent(who, event, Standing.CLAIMED, day, place, UUID(int=50), excluded)


def events(found_events, people=None, links=()):
    material = Material(people or [person(A), person(B)], events=found_events, links=links)
    return counted(material, unit=Unit.EVENTS)


def test_two_detentions_of_one_person_are_two_events():
    found = events([befell(A), befell(A, day="2022-01-09"), befell(B)])
    assert total(found) == (3, 3)
    assert found.documented.total.unit == Unit.EVENTS


def test_two_reports_of_one_detention_are_one_event():
    assert total(events([befell(A), befell(A, place="Белкент"), befell(A, day="2022-01")])) == (
        1,
        1,
    )
    assert total(events([befell(A, place="Ақсу"), befell(A, place="Белкент")])) == (2, 2)


def test_events_of_two_who_may_be_one_may_be_one_event():
    found = events([befell(A), befell(B), befell(B, day="2022-01-20")], links=[link(A, B)])
    assert total(found) == (2, 3)


def test_denied_events_are_counted_apart():
    found = events([befell(A), befell(B, excluded="denied"), befell(B, excluded="unconfirmed")])
    assert total(found) == (1, 1)
    assert found.documented.excluded == {"denied": 1, "unconfirmed": 1}


def test_people_are_counted_by_region_and_a_street_is_in_none():
    people = [person(A, place="Тараз"), person(B, place="Алматы облысы"), person(C)]
    assert {one.part: one.value for one in count(people).regions} == {
        "KZ-31": 1, "KZ-19": 1, "": 1,
    }  # fmt: skip


def test_announced_figures_keep_their_sequence_with_what_was_withdrawn():
    told = [tally(164, standing=TallyStanding.WITHDRAWN, as_of="2022-01-09"), tally(225)]
    found = count([], tallies=told)
    assert [(line.value, line.standing) for line in found.tallies] == [
        (164, "withdrawn"),
        (225, "announced"),
    ]
    assert {row.tally.value for row in found.beside} == {225}


def test_named_and_announced_bound_what_both_name_together():
    people = [person(A, Status.DEAD), person(B, Status.DEATH_REPORTED)]
    confirmed, with_reported = count(people, tallies=[tally(1)]).beside
    assert (confirmed.documented, confirmed.together) == (Range(1, 1), Range(1, 2))
    assert (with_reported.documented, with_reported.together) == (Range(2, 2), Range(2, 3))


def test_figures_that_count_events_are_not_set_beside_people():
    told = [tally(650, "detained", unit=Unit.EVENTS)]
    assert count([person(A)], tallies=told).beside == ()


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
    st.tuples(st.sampled_from(IDS), st.sampled_from(IDS), st.floats(-10, 20)), max_size=8
)


@given(PEOPLE, PAIRS)
def test_no_figure_exceeds_what_was_judged_and_the_statuses_sum_to_the_whole(drawn, pairs):
    people = [person(one, status, f"2022-01-0{day}") for one, status, day in drawn]
    found = count(people, [link(a, b, weight) for a, b, weight in pairs if a != b]).documented
    assert found.total.low <= found.total.value <= found.total.high <= len(people)
    assert found.total.judged == len(people)
    assert sum(one.low for one in found.by["status"]) <= found.total.high
    assert sum(one.high for one in found.by["status"]) >= found.total.low
    assert sum(one.judged for one in found.by["status"]) == len(people)


def whole(reader, **more):
    return counts.count(reader, as_of="2022-01-20", **more)


def test_a_count_follows_the_judgements(desk):
    (a,) = desk.list(("Өтеген Айтуар", held()))
    (b,) = desk.list(("Утеген А.", held()), source=desk.source("Куәгер", SourceKind.WITNESS))
    reader = queries.staff_reader("op-1")
    assert total(whole(reader)) == (2, 2)
    assert total(whole(reader, unit=Unit.EVENTS)) == (2, 2)
    actions.judge(a, b, Decision.SAME, by="op-2")
    found = whole(reader)
    assert total(found) == (1, 1)
    assert status(found, Status.HELD) == (1, 1)
    assert (found.as_of, found.newest_document) == ("2022-01-20", "2022-01-15")
    assert found.captured.overlaps.documented == 1
    assert set(found.captured.overlaps.lists) == {"hospital", "witness"}
    assert total(whole(reader, unit=Unit.EVENTS)) == (1, 1)
    actions.judge(a, b, Decision.DIFFERENT, by="op-3")
    assert total(whole(reader)) == (2, 2)


def test_who_was_judged_different_stays_two_in_every_draw(desk):
    a, b = desk.list(("Өтеген Айтуар", held()), ("Өтегенов Айтуар", held()))
    reader = queries.staff_reader("op-1")
    assert queries.apart(reader) == []
    actions.judge(a, b, Decision.DIFFERENT, by="op-2")
    assert queries.apart(reader) == [(min(a, b), max(a, b))]
    actions.judge(a, b, Decision.SAME, by="op-3")
    assert queries.apart(reader) == []


def test_a_denial_is_no_event(desk):
    from izdeu.terms import Assertion

    denied = FoundClaim(Event.HELD, Assertion.DENIED, when="2022-01-05")
    desk.list(("Өтеген Айтуар", held()), ("Сәрсенов Дәурен", denied))
    found = whole(queries.staff_reader("op-1"), unit=Unit.EVENTS)
    assert total(found) == (1, 1)
    assert found.documented.excluded == {"denied": 1}


def test_a_death_counts_once_two_members_agreed(desk):
    (a,) = desk.list(("Өтеген Айтуар", FoundClaim(Event.BODY_RECEIVED, when="2022-01-06")))
    reader = queries.staff_reader("op-1")
    claim = queries.person(reader, a).claims[0].id
    actions.verify(claim, by="op-2")
    assert status(whole(reader), Status.DEAD) == (0, 0)
    actions.verify(claim, by="op-3")
    assert status(whole(reader), Status.DEAD) == (1, 1)


@pytest.mark.django_db
def test_only_the_team_counts():
    with pytest.raises(NotForThisReader):
        whole(Reader.public())
