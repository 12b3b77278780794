import pytest

from izdeu.documents import transcription
from izdeu.documents.locator import Locator
from izdeu.documents.reading import SetAside


@pytest.fixture
def photo(tmp_path):
    image = pytest.importorskip("PIL.Image")
    path = tmp_path / "photo.png"
    image.new("L", (400, 300), 255).save(path)
    return path


def handwritten(count):
    return [
        SetAside(
            Locator(
                row=i, polygon=((10, 30 * i), (390, 30 * i), (390, 30 * i + 25), (10, 30 * i + 25))
            ),
            "row.handwritten",
        )
        for i in range(1, count + 1)
    ]


def test_each_handwritten_row_becomes_a_picture_to_copy(photo, tmp_path):
    rows = transcription.tasks(photo, handwritten(3))
    sheet = transcription.write(tmp_path / "copy", rows)
    assert sorted(path.name for path in sheet.parent.iterdir()) == [
        "copy-1.csv", "row-001.png", "row-002.png", "row-003.png",
    ]  # fmt: skip


def test_names_of_the_dead_are_copied_by_two_people(photo, tmp_path):
    rows = transcription.tasks(photo, handwritten(1), dead=True)
    sheet = transcription.write(tmp_path / "copy", rows)
    assert (sheet.parent / "copy-2.csv").exists()


def test_cells_that_two_people_copied_differently_are_pointed_out():
    one, other = [["Ли Вера", "1998"]], [["Ли  Вера", "1988"]]
    assert transcription.disagreements(one, other) == [(0, 1)]


def test_a_list_without_handwriting_gives_nothing_to_copy(photo):
    assert transcription.tasks(photo, []) == []
