"""A family reports somebody, comes back, adds, and takes the request back."""

import re

import pytest
from django.db import connection
from django.test import Client

from izdeu.accounts import casekey, throttle
from izdeu.accounts.models import CaseKey
from izdeu.protection.reader import Reader
from izdeu.terms import Answer, Event
from izdeu.tracing import actions, models, queries
from tests.web.conftest import body, hidden

pytestmark = pytest.mark.django_db


def browser(language="en"):
    client = Client()
    client.cookies["language"] = language
    return client


def report(client, **told):
    once = hidden(client.get("/ask/"), "once")
    return client.post("/ask/", {"once": once, "name": "Ержан Сәбит", **told})


def keys(response):
    text = body(response)
    return tuple(re.search(rf'id="case-{key}">([^<]+)', text)[1] for key in ("number", "phrase"))


def enter(client, number, phrase):
    return client.post("/open/", {"number": number, "phrase": phrase})


def test_nobody_waits_for_the_slow_hash_of_another_familys_phrase(monkeypatch):
    slow, waiting = casekey.slow, []
    monkeypatch.setattr(
        casekey, "slow", lambda words: waiting.extend(connection.savepoint_ids) or slow(words)
    )
    assert report(browser()).status_code == 200
    assert waiting == []


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_name_as_heard_is_enough_and_opens_the_case_again(language):
    client = browser(language)
    number, phrase = keys(report(client))
    assert enter(client, number.replace("-", " "), phrase.upper()).url == "/case/"
    assert "Ержан Сәбит" in body(client.get("/case/"))
    assert phrase not in CaseKey.objects.get(number=number).phrase


def test_what_was_typed_is_recorded_in_the_words_it_was_typed_in():
    report(browser(), age="about 45", seen_place="near the market", seen_when="2022-01-05",
           marks="scar", relation="kin", consent=["lawyers"])  # fmt: skip
    request = models.Request.objects.get()
    mention = models.Mention.objects.get(id=request.mention)
    assert (mention.age, mention.features) == ("~45", {"marks": "scar"})
    assert request.consent == ["search", "lawyers"] and request.relation == "kin"
    claim = models.Claim.objects.get(event=Event.LAST_SEEN)
    assert (claim.when, claim.place) == ("2022-01-05", "near the market")


def test_a_report_moves_nothing_and_matches_nothing_in_its_own_request():
    report(browser())
    assert not models.Request.objects.get().vetted
    assert not models.Matched.objects.exists() and not models.Key.objects.exists()


def test_a_form_sent_twice_makes_one_request_and_gives_the_same_answer():
    client = browser()
    once = hidden(client.get("/ask/"), "once")
    first, second = (client.post("/ask/", {"once": once, "name": "Ержан"}) for _ in range(2))
    assert keys(first) == keys(second)
    assert models.Request.objects.count() == 1


def test_two_forms_make_two_requests_with_different_phrases():
    client = browser()
    assert keys(report(client))[1] != keys(report(client))[1]


def test_a_refused_form_keeps_every_word_and_says_at_the_field_what_to_do():
    told = {"name": "", "age": "about 40", "seen_place": "at the bridge", "seen_when": "yesterday",
            "marks": "scar", "relation": "kin", "consent": ["press"]}  # fmt: skip
    response = report(browser(), **told)
    text = body(response)
    assert response.status_code == 422 and not models.Request.objects.exists()
    for words in ("about 40", "at the bridge", "yesterday", "scar"):
        assert words in text
    assert text.count(" checked") == 2 and text.count('aria-invalid="true"') == 2


def test_a_refused_form_leads_to_each_field_that_has_to_be_mended():
    text = body(report(browser(), name="", seen_when="yesterday"))
    begun = text.index("autofocus")
    summary = text[begun : text.index("</ul>", begun)]
    assert "Not sent yet" in summary
    assert re.findall(r'href="#(\w+)"', summary) == ["name", "seen_when"]
    for name in ("name", "seen_when"):
        assert text.count(f' id="{name}"') == 1


@pytest.mark.parametrize("day", ["2999-01-05", "0022-01-05"])
def test_a_mistyped_year_is_asked_about_before_anything_is_kept(day):
    text = body(report(browser(), seen_when=day))
    assert "look at the year" in text and f'value="{day}"' in text
    assert not models.Request.objects.exists()


def test_no_browser_cuts_what_a_family_writes_and_too_much_is_told_in_figures():
    client = browser()
    assert "maxlength" not in body(client.get("/ask/"))
    text = body(report(client, seen_place="б" * 501))
    assert "б" * 501 in text and "501" in text and "500" in text


def test_languages_are_offered_where_nothing_typed_or_shown_once_is_lost_by_it():
    client = browser()
    assert 'href="/language/kk/?back=/ask/"' in body(client.get("/ask/"))
    assert "/language/" not in body(report(client))
    assert "/language/" not in body(report(client, name=""))


def test_a_form_whose_cookie_is_gone_keeps_its_words_where_the_browser_vouches_for_it():
    client = Client(enforce_csrf_checks=True)
    told = {"once": hidden(client.get("/ask/"), "once"), "name": "Ержан", "marks": "scar"}
    client.cookies.clear()
    kept = client.post("/ask/", told, HTTP_SEC_FETCH_SITE="same-origin")
    assert kept.status_code == 403 and hidden(kept, "marks") == "scar"
    token = hidden(kept, "csrfmiddlewaretoken")
    again = client.post("/ask/", {**told, "csrfmiddlewaretoken": token})
    assert again.status_code == 200 and models.Request.objects.count() == 1
    elsewhere = client.post("/ask/", {"name": "Xqz"}, HTTP_SEC_FETCH_SITE="cross-site")
    assert elsewhere.status_code == 403 and "Xqz" not in body(elsewhere)


def test_a_form_on_which_something_broke_keeps_its_words_to_be_sent_again(monkeypatch):
    def break_down(*_, **__):
        raise RuntimeError("Xqzsecret")

    client = browser()
    once = hidden(client.get("/ask/"), "once")
    client.raise_request_exception = False
    with monkeypatch.context() as broken:
        broken.setattr(actions, "open_request", break_down)
        kept = client.post("/ask/", {"once": once, "name": "Ержан", "marks": "scar"})
    assert kept.status_code == 500 and "Xqzsecret" not in body(kept)
    again = {name: hidden(kept, name) for name in ("once", "name", "marks")}
    assert client.post("/ask/", again).status_code == 200
    assert models.Request.objects.count() == 1


def test_leaving_takes_every_cookie_along():
    client = browser()
    enter(client, *keys(report(client)))
    gone = client.get("/leave/").cookies
    for name in ("izdeu", "csrftoken", "language"):
        assert gone[name]["max-age"] == 0, name


@pytest.mark.parametrize("called", [True, False])
def test_the_answer_to_a_report_says_who_speaks_with_whom_next(settings, called):
    from izdeu.cli.record import PUBLIC_HALF
    from izdeu.protection import keyring

    keyring.keep_public(settings.HOME / PUBLIC_HALF, keyring.draw().public)
    (settings.HOME / "house.toml").write_text('call = "+7 700 000 00 00"\n', encoding="utf-8")
    text = body(report(browser(), contact="a neighbour" if called else ""))
    assert ("in the way you left" in text) == called
    assert ("you have to speak with a person" in text) != called
    assert 'href="tel:+77000000000"' in text


def test_unknown_mistyped_and_wrong_keys_are_answered_alike():
    client = browser()
    number, phrase = keys(report(client))
    last = str((int(number[-1]) + 1) % 10)
    wrong = [(number, "wrong words here now"), ("0000-000-0", phrase), (number[:-1] + last, phrase),
             ("", ""), ("abc", phrase), (number, "")]  # fmt: skip
    strip = re.compile(r'value="[^"]*"')
    answers = {strip.sub("", body(enter(browser(), *one))) for one in wrong}
    assert len(answers) == 1


def test_wrong_keys_cost_the_same_slow_hash(monkeypatch):
    from izdeu.accounts import casekey

    number, phrase = keys(report(browser()))
    asked = []
    check = casekey.check_password
    monkeypatch.setattr(casekey, "check_password", lambda *a: asked.append(a) or check(*a))
    for one in ((number, phrase), (number, "wrong"), ("0000-000-0", phrase), ("x", "y")):
        enter(browser(), *one)
    assert len(asked) == 4


def test_guessing_at_one_case_is_slowed():
    number, phrase = keys(report(browser()))
    for _ in range(throttle.MOST):
        enter(browser(), number, "wrong words")
    assert enter(browser(), number, phrase).status_code == 422


def test_an_unvetted_case_page_never_moves(event):
    client = browser()
    number, phrase = keys(report(client))
    enter(client, number, phrase)
    before = body(client.get("/case/"))
    mention = models.Request.objects.get(number=number).mention
    exchange = actions.Exchange(event.place, "Ержан", "2022-01-08", Answer.LISTED, mention=mention)
    actions.inquire(exchange, by="op-1")
    after = body(client.get("/case/"))
    strip = re.compile(r'name="(?:csrfmiddlewaretoken|once)" value="[\w-]+"')
    assert strip.sub("", before) == strip.sub("", after)


def test_a_family_says_that_he_came_home_and_takes_the_request_back():
    client = browser()
    number, phrase = keys(report(client))
    enter(client, number, phrase)
    told = client.post("/case/tell/", {"news": "home", "told": "he called from home"})
    assert told.status_code == 200
    assert models.Claim.objects.get(event=Event.RETURNED).words == "he called from home"
    assert client.post("/case/tell/", {"told": "kept words"}).status_code == 422
    assert client.post("/case/withdraw/").status_code == 200
    assert models.Request.objects.get().withdrawn
    assert client.get("/case/").status_code == 302
    assert enter(client, number, phrase).status_code == 422


def test_one_family_sees_nothing_of_another():
    client = browser()
    one, other = keys(report(client)), keys(report(client, name="Асан Үсенов"))
    enter(client, *one)
    assert "Асан" not in body(client.get("/case/"))
    assert enter(client, one[0], other[1]).status_code == 422
    request = models.Request.objects.get(number=other[0])
    assert queries.own_case(Reader.enquirer(request.id)).name == "Асан Үсенов"


def test_a_contact_is_asked_for_only_where_it_can_be_sealed_and_is_kept_in_no_other_way(settings):
    from izdeu.cli.record import PUBLIC_HALF
    from izdeu.protection import keyring
    from izdeu.tracing import ledger

    assert 'name="contact"' not in body(browser().get("/ask/"))
    keyring.keep_public(settings.HOME / PUBLIC_HALF, keyring.draw().public)
    client = browser()
    assert 'name="contact"' in body(client.get("/ask/"))
    report(client, contact="+7 700 123 45 67")
    every = models.Entry.objects.values_list("id", flat=True)
    written = repr([entry.body() for entry in ledger.read(list(every))]) + repr(
        models.Request.objects.get()
    )
    assert "700 123" not in written and "sealed" in written


@pytest.mark.parametrize("language", ["kk", "kk-Latn", "ru", "en"])
def test_whoever_took_a_request_back_is_not_sent_to_a_page_that_stays_shut(language):
    client = browser(language)
    number, phrase = keys(report(client))
    enter(client, number, phrase)
    assert 'class="button" href="/case/"' in body(client.post("/case/feed/"))
    said = body(client.post("/case/withdraw/"))
    main = said[said.index("<main") : said.index("</main")]
    assert 'href="/ask/"' in main
    assert 'href="/open/"' not in main
    assert enter(client, number, phrase).status_code == 422
