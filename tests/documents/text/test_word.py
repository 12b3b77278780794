import pytest

from izdeu.documents.text.word import LONGEST, language_of, sentences, sound


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("He was last seen near the market.", "en"),
        ("Его видели в последний раз у рынка.", "ru"),
        ("Оны соңғы рет базар маңында көрген.", "kk"),
        ("Ony sońǵy ret bazar mańynda kórgen.", "kk"),
        ("12.10.2025", ""),
    ],
)
def test_a_language_is_known_by_letters_and_words(text, language):
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ғалия", "Galiia"), ("Қасымов", "Qasymov"), ("Жұмабек", "Zhumabek"), ("Ахмет", "Akhmet")],
)
def test_a_name_has_one_key_in_every_script(one, other):
    assert sound(one) == sound(other)


def test_initials_abbreviations_and_numbers_of_a_list_end_no_sentence():
    text = "1. Кобенов С. А. живёт в г. Тараз, ул. Абая. Он пропал."
    assert len(sentences(text)) == 2


def test_a_question_mark_inside_a_quotation_ends_a_sentence_of_it():
    found = sentences("“Where is he? Nobody knows,” she said. He came back.")
    assert [one.quoted for one in found] == [False, True, False]


def test_a_sentence_without_an_end_is_cut():
    assert max(len(one.words) for one in sentences("слово " * 1000)) == LONGEST
