"""Whoever cannot open a case writes; somebody calls, and two decide."""

import re

import pytest
from django.test import Client

from izdeu.accounts.models import CaseKey
from izdeu.accounts.role import Role
from izdeu.terms import Appeal, EntryKind
from izdeu.tracing import actions, models, queries
from izdeu.web import family
from tests.web.conftest import body, hidden, link, member, visitor
from tests.web.test_family import browser, enter, keys, report

pytestmark = pytest.mark.django_db
STRIP = re.compile(r'(?:name="(?:csrfmiddlewaretoken|once)" )?value="[^"]*"')


def written(path, **told):
    client = browser()
    once = hidden(client.get(path), "once")
    return client.post(path, {"once": once, "name": "Ержан Сәбит", **told})


def the_appeal(kind):
    """The page of the one appeal of this kind, as a coordinator and a verifier see it."""
    client = visitor(Role.VERIFIER)
    for path in {*re.findall(r"/desk/appeals/[\w-]{22}/", body(client.get("/desk/appeals/")))}:
        if {Appeal.LOST_PHRASE: "lost the phrase", Appeal.SELF: "I am this person"}[kind] in body(
            client.get(path)
        ):
            return client, path
    raise AssertionError("no such appeal on the desk")


@pytest.mark.parametrize("path", ["/lost/", "/wrong/"])
def test_an_appeal_is_answered_alike_whether_or_not_the_case_exists(path):
    number, _ = keys(report(browser()))
    answers = {
        STRIP.sub("", body(written(path, number=given, ground="self")))
        for given in (number, number[:-1] + str((int(number[-1]) + 1) % 10), "", "none")
    }
    assert len(answers) == 1
    assert models.Appeal.objects.count() == 4


def test_writing_looks_up_no_case_and_hides_nothing_in_its_own_request(event):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, sizes = browser(), []
    for number in (event.asked.number, "1111-111-7"):
        once = hidden(client.get("/wrong/"), "once")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.post("/wrong/", {"once": once, "name": "x", "ground": "self", "number": number})
        sizes.append(len(asked))
        assert not any("tracing_request" in one["sql"] for one in asked)
    assert sizes[0] == sizes[1]
    assert not models.Act.objects.filter(kind=EntryKind.HIDE).exists()


def test_an_appeal_sent_twice_is_one():
    client = browser()
    once = hidden(client.get("/wrong/"), "once")
    for _ in range(2):
        client.post("/wrong/", {"once": once, "name": "Ержан", "ground": "untrue"})
    assert models.Appeal.objects.count() == 1


def test_a_refused_appeal_keeps_every_word():
    text = body(written("/wrong/", name="", wrong_told="not me", number="12"))
    assert "not me" in text and 'value="12"' in text and text.count("Please") >= 1
    assert not models.Appeal.objects.exists()


def test_the_desk_hides_a_mention_at_once_and_two_decide(event):
    client, path = the_appeal(Appeal.SELF)
    client.post(path, {"deed": "hide", "record": hidden(client.get(path), "record")})
    assert models.Mention.objects.filter(hidden=True).count() == 1
    client.post(f"{path}rule/", {"decision": "dismiss"})
    assert models.Mention.objects.filter(hidden=True).count() == 1
    actions.rule(models.Appeal.objects.get(kind=Appeal.SELF).id, uphold=False, by="verifier-2")
    assert not models.Mention.objects.filter(hidden=True).exists()


def test_intake_takes_appeals_down_but_does_not_decide(event):
    client = visitor(Role.INTAKE)
    path = link(client.get("/desk/appeals/"), r"/desk/appeals/[\w-]{22}/")
    assert client.post(path, {"deed": "call"}).status_code == 302
    assert client.post(f"{path}rule/", {"decision": "uphold"}).status_code == 403
    assert client.post(f"{path}phrase/").status_code == 403


def test_a_new_phrase_is_drawn_only_after_a_call_and_the_old_one_opens_nothing():
    number, old = keys(report(browser()))
    written("/lost/", number=number)
    member(Role.VERIFIER)
    client, path = the_appeal(Appeal.LOST_PHRASE)
    refused = client.post(f"{path}phrase/")
    assert refused.status_code == 422 and "Speak with the family first" in body(refused)
    client.post(path, {"deed": "call"})
    drawn = client.post(f"{path}phrase/")
    new = keys(drawn)[1]
    assert enter(browser(), number, old).status_code == 422
    assert enter(browser(), number, new).url == "/case/"
    assert new not in CaseKey.objects.get().phrase
    assert models.Act.objects.filter(kind=EntryKind.DISCLOSURE).count() == 1


def test_whoever_takes_over_a_lost_phrase_holds_the_case_and_is_led_to_its_contact():
    number, _ = keys(report(browser()))
    written("/lost/", number=number)
    client, path = the_appeal(Appeal.LOST_PHRASE)
    client.post(path, {"deed": "hold", "note": "to call back"})
    request = models.Request.objects.get()
    assert request.id in queries.staff_reader("verifier-1").cases
    contact = link(client.get(path), r"/desk/requests/[\w-]{22}/contact/")
    assert client.get(contact).status_code == 200


def test_no_phrase_is_drawn_for_somebody_who_says_it_is_not_so(event):
    client, path = the_appeal(Appeal.SELF)
    client.post(path, {"deed": "call"})
    assert client.post(f"{path}phrase/").status_code == 404


def test_a_family_changes_who_may_be_told_and_finds_it_again():
    client = browser()
    number, phrase = keys(report(client, consent=["lawyers", "press"]))
    enter(client, number, phrase)
    assert body(client.get("/case/")).count(" checked") == 2
    client.post("/case/consent/", {"consent": ["partners"]})
    assert models.Request.objects.get().consent == ["partners", "search"]
    assert re.search(r'value="partners" checked', body(client.get("/case/")))
    assert client.post("/case/consent/", {"consent": ["everybody"]}).status_code == 422
    client.post("/case/consent/", {})
    assert models.Request.objects.get().consent == ["search"]


def test_what_a_family_tells_twice_by_a_double_click_is_taken_down_once():
    client = browser()
    enter(client, *keys(report(client)))
    told = {"once": hidden(client.get("/case/"), "once"), "news": "more", "told": "he has a scar"}
    for _ in range(2):
        assert client.post("/case/tell/", told).status_code == 200
    assert models.Claim.objects.filter(words="he has a scar").count() == 1


def test_a_familys_draft_outlives_its_session():
    client = browser()
    number, phrase = keys(report(client))
    enter(client, number, phrase)
    told = {"once": hidden(client.get("/case/"), "once"), "news": "more", "told": "he has a scar"}
    client.get("/leave/")
    client.cookies["language"] = "en"
    kept = client.post("/case/tell/", told)
    assert kept.status_code == 403 and 'href="/open/"' in body(kept)
    assert hidden(kept, "told") == "he has a scar"
    enter(client, number, phrase)
    again = {name: hidden(kept, name) for name in told}
    assert client.post("/case/tell/", again).status_code == 200
    assert models.Claim.objects.filter(words="he has a scar").count() == 1


@pytest.mark.parametrize("language", ["kk", "kk-Latn", "ru", "en"])
def test_the_paper_form_asks_what_the_page_asks(language):
    client = browser(language)
    page, paper = body(client.get("/ask/")), body(client.get("/paper/"))
    labels = re.findall(r"<(?:label for|legend)[^>]*>([^<]+)</", page)
    assert len(labels) == len(family.FIELDS) - 1
    assert [label for label in labels if label not in paper] == []
    for option in re.findall(r"<span>([^<]+)</span></label>", page):
        assert option in paper


def test_paper_leaflet_and_counting_are_reached_from_the_first_page():
    page = body(Client().get("/"))
    for path in ("/paper/", "/leaflet/", "/how/", "/wrong/"):
        assert f'href="{path}"' in page
    assert 'href="/lost/"' in body(Client().get("/open/"))
