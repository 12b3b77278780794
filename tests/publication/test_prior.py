from dataclasses import replace
from uuid import UUID

from izdeu.linkage import Model
from izdeu.publication.prior import refer
from izdeu.tracing.queries import OpenLink

DEFAULT = Model.default().digest


def links(number, weight, model=DEFAULT):
    ids = [UUID(int=i + 1) for i in range(2 * number)]
    return [OpenLink(a, b, (a, b), weight, model)
            for a, b in zip(ids[::2], ids[1::2], strict=True)]  # fmt: skip


def weights(found):
    return {round(link.weight, 6) for link in found}


def test_pairs_that_chance_cannot_explain_weigh_more_where_the_model_was_never_trained():
    (weight,) = weights(refer(links(200, -3.0), people=400))
    assert weight > 2


def test_a_pair_or_two_among_many_people_weigh_what_they_did():
    (weight,) = weights(refer(links(2, -3.0), people=400))
    assert abs(weight + 3) < 0.6


def test_pairs_that_chance_explains_weigh_no_more():
    (weight,) = weights(refer(links(20, -8.0), people=4000))
    assert weight < -7


def test_the_share_that_a_trained_model_found_stays():
    assert weights(refer(links(200, -3.0, model="trained"), people=400)) == {-3.0}


def test_a_contradiction_caps_the_weight_whatever_the_share():
    capped = [replace(link, weight=-2.0, ceiling=-2.0) for link in links(200, -3.0)]
    both = refer([*links(200, -3.0), *capped], people=400)
    assert {round(link.weight, 6) for link in both if link.ceiling} == {-2.0}


def test_of_two_contradictory_pairs_the_likelier_one_stays_the_likelier():
    capped = [replace(link, ceiling=-2.0) for link in links(2, -2.4)]
    capped[0] = replace(capped[0], weight=-2.1)
    more, less = refer(capped + links(200, -3.0)[2:], people=400)[:2]
    assert less.weight < more.weight < -2


def test_no_links_stay_none():
    assert refer([], people=1) == []
