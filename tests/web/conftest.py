"""Visitors of every role, and an event small enough to read on one page."""

import re

import pyotp
import pytest
from django.test import Client

from izdeu.accounts import operator, session
from izdeu.accounts.models import Operator
from izdeu.accounts.role import OPERATORS, Role
from izdeu.documents.reading import FoundClaim
from izdeu.linkage import Model
from izdeu.terms import Appeal, Event, FacilityKind, SourceKind
from izdeu.tracing import actions, matching
from izdeu.web.family import BY

PASSWORD = "a long enough password"
SECRET = pyotp.random_base32()


@pytest.fixture(autouse=True)
def web(settings, tmp_path):
    """Quick hashes, and a folder of one's own."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.HOME = tmp_path
    settings.ALLOWED_HOSTS = ["*"]


def member(role, name=""):
    name = name or f"{role.value}-1"
    found = Operator.objects.filter(pseudonym=name).first()
    return found or operator.enrol(name, role, PASSWORD, SECRET)


def visitor(role, language="en", *, case=None, **more):
    """A browser in which somebody of this role is signed in; an enquirer to a case of theirs."""
    client = Client(**more)
    client.cookies["language"] = language
    kept = client.session
    if role in OPERATORS:
        session.begin(kept, member(role))
    if role == Role.ENQUIRER:
        session.open_case(kept, case or opened("Ержан Сәбит").request)
    kept.save()
    client.cookies["izdeu"] = kept.session_key
    return client


def opened(name="Ержан Сәбит"):
    asked = actions.Asked(name=name, said="2022-01-07", age="41", seen_place="Belkent")
    return actions.open_request(asked, by=BY)


@pytest.fixture
def event(desk):
    """A hospital's row and a family's request that may speak of one man, matched."""
    morgue = desk.source("Morgue 2", SourceKind.MORGUE)
    (row,) = desk.list(("Ermek Toqzhanov", FoundClaim(Event.BODY_RECEIVED, when="2022-01-06")),
                       source=morgue)  # fmt: skip
    (ward,) = desk.list(("Ermek Toqzhanov", FoundClaim(Event.ADMITTED, when="2022-01-05")))
    asked = opened("Ермек Тоқжанов")
    for kind in Appeal:
        told = actions.Appealed(kind, number=asked.number, name="Ермек Тоқжанов", words="Ермек")
        actions.appeal(told, by=BY)
    place = actions.record_facility("Belkent detention", FacilityKind.SIZO, by="op-1")
    matching.adopt(Model.default(), by="op-1")
    matching.match(Model.default())
    return Happened(row, ward, asked, place)


class Happened:
    def __init__(self, row, ward, asked, place):
        self.row, self.ward, self.asked, self.place = row, ward, asked, place


def body(response):
    return response.content.decode()


def hidden(response, name):
    """The value of a hidden field of a page."""
    return re.search(rf'name="{name}" value="([^"]*)"', body(response))[1]


def link(response, pattern):
    """The first address on a page that matches."""
    return re.search(rf'(?:href|action)="({pattern})"', body(response))[1]
