"""Documents on the desk: columns that are asked, values in the original, rows copied by hand."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from izdeu.accounts.role import Role
from izdeu.documents.locator import Locator
from izdeu.documents.reading import (
    Column,
    Found,
    FoundMention,
    ReadDocument,
    Reading,
    SetAside,
    Value,
)
from izdeu.terms import Decision, Event, SourceKind
from izdeu.tracing import actions, models
from tests.web.conftest import body, hidden, link, visitor

pytestmark = pytest.mark.django_db
TOLD = {"source": "Volunteers", "kind": "volunteers", "published": "2022-01-12"}
ROW = {
    "row_name": "Серік Асанұлы",
    "row_birth": "5.3.1990",
    "row_event": "died",
    "row_when": "6 января",
}
UNSURE = (
    "ФИО;Год рождения;Кажется\nАсанов Ерлан;1980;12.01.2022\nСерік Қанат;1991;11.01.2022\n".encode()
)


def sent(content, name="list.csv", **more):
    return {**TOLD, "file": SimpleUploadedFile(name, content), **more}


def test_columns_the_reader_is_unsure_of_are_asked_with_samples_and_remembered(db):
    client = visitor(Role.INTAKE)
    asked = client.post("/desk/documents/", sent(UNSURE))
    page = client.get(asked.url)
    assert "Кажется" in body(page) and "12.01.2022" in body(page)
    assert not models.Mention.objects.exists()
    assert "Waits for its columns" in body(client.get("/desk/documents/"))
    taken = client.post(
        asked.url, {"column-0": "name", "column-1": "birth", "column-2": "released"}
    )
    assert taken.status_code == 200
    assert set(models.Claim.objects.values_list("event", flat=True)) == {Event.RELEASED}
    listed = body(client.get("/desk/documents/"))
    assert "Waits for its columns" not in listed and "columns have to be looked at" not in listed
    again = client.post(
        "/desk/documents/", sent(UNSURE.replace("Ерлан".encode(), "Олжас".encode()))
    )
    assert again.status_code == 200 and models.Mention.objects.count() == 4


def test_a_list_is_shown_before_its_rows_are_taken_in_where_somebody_wishes(db):
    client = visitor(Role.INTAKE)
    content = "ФИО;Год рождения\nАсанов Ерлан;1980\n".encode()
    asked = client.post("/desk/documents/", sent(content, look="columns"))
    assert asked.status_code == 302 and not models.Mention.objects.exists()
    refused = client.post(asked.url, {"column-0": "", "column-1": "birth"})
    assert refused.status_code == 422 and "has to name people" in body(refused)
    assert body(refused).count("selected") == 1
    client.post(asked.url, {"column-0": "name", "column-1": "birth"})
    assert models.Mention.objects.get().birth == "1980"


def test_a_claim_leads_to_its_row_with_the_cell_marked_and_no_contact_in_it(db):
    client = visitor(Role.INTAKE)
    content = "ФИО;Задержан;Телефон матери\nАсанов Ерлан;05.01.2022;87011234567 Айгуль\n".encode()
    client.post("/desk/documents/", sent(content))
    sheet = client.get(link(client.get("/desk/documents/"), r"/desk/documents/[\w-]{22}/"))
    named = body(client.get(link(sheet, r"/desk/original/[\w-]{22}/")))
    assert "<mark>Асанов Ерлан</mark>" in named and "87011234567" not in named
    assert "Айгуль" not in named
    person = client.get(link(sheet, r"/desk/person/[\w-]{22}/"))
    claim = body(client.get(link(person, r"/desk/original/[\w-]{22}/")))
    assert "<mark>05.01.2022</mark>" in claim


def test_words_of_a_text_are_marked_where_they_stand(db):
    client = visitor(Role.INTAKE)
    text = "Вечером звонили. Асанов Ерлан задержан 5 января, тел. 87011234567. Ждём."
    client.post("/desk/documents/", {**TOLD, "pasted": text})
    sheet = client.get(link(client.get("/desk/documents/"), r"/desk/documents/[\w-]{22}/"))
    shown = body(client.get(link(sheet, r"/desk/original/[\w-]{22}/")))
    assert re.search(r"звонили\. <mark>Асанов Ерлан</mark> задержан", shown)
    assert "87011234567" not in shown


def test_no_original_is_shown_of_somebody_who_is_treated_somewhere(event, desk):
    client = visitor(Role.INTAKE)
    actions.judge(event.ward, event.row, Decision.SAME, by="op-1")
    rows = body(client.post("/desk/search/", {"who": "Ermek Toqzhanov"}))
    person = re.search(r"/desk/person/[\w-]{22}/", rows)[0]
    for path in set(re.findall(r"/desk/original/[\w-]{22}/", body(client.get(person)))):
        assert "Withheld" in body(client.get(path))


@pytest.fixture
def photo(db, tmp_path):
    """A photo of one handwritten row of a morgue, set aside for people."""
    picture = Image.new("L", (400, 200), "white")
    ImageDraw.Draw(picture).text((40, 60), "handwriting", fill="black")
    file = io.BytesIO()
    picture.save(file, "PNG")
    path = tmp_path / "page.png"
    path.write_bytes(file.getvalue())
    source = actions.record_source("Morgue 2", SourceKind.MORGUE, by="op-1")
    box = ((30, 50), (300, 50), (300, 90), (30, 90))
    aside = SetAside(Locator(row=1, polygon=box), "row.handwritten")
    read = ReadDocument("ab" * 32, path.stat().st_size, "photo", "2022-01-12")
    return actions.record_document(
        actions.Arrival(path, source), Reading(read, iter([aside])), by="op-1"
    ).document


def page_of(client):
    return link(client.get("/desk/documents/"), r"/desk/documents/[\w-]{22}/") + "copy/"


def test_names_of_the_dead_are_copied_by_two_people_who_do_not_see_one_another(photo):
    one, other = visitor(Role.INTAKE), visitor(Role.VERIFIER)
    page = one.get(page_of(one))
    picture = one.get(re.search(r"/desk/original/[\w-]{22}/aside/", body(page))[0])
    assert picture.headers["Content-Type"] == "image/png"
    assert Image.open(io.BytesIO(picture.content)).size == (286, 56)
    one.post(page_of(one), {**ROW, "row": hidden(page, "row"), "deed": "copy"})
    assert not models.Mention.objects.exists()
    assert "Nothing waits for you" in body(one.get(page_of(one)))
    second = other.get(page_of(other))
    assert "Серік" not in body(second)
    other.post(page_of(other), {**ROW, "row": hidden(second, "row"), "deed": "copy"})
    mention = models.Mention.objects.get()
    assert (mention.name, mention.birth, mention.confirmed) == ("Серік Асанұлы", "1990-03-05", True)
    assert models.Claim.objects.get().when == "2022-01-06"
    assert "Nothing waits for you" in body(other.get(page_of(other)))


def test_copies_that_differ_wait_for_a_third(photo):
    for role, name in ((Role.INTAKE, "Серік Асанұлы"), (Role.VERIFIER, "Серик Асанулы"),
                       (Role.COORDINATOR, "Серік Асанұлы")):  # fmt: skip
        assert not models.Mention.objects.exists()
        client = visitor(role)
        page = client.get(page_of(client))
        told = {**ROW, "row_name": name, "row": hidden(page, "row"), "deed": "copy"}
        client.post(page_of(client), told)
    assert models.Mention.objects.get().name == "Серік Асанұлы"


def test_a_row_that_names_nobody_waits_no_longer(photo):
    client = visitor(Role.INTAKE)
    page = client.get(page_of(client))
    client.post(page_of(client), {"row": hidden(page, "row"), "deed": "nobody"})
    assert "Nothing waits for you" in body(client.get(page_of(client)))
    assert not models.Mention.objects.exists()


def test_a_date_nobody_can_read_is_asked_again_and_every_word_is_kept(photo):
    client = visitor(Role.INTAKE)
    page = client.get(page_of(client))
    told = {**ROW, "row_birth": "35.13.1990", "row": hidden(page, "row"), "deed": "copy"}
    refused = client.post(page_of(client), told)
    assert refused.status_code == 422 and 'value="35.13.1990"' in body(refused)
    assert 'value="Серік Асанұлы"' in body(refused)


@pytest.mark.parametrize(
    ("language", "columns", "copying"),
    [
        ("kk", "Бағандар нені білдіреді?", "Қолмен көшіру"),
        ("kk-Latn", "Bağandar", "Qolmen"),
        ("ru", "Что значат столбцы?", "Переписать вручную"),
    ],
)
def test_both_pages_speak_the_language_of_their_reader(photo, language, columns, copying):
    client = visitor(Role.INTAKE, language)
    asked = client.post("/desk/documents/", sent(UNSURE))
    assert columns in body(client.get(asked.url))
    assert copying in body(client.get(f"{photo_page(client)}copy/"))


def photo_page(client):
    pages = re.findall(r"/desk/documents/[\w-]{22}/", body(client.get("/desk/documents/")))
    return pages[-1]


def test_a_file_is_read_again_once_its_form_is_known(db):
    client = visitor(Role.INTAKE)
    page = client.post("/desk/documents/", sent(b"PK\x03\x04 cut short", "list.xlsx"))
    document = link(page, r"/desk/documents/[\w-]{22}/")
    assert "Read it again" in body(client.get(document))
    again = client.post(f"{document}again/")
    assert "It is kept" in body(again)
    assert client.get(f"{document}columns/").status_code == 302


@pytest.fixture
def doubted(db, tmp_path):
    """A photographed list whose names were not read surely, of a police station or a morgue."""

    def doubted(kind):
        picture = Image.new("L", (400, 200), "white")
        ImageDraw.Draw(picture).text((40, 60), "Acanov Erlan", fill="black")
        path = tmp_path / "list.png"
        picture.save(path)
        box = ((30, 50), (300, 50), (300, 90), (30, 90))
        spot = Locator(page=1, row=2, column=1)
        cell = Locator(page=1, row=2, column=1, polygon=box)
        mention = FoundMention(spot, Value("Acanov Erlan", cell), sex=None)
        asides = [SetAside(cell, "cell.unsure", "Acanov Erlan")]
        columns = (Column("ФИО", "name", 1.0, position=1),)
        read = ReadDocument("cd" * 32, path.stat().st_size, "photo", "2022-01-12")
        source = actions.record_source("List", kind, by="op-1")
        found = Reading(read, iter([Found(mention, ()), *asides]), columns)
        return actions.record_document(actions.Arrival(path, source), found, by="op-1").document

    return doubted


def put_right(client, name):
    page = client.get(page_of(client))
    client.post(page_of(client), {"row": hidden(page, "row"), "row_name": name, "deed": "copy"})
    return page


def test_a_doubtful_cell_is_put_right_beside_its_picture_and_the_row_stays(doubted):
    doubted(SourceKind.POLICE)
    page = put_right(visitor(Role.INTAKE), "Asanov Erlan")
    assert "Only this cell is in doubt" in body(page) and 'value="Acanov Erlan"' in body(page)
    assert 'name="row_name"' in body(page) and 'name="row_birth"' not in body(page)
    assert models.Mention.objects.get().name == "Asanov Erlan"
    assert "Nothing waits for you" in body(visitor(Role.INTAKE).get(page_of(visitor(Role.INTAKE))))


def test_a_doubtful_name_of_the_dead_is_read_by_two_of_whom_none_sees_the_other(doubted):
    doubted(SourceKind.MORGUE)
    assert 'value="Acanov' not in body(put_right(visitor(Role.INTAKE), "Asanov Erlan"))
    assert models.Mention.objects.get().name == "Acanov Erlan"
    second = put_right(visitor(Role.VERIFIER), "Asanov Erlan")
    assert "Asanov Erlan" not in body(second)
    assert models.Mention.objects.get().name == "Asanov Erlan"


def test_a_doubtful_cell_cannot_be_emptied(doubted):
    doubted(SourceKind.POLICE)
    client = visitor(Role.INTAKE)
    put_right(client, "")
    assert models.Mention.objects.get().name == "Acanov Erlan"
    assert models.SetAside.objects.count() == 1 and "1 place waits" in body(
        client.get(page_of(client))
    )
