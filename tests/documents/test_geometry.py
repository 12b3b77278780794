"""Lines and columns from where words stand."""

from izdeu.documents.geometry import Word, lines_of


def test_a_line_that_rises_on_its_way_is_one_line():
    words = [
        Word(f"{row}.{place}", 400.0 * place, y, 400.0 * place + 90, y + 40)
        for row in range(4)
        for place in range(5)
        for y in [1000 + 62.0 * row - 9 * place]
    ]
    assert [line.text for line in lines_of(words)] == [
        " ".join(f"{row}.{place}" for place in range(5)) for row in range(4)
    ]
