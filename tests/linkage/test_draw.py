import random

from izdeu.linkage import Judgement, Pair, draws, expected_links
from izdeu.terms import Decision


def links(partition, pairs):
    part_of = {record: number for number, part in enumerate(partition) for record in part}
    return sum(part_of[pair.a] == part_of[pair.b] for pair in pairs)


def mean_links(pairs, judgements=(), n=1500, seed=3):
    return sum(links(p, pairs) for p in draws(n, seed, pairs, judgements)) / n


def random_pairs(people, seed):
    """Chains, triangles and larger groups of uncertain links."""
    rng = random.Random(seed)
    pairs = []
    for person in range(people):
        records = [f"p{person}-{i}" for i in range(rng.choice([2, 2, 3, 4, 7]))]
        for i, a in enumerate(records):
            pairs += [
                Pair(a, b, rng.uniform(-4, 6)) for b in records[i + 1 :] if rng.random() < 0.8
            ]
    return pairs


def test_expected_links_are_the_sum_of_the_probabilities():
    pairs = random_pairs(40, seed=1)
    wanted = expected_links(pairs)
    assert abs(mean_links(pairs) / wanted - 1) < 0.02


def test_a_pair_that_nothing_was_said_of_follows_from_those_between():
    pairs = [Pair("a", "b", 2), Pair("b", "c", 2), Pair("c", "d", 2)]
    ends = [{"a", "d"} <= set(part) for one in draws(6000, 3, pairs) for part in one]
    assert abs(mean_links(pairs, n=6000) / expected_links(pairs) - 1) < 0.02
    assert abs(sum(ends) / 6000 - 0.8**3) < 0.02


def test_a_ring_does_not_add_links_of_its_own():
    names = [f"m{i}" for i in range(20)]
    pairs = [Pair(a, b, 1) for a, b in zip(names, names[1:] + names[:1], strict=True)]
    assert abs(mean_links(pairs, n=6000) / expected_links(pairs) - 1) < 0.02


def test_judgements_hold_in_every_draw():
    pairs = [Pair(a, b, 3) for a in "abcd" for b in "abcd" if a < b]
    judged = [Judgement("a", "b", Decision.DIFFERENT), Judgement("c", "d", Decision.SAME)]
    for partition in draws(200, 5, pairs, judged):
        assert not any({"a", "b"} <= set(part) for part in partition)
        assert any({"c", "d"} <= set(part) for part in partition)


def test_a_seed_gives_the_same_draws_again():
    pairs = random_pairs(5, seed=2)
    assert list(draws(5, 9, pairs)) == list(draws(5, 9, pairs))
    assert list(draws(5, 9, pairs)) != list(draws(5, 10, pairs))


def test_a_large_group_is_calibrated_too():
    names = [f"m{i}" for i in range(12)]
    pairs = [Pair(a, b, 0.5) for i, a in enumerate(names) for b in names[i + 1 :]]
    assert abs(mean_links(pairs, n=4000) / expected_links(pairs) - 1) < 0.05


def test_what_is_said_of_one_record_of_a_judged_person_is_said_of_the_person():
    judged = [Judgement("a", "b", Decision.SAME)]
    joined = [
        {"a", "b", "c"} in map(set, one) for one in draws(3000, 4, [Pair("b", "c", 2)], judged)
    ]
    assert abs(sum(joined) / 3000 - 0.8) < 0.03
