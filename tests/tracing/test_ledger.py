from itertools import pairwise

import pytest
from django.db import DatabaseError, connection, transaction

from izdeu.terms import EntryKind
from izdeu.tracing import audit, ledger, models, triggers
from izdeu.tracing.entry import Draft, TamperedEntry
from tests.conftest import as_table_owner


def draft(words="Invented", **more):
    return Draft(EntryKind.SET_ASIDE, {"words": words}, **more)


def stored(identity):
    return identity.hex if connection.vendor == "sqlite" else identity


@pytest.mark.django_db
def test_an_entry_is_read_as_it_was_written():
    written = ledger.append([draft("Қоқанбек \0 \ud800", parts=())], maker="op-1")
    assert list(ledger.entries()) == written
    assert written[0].body() == {"words": "Қоқанбек \0 \ud800"}


@pytest.mark.django_db
def test_ids_of_one_writing_lie_beside_one_another_and_no_two_are_the_same():
    writings = [ledger.append([draft() for _ in range(50)], maker="op-1") for _ in range(8)]
    in_order = sorted((entry.id, number) for number, some in enumerate(writings) for entry in some)
    turns = sum(one != other for (_, one), (_, other) in pairwise(in_order))
    assert (len(set(in_order)), turns) == (400, 7)


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["entry", "body", "answeredentry", "part"])
@pytest.mark.parametrize("verb", ["UPDATE", "DELETE", "REPLACE", "TRUNCATE"])
def test_no_statement_changes_the_ledger(table, verb):
    first = ledger.append([draft(parts=(b"bytes",))], maker="op-1")[0]
    ledger.append([draft(answers=(first.id,))], maker="op-1")
    statement = {
        "UPDATE": f"UPDATE tracing_{table} SET {'kind' if table == 'entry' else 'entry'} = NULL",
        "DELETE": f"DELETE FROM tracing_{table}",
        "REPLACE": f"INSERT OR REPLACE INTO tracing_{table} SELECT * FROM tracing_{table}"
        if connection.vendor == "sqlite"
        else f"INSERT INTO tracing_{table} SELECT * FROM tracing_{table}",
        "TRUNCATE": f"DELETE FROM tracing_{table} WHERE 1 = 1"
        if connection.vendor == "sqlite"
        else f"TRUNCATE tracing_{table}",
    }[verb]
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert list(audit.verify()) == []


@pytest.mark.django_db
def test_the_triggers_stand_after_a_migration_and_their_absence_is_named():
    assert triggers.missing() == []
    as_table_owner()
    assert "body_is_never_changed" in triggers.missing()
    triggers.install()


@pytest.mark.django_db
def test_a_body_goes_only_with_its_erasure_and_does_not_come_back():
    entry = ledger.append([draft(parts=(b"bytes",))], maker="op-1")[0]
    ledger.append([Draft(EntryKind.ERASURE, {"reason": "withdrawn"}, (entry.id,))], maker="op-1")
    ledger.forget([entry.id])
    assert models.Body.objects.filter(entry=entry.id).count() == 0
    assert ledger.parts(entry.id) == ()
    assert list(audit.verify()) == []
    with pytest.raises(DatabaseError), transaction.atomic():
        models.Body.objects.create(entry=entry.id, salt=entry.salt, content=entry.content)


@pytest.fixture
def chain(db):
    entries = ledger.append([draft(f"words {n}") for n in range(5)], maker="op-1")
    assert list(audit.verify()) == []
    return entries


def faults():
    return [(fault.what, fault.sequence) for fault in audit.verify()]


def test_an_edited_header_is_named(chain):
    update = "UPDATE tracing_entry SET maker = 'op-9' WHERE id = %s"
    as_table_owner((update, [stored(chain[2].id)]))
    assert faults() == [("header_edited", 3)]


def test_an_edited_header_is_named_even_with_a_digest_to_match(chain):
    from dataclasses import replace

    from izdeu.tracing.entry import header_digest

    forged = header_digest(replace(chain[2], maker="op-9"))
    update = "UPDATE tracing_entry SET maker = 'op-9', digest = %s WHERE id = %s"
    as_table_owner((update, [forged, stored(chain[2].id)]))
    assert faults() == [("header_replaced", 3)]


def test_an_edited_body_is_named(chain):
    update = "UPDATE tracing_body SET content = %s WHERE entry = %s"
    as_table_owner((update, [b"{}", stored(chain[1].id)]))
    assert faults() == [("body_edited", 2)]


def test_a_removed_entry_is_named(chain):
    gone = [stored(chain[1].id)]
    as_table_owner(
        ("DELETE FROM tracing_entry WHERE id = %s", gone),
        ("DELETE FROM tracing_body WHERE entry = %s", gone),
    )
    assert faults() == [("removed", 2)]


def test_the_last_entry_does_not_vanish_unseen(chain):
    gone = [stored(chain[4].id)]
    as_table_owner(("DELETE FROM tracing_entry WHERE id = %s", gone))
    assert faults()[0] == ("removed", 5)


def test_a_removed_body_is_named(chain):
    as_table_owner(("DELETE FROM tracing_body WHERE entry = %s", [stored(chain[3].id)]))
    assert faults() == [("body_removed", 4)]


def test_a_renumbered_entry_is_named(chain):
    update = "UPDATE tracing_entry SET sequence = 9 WHERE id = %s"
    as_table_owner((update, [stored(chain[2].id)]))
    assert ("removed", 3) in faults()
    assert ("header_edited", 9) in faults()


def test_an_inserted_entry_is_named(chain):
    from dataclasses import replace
    from uuid import uuid4

    extra = replace(chain[0], id=uuid4(), sequence=6, previous=chain[4].digest)
    ledger._store([extra])
    assert ("header_edited", 6) in faults()
    assert ("inserted", 6) in faults()


def test_a_borrowed_answer_is_named(chain):
    models.AnsweredEntry.objects.create(entry=chain[2].id, position=0, answered=chain[0].id)
    assert faults() == [("header_edited", 3)]


@pytest.mark.django_db
def test_edited_bytes_of_a_document_are_named(desk):
    desk.list(("Ойдан Шығарылған",))
    as_table_owner(("UPDATE tracing_part SET content = %s", [b"other"]))
    assert [what for what, _ in faults()] == ["bytes_edited"]


def test_a_tampered_entry_from_a_colleague_is_refused_whole(chain):
    from dataclasses import replace
    from uuid import uuid4

    stranger = replace(chain[0], id=uuid4())
    with pytest.raises(TamperedEntry):
        ledger.absorb([stranger])
    assert ledger.heads()[chain[0].installation] == 5
