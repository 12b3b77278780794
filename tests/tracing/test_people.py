from itertools import combinations
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from izdeu.terms import Decision
from izdeu.tracing.people import Ruling, join, pair

MENTIONS = [UUID(int=number) for number in range(1, 8)]
A, B, C, D, E, F, G = MENTIONS


def same(a, b):
    return Ruling(a, b, Decision.SAME)


def different(a, b):
    return Ruling(a, b, Decision.DIFFERENT)


def test_mentions_judged_the_same_are_one_person_named_by_the_smallest():
    people = join(MENTIONS, [same(C, B), same(B, D)])
    assert people.person[D] == people.person[C] == people.person[B] == B
    assert people.person[A] == A


def test_contradicting_judgements_of_a_pair_are_disputed_and_not_joined():
    people = join(MENTIONS, [same(A, B), different(A, B)])
    assert people.person[B] == B
    assert people.disputed == {pair(A, B)}


def test_unsure_decides_nothing_but_does_not_undo_either():
    unsure = Ruling(A, B, Decision.UNSURE)
    assert join(MENTIONS, [unsure]).person[B] == B
    assert join(MENTIONS, [unsure, same(A, B)]).person[B] == A


def test_a_different_is_never_crossed_and_only_the_ways_between_are_suspended():
    rulings = [same(A, B), same(B, C), same(C, D), different(A, C), same(D, E)]
    people = join(MENTIONS, rulings)
    assert people.person[A] != people.person[C]
    assert people.disputed == {pair(A, B), pair(B, C)}
    assert people.person[E] == people.person[D] == C


def test_a_dead_end_beside_the_way_stays_joined():
    people = join(MENTIONS, [same(A, B), same(B, C), same(B, D), different(A, C)])
    assert people.person[D] == people.person[B] == B


def ways(links, start, end, path=()):
    if start == end:
        yield set(path)
    for a, b in links:
        if start in (a, b):
            step = b if start == a else a
            visited = {start, *[m for link in path for m in link]}
            if step not in visited:
                yield from ways(links, step, end, (*path, pair(a, b)))


@given(
    st.lists(
        st.tuples(
            st.sampled_from(list(combinations(MENTIONS, 2))),
            st.sampled_from([Decision.SAME, Decision.SAME, Decision.DIFFERENT]),
        ),
        max_size=14,
    ),
    st.randoms(),
)
def test_people_depend_on_the_set_of_judgements_alone(drawn, random):
    rulings = [Ruling(*between, decision) for between, decision in drawn]
    people = join(MENTIONS, rulings)
    random.shuffle(rulings)
    assert join(reversed(MENTIONS), rulings) == people
    decided = {}
    for ruling in rulings:
        decided.setdefault(pair(ruling.a, ruling.b), set()).add(ruling.decision)
    links = [between for between, said in decided.items() if said == {Decision.SAME}]
    suspended = set()
    for (a, b), said in decided.items():
        if said == {Decision.DIFFERENT}:
            assert people.person[a] != people.person[b]
            for way in ways(links, a, b):
                suspended |= way
    both = {between for between, said in decided.items() if len(said) == 2}
    assert people.disputed == suspended | both


@pytest.mark.parametrize("length", [2000])
def test_a_person_of_many_mentions_is_joined_without_deep_recursion(length):
    many = [UUID(int=number) for number in range(1, length)]
    people = join(many, [same(a, b) for a, b in zip(many, many[1:], strict=False)])
    assert set(people.person.values()) == {many[0]}
