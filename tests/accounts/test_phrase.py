import pytest
from hypothesis import given
from hypothesis import strategies as st

from izdeu.accounts import phrase
from izdeu.publication.wording import CHOICES


@pytest.mark.parametrize("language", CHOICES)
def test_every_phrase_is_one_of_two_to_the_forty_three_alike(language):
    worth = phrase.entropy(language)
    assert worth["bits"] >= 43 and worth["drawn"] <= 5


@pytest.mark.parametrize("language", CHOICES)
def test_any_two_words_of_a_list_differ_when_typed_in_plain_letters(language):
    listed = phrase.words(language)
    assert len({phrase.plain(word) for word in listed}) == len(listed)
    assert all(phrase.plain(word) for word in listed)


@given(st.sampled_from(CHOICES), st.binary(min_size=16, max_size=32))
def test_a_phrase_is_the_same_for_the_same_seed_however_it_is_typed(language, seed):
    words = phrase.phrase(language, seed)
    assert words == phrase.phrase(language, seed)
    typed = f"  {words.upper()} ".replace(" ", " - ").replace("Қ", "К").replace("Ё", "Е")
    assert phrase.plain(typed) == phrase.plain(words)


@given(st.text(max_size=200))
def test_nothing_typed_breaks_the_comparison(typed):
    assert phrase.plain(phrase.plain(typed)) == phrase.plain(typed)
