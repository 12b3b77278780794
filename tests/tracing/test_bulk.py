"""Rows that are written many at once stand where one stood before, or do not."""

from uuid import uuid4

import pytest

from izdeu.tracing import bulk, models


def person(identity, status="held", mentions=1):
    return models.Person(
        id=identity, status=status, status_without_death=status, mentions=mentions, disputed=False
    )


def told():
    return sorted(models.Person.objects.values_list("status", "mentions"))


@pytest.mark.django_db
def test_a_row_that_is_there_stays_where_others_pass_over_it():
    first = uuid4()
    bulk.insert([person(first)])
    bulk.insert([person(first, "dead"), person(uuid4(), "missing")], conflict=bulk.UNLESS_THERE)
    assert told() == [("held", 1), ("missing", 1)]


@pytest.mark.django_db
def test_a_row_that_is_given_takes_the_place_of_the_one_there():
    first = uuid4()
    bulk.insert([person(first), person(uuid4(), "missing")])
    bulk.replace([person(first, "released", mentions=2)])
    assert told() == [("missing", 1), ("released", 2)]


@pytest.mark.django_db
@pytest.mark.parametrize(("mentions", "stands"), [(1, "released"), (3, "held")])
def test_of_two_rows_the_one_of_the_lower_rank_stands(mentions, stands):
    first = uuid4()
    bulk.insert([person(first, mentions=2)])
    bulk.insert_better([person(first, "released", mentions=mentions)], "{row}.mentions")
    assert [status for status, _ in told()] == [stands]
