"""Each document under a key of its own: unreadable where it lies, whole where it is read."""

import pytest
from django.db import connection

from izdeu.protection import vault
from izdeu.protection.datakey import DataKey
from izdeu.tracing import actions, audit, documentkey, ledger, models
from izdeu.tracing.documentkey import DamagedDocument
from tests.conftest import as_table_owner, held


@pytest.fixture
def document(desk):
    desk.list(("Xqzcanary", held()))
    return models.Document.objects.get()


def stored(entry):
    return [bytes(part.content) for part in models.Part.objects.filter(entry=entry)]


def test_the_stored_bytes_show_nothing_and_come_back_whole(document):
    assert b"Xqzcanary" not in b"".join(stored(document.entry))
    assert b"Xqzcanary" in b"".join(ledger.parts(document.entry))
    assert list(audit.verify()) == []


def test_bytes_that_were_touched_or_moved_are_damaged_and_named(document, desk):
    desk.list(("Somebody Else", held()))
    other = models.Document.objects.exclude(id=document.id).get()
    as_table_owner(
        (
            "UPDATE tracing_part SET content = %s WHERE entry = %s",
            [stored(other.entry)[0], models.Part._meta.get_field("entry").get_db_prep_value(
                document.entry, connection)],
        )
    )  # fmt: skip
    with pytest.raises(DamagedDocument):
        ledger.parts(document.entry)
    assert [fault.what for fault in audit.verify()] == ["bytes_edited"]


def test_an_erasure_takes_the_key_along(document):
    actions.erasure._erase([document.id], reason="expired", by="op-1")
    assert not models.DocumentKey.objects.exists()


def test_documents_stay_readable_when_their_keys_are_wrapped_anew(document, monkeypatch):
    old, new = vault._held.keys[0], DataKey(2, b"n" * 32)
    row = models.DocumentKey.objects.get()
    again = documentkey.rewrapped(bytes(row.wrapped), row.entry, old, new)
    models.DocumentKey.objects.update(wrapped=again, generation=2)
    with pytest.raises(vault.Locked):
        ledger.parts(document.entry)
    monkeypatch.setattr(vault._held, "keys", [new, old])
    assert b"Xqzcanary" in b"".join(ledger.parts(document.entry))
