"""Kazakh words of our own in Latin letters."""

import pytest

from izdeu.names.latin import in_latin
from izdeu.names.table import rules

EXAMPLES = [tuple(one.values()) for one in rules("latin_pages")["examples"]]


@pytest.mark.parametrize(("written", "becomes"), EXAMPLES)
def test_the_examples_of_the_rules_come_out_as_they_stand(written, becomes):
    assert in_latin(written) == becomes


def test_latin_letters_addresses_and_gaps_stay_as_they_are():
    text = "https://Example.org/İI {times} YouTube 5–7"
    assert in_latin(text) == text


def test_no_cyrillic_letter_is_left_behind():
    letters = "абвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюяә"
    for text in (letters, letters.upper(), *letters, *letters.upper()):
        assert not any("\u0400" <= letter <= "\u04ff" for letter in in_latin(text))
