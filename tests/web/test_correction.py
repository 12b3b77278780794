"""A family says how a name or an age is right; the team sees it as such and takes it over."""

import pytest

from izdeu.accounts.role import Role
from izdeu.tracing import actions, models, queries
from izdeu.web.family import BY
from tests.web.conftest import body, hidden, link, opened, visitor

pytestmark = pytest.mark.django_db


def sent(client, **told):
    once = hidden(client.get("/case/"), "once")
    return client.post("/case/correct/", {"once": once, **told})


def person_page(client):
    return client.get(link(client.get("/desk/requests/"), r"/desk/person/[\w-]{22}/"))


@pytest.fixture
def corrected():
    """A case whose family corrected name and age, and its mention."""
    case = opened("Ержан Сабит")
    answer = sent(
        visitor(Role.ENQUIRER, case=case.request), right_name="Ержан Сәбит", right_age="43"
    )
    assert answer.status_code == 200
    return case


def test_a_correction_is_a_claim_of_the_family_and_changes_nothing_by_itself(corrected):
    row = models.Mention.objects.get(id=corrected.mention)
    assert (row.name, row.age) == ("Ержан Сабит", "41")
    page = body(person_page(visitor(Role.INTAKE)))
    assert "the family corrects the name" in page and "Ержан Сәбит" in page
    assert "Age as the family gives it now" in page


def test_the_team_takes_a_correction_over_and_the_page_says_so(corrected):
    client = visitor(Role.INTAKE)
    page = person_page(client)
    address = link(page, r"/desk/person/[\w-]{22}/right/")
    assert client.post(address, {"claim": hidden(page, "claim")}).status_code == 302
    row = models.Mention.objects.get(id=corrected.mention)
    assert row.name == "Ержан Сәбит" or row.age == "43"
    assert "taken over" in body(person_page(client))


def test_a_refused_correction_keeps_every_word_and_says_what_to_do():
    client = visitor(Role.ENQUIRER, case=opened().request)
    answer = sent(client, right_name="Ержан С.", right_age="old")
    assert answer.status_code == 422
    assert 'value="Ержан С."' in body(answer) and 'value="old"' in body(answer)
    assert "as a number" in body(answer)
    assert sent(client).status_code == 422


def test_a_rough_age_is_a_correction_too():
    case = opened()
    assert sent(visitor(Role.ENQUIRER, case=case.request), right_age="about 45").status_code == 200
    assert models.Claim.objects.filter(words="~45").exists()


def test_the_same_correction_sent_twice_is_one_claim():
    case = opened("Ержан Сабит")
    client = visitor(Role.ENQUIRER, case=case.request)
    once = hidden(client.get("/case/"), "once")
    before = models.Claim.objects.count()
    for _ in range(2):
        client.post("/case/correct/", {"once": once, "right_name": "Ержан Сәбит"})
    assert models.Claim.objects.count() == before + 1


def test_only_what_a_family_corrects_can_be_taken_over():
    case = opened("Ержан Сабит")
    with pytest.raises(ValueError, match="sex"):
        actions.tell_right(case.request, {"sex": "male"}, by=BY)
    page = queries.person(queries.staff_reader("op-1"), case.mention)
    with pytest.raises(actions.NotRecorded):
        actions.take_over(page.claims[0].id, by="op-1")
