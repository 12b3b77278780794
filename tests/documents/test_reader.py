import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from izdeu import documents
from izdeu.terms import Assertion

LIST = """№;ФИО;Год рождения;Дата задержания;Где содержится;Телефон родственников
1;Сәрсенов Айдын Маратұлы;1992;04.01.2022;УП Медеуского р-на;+7 701 000 11 22
2;Ли Вера;1998;10.01;СИЗО-1;+7 701 000 11 33
"""
KAZAKH = """Аты-жөні\tТуған жылы\tҰсталған күні\tҚайда\tТуыстарының телефоны
Сәрсенов Айдын Маратұлы\t1992\t04.01.2022\tтергеу изоляторы\t+7 701 000 11 22
Өтеуова Қарлығаш Нұрланқызы\t1998\t10.01.2022\tполиция бөлімі\t+7 701 000 11 33
Ғалымов Әнуар\t1969\t05.01.2022\tтергеу изоляторы\t+7 701 000 11 34
"""


def test_a_list_gives_each_person_with_birth_and_what_is_said(listed):
    read = listed(LIST)
    assert read.names == ["Сәрсенов Айдын Маратұлы", "Ли Вера"]
    assert read.births == ["1992", "1998"]
    assert read.claims(0)["taken"].when == "2022-01-04"
    assert read.claims(0)["held"].facility == "УП Медеуского р-на"


def test_a_date_without_a_year_is_the_latest_before_publication(listed):
    assert listed(LIST).claims(1)["taken"].when == "2022-01-10"
    assert listed(LIST, published="2022-01-08").claims(1)["taken"].when == "2021-01-10"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "kz1048"])
def test_kazakh_letters_survive_every_encoding(listed, encoding):
    read = listed(KAZAKH.encode(encoding), "list.tsv")
    assert read.names[1] == "Өтеуова Қарлығаш Нұрланқызы"
    assert read.claims(0)["held"].facility == "тергеу изоляторы"


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866"])
def test_russian_lists_are_read_in_old_encodings(listed, encoding):
    read = listed(LIST.replace("ә", "а").replace("ұ", "у").replace("№", "N").encode(encoding))
    assert read.names == ["Сарсенов Айдын Маратулы", "Ли Вера"]
    assert read.reading.document.encoding == encoding


def test_relatives_phones_are_sealed_and_never_given(listed):
    read = listed(LIST)
    assert "701" not in repr(read.items)
    assert [item.reason for item in read.aside] == ["column.contact_sealed"]
    assert all(found.mention.numbers == () for found in read.found)


def test_numbers_of_the_person_are_given_apart(listed):
    read = listed(
        "ФИО;ИИН;Примечание\nЛи Вера;980101400001;сестра Анна звонила, 8 701 000 11 22\n"
        "Кан Олег;;дома\n"
    )
    mention = read.found[0].mention
    assert [value.raw for value in mention.numbers] == ["980101400001"]
    assert mention.unmapped == {"Примечание": "сестра Анна звонила, •••"}
    assert "cell.contact_sealed" in [item.reason for item in read.aside]


def test_not_listed_is_a_denial_and_no_evidence_of_absence(listed):
    read = listed("ФИО;Ответ СИЗО\nЛи Вера;не числится\nКан Олег;15 суток\n")
    denied = read.claims(0)["held"]
    assert denied.assertion is Assertion.DENIED
    assert read.claims(1)["held"].assertion is Assertion.ASSERTED
    assert "15 days" in read.claims(1)["held"].note


def test_a_row_without_a_name_is_set_aside_with_its_place(listed):
    read = listed("ФИО;Год рождения\nЛи Вера;1998\n;1999\nКан Олег;2001\n")
    assert read.names == ["Ли Вера", "Кан Олег"]
    assert [(item.reason, item.locator.row, item.raw) for item in read.aside] == [
        ("row.names_nobody", 3, "1999")
    ]


def test_an_unreadable_birth_is_set_aside_and_the_person_kept(listed):
    read = listed("ФИО;Дата рождения\nЛи Вера;31.02.1998\nКан Олег;01.02.1998\nИм Яна;02.02.1998\n")
    assert read.births == ["", "1998-02-01", "1998-02-02"]
    assert [(item.reason, item.raw) for item in read.aside] == [("birth.unreadable", "31.02.1998")]


def test_unidentified_people_are_described(listed):
    read = listed("ФИО;Дата рождения\nНеизвестный мужчина ~30 лет, шрам на лбу;\nКан Олег;1998\n")
    mention = read.found[0].mention
    assert mention.name is None
    assert (mention.sex, mention.age) == ("male", "~30")
    assert mention.features["marks"] == "шрам на лбу"


def test_a_persons_answer_about_a_column_always_wins(listed):
    words = "Кто;Прочее\nЛи Вера;05.01.2022\n"
    read = listed(words, mapping={"Прочее": "released"})
    assert read.claims(0)["released"].when == "2022-01-05"


def test_the_published_date_is_required_as_a_date(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(LIST)
    with pytest.raises(documents.UnreadableDocument, match="YYYY-MM-DD"):
        documents.read(path, published="вчера")


@pytest.mark.parametrize("name", ["empty.csv", "list.xyz", "damaged.xlsx"])
def test_what_cannot_be_read_says_which_file_and_what_to_do(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(b"" if name == "empty.csv" else b"PK\x03\x04 not a workbook")
    with pytest.raises(documents.UnreadableDocument, match=name):
        documents.read(path, published="2022-01-14")


NAMES = st.sampled_from(
    ["Ли Вера", "Сәрсенов Айдын Маратұлы", 'Кан "Олег" Ким', "О'Нил Яна", "А. Б. Ким"]
)
CELLS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None
)
@given(rows=st.lists(st.tuples(NAMES, st.dates().map(str), CELLS), min_size=1, max_size=6))
def test_the_text_says_every_value_at_its_place(listed, rows):
    lines = ["ФИО;Дата рождения;Примечание"]
    lines += [";".join(cell.replace(";", ",") for cell in row) for row in rows]
    read = listed("\n".join(lines))
    for found in read.found:
        mention = found.mention
        for value in (mention.name, *mention.said.values()):
            if value is not None:
                place = value.locator
                assert read.reading.text[place.start : place.end] == value.raw
