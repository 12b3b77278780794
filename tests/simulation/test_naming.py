from random import Random

import pytest

from izdeu.simulation.naming import Name, draw_surname, patronymic_of, surname_of, surnames
from izdeu.simulation.spelling import mistype, spell


def test_there_are_as_many_surnames_as_in_a_country():
    assert len(surnames(kazakh=True)) > 50_000
    assert len(surnames(kazakh=False)) > 3_000


def test_surnames_are_drawn_more_often_the_commoner_they_are():
    rng = Random(1)
    drawn = [draw_surname(rng, kazakh=True) for _ in range(20_000)]
    common = set(surnames(kazakh=True)[:400])
    assert 0.25 < sum(surname in common for surname in drawn) / len(drawn) < 0.5


@pytest.mark.parametrize(
    ("surname", "female"),
    [("Өтегенов", "Өтегенова"), ("Ковальский", "Ковальская"), ("Сейтқали", "Сейтқали")],
)
def test_a_woman_bears_the_form_of_the_surname_that_fits(surname, female):
    assert surname_of(surname, male=False) == female
    assert surname_of(surname, male=True) == surname


def test_a_father_gives_a_patronymic_in_both_manners():
    assert patronymic_of("Қанат", male=True, kazakh=True) == "Қанатұлы"
    assert patronymic_of("Қанат", male=False, kazakh=True) == "Қанатқызы"
    assert patronymic_of("Сергей", male=True, kazakh=False) == "Сергеевич"
    assert patronymic_of("Асан", male=False, kazakh=False) == "Асановна"


@pytest.mark.parametrize(
    ("style", "spelled"),
    [("kk", "Ғанижан"), ("ru", "Ганижан"), ("passport", "Ganizhan"), ("press", "Ghanizhan")],
)
def test_one_name_is_spelled_in_several_styles(style, spelled):
    assert spell("Ғанижан", style) == spelled


def test_a_slip_changes_at_most_two_letters_and_never_crashes():
    rng = Random(2)
    for word in ("Қ", "Әл", "Өмірбек", "x" * 50):
        assert abs(len(mistype(word, rng)) - len(word)) <= 1


def test_a_name_is_spelled_part_by_part():
    assert Name("Өтегенов", "Үміт", "Қанатұлы").spelled("ru") == Name(
        "Отегенов", "Умит", "Канатулы"
    )
