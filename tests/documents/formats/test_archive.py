"""Archives, also within archives."""

import io
import zipfile

from benchmarks.books import xls

LIST = "ФИО;Дата рождения\nЛи Вера;01.02.1998\nКан Олег;05.06.1970\n"


def packed(**members):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("_", "."), content)
    return file.getvalue()


def test_an_archive_in_an_archive_is_read_and_named_with_its_path(listed):
    inner = packed(list_csv=LIST.encode("kz1048"), book_xls=xls([["ФИО"], ["Им Яна"]]))
    read = listed(packed(inner_zip=inner, more_csv="ФИО\nПак Юрий\n"), "lists.zip")
    assert read.names == ["Ли Вера", "Кан Олег", "Им Яна", "Пак Юрий"]
    members = list(dict.fromkeys(found.mention.locator.member for found in read.found))
    assert members == ["inner.zip/list.csv", "inner.zip/book.xls", "more.csv"]
    for found in read.found:
        name = found.mention.name
        assert read.reading.text[name.locator.start : name.locator.end] == name.raw


def test_a_member_that_nobody_can_read_is_set_aside_beside_those_that_can(listed):
    read = listed(packed(list_csv=LIST, broken_xlsx=b"PK\x03\x04 no book"), "lists.zip")
    assert read.names == ["Ли Вера", "Кан Олег"]
    assert [(a.locator.member, a.reason) for a in read.aside] == [
        ("broken.xlsx", "member.unreadable")
    ]
