"""What a family said itself stands on its own page, and nothing else moves it."""

import re

import pytest

from izdeu.accounts.role import Role
from izdeu.documents.reading import FoundClaim
from izdeu.publication.wording import CHOICES
from izdeu.terms import Decision, Event
from izdeu.tracing import actions, models, queries
from tests.web.conftest import body, opened, visitor
from tests.web.test_correction import sent
from tests.web.test_family import browser, enter, keys, report

pytestmark = pytest.mark.django_db
OWN = re.compile(r"<details><summary>.*?</details>", re.DOTALL)


def own(client):
    return OWN.search(body(client.get("/case/")))[0]


def test_a_family_finds_again_what_it_reported_added_and_corrected():
    client = browser()
    told = {"age": "about 45", "seen_place": "near the market", "seen_when": "2022-01-05"}
    enter(client, *keys(report(client, **told, marks="scar")))
    sent(client, right_name="Ержан Сәбитов")
    client.post("/case/tell/", {"news": "more", "told": "he wore a red coat"})
    client.post("/case/tell/", {"news": "home", "told": "he called from home"})
    shown = own(client)
    for words in ("about 45", "near the market", "scar", "5 January 2022", "Last seen",
                  "he wore a red coat", "Came home", "he called from home",
                  "Name put right", "Ержан Сәбитов"):  # fmt: skip
        assert shown.count(words) == 1, words
    assert shown.index("red coat") < shown.index("near the market")


@pytest.mark.parametrize("language", CHOICES)
def test_a_page_of_a_family_that_only_gave_a_name_says_so_in_its_language(language):
    client = browser(language)
    enter(client, *keys(report(client)))
    assert f'<html lang="{language}">' in body(client.get("/case/"))


def test_nothing_that_others_say_or_do_moves_what_the_family_said(desk):
    case = opened()
    client = visitor(Role.ENQUIRER, case=case.request)
    before = own(client)
    (row,) = desk.list(("Ержан Сәбит", FoundClaim(Event.ADMITTED, place="Xqzhospital")))
    actions.judge(case.mention, row, Decision.SAME, by="op-1")
    actions.vet(case.request, by="op-1")
    for claim in models.Claim.objects.filter(mention=case.mention):
        actions.hide(claim.id, by="op-2", reason="an appeal")
    actions.hide(case.mention, by="op-2", reason="an appeal")
    assert own(client) == before


def test_the_team_does_not_read_the_familys_page():
    opened()
    with pytest.raises(PermissionError):
        queries.own_case(queries.staff_reader("op-1"))


def test_a_family_whose_case_was_closed_meanwhile_is_told_whom_to_speak_to():
    case = opened()
    client = visitor(Role.ENQUIRER, case=case.request)
    actions.withdraw(case.request, by="op-1", reason="asked for")
    answer = client.post("/case/tell/", {"news": "more", "told": "he wore a red coat"})
    assert answer.status_code == 403 and "This case is not open any more" in body(answer)
