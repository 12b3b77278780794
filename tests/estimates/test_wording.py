import re
from string import Formatter

import pytest

from izdeu.estimates.refusal import Reason
from izdeu.estimates.wording import LANGUAGES, UnknownLanguage, number, say, templates
from izdeu.terms import TallyStanding, Unit


def leaves(tree, path=()):
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from leaves(value, (*path, key))
        else:
            yield ".".join((*path, key)), value


def fields(template):
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def test_the_languages_have_the_same_sentences_with_the_same_values():
    english = {key: fields(text) for key, text in leaves(templates("en"))}
    for language in LANGUAGES:
        assert {key: fields(text) for key, text in leaves(templates(language))} == english


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_standing_and_unit_is_worded(language):
    for reason in Reason:
        assert set(templates(language)["refusal"][reason]) == {"why", "mend"}
    for standing in TallyStanding:
        assert say(language, f"count.{standing}")
    for unit in Unit:
        assert say(language, f"unit.{unit}")


def test_thousands_are_set_apart_and_open_limits_worded():
    assert number("en", 12345.6) == "12,346"
    assert number("kk", 12345.6) == "12\u00a0346"
    assert number("ru", float("inf")) == "верхней границы нет"


def test_a_language_without_templates_is_an_error():
    with pytest.raises(UnknownLanguage, match="kk, ru, en"):
        say("xx", "estimate.title")


def test_kazakh_in_latin_letters_says_the_same_without_a_cyrillic_letter():
    told = say("kk-Latn", "estimate.envelope", {"low": 1200, "high": 3400})
    assert "1" in told and "400" in told
    assert not re.search("[\u0400-\u04ff]", str(templates("kk-Latn")))
