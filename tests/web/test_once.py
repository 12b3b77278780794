"""What the desk does, it does once for each form it showed, however often the form arrives."""

import re

import pytest
from django.test import Client

from izdeu.accounts.role import Role
from izdeu.protection import quota
from izdeu.terms import EntryKind
from izdeu.tracing import models
from tests.web.conftest import body, hidden, visitor

pytestmark = pytest.mark.django_db


@pytest.fixture
def intake(event):
    """A browser whose forms bear tokens, as every browser's do."""
    return visitor(Role.INTAKE, enforce_csrf_checks=True)


def act(client: Client, **told: str):
    page = client.get("/desk/requests/")
    path = re.search(r'action="(/desk/requests/[\w-]{22}/)"', body(page))[1]
    return path, {"csrfmiddlewaretoken": hidden(page, "csrfmiddlewaretoken"), **told}


def calls():
    return models.Act.objects.filter(kind=EntryKind.VETTING).count()


def test_a_form_that_arrives_twice_is_one_deed_and_leads_to_the_same_page(intake):
    path, told = act(intake, deed="vet")
    first, second = (intake.post(path, told) for _ in range(2))
    assert (first.status_code, first.url) == (second.status_code, second.url)
    assert calls() == 1


def test_the_same_words_from_a_page_shown_anew_are_another_deed(intake):
    for _ in range(2):
        path, told = act(intake, deed="vet")
        intake.post(path, told)
    assert calls() == 2


def test_a_form_that_was_refused_is_taken_once_it_is_right(intake):
    path, told = act(intake, deed="hold", note="")
    assert intake.post(path, told).status_code == 422
    assert intake.post(path, told).status_code == 422
    assert intake.post(path, {**told, "note": "I know them"}).status_code == 302


def test_the_alarm_of_a_form_that_a_quota_refused_stays(intake, monkeypatch):
    monkeypatch.setitem(quota.QUOTAS, "holding", quota.Quota(one=0, all=9))
    path, told = act(intake, deed="hold", note="I know them")
    assert intake.post(path, told).status_code == 429
    assert models.Act.objects.filter(kind=EntryKind.ALARM).count() == 1
