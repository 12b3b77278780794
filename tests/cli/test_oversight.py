"""Oversight at the keyboard: coordinators look, another agrees, decoys are put out."""

import re

import pytest

from izdeu.accounts import operator
from izdeu.accounts.role import Role
from izdeu.cli import leaving, main
from izdeu.protection.reader import Reader
from izdeu.terms import Audience
from izdeu.tracing import models, queries


@pytest.fixture
def command(db, tmp_path, monkeypatch, capsys, settings):
    settings.HOME = tmp_path / "home"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    monkeypatch.chdir(tmp_path)

    def run(*words, status=0):
        assert main([str(word) for word in words]) == status
        shown = capsys.readouterr()
        return shown.out + shown.err

    return run


@pytest.fixture
def team(command):
    for pseudonym in ("coordinator-1", "coordinator-2", "verifier-1"):
        role = Role(pseudonym.partition("-")[0])
        operator.enrol(pseudonym, role, "a long enough password", "secret")


@pytest.fixture
def many(command, monkeypatch):
    for name in ("Өтеген Айтуар", "Сәуле Ағатай"):
        command("request", name)
    monkeypatch.setattr("izdeu.protection.quota.ALONE", 1)


def test_a_large_export_waits_for_another_coordinator(command, team, many, tmp_path):
    report = ("report", "out.html", "--operator", "verifier-1")
    assert "izdeu oversight ask report" in command(*report, status=1)
    assert not (tmp_path / "out.html").exists()
    asked = command("oversight", "ask", "report", "--reason", "lawyers", "--operator", "verifier-1")
    ask = re.search(r"agree ([0-9a-f-]{36})", asked)[1]
    assert "coordinator" in command("oversight", "agree", ask, "--operator", "verifier-1", status=1)
    command("oversight", "agree", ask, "--operator", "coordinator-1")
    command(*report)
    assert (tmp_path / "out.html").exists()
    shown = command("oversight", "exports", "--operator", "coordinator-2")
    assert "verifier-1 report 2 coordinator-1 made" in shown


def test_exchange_and_backup_of_many_wait_as_well_and_a_report_for_the_public_does_not(
    command, team, many, tmp_path
):
    recipient = command("backup", "key", "key.txt").split()[-1]
    assert "agreed" in command("exchange", "out", "all.txt", status=1)
    assert "agreed" in command("backup", "create", "all.age", "--to", recipient, status=1)
    assert [path.name for path in tmp_path.glob("all*")] == []
    command("report", "out.html", "--audience", "public")


def test_on_a_laptop_alone_an_export_of_many_is_made_and_leaves_an_alarm(command, many):
    command("exchange", "out", "all.txt")
    assert "export_alone" in command("oversight", "alarms")


def test_asking_needs_a_kind_and_a_reason_and_agreeing_an_id(command):
    assert "--reason" in command("oversight", "ask", "report", status=1)
    assert "which" in command("oversight", "ask", "photo", "--reason", "why", status=1)
    assert "nothing was agreed" in command("oversight", "agree", "no id", status=1)


def test_who_opens_a_decoy_at_the_keyboard_raises_an_alarm(command, tmp_path):
    said = command("decoy", "Көмек тізімі", "--number", 5, "--published", "2022-01-11",
                   "--operator", "coordinator-1")  # fmt: skip
    decoys = models.Mention.objects.filter(decoy=True)
    assert "5 decoys" in said and decoys.count() == 5
    assert not any(row.name in said for row in decoys)
    assert leaving.people_here() == 0
    command("show", decoys[0].id, "--operator", "verifier-1")
    command("report", "one.html", "--person", decoys[1].id, "--operator", "verifier-1")
    shown = command("oversight", "alarms")
    assert "verifier-1 decoy_page" in shown and "verifier-1 decoy_export" in shown
    assert "verifier-1 page" in command("oversight", "readings")


def test_every_alarm_reading_and_export_has_words_on_the_page(command, many):
    from izdeu.protection.quota import QUOTAS
    from izdeu.web import wording

    for what in [f"quota_{one}" for one in QUOTAS] + ["decoy_page", "decoy_search",
                 "decoy_export", "export_alone", "damaged"]:  # fmt: skip
        assert wording.has("kk", f"alarm.{what}")
    command("exchange", "out", "all.txt")
    for line in queries.exports(Reader(Audience.COORDINATOR)):
        assert wording.has("kk", f"export.{line.what}")
