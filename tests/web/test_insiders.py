"""Oversight on the pages: who opened what, alarms, agreement, quotas."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from izdeu.accounts.role import Role
from izdeu.protection import keyring, quota
from izdeu.protection.sealing import Place, seal
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
    people = {*re.findall(r'"(/desk/person/[\w-]{22}/)"', body(found))}
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
    actions.hold(event.ward, holder="verifier-1", by="op-1", reason="invented")
    client = visitor(Role.VERIFIER)
    found = client.post("/desk/search/", {"who": "Ermek Toqzhanov"})
    people = {*re.findall(r'"(/desk/person/[\w-]{22}/)"', body(found))}
    (path,) = [path for path in people if 'id="reason"' in body(client.get(path))]
    refused = client.post(path, {"reason": "curious"})
    assert refused.status_code == 429 and "coordinator" in body(refused)
    assert "ауруханасы" not in body(refused)
    assert "more withheld" in body(visitor(Role.COORDINATOR).get("/desk/"))


PASSPHRASE = "five ordinary invented words here"


@pytest.fixture
def sealed(event, settings, monkeypatch):
    """A request with a contact, and the coordinator's key file that opens it."""
    monkeypatch.setattr(keyring, "COST", keyring.Cost(operations=1, memory=8192))
    pair = keyring.draw()
    keyring.keep_public(settings.HOME / "sealing.json", pair.public)
    asked = actions.Asked(name="Сәуле Ағатай", said="2022-01-07")
    field = actions.CONTACT
    opened = actions.open_request(
        asked,
        by="verifier-1",
        sealing=lambda one: {field: seal("Xqzsania", pair.public, Place(one, field))},
    )
    return opened, keyring.wrap(pair, PASSPHRASE).encode()


def open_contact(client, path, key, **more):
    told = {"why": "to call back", "passphrase": PASSPHRASE,
            "key": SimpleUploadedFile("my.key", key), **more}  # fmt: skip
    return client.post(path, told)


def path_of(client, opened):
    listed = body(client.get("/desk/requests/"))
    row = listed[listed.index(opened.number) :]
    return re.search(r'"(/desk/requests/[\w-]{22}/contact/)"', row)[1]


def test_a_holder_opens_a_contact_with_reason_key_and_passphrase_and_it_is_logged(sealed):
    opened, key = sealed
    client = visitor(Role.VERIFIER)
    path = path_of(client, opened)
    assert open_contact(client, path, key, why="").status_code == 422
    assert open_contact(client, path, key, passphrase="another").status_code == 422
    assert open_contact(client, path, b"no key").status_code == 422
    assert not models.Act.objects.filter(kind=EntryKind.DISCLOSURE).exists()
    shown = open_contact(client, path, key)
    assert "Xqzsania" in body(shown) and PASSPHRASE not in body(shown)
    act = models.Act.objects.get(kind=EntryKind.DISCLOSURE)
    assert (act.about, act.maker, act.content["reason"]) == (
        opened.request, "verifier-1", "to call back",
    )  # fmt: skip
    stranger = visitor(Role.INTAKE)
    refused = open_contact(stranger, path_of(stranger, opened), key)
    assert refused.status_code == 403 and "Take the case first" in body(refused)


def test_a_contact_changed_on_the_page_is_the_one_that_opens(sealed):
    opened, key = sealed
    client = visitor(Role.VERIFIER)
    path = path_of(client, opened)
    assert client.post(path, {"deed": "change", "new_contact": "Xqznew"}).status_code == 302
    shown = body(open_contact(client, path, key))
    assert "Xqznew" in shown and "Xqzsania" not in shown
    stranger = visitor(Role.INTAKE)
    theirs = path_of(stranger, opened)
    assert stranger.post(theirs, {"deed": "change", "new_contact": "Xqz"}).status_code == 403


def test_a_contact_moved_from_another_case_is_shown_as_damaged_and_not_as_an_error(sealed):
    opened, key = sealed
    client = visitor(Role.VERIFIER)
    path = path_of(client, opened)
    client.post(path, {"deed": "change", "new_contact": "Xqznew"})
    moved = {"field": "contact", "sealed": "bm90aGluZw==", "change": "1"}
    models.Act.objects.filter(kind=EntryKind.CONTACT).update(content=moved)
    shown = open_contact(client, path, key)
    assert shown.status_code == 200 and "Damaged" in body(shown)
    assert "moved or touched" in body(visitor(Role.COORDINATOR).get("/desk/"))


def test_a_family_draws_a_secret_link_and_its_feed_says_no_more_than_news(event):
    client = visitor(Role.ENQUIRER)
    shown = body(client.post("/case/feed/"))
    path = re.search(r"/feed/[\w-]{32}/", shown)[0]
    feed = client.get(path)
    assert feed.status_code == 200 and b"<entry>" not in feed.content
    assert models.Act.objects.filter(kind=EntryKind.CONTACT).exists()
