"""Backups: whole or refused, readable by their recipients alone, and no way back for the erased."""

import gzip
import random
from datetime import date, timedelta

import pytest

from izdeu.alerts import outbox
from izdeu.alerts.models import Cursor, Task
from izdeu.cli import main
from izdeu.protection import agefile
from izdeu.terms import Decision
from izdeu.tracing import actions, audit, backup, derive, ledger, models
from izdeu.tracing.entry import Draft
from tests.conftest import as_table_owner, held
from tests.tracing.test_actions import snapshot


@pytest.fixture
def command(db, tmp_path, monkeypatch, capsys, settings):
    settings.HOME = tmp_path / "home"
    monkeypatch.chdir(tmp_path)

    def run(*words, status=0):
        assert main([str(word) for word in words]) == status
        shown = capsys.readouterr()
        return shown.out + shown.err

    return run


@pytest.fixture
def people(desk):
    mentions = desk.list(("Өтеген Айтуар", held()), ("Xqzcanary", held()))
    opened = actions.open_request(actions.Asked("Утеген", "2022-01-07"), by="op-1")
    actions.vet(opened.request, by="op-1")
    actions.judge(opened.mention, mentions[0], Decision.SAME, by="op-2")
    return mentions


@pytest.fixture
def made(command, people):
    """A backup to two recipients."""
    recipients = [command("backup", "key", name).strip() for name in ("one.txt", "two.txt")]
    command("backup", "create", "all.age", "--to", recipients[0], "--to", recipients[1])


def wipe():
    as_table_owner()
    kept = (models.Entry, models.AnsweredEntry, models.Body, models.Part, models.Installation)
    for table in (*derive.DECIDED, *kept, Task, Cursor):
        table._default_manager.all().delete()


@pytest.mark.parametrize("who", ["one.txt", "two.txt"])
def test_an_empty_installation_has_everything_back_by_either_recipient(made, command, who):
    before, entries = snapshot(), sorted(entry.digest for entry in ledger.entries())
    assert "whole" in command("backup", "verify", "all.age", "--identity", who)
    wipe()
    command("backup", "restore", "all.age", "--identity", who)
    assert snapshot() == before
    assert sorted(entry.digest for entry in ledger.entries()) == entries
    assert list(audit.verify()) == []
    ledger.append([Draft("set_aside", {"words": "work goes on"})], maker="op-1")
    assert list(audit.verify()) == []


def test_nobody_else_opens_it_and_it_shows_no_name(made, command, tmp_path):
    command("backup", "key", "other.txt")
    words = ("--identity", "other.txt")
    assert "somebody else" in command("backup", "verify", "all.age", *words, status=1)
    assert b"Xqzcanary" not in (tmp_path / "all.age").read_bytes()
    assert not list(tmp_path.rglob("*.part"))


def test_one_flipped_byte_anywhere_fails_and_restores_nothing(made, command, tmp_path):
    whole = (tmp_path / "all.age").read_bytes()
    wipe()
    places = random.Random(3).sample(range(len(whole)), 25)
    for place in [0, len(whole) - 1, *places]:
        (tmp_path / "all.age").write_bytes(
            whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]
        )
        command("backup", "verify", "all.age", "--identity", "one.txt", status=1)
        command("backup", "restore", "all.age", "--identity", "one.txt", status=1)
    (tmp_path / "all.age").write_bytes(whole[: len(whole) // 2])
    command("backup", "restore", "all.age", "--identity", "one.txt", status=1)
    assert models.Entry.objects.count() == 0


def test_an_older_backup_does_not_bring_back_what_was_erased_since(made, command, people):
    targets = {models.Mention.objects.get(id=people[1]).entry}
    actions.erasure._erase([people[1]], reason="family_withdrew", by="op-1")
    command("backup", "restore", "all.age", "--identity", "one.txt")
    assert not models.Body.objects.filter(entry__in=targets).exists()
    assert not models.Mention.objects.filter(id=people[1]).exists()
    assert list(audit.verify()) == []


def test_a_backup_made_after_an_erasure_holds_no_byte_of_it(command, people, tmp_path):
    documents = models.Mention.objects.values_list("document", flat=True)
    document = documents.get(id=people[1])
    records = sorted(actions.erasure._with_dependents({document}))
    actions.erasure._erase(records, reason="family_withdrew", by="op-1")
    recipient = command("backup", "key", "one.txt").strip()
    command("backup", "create", "all.age", "--to", recipient)
    identity = agefile.recipients_in((tmp_path / "one.txt").read_text())
    plain = gzip.decompress(agefile.decrypt(tmp_path / "all.age", identity))
    for entry in backup.read(gzip.compress(plain)).entries():
        assert b"Xqzcanary" not in (entry.content or b"") + b"".join(entry.parts)


def test_a_backup_past_its_date_is_not_restored(made, command, monkeypatch):
    monkeypatch.setattr(backup, "KEPT", -1)
    shown = command("backup", "restore", "all.age", "--identity", "one.txt", status=1)
    assert "expired" in shown
    whole = backup.Backup(date(2022, 1, 1), {}, [])
    monkeypatch.setattr(backup, "KEPT", 30)
    backup.require_fresh(whole, date(2022, 1, 31))
    with pytest.raises(backup.Expired):
        backup.require_fresh(whole, date(2022, 1, 31) + timedelta(days=1))


def test_it_is_consistent_while_others_write_and_erase(desk, people):
    """A body that goes after its header was passed is explained by its erasure in the backup."""
    entries = backup.snapshot()
    first = next(entries)
    actions.erasure._erase(list(people), reason="expired", by="op-1")
    desk.list(("Later Person", held()))
    kept = [first, *entries]
    wipe()
    actions.restore(kept)
    assert [fault for fault in audit.verify() if fault.what != "removed"] == []


def test_nobody_is_told_twice_after_a_restore(command, people):
    outbox.follow_ledger()
    assert len(outbox.calls()) == 1
    Task.objects.update(state="done")
    recipient = command("backup", "key", "one.txt").strip()
    command("backup", "create", "all.age", "--to", recipient)
    wipe()
    command("backup", "restore", "all.age", "--identity", "one.txt")
    assert outbox.follow_ledger() == 0
    assert outbox.calls() == []


def test_without_a_recipient_nothing_is_written(command, people, tmp_path):
    assert "--to" in command("backup", "create", "all.age", status=1)
    command("backup", "create", "all.age", "--to", "age1nobody", status=1)
    assert not (tmp_path / "all.age").exists()
