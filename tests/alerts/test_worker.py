import json
from datetime import timedelta

import pytest

from izdeu.alerts import outbox, text
from izdeu.alerts.channels import CHANNELS, NotAnAddress, channel_of
from izdeu.alerts.models import Task
from izdeu.protection.reader import Reader
from izdeu.terms import Decision, EntryKind, Status
from izdeu.tracing import actions, ledger, queries
from tests.alerts.conftest import died, states, work
from tests.alerts.server import MailServer
from tests.conftest import held

SMS = "sms:+77005550102"


def test_news_becomes_a_call_by_default(family, gateway):
    opened = family.ask()
    family.news(opened)
    assert work().waiting_calls == 1
    assert outbox.calls() == [opened.request]
    assert gateway.taken == []
    actions.log_call(opened.request, by="op-1")
    assert work().waiting_calls == 0
    assert states("call") == ["done"]


def test_an_address_left_for_it_gets_one_message_and_no_word_of_the_case(family, gateway):
    opened = family.ask(SMS)
    family.news(opened)
    work()
    work()
    ((_, headers, content),) = gateway.taken
    assert content["text"] == text.alert("ru")
    assert content["to"] == "+77005550102"
    assert headers["Idempotency-Key"] == content["id"]
    assert opened.number not in json.dumps([headers, content])
    assert states("call") == []


def test_further_news_is_a_further_message_and_the_same_news_none(family, gateway):
    opened = family.ask(SMS)
    family.news(opened)
    work()
    family.news(opened)
    work()
    actions.verify(family.row(held())[1], by="op-3")
    work()
    assert len(gateway.taken) == 2


def test_an_unvetted_request_moves_nothing_at_all(family, gateway):
    opened = family.ask(SMS, vetted=False)
    family.news(opened)
    done = work()
    assert (done.queued, done.waiting_calls, gateway.taken) == (0, 0, [])
    actions.vet(opened.request, by="op-1")
    work()
    assert len(gateway.taken) == 1


def test_what_other_families_say_and_denials_are_no_news(family, gateway):
    opened, other = family.ask(SMS), family.ask(vetted=False)
    actions.judge(opened.mention, other.mention, Decision.SAME, by="op-2")
    assert work().queued == 0


def test_a_death_waits_for_two_members_and_a_call_before_even_there_is_news(family, gateway):
    opened = family.ask(SMS)
    actions.log_call(opened.request, by="op-1", note="called back at vetting")
    claim = family.news(opened, died())
    assert work().queued == 0
    actions.verify(claim, by="op-1")
    actions.verify(claim, by="op-1")
    assert work().queued == 0
    actions.verify(claim, by="op-2")
    _earlier_calls(opened.request)
    assert work().waiting_calls == 1
    assert gateway.taken == []
    actions.log_call(opened.request, by="op-2")
    assert work().waiting_calls == 0
    assert len(gateway.taken) == 1


def _earlier_calls(request):
    """Let the calls made so far lie a minute back, as they would."""
    from izdeu.tracing import models

    calls = models.Act.objects.filter(kind=EntryKind.CALL, about=request)
    calls.update(made_at="2022-01-08T10:00:00+00:00")


def test_a_call_made_before_two_members_agreed_does_not_show_the_family_a_death(family):
    opened = family.ask()
    actions.log_call(opened.request, by="op-1")
    claim = family.news(opened, died())
    actions.verify(claim, by="op-1")
    actions.verify(claim, by="op-2")
    _earlier_calls(opened.request)
    shown = queries.own_case(Reader.enquirer(opened.request))
    assert shown.status == Status.MISSING
    actions.log_call(opened.request, by="op-1")
    actions.verify(claim, by="op-3")
    assert queries.own_case(Reader.enquirer(opened.request)).status == Status.DEAD


def test_five_hundred_invented_deaths_send_nothing(desk, family, gateway):
    opened = family.ask(SMS)
    before = queries.own_case(Reader.enquirer(opened.request))
    for mention in desk.list(*[("Утеген Айтуар", died())] * 500)[:20]:
        actions.judge(opened.mention, mention, Decision.SAME, by="op-2")
    done = work()
    assert (done.queued, done.waiting_calls, gateway.taken) == (0, 0, [])
    assert queries.own_case(Reader.enquirer(opened.request)) == before


@pytest.mark.parametrize("how", ["withdraw", "hide", "different", "request"])
def test_what_was_taken_back_between_queue_and_sending_is_not_sent(family, gateway, how):
    opened = family.ask(SMS)
    mention, claim = family.row(held())
    actions.judge(opened.mention, mention, Decision.SAME, by="op-2")
    assert outbox.follow_ledger() == 1
    if how == "different":
        actions.judge(opened.mention, mention, Decision.DIFFERENT, by="op-1")
    elif how == "request":
        actions.withdraw(opened.request, by="op-1")
    else:
        getattr(actions, how)(claim, by="op-1")
    work()
    assert gateway.taken == []
    assert states("message") == ["dropped"]


def test_a_claim_withdrawn_after_the_lease_and_before_sending_is_not_sent(family, gateway):
    opened = family.ask(SMS)
    claim = family.news(opened)
    outbox.follow_ledger()
    task, doubtful = outbox.take(60)
    actions.withdraw(claim, by="op-1")
    assert not doubtful
    assert not outbox.begin(task, 60)


def test_a_call_whose_ground_fell_is_not_asked_for_any_more(family):
    opened = family.ask()
    claim = family.news(opened)
    assert work().waiting_calls == 1
    actions.withdraw(claim, by="op-1")
    assert work().waiting_calls == 0


def test_a_server_in_trouble_is_tried_again_and_at_last_somebody_calls(family, gateway):
    opened = family.ask(SMS)
    family.news(opened)
    gateway.status = 503
    for tries in range(len(outbox.AGAIN) + 1):
        assert Task.objects.get(kind="message").attempts == tries if tries else True
        work()
        Task.objects.filter(kind="message", state="waiting").update(due=outbox.now())
    assert states("message") == ["to_call"]
    assert outbox.calls() == [opened.request]


@pytest.mark.parametrize("address", ["sms:+77005550102", "email:saniya@example.org"])
def test_without_a_server_nothing_is_sent_and_somebody_calls(family, address, monkeypatch):
    for name in ("IZDEU_SMS_URL", "IZDEU_SMTP_URL"):
        monkeypatch.delenv(name, raising=False)
    opened = family.ask(address)
    family.news(opened)
    assert work().waiting_calls == 1


def test_an_address_moved_from_another_case_gets_no_message(family, gateway, monkeypatch):
    first, second = family.ask(SMS), family.ask("sms:+77005550199")
    family.news(first)
    own = queries.news.__globals__["sealed_field"]
    theirs = own(second.request, actions.ALERT_ADDRESS)
    monkeypatch.setitem(
        queries.news.__globals__,
        "sealed_field",
        lambda request, field: theirs if request == first.request else own(request, field),
    )
    work()
    assert gateway.taken == []
    assert outbox.calls() == [first.request]


def test_a_message_that_may_have_gone_out_is_not_repeated_where_it_would_arrive_twice(
    family, gateway
):
    opened = family.ask("telegram:555")
    family.news(opened)
    outbox.follow_ledger()
    task, _ = outbox.take(60)
    assert outbox.begin(task, 60)
    assert outbox.take(60) is None
    Task.objects.update(due=outbox.now())
    assert work().waiting_calls == 1
    assert gateway.taken == []


def test_a_clock_set_back_does_not_strand_a_message(family, gateway):
    family.news(family.ask(SMS))
    outbox.follow_ledger()
    outbox.take(60)
    Task.objects.update(due=outbox.now() + timedelta(days=1))
    work()
    assert len(gateway.taken) == 1


def test_e_mail_says_the_same_under_an_id_of_its_own(family, monkeypatch):
    server = MailServer()
    monkeypatch.setenv("IZDEU_SMTP_URL", server.url)
    monkeypatch.setenv("IZDEU_MAIL_FROM", "team@example.org")
    family.news(family.ask("email:saniya@example.org", language="en"))
    work()
    server.close()
    (message,) = server.taken
    assert text.alert("en") in message.replace("=\r\n", "")
    assert f"Message-ID: <{Task.objects.get().id}@example.org>" in message
    assert states("message") == ["sent"]


def test_a_mail_server_that_hangs_is_left_in_time_and_tried_again(family, monkeypatch):
    server = MailServer(hangs=True)
    monkeypatch.setenv("IZDEU_SMTP_URL", server.url)
    monkeypatch.setenv("IZDEU_MAIL_FROM", "team@example.org")
    monkeypatch.setattr("izdeu.alerts.worker.LEASE", 1.2)
    family.news(family.ask("email:saniya@example.org"))
    work()
    server.close()
    assert states("message") == ["waiting"]


def test_telegram_gets_chat_and_text(family, gateway):
    family.news(family.ask("telegram:555", language="kk"))
    work()
    ((path, _, content),) = gateway.taken
    assert path == "/bot1:invented/sendMessage"
    assert content == {"chat_id": "555", "text": text.alert("kk"), "protect_content": True}


def test_the_file_channel_writes_one_file_under_the_messages_id(family, settings, tmp_path):
    settings.HOME = tmp_path
    family.news(family.ask("file:monday-bus"))
    work()
    (path,) = (tmp_path / "messages" / "monday-bus").iterdir()
    assert path.read_text() == text.alert("ru") + "\n"


@pytest.mark.parametrize("words", ["", "email", "email:", "pigeon:555", "sms:+7 700 555"])
def test_an_address_without_a_known_channel_is_refused(words):
    with pytest.raises(NotAnAddress):
        channel_of(words)


def test_every_channel_is_in_the_guide():
    from pathlib import Path

    guide = (Path(__file__).parents[2] / "docs" / "alerts.md").read_text()
    assert all(f"`{name}:" in guide for name in CHANNELS)


def test_the_outbox_reads_what_a_colleague_sends_later_out_of_order(family, gateway):
    opened = family.ask(SMS)
    family.news(opened)
    stir = queries.stirred(Reader.machine(), {})
    assert stir.requests == {opened.request}
    assert stir.heads == ledger.heads()
    assert queries.stirred(Reader.machine(), stir.heads).requests == frozenset()
