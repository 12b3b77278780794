"""Drawn pages: a ruled table askew, a page without rules. Letters need Tesseract, rules do not."""

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from izdeu.documents.images.rectification import find_ruled, straighten

ROWS, COLUMNS = 8, 4
SIDE = (1400, 1000)


def drawn(*, ruled=True):
    picture = Image.new("L", (SIDE[1], SIDE[0]), 255)
    pen = ImageDraw.Draw(picture)
    for i in range(ROWS + 1):
        if ruled:
            pen.line((100, 200 + 100 * i, 900, 200 + 100 * i), fill=20, width=3)
    for j in range(COLUMNS + 1):
        if ruled:
            pen.line((100 + 200 * j, 200, 100 + 200 * j, 1000), fill=20, width=3)
    return picture, pen


def photographed(picture, angle, pull):
    """On a dark desk, turned, pulled out of square, unevenly lit."""
    page = cv2.copyMakeBorder(
        np.asarray(picture), 150, 150, 150, 150, cv2.BORDER_CONSTANT, value=90
    )
    height, width = page.shape
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    pulled = corners + np.array([[pull, 0], [0, pull], [-pull, 0], [0, -pull]], np.float32)
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    bent = cv2.getPerspectiveTransform(corners, pulled)
    moved = cv2.warpPerspective(
        page, np.vstack([turn, [0, 0, 1]]) @ bent, (width, height), borderValue=90
    )
    return np.asarray(moved * np.linspace(1.0, 0.75, width)[None, :], np.uint8)


@pytest.mark.parametrize(("angle", "pull"), [(0, 0), (4, 15), (-8, 40)])
def test_a_ruled_table_is_found_however_it_was_photographed(angle, pull):
    ruled = find_ruled(photographed(drawn()[0], angle, pull))
    assert ruled is not None
    assert (len(ruled.rows), len(ruled.columns)) == (ROWS + 1, COLUMNS + 1)


def test_places_lead_back_to_pixels_of_the_original():
    ruled = find_ruled(np.asarray(drawn()[0]))
    left, top = ruled.columns[0], ruled.rows[0]
    x, y = ruled.page.polygon(left, top, left + 10, top + 10)[0]
    assert abs(x - 100) < 4
    assert abs(y - 200) < 4


def test_a_page_without_rules_is_no_ruled_table():
    picture, pen = drawn(ruled=False)
    for i in range(12):
        pen.text((100, 200 + 60 * i), "some words that stand in a line", fill=20)
    assert find_ruled(np.asarray(picture)) is None


def test_lines_of_writing_are_turned_upright():
    picture, pen = drawn(ruled=False)
    for i in range(16):
        pen.rectangle((150, 200 + 50 * i, 850, 212 + 50 * i), fill=20)
    turned = np.asarray(picture.rotate(5, fillcolor=255))
    upright = straighten(turned).picture
    profile = (upright < 128).sum(axis=1)
    assert profile.max() > 0.6 * upright.shape[1] * 700 / 1000


FONT = "DejaVuSans.ttf"


def test_a_printed_ruled_photo_is_read_cell_by_cell(listed, tmp_path):
    picture, pen = drawn()
    font = ImageFont.truetype(_font(), 26)
    table = [["№", "ФИО", "Туған жылы", "Задержан"]]
    names = ["Ли Вера", "Кан Олег", "Им Яна", "Ан Тимур", "Пак Зоя", "Тен Юрий", "Цой Анна"]
    table += [[str(i + 1), name, str(1960 + i), "05.01.22"] for i, name in enumerate(names)]
    for i, row in enumerate(table):
        for j, words in enumerate(row):
            pen.text((112 + 200 * j, 232 + 100 * i), words, font=font, fill=20)
    path = tmp_path / "photo.png"
    picture.save(path)
    read = listed(path.read_bytes(), "photo.png")
    assert read.names == names
    assert read.births == [str(1960 + i) for i in range(len(names))]
    place = read.found[0].mention.name.locator
    assert place.polygon
    assert read.reading.text[place.start : place.end] == "Ли Вера"


def _font():
    """A font with Cyrillic that comes with matplotlib, which is always installed."""
    from pathlib import Path

    import matplotlib

    return str(Path(matplotlib.__file__).parent / "mpl-data/fonts/ttf" / FONT)
