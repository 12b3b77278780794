"""Short forms of given names speak for a match, full names that share one do not."""

import pytest

from izdeu.linkage import Model, Record, weigh


def label(a, b):
    weighed = weigh(
        Record("1", name=f"Күзенов {a} Серікұлы"), Record("2", name=f"Күзенов {b} Серікұлы"),
        Model.default(),
    )  # fmt: skip
    return next(r.id for r in weighed.contributions if r.id.startswith("given_"))


@pytest.mark.parametrize(
    "full, short", [("Ерлан", "Ерик"), ("Ержан", "Ерик"), ("Бақытжан", "Баха"), ("Руслан", "Русик")]
)
def test_a_short_form_fits_the_names_it_is_short_for(full, short):
    assert label(full, short) in ("given_short", "given_near", "given_sounds")
    assert label(short, full) == label(full, short)


def test_two_full_names_with_one_short_form_are_different_names():
    assert label("Нұрсұлтан", "Нұрбол") == "given_differs"


def test_reasons_show_the_names_as_written():
    found = weigh(
        Record("1", name="Тоқжанов Ерлан Маратұлы"), Record("2", name="Токжанов Е. Маратович"),
        Model.default(),
    )  # fmt: skip
    shown = {reason.id.split("_")[0]: reason.values for reason in found.contributions}
    assert shown["surname"] == {"a": "Тоқжанов", "b": "Токжанов"}
    assert shown["father"] == {"a": "Маратұлы", "b": "Маратович"}
    assert shown["given"]["a"] == "Ерлан"
