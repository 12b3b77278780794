import pytest

from izdeu.documents.images.likeness import is_doubtful


@pytest.mark.parametrize("word", ["Сөрікқызы", "Ғалөм", "Дінміхамед", "ШДәуренов", "Қоңөр"])
def test_a_word_one_letter_off_a_name_is_doubted(word):
    assert is_doubtful(word)


@pytest.mark.parametrize(
    "word", ["Серікқызы", "Өтеуов", "Көпбаев", "Кан", "Дінмұхамед", "Цурикова-Бек", "Алматы"]
)
def test_a_word_as_it_should_be_is_not(word):
    assert not is_doubtful(word)
