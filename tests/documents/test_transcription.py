import io
import json

import pytest

from izdeu.documents import transcription
from izdeu.documents.locator import Locator
from izdeu.documents.reading import Found, FoundClaim, FoundMention, SetAside, Value
from izdeu.terms import Event


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
        "copy-1.csv", "row-001.png", "row-002.png", "row-003.png", "rows.json",
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


def doubtful(event):
    """A row of print whose name was read unsurely, as a reading gives it."""
    name = Locator(
        row=2, column=2, start=0, end=7, confidence=0.6, words=(0.95, 0.6),
        polygon=((20, 40), (200, 40), (200, 70), (20, 70)),
    )  # fmt: skip
    day = name._replace(column=3, polygon=((210, 40), (390, 40), (390, 70), (210, 70)))
    mention = FoundMention(Locator(row=2), Value("Ли Вера", name))
    claim = FoundClaim(event, when="2022-01-06", locators=(day,))
    return [Found(mention, (claim,)), SetAside(name, "cell.unsure", "Ли Вера")]


def test_a_doubtful_cell_keeps_its_picture_words_and_place_beside_its_row(photo, tmp_path):
    rows = transcription.tasks(photo, doubtful(Event.TAKEN))
    transcription.write(tmp_path / "copy", rows)
    told = json.loads((tmp_path / "copy" / "rows.json").read_text(encoding="utf-8"))
    cell = told[0]["cells"][0]
    assert (told[0]["people"], cell["read"], cell["locator"]["words"]) == (
        1,
        "Ли Вера",
        [0.95, 0.6],
    )
    assert len(cell["locator"]["polygon"]) == 4
    image = pytest.importorskip("PIL.Image")
    widths = [image.open(tmp_path / "copy" / one["picture"]).width for one in (told[0], cell)]
    assert widths[0] > 370 > widths[1]


def test_doubtful_names_of_the_dead_are_for_two_people(photo):
    assert [task.people for task in transcription.tasks(photo, doubtful(Event.DIED))] == [2]


def test_a_page_of_handwriting_without_rows_is_shown_whole(photo):
    page = [SetAside(Locator(), "page.handwritten")]
    image = pytest.importorskip("PIL.Image")
    (task,) = transcription.tasks(photo, page)
    assert image.open(io.BytesIO(task.crop)).size == (400, 300)
