"""Second-tier languages are carried by tables; each is held to an example."""

import pytest

from izdeu.names import compare, read


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Коваленко Олексій", "Алексей Коваленко"),
        ("Шевчук Андрій", "Andrii Shevchuk"),
        ("Кавалёў Аляксандр", "Ковалёв Александр"),
        ("Токтогулов Бакыт Асан уулу", "Токтогулов Бакыт Асанович"),
        ("Ўролов Ғайрат", "Уралов Гайрат"),
        ("Ҷамшед Раҳимов", "Джамшед Рахимов"),
        ("Əliyev Məmməd", "Алиев Мамед"),
        ("Çağlar Şahin", "Чаглар Шахин"),
        ("ەرلان قوقانبەكوۆ", "Ерлан Қоқанбеков"),
        ("ٴالىبەك سەرىكۇلى", "Әлібек Серікұлы"),
        ("ﻧﯘﺭﻻﻥ ﻣﺎﺭﺍﺗﯘﻟﻰ", "Нұрлан Маратұлы"),
        ("Володимир Бондаренко", "Бондаренко Владимир"),
        ("Уладзімір Каваленка", "Коваленко Владимир"),
        ("Тараўскі Аляксей", "Таровский Алексей"),
        ("Heydərov Rəşad Həsən oğlu", "Гейдаров Рашад Гасанович"),
        ("G‘ofurov Jamshid", "Гафуров Джамшид"),
        ("Жээнбаев Бакыт", "Jeenbaev Bakyt"),
    ],
)
def test_a_name_of_a_neighbouring_language_is_known_in_russian_or_kazakh(a, b):
    assert compare(a, b).score > 0.5


@pytest.mark.parametrize("text", ["ەرلان قوقانبەكوۆ", "نۇرلان ماراتۇلى"])
def test_arabic_script_is_read_though_a_program_reversed_it(text):
    turned = read(text[::-1])
    assert [part.folded for part in turned.parts] == [part.folded for part in read(text).parts]
    assert all(turned.text[part.start : part.end] == part.text for part in turned.parts)
    assert compare(text, text[::-1]).score > 0.9


@pytest.mark.parametrize(
    "other",
    [
        "Qoqanbekov Erlan",
        "Kokanbekov Yerlan",
        "Qoqanbekov Yerlan",
        "Қоқанбеков Ерлан",
        "Коканбеков Ерлан",
    ],
)
def test_a_short_form_fits_its_name(other):
    assert compare("Ерик Қоқанбеков", other).score > 0.5


def test_a_respect_form_neither_helps_nor_harms():
    assert compare("Бәке Сәрсенов", "Базарбек Сәрсенов").weight == pytest.approx(
        compare("Сәрсенов", "Сәрсенов").weight
    )


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Zhandos Nakypovich", "Жандос Нақыпұлы"),
        ("Мадияр Қайсарұлы", "Мадияр Кайсаров"),
        ("Жанбулатов Данияр", "Джанбулатов Данияр"),
        ("Касым-Жомарт Бекенов", "Касым Жомарт Бекенов"),
    ],
)
def test_one_family_may_carry_several_surnames(a, b):
    assert compare(a, b).score > 0.5
