"""Appeals: hidden first, then decided by two; never a way to erase or to find out."""

import pytest

from izdeu.protection.quota import APPEALS_HIDDEN
from izdeu.protection.reader import Reader
from izdeu.terms import Appeal, Event, Status
from izdeu.tracing import actions, derive, models, queries
from izdeu.tracing.actions import Appealed
from izdeu.tracing.ruling import Ruling

pytestmark = pytest.mark.django_db
STAFF = queries.staff_reader


def opened(name="Ержан Сәбит"):
    asked = actions.Asked(name=name, said="2022-01-07")
    made = actions.open_request(asked, by="op-1")
    actions.vet(made.request, by="op-1")
    return made


def appealed(number="", kind=Appeal.SELF):
    return actions.appeal(Appealed(kind, number=number, name="Ержан"), by="form")


def test_an_appeal_hides_the_request_it_names_and_no_search_ends():
    made = opened()
    appealed(made.number.replace("-", " "))
    assert actions.hide_appealed(by="worker") == 1
    request = models.Request.objects.get()
    assert not request.vetted and not request.withdrawn
    assert not models.Mention.objects.get(id=made.mention).hidden
    assert queries.own_case(Reader.enquirer(made.request)).status == Status.MISSING


def test_an_appeal_is_acted_on_once():
    made = opened()
    appealed(made.number)
    assert [actions.hide_appealed(by="worker") for _ in range(3)] == [1, 0, 0]


@pytest.mark.parametrize("number", ["", "no number", "0000-000-1", "9999-999-8"])
def test_an_appeal_that_names_no_case_is_kept_and_hides_nothing(number):
    opened()
    appealed(number)
    assert actions.hide_appealed(by="worker") == 0
    assert models.Request.objects.get().vetted and models.Appeal.objects.count() == 1


def test_a_lost_phrase_hides_nothing():
    made = opened()
    appealed(made.number, Appeal.LOST_PHRASE)
    assert actions.hide_appealed(by="worker") == 0


def test_beyond_a_days_measure_hiding_waits_for_a_person(monkeypatch):
    monkeypatch.setattr("izdeu.tracing.actions.appealing.APPEALS_HIDDEN", 2)
    assert APPEALS_HIDDEN > 2
    for _ in range(3):
        appealed(opened().number)
    assert actions.hide_appealed(by="worker") == 2
    assert models.Request.objects.filter(vetted=True).count() == 1


def test_one_member_decides_nothing_and_neither_does_a_member_twice():
    made = opened()
    one = appealed(made.number)
    actions.hide_appealed(by="worker")
    assert actions.rule(one, uphold=False, by="op-1") == Ruling.OPEN
    assert actions.rule(one, uphold=False, by="op-1") == Ruling.OPEN
    assert not models.Request.objects.get().vetted


def test_two_who_disagree_leave_it_hidden_and_open():
    made = opened()
    one = appealed(made.number)
    actions.hide_appealed(by="worker")
    actions.rule(one, uphold=False, by="op-1")
    assert actions.rule(one, uphold=True, by="op-2") == Ruling.OPEN
    assert not models.Request.objects.get().vetted
    assert actions.rule(one, uphold=False, by="op-2") == Ruling.DISMISSED
    assert models.Request.objects.get().vetted


def test_where_two_dismiss_it_only_what_this_appeal_hid_is_shown_again():
    made = opened()
    one, other = appealed(made.number), appealed(made.number, Appeal.UNTRUE)
    assert actions.hide_appealed(by="worker") == 2
    for member in ("op-1", "op-2"):
        actions.rule(one, uphold=False, by=member)
    assert not models.Request.objects.get().vetted
    for member in ("op-1", "op-2"):
        actions.rule(other, uphold=False, by=member)
    assert models.Request.objects.get().vetted
    assert actions.hide_appealed(by="worker") == 0


def test_a_mention_hidden_for_an_appeal_moves_nothing_and_comes_back(desk):
    (row,) = desk.list(("Ержан Сәбит", Event.HELD))
    one = appealed()
    actions.hide_for(one, row, by="op-1")
    assert models.Mention.objects.get(id=row).hidden
    (line,) = queries.appeals(STAFF("op-1"))
    assert (line.hidden, line.waits) == (1, True)
    for member in ("op-1", "op-2"):
        actions.rule(one, uphold=False, by=member)
    assert not models.Mention.objects.get(id=row).hidden
    (line,) = queries.appeals(STAFF("op-1"))
    assert (line.hidden, line.ruling, line.waits) == (0, Ruling.DISMISSED, False)


def test_a_rebuild_gives_the_same_rulings():
    made = opened()
    one = appealed(made.number)
    actions.hide_appealed(by="worker")
    actions.rule(one, uphold=True, by="op-1")
    actions.rule(one, uphold=False, by="op-1")
    actions.rule(one, uphold=True, by="op-2")
    before = queries.appeals(STAFF("op-1"))
    derive.rebuild()
    assert queries.appeals(STAFF("op-1")) == before
    assert before[0].ruling == Ruling.OPEN


def test_a_lost_phrase_waits_until_somebody_called():
    made = opened()
    one = appealed(made.number, Appeal.LOST_PHRASE)
    with pytest.raises(actions.NotRecorded):
        actions.require_call(one)
    actions.log_call(one, by="op-1")
    actions.require_call(one)
    assert not queries.appeal(STAFF("op-1"), one).waits


def test_an_appeal_can_be_erased_with_all_its_words():
    one = appealed()
    actions.log_call(one, by="op-1")
    from izdeu.tracing.actions.erasure import _erase, _with_dependents

    _erase(sorted(_with_dependents({one})), reason="family", by="op-1")
    assert queries.appeals(STAFF("op-1")) == []


def test_consent_is_what_the_family_said_last_and_among_laptops_what_all_allow():
    made = opened()
    actions.consent(made.request, ["search", "lawyers"], by="form")
    assert models.Request.objects.get().consent == ["lawyers", "search"]
    actions.consent(made.request, ["search"], by="form")
    assert models.Request.objects.get().consent == ["search"]
    derive.rebuild()
    assert models.Request.objects.get().consent == ["search"]
