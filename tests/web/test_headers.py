"""Headers on every answer: each route, each method, each refusal and failure."""

import pytest
from django.test import Client

from izdeu.accounts.role import Role
from izdeu.web import forgery, headers, page
from tests.web.conftest import body, visitor
from tests.web.test_pages import ROUTES, address

pytestmark = pytest.mark.django_db


def bears_them(response):
    """Every header in its strictest form; fails with the one that is missing."""
    told = response.headers
    for name, value in headers.ALWAYS.items():
        if name != "Content-Security-Policy":
            assert told[name] == value, name
    policy = told["Content-Security-Policy"]
    assert "unsafe" not in policy and "default-src 'none'" in policy and "*" not in policy
    assert policy == headers.ALWAYS["Content-Security-Policy"] or "sandbox" in policy
    assert told["Cache-Control"] == "no-store"
    assert told["X-Content-Type-Options"] == "nosniff"
    assert told["Referrer-Policy"] == "no-referrer"
    assert (
        told["Cross-Origin-Opener-Policy"] == told["Cross-Origin-Resource-Policy"] == "same-origin"
    )
    assert told["Strict-Transport-Security"]
    for cookie in response.cookies.values():
        if cookie["max-age"] != 0:
            assert cookie["httponly"] and cookie["secure"] and cookie["samesite"] == "Strict"
    return True


@pytest.mark.parametrize("role", [Role.ANON, Role.ENQUIRER, Role.COORDINATOR, Role.KEEPER])
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "OPTIONS"])
def test_every_route_bears_them_whatever_it_answers(role, method, event):
    client = visitor(role)
    for route in ROUTES:
        assert bears_them(client.generic(method, address(route)))


def test_our_own_files_and_addresses_that_are_none_bear_them():
    client = Client()
    for name in page.FILES:
        assert bears_them(client.get(f"/files/{page.digest(name)}/{name}"))
    for path in ("/files/x/none.css", "/nowhere/", "/desk/person/%00/", "/language/xx/", "//"):
        assert bears_them(client.get(path))


def test_refusals_bear_them(settings):
    forged = Client(enforce_csrf_checks=True).post("/ask/", {"name": "Ержан"}, secure=True)
    assert forged.status_code == 403 and bears_them(forged)
    large = Client().post("/ask/", CONTENT_LENGTH=str(forgery.LARGEST + 1))
    assert large.status_code == 413 and bears_them(large)
    settings.ALLOWED_HOSTS = ["localhost"]
    strange = Client().get("/", HTTP_HOST="evil.example")
    assert strange.status_code == 400 and bears_them(strange)


def test_a_failure_bears_them_and_shows_nothing_of_what_broke(monkeypatch, event, caplog):
    def break_down(*_):
        raise RuntimeError("Xqzsecret Ермек Тоқжанов")

    monkeypatch.setattr("izdeu.tracing.queries.today", break_down)
    client = visitor(Role.COORDINATOR)
    client.raise_request_exception = False
    response = client.get("/desk/")
    assert response.status_code == 500 and bears_them(response)
    assert "Xqzsecret" not in body(response)


def test_the_gate_refuses_what_no_rule_of_safety_lets_through_with_the_headers(event, monkeypatch):
    from izdeu.protection.release import NotForThisReader

    def refuse(*_):
        raise NotForThisReader("not for this reader")

    monkeypatch.setattr("izdeu.tracing.queries.today", refuse)
    response = visitor(Role.VERIFIER).get("/desk/")
    assert response.status_code == 403 and bears_them(response)
