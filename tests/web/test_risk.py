"""A source that puts its reader at risk is marked before it is opened or passed on."""

import pytest

from izdeu.accounts.role import Role
from tests.web.conftest import body, hidden, link, visitor

pytestmark = pytest.mark.django_db


def test_a_warning_given_with_a_document_stands_in_the_list_and_before_its_rows():
    client = visitor(Role.INTAKE)
    told = {"source": "Channel", "kind": "media", "published": "2022-01-12",
            "pasted": "ФИО;Год рождения\nАсанов Ерлан;1980\n",
            "risk": "banned as extremist"}  # fmt: skip
    client.post("/desk/documents/", told)
    listed = client.get("/desk/documents/")
    assert "dangerous in some countries: banned as extremist" in body(listed)
    address = link(listed, r"/desk/documents/[\w-]{22}/")
    before = client.get(address)
    assert "banned as extremist" in body(before) and "Асанов" not in body(before)
    sent = {name: hidden(before, name) for name in ("source", "way", "record")}
    assert client.post("/desk/warned/", sent).url == address
    opened = body(client.get(address))
    assert "banned as extremist" in opened and "Асанов" in opened


def test_a_warning_leads_to_no_other_page_than_what_it_stands_before():
    client = visitor(Role.INTAKE)
    sent = {"source": "A" * 22, "way": "team", "record": "A" * 22}
    assert client.post("/desk/warned/", sent).status_code == 404


def test_a_source_without_a_warning_shows_none():
    client = visitor(Role.INTAKE)
    told = {"source": "Channel", "kind": "media", "published": "2022-01-12", "pasted": "Асанов"}
    client.post("/desk/documents/", told)
    assert "dangerous" not in body(client.get("/desk/documents/"))
