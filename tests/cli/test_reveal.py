"""Contacts at the keyboard: sealed at once, opened with a reason, never kept plain."""

import io
import re

import pytest

from izdeu.cli import main
from izdeu.protection import keyring, quota
from izdeu.terms import EntryKind
from izdeu.tracing import actions, audit, ledger, models
from tests.tracing.test_durability import files_with, run

PASSPHRASE = "five ordinary invented words here"
CONTACT = "Xqzsania +7 700 555 01 02"


@pytest.fixture
def home(db, tmp_path, monkeypatch, settings):
    settings.HOME = tmp_path / "home"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(keyring, "COST", keyring.Cost(operations=1, memory=8192))
    return settings.HOME


@pytest.fixture
def command(home, monkeypatch, capsys):
    def run(*words, stdin="", status=0):
        monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        assert main([str(word) for word in words]) == status
        shown = capsys.readouterr()
        return shown.out + shown.err

    return run


@pytest.fixture
def papers(command):
    return re.findall(
        r"^\d\. (.+)$", command("keys", "init", stdin=PASSPHRASE + "\n"), re.MULTILINE
    )


def opened(command, *more):
    shown = command("request", "Сәуле Ағатай", "--contact", CONTACT, *more)
    return re.search(r"\d{4}-\d{3}-\d", shown)[0]


def test_without_a_key_a_contact_is_refused_and_no_case_is_opened(command):
    assert "izdeu keys init" in command("request", "Сәуле", "--contact", CONTACT, status=1)
    assert models.Request.objects.count() == 0


def test_a_contact_comes_back_to_its_holder_with_a_reason_and_is_logged_without_it(command, papers):
    number = opened(command)
    words = ("reveal", number, "--reason", "to call back")
    assert command(*words, stdin=PASSPHRASE + "\n").strip() == CONTACT
    logged = list(ledger.entries(kinds=[EntryKind.DISCLOSURE]))
    assert [entry.body()["reason"] for entry in logged] == ["to call back"]
    everything = "".join(str(entry.body()) for entry in ledger.entries())
    assert "Xqzsania" not in everything
    assert list(audit.verify()) == []


def test_who_does_not_hold_the_case_or_gives_no_reason_is_refused(command, papers):
    number = opened(command)
    stranger = command(
        "reveal", number, "--reason", "to call", "--operator", "other-1",
        stdin=PASSPHRASE + "\n", status=1,
    )  # fmt: skip
    assert "holder" in stranger
    assert "reason" in command("reveal", number, "--reason", " ", stdin=PASSPHRASE, status=1)
    assert list(ledger.entries(kinds=[EntryKind.DISCLOSURE])) == []


def test_a_wrong_passphrase_opens_and_logs_nothing(command, papers):
    number = opened(command)
    shown = command("reveal", number, "--reason", "to call", stdin="another one\n", status=1)
    assert "passphrase" in shown
    assert list(ledger.entries(kinds=[EntryKind.DISCLOSURE])) == []


def test_more_contacts_than_the_day_allows_stay_sealed(command, papers, monkeypatch):
    monkeypatch.setitem(quota.QUOTAS, "contact", quota.Quota(one=1, all=9))
    number = opened(command)
    words = ("reveal", number, "--reason", "to call back")
    command(*words, stdin=PASSPHRASE)
    shown = command(*words, stdin=PASSPHRASE, status=1)
    assert CONTACT not in shown
    assert "in a day" in shown


def test_a_contact_swapped_between_cases_is_shown_as_damaged(command, papers, monkeypatch):
    first, second = opened(command), opened(command)
    theirs = models.Request.objects.get(number=second).id
    own = actions.contact.sealed_field
    monkeypatch.setattr(actions.contact, "sealed_field", lambda _, field: own(theirs, field))
    shown = command("reveal", first, "--reason", "to call back", stdin=PASSPHRASE)
    assert shown.startswith("damaged")
    assert CONTACT not in shown


def test_two_papers_make_a_new_key_file_with_a_new_passphrase(command, papers):
    number = opened(command)
    fresh = "\n".join([papers[2], papers[0], "another passphrase of words"])
    command("keys", "recover", "--coordinator", "coordinator-2", stdin=fresh)
    shown = command(
        "reveal", number, "--reason", "to call", "--key", "coordinator-2.key",
        stdin="another passphrase of words\n",
    )  # fmt: skip
    assert shown.strip() == CONTACT


def test_the_key_is_made_once_and_its_private_half_is_not_in_the_installation(
    command, papers, home
):
    assert "already" in command("keys", "init", stdin=PASSPHRASE, status=1)
    assert "lies in" not in command("keys", "status")
    (home / "coordinator-1.key").write_bytes((home.parent / "coordinator-1.key").read_bytes())
    assert "carry it away" in command("keys", "status")
    assert "carry it away" in command("doctor", status=1)


SEALER = """
import io, sys
from izdeu.cli import main
sys.stdin = io.StringIO("five ordinary invented words here\\n")
assert main(["keys", "init", "--to", sys.argv[1] if len(sys.argv) > 1 else "."]) == 0
assert main(["request", "Keepable Person", "--contact", "Xqzsania",
             "--alert-address", "email:xqzsania@example.org"]) == 0
"""


def test_no_file_of_the_machine_holds_a_contact_that_was_left_with_it(tmp_path, monkeypatch):
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.chdir(tmp_path)
    run(SEALER, home)
    assert files_with(home, b"Keepable Person") != []
    for word in (b"Xqzsania", b"xqzsania", b"example.org"):
        assert files_with(tmp_path, word) == []


def test_a_contact_is_changed_later_by_a_holder_and_the_earlier_one_opens_no_more(command, papers):
    number = opened(command)
    words = ("contact", number, "--contact", "-")
    assert "holder" in command(*words, "--operator", "other-1", stdin="mine\n", status=1)
    command(*words, stdin="Xqznew +7 700 555 01 99\n")
    shown = command("reveal", number, "--reason", "to call back", stdin=PASSPHRASE + "\n")
    assert shown.strip() == "Xqznew +7 700 555 01 99"
    assert "Xqznew" not in "".join(str(entry.body()) for entry in ledger.entries())
    command("contact", number, "--alert-address", "none")
    assert "say what changes" in command("contact", number, status=1)


def test_a_changed_contact_put_back_from_another_case_is_damaged_and_raises_an_alarm(
    command, papers
):
    first, second = opened(command), opened(command)
    for number in (first, second):
        command("contact", number, "--contact", f"of {number}")
    theirs = models.Act.objects.get(kind="contact", about=_request(second))
    models.Act.objects.filter(kind="contact", about=_request(first)).update(content=theirs.content)
    shown = command("reveal", first, "--reason", "to call back", stdin=PASSPHRASE)
    assert shown.startswith("damaged") and second not in shown
    assert "damaged" in command("oversight", "alarms")


def _request(number):
    return models.Request.objects.get(number=number).id
