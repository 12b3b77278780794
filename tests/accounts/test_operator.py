import time

import pyotp
import pytest
from django.test import Client

from izdeu.accounts import factor, operator, session, throttle
from izdeu.accounts.models import Attempt, Invitation, Operator
from izdeu.accounts.operator import Joining, NotAllowedIn
from izdeu.accounts.role import Role
from tests.web.conftest import PASSWORD, SECRET, member, visitor, web  # noqa: F401

pytestmark = pytest.mark.django_db


def joining(code, name="op-7", secret=SECRET, password=PASSWORD):
    return Joining(code, name, password, secret, pyotp.TOTP(secret).now())


def test_codes_are_those_of_the_standard():
    """RFC 6238, appendix B, for SHA-1: the last six digits."""
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    for moment, code in ((59, "287082"), (1111111109, "081804"), (20000000000, "353130")):
        assert factor.step_of(secret, code, at=moment) == moment // 30
        assert factor.step_of(secret, code, at=moment + 90) == 0


def test_an_invitation_lets_one_person_in_once_and_until_its_date():
    code = operator.invite(Role.VERIFIER, by="c-1")
    made, codes = operator.join(joining(code))
    assert made.role == "verifier" and len(set(codes)) == 8
    with pytest.raises(NotAllowedIn, match="invitation"):
        operator.join(joining(code, "op-8"))
    late = operator.invite(Role.VERIFIER, by="c-1")
    Invitation.objects.update(expires="2020-01-01T00:00Z")
    with pytest.raises(NotAllowedIn, match="invitation"):
        operator.join(joining(late, "op-9"))


def test_a_refused_joining_leaves_the_invitation_open():
    code = operator.invite(Role.INTAKE, by="c-1")
    member(Role.INTAKE, "taken")
    for wrong in (
        joining(code, "taken"),
        joining(code, password="short"),
        joining(code, "a name with spaces"),
        Joining(code, "op-7", PASSWORD, SECRET, "000000"),
    ):
        with pytest.raises(NotAllowedIn):
            operator.join(wrong)
    assert operator.join(joining(code))


def test_no_code_works_twice_and_each_recovery_code_once():
    member(Role.VERIFIER, "op-1")
    code = pyotp.TOTP(SECRET).now()
    found = operator.sign_in("op-1", PASSWORD, code)
    with pytest.raises(NotAllowedIn):
        operator.sign_in("op-1", PASSWORD, code)
    spare = factor.recovery_codes(found)[0]
    assert operator.sign_in("op-1", PASSWORD, spare.lower().replace("-", " "))
    with pytest.raises(NotAllowedIn):
        operator.sign_in("op-1", PASSWORD, spare)


def test_guessing_at_one_pseudonym_is_slowed_and_does_not_stop_the_others():
    member(Role.VERIFIER, "op-1")
    for _ in range(throttle.MOST):
        with pytest.raises(NotAllowedIn):
            operator.sign_in("op-1", "wrong", "000000")
    with pytest.raises(NotAllowedIn):
        operator.sign_in("op-1", PASSWORD, pyotp.TOTP(SECRET).now())
    member(Role.VERIFIER, "op-2")
    assert operator.sign_in("op-2", PASSWORD, pyotp.TOTP(SECRET).now())
    Attempt.objects.update(since="2020-01-01T00:00Z")
    assert throttle.is_open("operator", "op-1")


def test_a_session_ends_when_the_role_changes_and_when_it_is_idle_too_long(settings):
    member(Role.COORDINATOR, "other")
    client = visitor(Role.VERIFIER)
    assert client.get("/desk/").status_code == 200
    operator.change_role(Operator.objects.get(pseudonym="verifier-1").pk, Role.INTAKE)
    assert client.get("/desk/").status_code == 302
    client = visitor(Role.COORDINATOR)
    kept = client.session
    kept["seen"] = int(time.time()) - settings.IDLE_MINUTES * 60 - 1
    kept.save()
    assert client.get("/desk/").status_code == 302


def test_somebody_stays_coordinator():
    only = member(Role.COORDINATOR)
    with pytest.raises(NotAllowedIn):
        operator.dismiss(only.pk)
    with pytest.raises(NotAllowedIn):
        operator.change_role(only.pk, Role.INTAKE)


def test_somebody_who_was_let_go_signs_in_no_more():
    member(Role.COORDINATOR)
    gone = member(Role.VERIFIER, "op-1")
    operator.dismiss(gone.pk)
    with pytest.raises(NotAllowedIn):
        operator.sign_in("op-1", PASSWORD, pyotp.TOTP(SECRET).now())


def test_the_whole_way_from_an_invitation_to_the_desk_in_a_browser():
    code = operator.invite(Role.VERIFIER, by="init")
    client = Client()
    client.get("/join/")
    secret = client.session["joining"]
    told = {"invitation": code, "pseudonym": "op-5", "new_password": PASSWORD}
    again = client.post("/join/", {**told, "code": "1"})
    assert again.status_code == 422 and 'value="op-5"' in again.content.decode()
    assert PASSWORD not in again.content.decode()
    done = client.post("/join/", {**told, "code": pyotp.TOTP(secret).now()})
    assert done.content.decode().count("<li><bdi>") == 8
    assert '<a class="button" href="/desk/">' in done.content.decode()
    assert client.get("/desk/").status_code == 200
    assert client.post("/sign-out/").status_code == 302
    assert client.get("/desk/").status_code == 302


def test_passwords_are_kept_as_argon2(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    assert member(Role.KEEPER).password.startswith("argon2$argon2id$")


def test_signing_in_begins_a_new_session():
    client = Client()
    client.get("/join/")
    before = client.session.session_key
    kept = client.session
    session.begin(kept, member(Role.INTAKE))
    kept.save()
    assert kept.session_key != before
