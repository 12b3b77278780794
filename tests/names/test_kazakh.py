import random

import pytest

from izdeu.names import kazakh


def test_the_likeliest_russian_form_is_the_instructions():
    assert kazakh.russian_forms("қоқанбек", 1)[0][0] == "коканбек"


def test_forms_come_with_falling_shares():
    shares = [share for _, share in kazakh.russian_forms("өмірбек", 5)]
    assert shares == sorted(shares, reverse=True)


def test_the_commoner_form_has_the_larger_share():
    for shares in (kazakh.russian_shares(), kazakh.latin_shares({})):
        assert all(share > 0 for share in shares.values())
    assert kazakh.russian_shares()["қ", "к"] > kazakh.russian_shares()["қ", "х"]


@pytest.mark.parametrize("spell", [kazakh.russian_spelling, kazakh.latin_spelling])
def test_a_drawn_spelling_depends_on_the_seed_alone(spell):
    assert spell("жәнібек", random.Random(5)) == spell("жәнібек", random.Random(5))
