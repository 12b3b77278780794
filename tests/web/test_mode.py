"""Open, read-only, closed: the pages say truly what is taken in, in each language."""

import pytest
from django.test import Client

from izdeu.accounts.role import Role
from izdeu.cli import main
from izdeu.protection import mode
from izdeu.publication.wording import LANGUAGES
from izdeu.tracing import models
from tests.web.conftest import body, visitor
from tests.web.test_pages import ROUTES

pytestmark = pytest.mark.django_db
TOLD = {"name": "Ержан", "once": "a" * 22}


def test_every_shut_route_is_one_of_the_pages():
    from izdeu.web.mode import shut

    assert set(shut()) == set(mode.MODES) - {"open"}
    assert {route for row in shut().values() for route in row} <= set(ROUTES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("standing", ["read-only", "closed"])
def test_a_form_sent_meanwhile_is_not_saved_and_the_page_says_so(settings, standing, language):
    from izdeu.web.wording import say

    mode.choose(settings.HOME, standing)
    client = Client()
    client.cookies["language"] = language
    answer = client.post("/ask/", TOLD)
    said = say(language, f"notice.{standing.replace('-', '_')}_text")
    assert answer.status_code == 503 and said in body(answer)
    assert f'<html lang="{language}">' in body(answer)
    assert 'value="Ержан"' in body(answer)
    assert models.Request.objects.count() == 0


def test_in_read_only_mode_pages_are_read_and_in_closed_mode_only_the_ways_out(settings):
    mode.choose(settings.HOME, "read-only")
    assert Client().get("/").status_code == 200
    assert visitor(Role.ENQUIRER).get("/case/").status_code == 200
    mode.choose(settings.HOME, "closed")
    assert Client().get("/").status_code == 503
    assert visitor(Role.ENQUIRER).get("/case/").status_code == 503
    assert Client().get("/leave/").status_code == 302
    assert Client().get("/sign-in/").status_code == 200


def test_the_team_works_on_in_every_mode(settings):
    client = visitor(Role.COORDINATOR)
    for standing in mode.MODES:
        mode.choose(settings.HOME, standing)
        assert client.get("/desk/").status_code == 200
        assert client.get("/").status_code == 200


def test_a_mode_that_cannot_be_understood_closes(settings):
    (settings.HOME / "mode").write_text("opne")
    assert Client().get("/").status_code == 503


def test_the_command_changes_the_mode_and_says_which_stands(settings, capsys):
    assert main(["mode"]) == 0
    assert main(["mode", "closed"]) == 0
    assert main(["mode"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in said] == ["open", "closed", "closed"]
    assert mode.read(settings.HOME) == "closed"
