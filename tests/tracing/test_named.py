"""Rows that are asked for by ids are those that Django gives."""

from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from izdeu.tracing import models, named
from tests.conftest import held

NAMES = ("Ахметова Әлия", "Серіков Данияр", "Ыбыраев Қуат")


def plain(row):
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_rows_are_what_django_reads(desk):
    mentions = desk.list(*((name, held()) for name in NAMES))
    for table, column in ((models.Mention, "id"), (models.Claim, "mention")):
        found = {row.id: plain(row) for row in named.rows(table, column, mentions)}
        assert found == {row.id: plain(row) for row in table.objects.all()}


def test_a_field_left_out_waits_until_it_is_asked_for(desk):
    mentions = desk.list((NAMES[0], held()))
    (row,) = named.rows(models.Mention, "id", mentions, without=("name", "locator"))
    assert row.get_deferred_fields() == {"name", "locator"}
    assert row.name == NAMES[0]


def test_more_ids_than_one_statement_names_are_asked_in_several(desk, monkeypatch):
    monkeypatch.setattr(named, "_NAMED", 2)
    mentions = desk.list(*((name, held()) for name in NAMES))
    asked = [*mentions, uuid4()]
    assert {one for (one,) in named.values(models.Mention, "id", asked, ("id",))} == set(mentions)


def test_no_ids_name_no_rows(desk):
    desk.list((NAMES[0], held()))
    assert not list(named.values(models.Mention, "id", [], ("id",)))
    named.delete(models.NameKey, "mention", [])
    assert models.NameKey.objects.exists()


def test_only_what_is_named_is_deleted(desk):
    first, *others = desk.list(*((name, held()) for name in NAMES))
    named.delete(models.NameKey, "mention", [first])
    assert set(models.NameKey.objects.values_list("mention", flat=True)) == set(others)


def test_a_condition_leaves_rows_out(desk):
    mentions = desk.list(*((name, held()) for name in NAMES))
    asked = named.values(models.Mention, "id", mentions, ("name",), where="name > 'С'")
    assert {name for (name,) in asked} == {"Серіков Данияр", "Ыбыраев Қуат"}


def test_only_what_is_named_is_changed(desk):
    first, *others = desk.list(*((name, held()) for name in NAMES))
    named.update(models.Mention, "id", [first], father="Мұрат", numbers=["7 %s"], hidden=True)
    row = models.Mention.objects.get(id=first)
    assert (row.father, row.numbers, row.hidden) == ("Мұрат", ["7 %s"], True)
    assert not models.Mention.objects.filter(id__in=others, father="Мұрат").exists()


@pytest.mark.django_db
def test_a_row_that_was_locked_waits_for_its_holder_on_postgresql():
    with CaptureQueriesContext(connection) as asked, transaction.atomic():
        assert list(named.rows(models.Installation, "own", [True], locked=True)) == []
    held_on = any("FOR UPDATE" in query["sql"] for query in asked.captured_queries)
    assert held_on == (connection.vendor == "postgresql")
