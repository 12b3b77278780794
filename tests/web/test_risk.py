"""A source that puts its reader at risk is marked before it is opened or passed on."""

import pytest

from izdeu.accounts.role import Role
from tests.web.conftest import body, link, visitor

pytestmark = pytest.mark.django_db


def test_a_warning_given_with_a_document_stands_in_the_list_and_before_its_rows():
    client = visitor(Role.INTAKE)
    told = {"source": "Channel", "kind": "media", "published": "2022-01-12",
            "pasted": "ФИО;Год рождения\nАсанов Ерлан;1980\n",
            "risk": "banned as extremist"}  # fmt: skip
    client.post("/desk/documents/", told)
    listed = client.get("/desk/documents/")
    assert "dangerous in some countries: banned as extremist" in body(listed)
    opened = body(client.get(link(listed, r"/desk/documents/[\w-]{22}/")))
    warning = opened.index("banned as extremist")
    assert warning < opened.index("<table") if "<table" in opened else warning


def test_a_source_without_a_warning_shows_none():
    client = visitor(Role.INTAKE)
    told = {"source": "Channel", "kind": "media", "published": "2022-01-12", "pasted": "Асанов"}
    client.post("/desk/documents/", told)
    assert "dangerous" not in body(client.get("/desk/documents/"))
