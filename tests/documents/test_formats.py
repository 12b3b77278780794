"""Each format gives the same people from the same list."""

import email.message
import io
import json
import zipfile

import openpyxl
import pytest

from izdeu import documents
from izdeu.documents.formats import opener

HEAD = ["№", "ФИО", "Дата рождения", "Поступил"]
ROWS = [
    ["1", "Сәрсенов Айдын Маратұлы", "05.06.1988", "05.01.2022"],
    ["2", "Ли Вера", "01.02.1998", "06.01.2022"],
    ["3", "Өтеуова Қарлығаш", "09.10.1965", "07.01.2022"],
]
NAMES = [row[1] for row in ROWS]
BIRTHS = ["1988-06-05", "1998-02-01", "1965-10-09"]
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def csv():
    return "\n".join(";".join(row) for row in [HEAD, *ROWS]).encode()


def html():
    rows = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in [HEAD, *ROWS]
    )
    return f"<html><body><h2>Больница</h2><table>{rows}</table></body></html>".encode()


def docx():
    def cell(words):
        return f"<w:tc><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>"

    rows = "".join("<w:tr>" + "".join(map(cell, row)) + "</w:tr>" for row in [HEAD, *ROWS])
    xml = f'<w:document xmlns:w="{WORD}"><w:body><w:tbl>{rows}</w:tbl></w:body></w:document>'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", xml)
    return file.getvalue()


def xlsx(merge=False):
    book = openpyxl.Workbook()
    sheet = book.active
    if merge:
        sheet.append(["Список поступивших в ГКБ №4"])
        sheet.merge_cells("A1:D1")
    for row in [HEAD, *ROWS]:
        sheet.append(row)
    if merge:
        sheet.append(["Хирургия"])
        sheet.merge_cells(f"A{sheet.max_row}:D{sheet.max_row}")
        sheet.append(["4", "Им Яна", "07.08.1991", "08.01.2022"])
        sheet.append(["Итого: 4"])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def zipped():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("день/list.csv", csv())
    return file.getvalue()


def letter():
    message = email.message.EmailMessage()
    message["Subject"] = "список"
    message["Date"] = "Fri, 14 Jan 2022 10:00:00 +0600"
    message["From"] = "someone@example.org"
    message.set_content("во вложении")
    message.add_attachment(csv(), maintype="text", subtype="csv", filename="list.csv")
    return message.as_bytes()


def numbered():
    lines = [f"{row[0]}. {row[1]}, {row[2]} г.р., поступил {row[3]}" for row in ROWS]
    return ("Поступившие в больницу:\n" + "\n".join(lines) + "\n").encode()


def aligned():
    return "\n".join("   ".join(f"{cell:<26}" for cell in row) for row in [HEAD, *ROWS]).encode()


LISTS = {
    "list.csv": csv,
    "list.html": html,
    "list.docx": docx,
    "list.xlsx": xlsx,
    "list.zip": zipped,
    "list.eml": letter,
    "numbered.txt": numbered,
    "aligned.txt": aligned,
}


@pytest.mark.parametrize("name", LISTS)
def test_every_format_gives_the_same_people(listed, name):
    read = listed(LISTS[name](), name)
    assert read.names == NAMES
    assert read.births == BIRTHS
    assert [found.claims[0].when for found in read.found][:1] == ["2022-01-05"]


@pytest.mark.parametrize("name", LISTS)
def test_every_value_stands_where_it_is_said_to_stand(listed, name):
    read = listed(LISTS[name](), name)
    for found in read.found:
        for value in (found.mention.name, *found.mention.said.values()):
            place = value.locator
            assert read.reading.text[place.start : place.end] == value.raw


def test_sections_totals_and_titles_are_context_and_not_people(listed):
    read = listed(xlsx(merge=True), "list.xlsx")
    assert read.names == [*NAMES, "Им Яна"]
    assert {found.claims[0].facility for found in read.found} == {"ГКБ №4"}
    assert read.found[3].claims[0].note == "Хирургия"


def test_a_member_of_an_archive_is_named_in_each_place(listed):
    read = listed(zipped(), "list.zip")
    assert {found.mention.locator.member for found in read.found} == {"день/list.csv"}


def test_a_telegram_export_dates_lists_by_their_message(listed):
    words = "Пропали:\n1. Ли Вера, 1998 г.р.\n2. Кан Олег, 1970 г.р.\n3. Им Яна, 1991 г.р."
    export = {
        "name": "чат",
        "messages": [
            {
                "id": 7,
                "type": "message",
                "date": "2022-01-09T10:00:00",
                "from": "x",
                "forwarded_from": "Поиск",
                "forwarded_from_id": "channel5",
                "text": words,
            }
        ],
    }
    read = listed(json.dumps(export, ensure_ascii=False), "result.json")
    assert read.names == ["Ли Вера", "Кан Олег", "Им Яна"]
    assert {found.mention.locator.message for found in read.found} == {"7"}
    assert read.claims(0)["missing"].note == "forwarded from Поиск"


def test_a_whatsapp_export_is_read_message_by_message(listed):
    words = (
        "05.01.2022, 10:00 - Участник: Задержаны:\n1. Ли Вера, 1998 г.р.\n2. Кан Олег, 1970 г.р.\n"
        "3. Им Яна, 1991 г.р.\n06.01.2022, 11:30 - Другой: спасибо\n"
    )
    read = listed(words, "chat.txt")
    assert read.names == ["Ли Вера", "Кан Олег", "Им Яна"]
    assert {found.mention.locator.message for found in read.found} == {"1"}
    assert "Участник" not in repr(read.found)


def test_pfif_gives_persons_and_beliefs_but_no_authors(listed):
    xml = """<pfif:pfif xmlns:pfif="http://zesty.ca/pfif/1.4"><pfif:person>
    <pfif:person_record_id>a.example/1</pfif:person_record_id>
    <pfif:source_date>2022-01-09T00:00:00Z</pfif:source_date>
    <pfif:full_name>Ли Вера</pfif:full_name><pfif:sex>female</pfif:sex>
    <pfif:date_of_birth>1998-02</pfif:date_of_birth>
    <pfif:author_phone>+77010001122</pfif:author_phone>
    <pfif:note><pfif:note_record_id>a.example/2</pfif:note_record_id>
    <pfif:status>believed_dead</pfif:status>
    <pfif:text>так говорят, +7 701 000 11 22</pfif:text></pfif:note>
    </pfif:person></pfif:pfif>"""
    read = listed(xml, "people.xml")
    assert (read.names, read.births) == (["Ли Вера"], ["1998-02"])
    assert read.claims(0)["died"].assertion == "hedged"
    assert "701" not in repr(read.found)


def test_every_format_has_a_function_that_reads_it():
    assert all(callable(opener(word)) for word in documents.FORMATS)


def test_a_word_table_inside_a_cell_is_a_table_of_its_own(listed):
    rows = (("ФИО", "Дата рождения"), ("Ли Вера", "01.02.1998"), ("Кан Олег", "05.06.1970"))
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    lines = "".join(f"<w:tr>{''.join(map(cell.format, row))}</w:tr>" for row in rows)
    outer = f"<w:tbl><w:tr><w:tc><w:p/><w:tbl>{lines}</w:tbl><w:p/></w:tc></w:tr></w:tbl>"
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = f'<w:document xmlns:w="{space}"><w:body>{outer}</w:body></w:document>'
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", body)
    assert listed(packed.getvalue(), "list.docx").names == ["Ли Вера", "Кан Олег"]
