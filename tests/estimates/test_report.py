from html.parser import HTMLParser

import pytest

from izdeu.estimates.estimate import estimate
from izdeu.estimates.overlaps import Overlaps
from izdeu.estimates.report import page


class Links(HTMLParser):
    def __init__(self):
        super().__init__()
        self.outside = []
        self.tags = []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        if tag in ("script", "link", "img", "iframe"):
            self.outside.append(tag)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_page_stands_alone_and_holds_pictures_and_tables(table, language):
    reader = Links()
    text = page(estimate(table("madigan_york_spina3")), language)
    reader.feed(text)
    assert reader.outside == []
    assert reader.tags.count("figure") == reader.tags.count("table") == 2
    assert f'<html lang="{language}">' in text


def test_a_refusal_gives_reasons_and_no_models(table):
    text = page(estimate(table("artificial3")))
    assert "No estimate." in text
    assert "share nobody" in text
    assert "539" not in text.replace("says 539", "")
    assert text.count("<figure>") == 1


def test_names_of_lists_cannot_become_markup():
    lists = ("<script>alert(1)</script>", "b & c", "d")
    text = page(estimate(Overlaps(lists, (0, 50, 40, 20, 60, 25, 20, 10))))
    assert "<script>" not in text
    assert "&lt;script&gt;" in text
