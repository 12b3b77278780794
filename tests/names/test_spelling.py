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


def forms(name, language):
    return [one.text for one in spellings(name) if one.language == language]


def test_a_kazakh_name_in_russian_letters_is_read_back_into_kazakh():
    assert "Серіков Нұрлан Ержанұлы" in forms("Сериков Нурлан Ержанович", "kk")
    assert "Serikov Nurlan Erzhanuly" in forms("Сериков Нурлан Ержанович", "latin")
    assert "Серіков Нұрлан" in forms("Serikov Nurlan", "kk")


def test_a_surname_is_given_with_and_without_its_ending():
    assert {"Серік Нұрлан", "Серікұлы Нұрлан"} <= set(forms("Серіков Нұрлан", "kk"))
    assert {"Серик Нурлан", "Серикулы Нурлан"} <= set(forms("Сериков Нурлан", "ru"))
    assert {"Сәбитов Айдос", "Сәбитұлы Айдос"} <= set(forms("Сәбит Айдос", "kk"))
    assert {"Серік Нұрлан", "Серіков Нұрлан"} <= set(forms("Серікұлы Нұрлан", "kk"))


def test_the_surname_of_a_woman_keeps_her_endings():
    assert {"Ахмет Айгүл", "Ахметқызы Айгүл"} <= set(forms("Ахметова Айгүл", "kk"))


def test_the_letter_that_an_ending_swallowed_comes_back():
    assert "Тоқтарбай Дана" in forms("Тоқтарбаева Дана", "kk")


def test_a_name_that_is_not_kazakh_gets_no_kazakh_form():
    assert forms("Иванов Сергей Петрович", "kk") == []


def test_what_was_written_comes_first():
    assert spellings("Erlan Qoqanbekov")[0].text == "Erlan Qoqanbekov"


def test_a_latin_name_is_read_into_russian_letters():
    assert cyrillic("shukhov") == "шухов"


def test_nothing_is_made_of_no_name():
    assert list(spellings("12")) == []
