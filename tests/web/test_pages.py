"""Every page, for every role, in every language."""

import re
import tomllib
from datetime import timedelta
from importlib import resources

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from izdeu.accounts.role import OPERATORS, Role
from izdeu.publication import kept
from izdeu.publication.wording import CHOICES, LANGUAGES
from izdeu.tracing import models
from izdeu.web import gate, headers, refusal, wording
from tests.web.conftest import body, hidden, link, opened, visitor

pytestmark = pytest.mark.django_db
ROUTES = {pattern.name: pattern for pattern in get_resolver("izdeu.web.urls").url_patterns}
ARGUMENTS = {"code": "kk", "edition": "x", "name": "look.css", "handle": "A" * 22,
             "token": "A" * 32}  # fmt: skip


def address(route):
    wanted = ROUTES[route].pattern.converters
    return reverse(route, kwargs={key: ARGUMENTS[key] for key in wanted})


def test_every_route_stands_in_the_matrix_and_nothing_else_does():
    assert set(gate.matrix()) == set(ROUTES)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
def test_each_role_gets_as_far_as_the_matrix_says_and_no_further(role, method, event):
    for route in ROUTES:
        if role == Role.PARTNER:
            continue
        asked = models.Request.objects.filter(withdrawn=False).values_list("id", flat=True)
        client = visitor(role, case=asked.first() or opened().request)
        response = client.generic(method, address(route))
        row = gate.matrix()[route]
        if method not in row:
            assert response.status_code == 405, route
        elif role in row[method]:
            assert response.status_code not in (403, 405, 500), route
        else:
            elsewhere = reverse("open" if Role.ENQUIRER in row[method] else "sign-in")
            anonymous = role == Role.ANON and method == "GET"
            assert response.status_code == (302 if anonymous else 403), route
            assert not anonymous or response.url == elsewhere


def test_no_partner_signs_in_through_a_page():
    assert not any(Role.PARTNER in roles and len(roles) < 7
                   for row in gate.matrix().values() for roles in row.values())  # fmt: skip


@pytest.mark.parametrize("path", ["/", "/counts/", "/nowhere/", "/desk/", "/ask/"])
def test_every_answer_bears_the_headers_and_no_unsafe_source(path):
    response = Client().get(path)
    for name, value in headers.ALWAYS.items():
        assert response.headers[name] == value
    assert response.headers["Cache-Control"] == "no-store"
    assert "unsafe" not in response.headers["Content-Security-Policy"]


def test_cookies_are_kept_from_scripts_and_other_sites():
    client = Client()
    response = client.get("/join/")
    for cookie in (response.cookies["izdeu"], response.cookies["csrftoken"]):
        assert cookie["httponly"] and cookie["secure"] and cookie["samesite"] == "Strict"


FORMS = {"one", "few", "many", "other"}


def words_of(table, path=""):
    for key, value in table.items():
        # Of words with a form for each number, the one they all have in common.
        if isinstance(value, dict) and value and set(value) <= FORMS:
            value = list(value.values())[-1]
        yield from (
            words_of(value, f"{path}{key}.")
            if isinstance(value, dict)
            else [(f"{path}{key}", value)]
        )


def test_the_three_languages_have_words_for_the_same_ids():
    told = {one: dict(words_of(wording.words(one))) for one in LANGUAGES}
    assert set(told["kk"]) == set(told["ru"]) == set(told["en"])
    for identity, english in told["en"].items():
        gaps = sorted(re.findall(r"{\w+}", english))
        for language in LANGUAGES:
            assert sorted(re.findall(r"{\w+}", told[language][identity])) == gaps, identity


@pytest.mark.parametrize("language", CHOICES)
def test_words_beside_a_number_have_every_form_that_their_language_asks_for(language):
    for key, forms in wording.words(language)["counted"].items():
        for number in (0, 1, 2, 5, 11, 21, 22, 1000):
            assert wording.say(language, f"counted.{key}", n=number)
        assert set(forms) <= FORMS
    assert wording.say("ru", "counted.proposals", n=22) == "предложения ждут решения"
    assert wording.say("en", "counted.asked", n=1) == "1 time, last on"


def pages(client, event):
    """Every page this browser can read, with the address it was read at."""
    kept.renew(timedelta(0))
    for path in ("/", "/how/", "/counts/", "/ask/", "/open/", "/lost/", "/wrong/",
                 "/paper/", "/leaflet/", "/sign-in/", "/join/", "/case/",
                 "/case/withdraw/", "/desk/", "/desk/proposals/", "/desk/requests/",
                 "/desk/search/", "/desk/documents/", "/desk/inquiries/", "/desk/figures/",
                 "/desk/appeals/", "/desk/team/", "/desk/oversight/", "/desk/inquiries/log/",
                 "/desk/inquiries/days/", "/desk/inquiries/sheet/", "/desk/inquiries/rota/",
                 "/desk/calls/", "/desk/clocks/", "/desk/clocks/?older=1", "/desk/clocks/?broken=1",
                 "/nowhere/"):  # fmt: skip
        yield path, client.get(path)
    listed = client.get("/desk/documents/")
    if listed.status_code == 200:
        document = link(listed, r"/desk/documents/[\w-]{22}/")
        yield "document", client.get(document)
        yield "copying", client.get(f"{document}copy/")
        cases = client.get("/desk/requests/")
        person = link(cases, r"/desk/person/[\w-]{22}/")
        yield "person", client.get(person)
        yield "asked", client.get(f"{person}asked/")
        original = link(client.get(person), r"/desk/original/[\w-]{22}/")
        yield "original", client.get(original)
        yield "search", client.post("/desk/search/", {"who": "Тоқжанов"})
        for one in {*re.findall(r"/desk/appeals/[\w-]{22}/", body(client.get("/desk/appeals/")))}:
            yield "appeal", client.get(one)
    for path in ("/ask/", "/open/", "/lost/", "/wrong/", "/sign-in/"):
        yield f"{path} refused", client.post(path, {"seen_when": "yesterday"})
    for path in ("/lost/", "/wrong/"):
        yield f"{path} taken", client.post(path, {"name": "Ержан", "ground": "self"})
    yield "gone", client.post("/case/tell/", {"told": "Ержан"})
    yield "forbidden", client.post("/desk/team/", {"role": "intake"})
    yield "not used so", client.put("/ask/")
    yield from broken(client)


def broken(client):
    """The pages for what cannot be done, as each would be answered to this browser."""
    request = client.get("/how/").wsgi_request
    request.resolver_match = None
    for told in (refusal.bad, refusal.forged, refusal.unknown, refusal.failed, refusal.too_large):
        yield told.__name__, told(request)


NAMED = re.compile(
    r'<head>.*?</head>|<bdi\b.*?</bdi>|<[^>]+ (?:lang="[a-zA-Z-]+"|translate="no")[^>]*>[^<]*(?=<)',
    re.DOTALL,
)
TAG = re.compile(r"<[^>]+>")


@pytest.mark.parametrize("language", CHOICES)
@pytest.mark.parametrize("role", [Role.ANON, Role.ENQUIRER, Role.COORDINATOR])
def test_no_page_mixes_languages_or_shows_an_id_in_place_of_words(language, role, event):
    client = visitor(role, language)
    for path, response in pages(client, event):
        main = body(response)
        assert f'<html lang="{language}">' in main or response.status_code == 302
        words = TAG.sub(
            " ", NAMED.sub(" ", main.partition("<head>")[1] + main.partition("<head>")[2])
        )
        words = re.sub(r"\b[0-9a-f]{8}\b", "", words)  # A document's short number in a spot.
        latin = language in ("en", "kk-Latn")
        stray = re.findall(r"[Ѐ-ӿ]{2,}" if latin else r"[A-Za-z]{4,}", words)
        foreign = set(stray) - {"Ермек", "Тоқжанов", "Ержан", "Сәбит", "Belkent", "Morgue",
                                "Ermek", "Toqzhanov", "detention", "Белкент", "қалалық",
                                "ауруханасы", *map(str, OPERATORS)}  # fmt: skip
        assert not foreign, (path, foreign)
        assert "⟪" not in main and not re.search(r"\b[a-z]+\.[a-z_]+\b", words), path


@pytest.mark.parametrize("role", [Role.ANON, Role.ENQUIRER, Role.COORDINATOR])
def test_every_input_has_its_own_label_and_every_page_its_way_out(role, event):
    for path, response in pages(visitor(role), event):
        if response.status_code == 302:
            continue
        text = body(response)
        assert text.count("data-leave") == 1 and 'href="/leave/"' in text
        for tag in re.findall(r"<(?:input|textarea|select)\b[^>]*>", text):
            if 'type="hidden"' in tag or 'type="radio"' in tag or 'type="checkbox"' in tag:
                continue
            identity = re.search(r'id="([\w-]+)"', tag)[1]
            assert text.count(f'<label for="{identity}"') == 1, (path, identity)


@pytest.mark.parametrize("role", [Role.ANON, Role.ENQUIRER, Role.COORDINATOR])
def test_no_title_or_address_names_anybody_or_bears_an_id(role, event):
    for _, response in pages(visitor(role), event):
        text = body(response)
        title = re.search(r"<title>(.*?)</title>", text)
        told = [title[1] if title else "", *re.findall(r'(?:href|action)="([^"]*)"', text)]
        for words in told:
            # A stand-in is drawn by chance, and may hold any three letters.
            words = re.sub(r"(?<=/)[\w-]{22}(?=/)", "", words)
            assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}|\d{4}-\d{3}-\d|Тоқ|Toq|Сәбит", words)


def test_pages_stay_small(event):
    sizes = [len(read.content) for _, read in pages(visitor(Role.COORDINATOR), event)]
    first = len(Client().get("/").content) + sum(
        len(Client().get(f"/files/x/{name}").content)
        for name in ("look.css", "keys.js", "mark.svg")
    )
    assert first <= 60_000
    assert max(sizes) <= 150_000


def test_leaving_forgets_the_session_and_what_the_browser_keeps(event):
    client = visitor(Role.ENQUIRER)
    response = client.get("/leave/")
    assert response.status_code == 302 and response.url.startswith("https://")
    assert '"cookies"' in response.headers["Clear-Site-Data"]
    assert client.get("/case/").status_code == 302


def test_a_language_is_kept_and_leads_back_only_to_our_own_pages():
    client = Client()
    assert client.get("/language/ru/?back=/how/").url == "/how/"
    assert "Как мы считаем" in body(client.get("/how/"))
    assert client.get("/language/ru/?back=//evil.example/").url == "/"
    assert client.get("/language/xx/").status_code == 404


def test_no_word_of_the_pages_is_told_in_two_files():
    for language in LANGUAGES:
        folder = resources.files("izdeu.web") / "words" / language
        told = [
            path
            for file in folder.iterdir()
            for path, _ in words_of(tomllib.loads(file.read_text("utf-8")))
        ]
        assert told and len(told) == len(set(told))


def test_a_form_from_elsewhere_is_refused_though_browsers_name_our_own_origin_null():
    client = Client(enforce_csrf_checks=True)
    page = client.get("/ask/", secure=True)
    told = {"name": "Ержан", "csrfmiddlewaretoken": hidden(page, "csrfmiddlewaretoken"),
            "once": hidden(page, "once")}  # fmt: skip
    ours = {"HTTP_ORIGIN": "null", "HTTP_SEC_FETCH_SITE": "same-origin"}
    theirs = {"HTTP_ORIGIN": "null", "HTTP_SEC_FETCH_SITE": "cross-site"}
    assert client.post("/ask/", told, secure=True, **theirs).status_code == 403
    assert client.post("/ask/", {"name": "Ержан"}, secure=True, **ours).status_code == 403
    assert client.post("/ask/", told, secure=True, **ours).status_code == 200
