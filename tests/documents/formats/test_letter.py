"""Letters with lists in them or beside them."""

import email.message

from benchmarks.books import xls

ROWS = [["ФИО", "Дата рождения"], ["Ли Вера", "01.02.1998"], ["Кан Олег", "05.06.1970"]]


def letter(content, *, html=False):
    message = email.message.EmailMessage()
    message["Subject"] = "Список"
    message["Date"] = "Mon, 10 Jan 2022 10:00:00 +0600"
    message["From"] = "Сапар Гүлнар <someone@example.org>"
    message.set_content(content, subtype="html" if html else "plain")
    return message


def test_an_attached_workbook_is_read_with_its_name(listed):
    message = letter("во вложении")
    message.add_attachment(
        xls(ROWS), maintype="application", subtype="vnd.ms-excel", filename="список.xls"
    )
    read = listed(message.as_bytes(), "letter.eml")
    assert (read.names, read.births) == (["Ли Вера", "Кан Олег"], ["1998-02-01", "1970-06-05"])
    assert {found.mention.locator.member for found in read.found} == {"список.xls"}
    assert "Сапар" not in repr(read.items)


def test_a_letter_within_a_letter_keeps_its_attachment(listed):
    inner = letter("переслано")
    inner.add_attachment("ФИО\nИм Яна\n".encode(), maintype="text", subtype="csv", filename="a.csv")
    outer = letter("см. ниже")
    outer.add_attachment(inner)
    assert listed(outer.as_bytes(), "letter.eml").names == ["Им Яна"]


def test_a_letter_that_is_only_a_page_is_read_by_its_table(listed):
    lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in ROWS)
    read = listed(letter(f"<table>{lines}</table>", html=True).as_bytes(), "letter.eml")
    assert read.names == ["Ли Вера", "Кан Олег"]
