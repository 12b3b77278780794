"""Which script the cells of a photographed column are read in."""

import pytest

from izdeu.documents.geometry import Word
from izdeu.documents.images.cell import Said, in_surer_script, with_yo
from izdeu.documents.images.sheet import is_handwritten


def readings(*cells):
    """Two readings of a column, each cell one word with its confidence."""
    return [[[Word(text, 0, 0, 90, 40, sure)] for text, sure in cells] for _ in range(2)]


CYRILLIC = readings(
    ("Аты-жөні", 0.95), ("Егіапоу", 0.4), ("Нап", 0.85), ("Загір", 0.5), ("Ога2", 0.4)
)
LATIN = readings(("Athi", 0.3), ("Erlanov", 0.9), ("Han", 0.9), ("Sarip", 0.9), ("Ora", 0.9))


def test_a_cell_is_read_in_the_script_that_is_surer():
    said = in_surer_script(CYRILLIC, LATIN)
    texts = [cell.readings[0][0].text for cell in said]
    assert texts == ["Аты-жөні", "Erlanov", "Han", "Sarip", "Ora"]


def test_every_cell_of_a_latin_column_is_for_a_person_to_check():
    assert all(cell.doubtful for cell in in_surer_script(CYRILLIC, LATIN))


def test_a_column_that_was_read_in_one_script_is_not_doubted():
    said = in_surer_script(CYRILLIC, [])
    assert [cell.readings[0][0].text for cell in said][1] == "Егіапоу"
    assert not any(cell.doubtful for cell in said)


@pytest.mark.parametrize(
    ("voted", "russian", "said"),
    [
        ("Дюсенов Артем Болатұлы", ["Дюсенов", "Артём", "Болатулы"], "Дюсенов Артём Болатұлы"),
        ("ЕЛЕНА СЕМЕНОВА", ["ЕЛЕНА", "СЕМЁНОВА"], "ЕЛЕНА СЕМЁНОВА"),
        ("Петр", ["Петр"], "Петр"),
        ("Шәріп Артем", ["Шэрт", "Артём"], "Шәріп Артём"),
        ("Өтеуов", ["Отёуова"], "Өтеуов"),
    ],
)
def test_dots_are_taken_from_the_model_that_reads_them(voted, russian, said):
    assert with_yo(voted, russian) == said


def hand(count):
    return [Said("каракули", 0.4, clear=0.75) for _ in range(count)]


def print_of(count, sure):
    return [Said("Ли Вера", sure, clear=0.97) for _ in range(count)]


def test_a_page_of_handwriting_is_told_from_blurred_print():
    assert is_handwritten(hand(20))
    assert not is_handwritten([*print_of(12, 0.6), *print_of(8, 0.95)])


def test_digits_that_a_hand_wrote_clearly_do_not_make_a_page_print():
    assert is_handwritten([*hand(10), *(Said("05.01.2022", 0.96, clear=0.97) for _ in range(30))])
