"""Codes of texts, given in the order in which the texts are met."""

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from izdeu.linkage import vocabulary
from izdeu.linkage.vocabulary import Vocabulary

BATCHES = st.lists(st.lists(st.text(max_size=6), max_size=30), max_size=8)


@given(BATCHES)
@settings(max_examples=60, deadline=None)
def test_codes_are_those_of_a_dictionary_that_grows(batches):
    words, known = Vocabulary(), {}
    for batch in batches:
        codes = words.codes(pa.array(batch, pa.string()))
        assert codes.tolist() == [known.setdefault(text, len(known)) for text in batch]
    assert words.texts.to_pylist() == list(known)
    assert len(words) == len(known)


def test_a_vocabulary_outgrows_its_first_room_without_changing_a_code(monkeypatch):
    monkeypatch.setattr(vocabulary, "FIRST_SLOTS", 4)
    monkeypatch.setattr(vocabulary, "FIRST_LETTERS", 1)
    words, texts = Vocabulary(), [f"сөз {number}" for number in range(5000)]
    first = [words.codes(pa.array(texts[at : at + 7])) for at in range(0, 5000, 7)]
    assert [code for part in first for code in part] == list(range(5000))
    assert words.codes(pa.array(texts)).tolist() == list(range(5000))


def test_a_slice_of_a_column_is_read_where_it_lies():
    words = Vocabulary()
    assert words.codes(pa.array(["а", "ә", "б", "ә"]).slice(1)).tolist() == [0, 1, 0]
    assert words.texts.to_pylist() == ["ә", "б"]
