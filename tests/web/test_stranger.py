"""Whether a name stands on a hospital's list cannot be told from outside: two thousand
questions, 1,600 by a stranger and 400 by families. Their timing: benchmarks/stranger.py."""

import re

import pytest
from django.test import Client

from izdeu.accounts import session, throttle
from izdeu.documents.reading import FoundClaim
from izdeu.linkage import Model
from izdeu.protection.reader import Reader
from izdeu.terms import Event
from izdeu.tracing import actions, matching, queries
from tests.web.conftest import hidden

pytestmark = pytest.mark.django_db
#: Pairs of names of one shape: the first of each lies in a hospital, the second stands nowhere.
PAIRS = [(f"Ерлан Асан{n:03d}ов", f"Тимур Асан{n:03d}ев") for n in range(25)]
SURELY = re.compile(
    r'name="(?:csrfmiddlewaretoken|once)" value="[^"]*"'
    r'|id="case-(?:number|phrase)">[^<]*|<time[^>]*>[^<]*'
)


@pytest.fixture
def listed(desk, monkeypatch):
    """A hospital's list of the first names, matched with all there is."""
    monkeypatch.setattr(throttle, "MOST_OF_ALL", 10**6)
    rows = [(name, FoundClaim(Event.ADMITTED, when="2022-01-06")) for name, _ in PAIRS]
    made = desk.list(*rows)
    matching.adopt(Model.default(), by="op-1")
    matching.match(Model.default())
    return made


def told(response, name):
    """All that an answer says, without what is drawn anew for everybody and the question."""
    said = response.content.decode().replace(name, "NAME")
    headers = {key: value for key, value in response.headers.items() if key != "Content-Length"}
    size = len(SURELY.sub("", said).encode())
    return response.status_code, size, SURELY.sub("", said), headers, len(response.cookies)


def questions(client, name):
    """What somebody outside can ask about a name: report, lost phrase, complaint, case, address."""
    once = iter(range(9))

    def ask(path, **more):
        form = {"once": f"{abs(hash((name, path))):020d}{next(once)}", "name": name, **more}
        return told(client.post(path, form), name)

    yield ask("/ask/")
    yield ask("/lost/", number="2022-001-1")
    yield ask("/wrong/", ground="untrue", wrong_told=name)
    for number in range(29):
        asked = {"number": f"{name} {number}", "phrase": name}
        yield told(client.post("/open/", asked), name)


def test_what_a_stranger_asks_tells_no_listed_name_from_another(listed):
    client, asked = Client(), 0
    hidden(client.get("/ask/"), "once")
    for one, other in PAIRS:
        answers = [list(questions(client, name)) for name in (one, other)]
        asked += sum(map(len, answers))
        assert answers[0] == answers[1], asked
    assert asked == 1600


def case_of(name):
    """A called-back family's own case, and a browser that reads it."""
    opened = actions.open_request(actions.Asked(name, "2022-01-07"), by="op-1")
    actions.vet(opened.request, by="op-1")
    client = Client()
    kept = client.session
    session.open_case(kept, opened.request)
    kept.save()
    client.cookies["izdeu"] = kept.session_key
    return opened, client


def looks(name, times):
    """What a family reads on every page of its own, again and again, while proposals wait."""
    opened, client = case_of(name)
    matching.match(Model.default())
    news = queries.news(Reader.enquirer(opened.request))
    yield news.telling, news.grounds
    for path in ("/case/", "/case/withdraw/", "/counts/", "/feed/" + "A" * 24 + "/") * times:
        status, size, said, headers, cookies = told(client.get(path), name)
        yield status, size, said.replace(opened.number, "NUMBER"), headers, cookies


def test_what_a_family_reads_tells_no_listed_name_from_another(listed):
    looked = 0
    for one, other in PAIRS[:5]:
        answers = [list(looks(name, times=10)) for name in (one, other)]
        looked += sum(map(len, answers)) - 2
        assert answers[0] == answers[1]
    assert queries.waiting_proposals(queries.staff_reader("op-1")) >= 5
    assert looked == 400
