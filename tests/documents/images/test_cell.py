"""Which script the cells of a photographed column are read in."""

from izdeu.documents.geometry import Word
from izdeu.documents.images.cell import in_surer_script


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
