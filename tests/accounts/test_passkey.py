"""Passkeys: what is asked names nobody, and what does not fit proves nothing."""

import json

import pytest

from izdeu.accounts import passkey
from izdeu.accounts.models import Passkey
from izdeu.accounts.passkey import Site
from izdeu.accounts.role import Role
from tests.web.conftest import PASSWORD, body, member, visitor, web  # noqa: F401

pytestmark = pytest.mark.django_db
SITE = Site("localhost:8000")
KEY = "eHh4"


def test_a_site_is_its_host_name_and_its_origin(settings):
    settings.PLAIN = True
    assert (SITE.name, SITE.origin) == ("localhost", "http://localhost:8000")
    settings.PLAIN = False
    assert Site("izdeu.example").origin == "https://izdeu.example"
    assert Site("izdeu.example").name == "izdeu.example"


def test_what_the_browser_is_asked_names_no_pseudonym_and_lists_no_key():
    one = member(Role.VERIFIER)
    made = json.loads(passkey.invitation(one, SITE, {}))
    assert one.pseudonym not in json.dumps(made)
    assert made["authenticatorSelection"]["residentKey"] == "required"
    asked = json.loads(passkey.question(SITE, {}))
    assert asked.get("allowCredentials", []) == []


ANSWERS = ["", "{}", "[]", "null", "not json", json.dumps({"id": KEY}), "\0", "9" * 5000,
           "x" * 30_000, json.dumps({"id": KEY, "rawId": KEY, "response": {}}),
           json.dumps({"id": KEY, "rawId": KEY, "type": "public-key", "response": {
               "clientDataJSON": KEY, "attestationObject": KEY, "authenticatorData": KEY,
               "signature": KEY}})]  # fmt: skip


@pytest.mark.parametrize("answer", ANSWERS)
def test_whatever_else_is_sent_proves_nothing_and_adds_nothing(answer):
    one, session = member(Role.VERIFIER), {}
    Passkey.objects.create(operator=one, credential=KEY, public=b"\0", count=0)
    passkey.question(SITE, session)
    assert not passkey.proves(one, answer, SITE, session)
    assert "challenge" not in session
    passkey.invitation(one, SITE, session)
    assert not passkey.add(one, answer, SITE, session)
    assert Passkey.objects.count() == 1


def test_an_answer_to_no_question_proves_nothing():
    one = member(Role.VERIFIER)
    assert not passkey.proves(one, ANSWERS[-1], SITE, {})
    assert not passkey.add(one, ANSWERS[-1], SITE, {})


def test_a_wrong_passkey_is_refused_like_a_wrong_code(client):
    member(Role.VERIFIER)
    client.cookies["language"] = "en"
    told = {"pseudonym": "verifier-1", "password": PASSWORD, "passkey": ANSWERS[-1], "code": ""}
    refused = client.post("/sign-in/", told)
    assert refused.status_code == 422 and "does not fit together" in body(refused)


def test_a_session_without_a_code_adds_no_key_and_removes_only_its_own():
    client, other = visitor(Role.VERIFIER), member(Role.INTAKE)
    refused = client.post("/passkeys/", {"passkey": ANSWERS[-1], "code": "000000"})
    assert refused.status_code == 422 and not Passkey.objects.exists()
    key = Passkey.objects.create(operator=other, credential=KEY, public=b"\0")
    client.post("/passkeys/", {"remove": str(key.pk)})
    assert Passkey.objects.count() == 1
