import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from izdeu.linkage import ContradictoryJudgements, Judgement, Pair, cluster
from izdeu.terms import Decision

IDS = st.sampled_from("abcdefgh")
PAIRS = st.lists(
    st.builds(Pair, IDS, IDS, st.floats(-9, 20)).filter(lambda p: p.a != p.b), max_size=30
)


def parts(clusters):
    return {c.records for c in clusters}


def test_links_join_and_the_weakest_is_told():
    found = cluster([Pair("a", "b", 9), Pair("b", "c", 4), Pair("a", "c", 6)])
    assert parts(found) == {("a", "b", "c")}
    assert found[0].weakest == Pair("a", "c", 6)


def test_a_chain_of_weak_links_does_not_join_what_has_nothing_else_in_common():
    chain = [Pair(x, y, 2) for x, y in zip("abcde", "bcdef", strict=True)]
    assert max(len(part) for part in parts(cluster(chain))) <= 3


def test_a_pair_taken_for_two_people_speaks_against_a_join():
    found = cluster([Pair("a", "b", 5), Pair("b", "c", 4), Pair("a", "c", -8)])
    assert parts(found) == {("a", "b"), ("c",)}


def test_a_different_is_never_crossed():
    links = [Pair("a", "b", 20), Pair("b", "c", 20), Pair("a", "c", 20)]
    found = cluster(links, [Judgement("a", "c", Decision.DIFFERENT)])
    assert not any({"a", "c"} <= set(part) for part in parts(found))


def test_a_same_always_holds():
    found = cluster([Pair("a", "b", -9)], [Judgement("a", "b", Decision.SAME)])
    assert parts(found) == {("a", "b")}


def test_judgements_that_cannot_all_hold_are_named():
    judged = [
        Judgement("a", "b", Decision.SAME),
        Judgement("b", "c", Decision.SAME),
        Judgement("a", "c", Decision.DIFFERENT),
    ]
    with pytest.raises(ContradictoryJudgements) as stop:
        cluster([], judged)
    assert stop.value.records == ("a", "c")


def test_a_person_of_forty_mentions_has_one_weakest_link():
    names = [f"m{i:02}" for i in range(40)]
    links = [Pair(x, y, 5 + i % 7) for i, x in enumerate(names) for y in names[i + 1 :]]
    (found,) = cluster(links)
    assert len(found.records) == 40
    assert found.weakest.weight >= 5


@settings(deadline=None)
@given(PAIRS)
def test_clusters_are_a_partition_whatever_the_order(pairs):
    known = {frozenset((p.a, p.b)): p for p in pairs}
    unique = list(known.values())
    found = cluster(unique)
    assert sorted(r for c in found for r in c.records) == sorted({r for p in unique for r in p[:2]})
    assert parts(found) == parts(cluster(unique[::-1]))
