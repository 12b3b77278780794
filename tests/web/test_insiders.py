"""Oversight on the pages: who opened what, alarms, agreement, quotas."""

import pytest

from izdeu.accounts.role import Role
from izdeu.protection import quota
from izdeu.terms import EntryKind
from izdeu.tracing import actions, models
from tests.web.conftest import body, hidden, link, member, visitor

pytestmark = pytest.mark.django_db


def person_page(client):
    return link(client.get("/desk/requests/"), r"/desk/person/[\w-]{22}/")


def test_who_opens_a_case_page_is_written_down_and_coordinators_read_it(event):
    client = visitor(Role.VERIFIER)
    client.get(person_page(client))
    assert models.Act.objects.filter(kind=EntryKind.READING, maker="verifier-1").exists()
    shown = body(visitor(Role.COORDINATOR).get("/desk/oversight/"))
    assert "verifier-1" in shown and "opened a case page" in shown
    assert client.get("/desk/oversight/").status_code == 403


def test_an_alarm_stands_on_the_first_page_for_coordinators_alone(event):
    actions.mark_decoys(models.Mention.objects.get(id=event.row).document, by="op-9")
    client = visitor(Role.VERIFIER)
    found = client.post("/desk/search/", {"who": "Ermek Toqzhanov"})
    client.get(link(found, r"/desk/person/[\w-]{22}/"))
    people = {*__import__("re").findall(r'"(/desk/person/[\w-]{22}/)"', body(found))}
    for path in people:
        client.get(path)
    assert "opened the page of a decoy" in body(visitor(Role.COORDINATOR).get("/desk/"))
    assert "decoy" not in body(client.get("/desk/"))


def test_another_coordinator_agrees_to_an_export_on_the_page(event):
    own = actions.ask_export("report", 60, by="coordinator-1", reason="for the lawyers")
    theirs = actions.ask_export("exchange", 60, by="verifier-1", reason="second laptop")
    client = visitor(Role.COORDINATOR)
    page = client.get("/desk/oversight/")
    assert body(page).count('name="export"') == 1
    assert client.post("/desk/oversight/", {"export": hidden(page, "export")}).status_code == 302
    agreed = models.Act.objects.get(kind=EntryKind.AGREEMENT)
    assert (agreed.about, agreed.maker) == (theirs, "coordinator-1") and own != theirs
    assert "verifier-1" in body(client.get("/desk/oversight/"))
    assert client.post("/desk/oversight/", {"export": "A" * 22}).status_code == 404


def test_whoever_opened_too_much_is_told_what_to_do_and_sees_nothing(event, monkeypatch):
    monkeypatch.setitem(quota.QUOTAS, "masked", quota.Quota(one=0, all=9))
    member(Role.VERIFIER)
    actions.hold(event.ward, holder="verifier-1", by="op-1")
    client = visitor(Role.VERIFIER)
    found = client.post("/desk/search/", {"who": "Ermek Toqzhanov"})
    people = {*__import__("re").findall(r'"(/desk/person/[\w-]{22}/)"', body(found))}
    (path,) = [path for path in people if 'id="reason"' in body(client.get(path))]
    refused = client.post(path, {"reason": "curious"})
    assert refused.status_code == 429 and "coordinator" in body(refused)
    assert "ауруханасы" not in body(refused)
    assert "more withheld" in body(visitor(Role.COORDINATOR).get("/desk/"))
