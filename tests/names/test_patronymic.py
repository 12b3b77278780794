import pytest

from izdeu.names import patronymic


@pytest.mark.parametrize(
    ("one", "other"),
    [("Маратұлы", "Маратович"), ("Маратұлы", "Marat uly"), ("Серікқызы", "Сериковна")],
)
def test_one_father_in_two_languages(one, other):
    assert patronymic.same_father(one, other)


@pytest.mark.parametrize(
    ("one", "other"), [("Маратұлы", "Маратовна"), ("Маратұлы", "Серікұлы"), ("Маратұлы", "Марат")]
)
def test_another_father_or_another_child(one, other):
    assert not patronymic.same_father(one, other)


@pytest.mark.parametrize(
    ("stem", "sex", "written"),
    [
        ("марат", "m", "маратович"),
        ("серик", "f", "сериковна"),
        ("сергей", "m", "сергеевич"),
        ("юрий", "f", "юрьевна"),
        ("игорь", "m", "игоревич"),
        ("али", "m", "алиевич"),
    ],
)
def test_a_russian_patronymic_follows_the_fathers_name(stem, sex, written):
    assert patronymic.russian(stem, sex) == written


def test_a_kazakh_patronymic_follows_the_sex():
    assert (patronymic.kazakh("марат", "m"), patronymic.kazakh("марат", "f")) == (
        "маратұлы",
        "маратқызы",
    )
