import pytest

from izdeu.names import keys, read

FORMS = [
    "Қоқанбеков Ерлан Маратұлы",
    "Коканбеков Ерлан Маратович",
    "Erlan Qoqanbekov",
    "ERLAN KOKANBEKOV",
    "Кокамбеков Е.М.",
]


@pytest.mark.parametrize("other", FORMS)
def test_spellings_of_one_name_share_a_key(other):
    assert set(keys(read(FORMS[0]))) & set(keys(read(other)))


def test_a_name_has_a_handful_of_short_keys():
    found = keys(read(FORMS[0]))
    assert 1 <= len(found) <= 8
    assert all(len(key) <= 40 for key in found)


def test_a_text_without_a_name_has_no_key():
    assert list(keys(read("12"))) == []
