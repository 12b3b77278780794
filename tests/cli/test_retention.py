"""What is kept no longer is shown first, by number and date, and erased only when asked."""

from datetime import UTC, date, datetime, timedelta

import pytest

from izdeu.accounts.models import CaseKey
from izdeu.cli import main
from izdeu.protection import retention
from izdeu.protection.retention import NotAPolicy, Policy
from izdeu.tracing import actions, audit, ledger, models, queries
from tests.conftest import held


@pytest.fixture
def command(db, tmp_path, monkeypatch, capsys, settings):
    settings.HOME = tmp_path
    monkeypatch.setattr(ledger, "scrub", lambda: None)

    def run(*words, status=0):
        assert main(["retention", "run", *words]) == status
        shown = capsys.readouterr()
        return shown.out + shown.err

    return run


@pytest.fixture
def days_ago(monkeypatch):
    """Make entries as on an earlier day."""

    def past(days):
        class Then(datetime):
            @classmethod
            def now(cls, zone=None):
                return datetime.now(zone) - timedelta(days=days)

        monkeypatch.setattr(ledger, "datetime", Then)

    return past


def ask(name):
    opened = actions.open_request(actions.Asked(name, "2022-01-07"), by="op-1")
    CaseKey.objects.create(number=opened.number, request=opened.request, phrase="x")
    return opened


def test_what_is_due_and_what_goes_soon_is_shown_and_nothing_is_erased(command, days_ago):
    days_ago(91)
    due = ask("Xqzname")
    days_ago(80)
    soon = ask("Xqzname")
    days_ago(1)
    ask("Xqzname")
    shown = command()
    assert f"due since {datetime.now(UTC).date() - timedelta(days=1)}" in shown
    assert due.number in shown and soon.number in shown
    assert "due: 1, soon: 1" in shown
    assert "Xqzname" not in shown
    assert models.Request.objects.count() == 3


def test_what_is_due_is_erased_when_asked_and_the_chain_stays_whole(command, days_ago):
    days_ago(91)
    due, vetted = ask("Xqzname"), ask("Vetted")
    actions.vet(vetted.request, by="op-1")
    days_ago(0)
    assert "erased: 1 records" in command("--do")
    assert list(models.Request.objects.values_list("id", flat=True)) == [vetted.request]
    assert not CaseKey.objects.filter(request=due.request).exists()
    assert list(audit.verify()) == []
    assert "nothing is due" in command("--do")


def test_a_withdrawn_request_goes_thirty_days_after_its_withdrawal(command, days_ago):
    days_ago(60)
    asked = ask("Somebody")
    actions.vet(asked.request, by="op-1")
    days_ago(20)
    actions.withdraw(asked.request, by="op-1", reason="family_withdrew")
    reader = queries.staff_reader("op-1")
    (found,) = queries.expiring(reader, Policy())
    assert (found.rule, found.on) == ("withdrawn", datetime.now(UTC).date() + timedelta(days=10))


def test_documents_are_kept_until_the_house_says_otherwise(command, desk, tmp_path):
    desk.list(("Өтеген Айтуар", held()))
    assert "due: 0, soon: 0" in command()
    (tmp_path / "house.toml").write_text("[retention]\ndocuments = 10\n")
    assert "document with all in it" in command()


def test_a_policy_that_says_nothing_sensible_is_refused(command, tmp_path):
    for words in ("forever = 1", "documents = -1", 'documents = "ten"'):
        (tmp_path / "house.toml").write_text(f"[retention]\n{words}\n")
        assert "house.toml" in command(status=1)
    with pytest.raises(NotAPolicy):
        retention.understood({"documents": True})


def test_the_written_policy_reads_back(tmp_path):
    policy = Policy(unvetted=7, documents=400)
    (tmp_path / "house.toml").write_text(retention.worded(policy))
    assert retention.read(tmp_path) == policy
    assert policy.expires("unvetted", date(2022, 1, 1)) == date(2022, 1, 8)
    assert policy.expires("requests", date(2022, 1, 1)) is None
