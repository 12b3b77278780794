"""Layouts that people make: titles, sections, tables beside one another, composite cells."""

import io

import openpyxl
import pytest

NAMES = ["Ли Вера", "Сәрсенов Айдын Маратұлы", "Кан Олег Витальевич", "Өтеуова Қарлығаш"]
BORN = ["01.02.1998", "05.06.1988", "1970", "09.10.1965"]
BIRTHS = ["1998-02-01", "1988-06-05", "1970", "1965-10-09"]
ROWS = list(zip(NAMES, BORN, strict=True))


def sheet(*rows, merged=()):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    for cells in merged:
        book.active.merge_cells(cells)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


STACKED = sheet(
    ("Задержанные",),
    ("ФИО", "Дата рождения"),
    *ROWS[:2],
    (),
    ("Поступившие в больницу",),
    ("ФИО", "Дата рождения"),
    *ROWS[2:],
)
BESIDE = sheet(
    ("№", "ФИО", "Дата рождения", "№", "ФИО", "Дата рождения"),
    (1, *ROWS[0], 3, *ROWS[2]),
    (2, *ROWS[1], 4, *ROWS[3]),
)
HEADLESS = sheet(*((i + 1, *row, "05.01.2022", "СИЗО-1") for i, row in enumerate(ROWS)))
OFFICIAL = sheet(
    ("Министерство здравоохранения",),
    ("Утверждаю: главный врач",),
    (),
    ("Список лиц, доставленных в БСНП",),
    ("за период с 04.01.2022 по 12.01.2022",),
    ("№ п/п", "Фамилия, имя, отчество", "Год рождения", "Дата доставления", "Диагноз"),
    (1, 2, 3, 4, 5),
    *((i + 1, *row, "05.01.2022", "ушиб") for i, row in enumerate(ROWS)),
    (),
    ("Исполнитель: канцелярия, тел. 8 727 000 11 22",),
)
MERGED = sheet(
    ("Учреждение", "ФИО", "Дата рождения"),
    ("СИЗО-1", *ROWS[0]),
    (None, *ROWS[1]),
    ("ИВС г. Тараз", *ROWS[2]),
    (None, *ROWS[3]),
    merged=["A2:A3", "A4:A5"],
)
SECTIONS = sheet(
    ("№", "ФИО", "Дата рождения"),
    ("СИЗО-1",),
    (1, *ROWS[0]),
    (2, *ROWS[1]),
    ("ИВС г. Тараз",),
    (3, *ROWS[2]),
    (4, *ROWS[3]),
    ("Всего:", None, 4),
)


@pytest.mark.parametrize(
    "content",
    [STACKED, HEADLESS, OFFICIAL, MERGED, SECTIONS, BESIDE],
    ids=["stacked", "headless", "official", "merged", "sections", "beside"],
)
def test_every_person_of_a_sheet_is_found_once_with_the_birth(listed, content):
    read = listed(content, "list.xlsx")
    assert read.names == NAMES
    assert read.births == BIRTHS


def test_tables_below_one_another_keep_their_own_titles(listed):
    read = listed(STACKED, "list.xlsx")
    assert [next(iter(read.claims(i))) for i in range(4)] == ["taken"] * 2 + ["admitted"] * 2


def test_people_side_by_side_have_places_of_their_own(listed):
    places = [repr(found.mention.locator.place()) for found in listed(BESIDE, "l.xlsx").found]
    assert len(set(places)) == 4


def test_a_merged_facility_holds_for_all_its_rows(listed):
    read = listed(MERGED, "list.xlsx")
    assert [read.claims(i)["held"].facility for i in (0, 1, 2)] == ["СИЗО-1"] * 2 + ["ИВС г. Тараз"]


def test_a_section_line_names_the_facility_of_the_rows_below(listed):
    read = listed(SECTIONS, "list.xlsx")
    assert [read.claims(i)["held"].facility for i in (1, 3)] == ["СИЗО-1", "ИВС г. Тараз"]


def test_days_counted_from_1900_are_dates_in_a_column_of_dates(listed):
    content = sheet(("ФИО", "Дата рождения"), *((name, 35827 - i) for i, name in enumerate(NAMES)))
    assert listed(content, "list.xlsx").births[0] == "1998-02-01"


def test_a_list_of_lines_gives_birth_age_and_facility_beside_the_name(listed):
    lines = [
        "Задержанные 5 января:",
        "1. Ли Вера, 01.02.1998 г.р., тел. 8 701 000 11 22",
        "2. Кан Олег (1970 г.р.), СИЗО-1",
        "3. Өтеуова Қарлығаш, 56 лет",
    ]
    read = listed("\n".join(lines), "list.txt")
    assert read.names == ["Ли Вера", "Кан Олег", "Өтеуова Қарлығаш"]
    assert read.births == ["1998-02-01", "1970", ""]
    assert read.found[2].mention.age == "56"
    assert read.claims(0)["taken"].when == "2022-01-05"
    assert read.claims(1)["held"].facility == "СИЗО-1"
    assert "701" not in repr(read.items)


def test_a_column_of_places_says_what_happened_there(listed):
    read = listed('ФИО,"Место, где задержали"\n"Ли Вера","Алматы,\nплощадь"\n"Кан Олег",Тараз\n')
    assert read.claims(0)["taken"].place == "Алматы,\nплощадь"


def test_ditto_marks_stand_for_the_cell_above(listed):
    read = listed("ФИО;Где содержится;Задержан\nЛи Вера;СИЗО-1;05.01\nКан Олег;-//-;-//-\n")
    assert read.claims(1)["held"].facility == "СИЗО-1"
    assert read.claims(1)["taken"].when == "2022-01-05"
