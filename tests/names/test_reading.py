import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from izdeu.names import Role, read
from izdeu.names.script import fold


def roles(text):
    return [(part.text, part.role) for part in read(text).parts]


@pytest.mark.parametrize(
    "text",
    ["Қоқанбеков Ерлан Маратұлы", "Ерлан Маратұлы Қоқанбеков", "Қоқанбеков, Ерлан Маратұлы"],
)
def test_roles_do_not_depend_on_the_order(text):
    found = {part.role: part.text for part in read(text).parts}
    assert found == {
        Role.SURNAME: "Қоқанбеков",
        Role.GIVEN: "Ерлан",
        Role.PATRONYMIC: "Маратұлы",
    }


def test_spans_point_at_the_letters_as_written():
    text = "  ҚОҚАНБЕКОВ ерлан "
    assert [text[part.start : part.end] for part in read(text).parts] == ["ҚОҚАНБЕКОВ", "ерлан"]


def test_initials_are_told_apart_from_names():
    assert roles("Кокамбеков Е.М.")[1:] == [("Е", Role.INITIAL), ("М", Role.INITIAL)]


def test_glued_parts_come_apart_at_the_capital():
    assert [part.text for part in read("ZagipaYahyanovna Bek").parts][:2] == [
        "Zagipa",
        "Yahyanovna",
    ]


def test_a_particle_belongs_to_the_word_before_it():
    assert roles("Qoqanbekov Erlan Marat uly")[2] == ("Marat uly", Role.PATRONYMIC)


def test_titles_and_years_are_set_apart_and_kept():
    name = read("гр-н Қоқанбеков Е., 1987 г.р.")
    assert [part.text for part in name.parts] == ["Қоқанбеков", "Е"]
    assert [part.text for part in name.apart] == ["гр-н", "г.р"]


def test_letters_of_another_script_are_put_back():
    assert read("Кoқaнбeкoв").parts[0].folded == "коқанбеков"


def test_a_respect_form_is_no_given_name():
    assert roles("Бәке") == [("Бәке", Role.RESPECT)]


def test_arabic_script_is_read_as_kazakh():
    assert read("جانار").parts[0].folded == "жанар"


@pytest.mark.parametrize(
    "text", ["", " ", "12345", "😀🙃", "\u200f\u200e", "\x00\x1f", "...", "-", "a" * (1 << 20)]
)
def test_what_is_no_name_has_no_parts(text):
    assert not read(text)


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_can_be_read_and_its_spans_hold(text):
    name = read(text)
    for part in (*name.parts, *name.apart):
        assert 0 <= part.start < part.end <= len(text)


@settings(deadline=None)
@given(st.text(max_size=20))
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


def test_with_a_given_name_alone_a_patronymic_ending_is_a_surnames():
    assert [role for _, role in roles("Ерлан Абайұлы")] == [Role.GIVEN, Role.SURNAME]
