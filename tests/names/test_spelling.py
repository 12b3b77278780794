from izdeu.names import spellings
from izdeu.names.spelling import cyrillic


def test_a_kazakh_name_is_spelled_in_russian_and_latin():
    found = {one.text for one in spellings("Қоқанбеков Ерлан Маратұлы")}
    assert {
        "Қоқанбеков Ерлан Маратұлы",
        "Коканбеков Ерлан Маратович",
        "Kokanbekov Erlan Maratuly",
        "Qoqanbekov Erlan Maratuly",
    } <= found


def test_what_was_written_comes_first():
    assert spellings("Erlan Qoqanbekov")[0].text == "Erlan Qoqanbekov"


def test_a_latin_name_is_read_into_russian_letters():
    assert cyrillic("shukhov") == "шухов"


def test_nothing_is_made_of_no_name():
    assert list(spellings("12")) == []
