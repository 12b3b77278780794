import pytest

from izdeu.names import compare
from izdeu.names.index import Index, scores

GALLERY = [
    "Коканбеков Ерлан Маратович",
    "Коканбеков Нуржан Маратович",
    "Сатыбалдина Айгуль",
    "Zhanar Seitkali",
    "12345",
    "Турсынбаева Загипа Яхьяновна",
    "Коканбеков Марат Серикович",
]


@pytest.fixture(scope="module")
def index():
    return Index.build(GALLERY)


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("Қоқанбеков Ерлан Маратұлы", 0),
        ("ERLAN KOKANBEKOV", 0),
        ("Қоқанбеков Нұржан", 1),
        ("Aigul Satybaldina", 2),
        ("Жанар Сейітқали", 3),
        ("Сейткали Ж.", 3),
        ("ТурсынбаеваЗагипа", 5),
        ("Турсинбаева Загина", 5),
        ("Коканбеков М. С.", 6),
    ],
)
def test_a_name_is_found_in_any_script_and_state(index, query, place):
    assert index.search(query)[0].place == place


def test_the_best_comes_first_and_no_more_than_asked_for(index):
    found = index.search("Қоқанбеков Ерлан", top=2)
    assert len(found) == 2
    assert found[0].weight >= found[1].weight


def test_the_index_weighs_as_a_comparison_does(index):
    for found in index.search("Қоқанбеков Ерлан Маратұлы"):
        alone = compare("Қоқанбеков Ерлан Маратұлы", GALLERY[found.place])
        assert (found.score, found.weight) == pytest.approx((alone.score, alone.weight))


@pytest.mark.parametrize("query", ["", "12", "😀", "\u200f"])
def test_no_name_finds_nobody(index, query):
    assert list(index.search(query)) == []


def test_an_empty_index_finds_nobody():
    assert list(Index.build([]).search("Ерлан")) == []


def test_many_pairs_score_as_they_do_one_by_one():
    pairs = [
        (one, other) for one in [*GALLERY, "Zagipa Tursynbaeva", "Кокан Е."] for other in GALLERY
    ]
    alone = [compare(one, other).score for one, other in pairs]
    assert scores(pairs) == pytest.approx(alone)


def test_likeness_falls_with_the_rank(index):
    found = index.search("Қоқанбеков Ерлан Маратұлы", top=5)
    likeness = [one.likeness for one in found]
    assert likeness == sorted(likeness, reverse=True)
    assert all(0 <= one <= 1 for one in likeness)
