import pytest

from izdeu.estimates import hierarchy
from izdeu.estimates.existence import Verdict, verdict


@pytest.mark.parametrize(
    ("interactions", "expected"), [((3, 5, 6), 2), ((3,), 1), ((5, 6), 0), ((), 0)]
)
def test_the_published_example_fails_as_published(table, interactions, expected):
    model = hierarchy.closed(interactions, 3)
    assert verdict(table("artificial3"), model) is Verdict(expected)


def test_full_tables_carry_every_model(table):
    overlaps = table("kosovo")
    assert {verdict(overlaps, model) for model in hierarchy.every_model(4)} == {Verdict.ESTIMABLE}
