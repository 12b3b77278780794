import pytest

from izdeu.names import places


@pytest.mark.parametrize(
    ("text", "kk"),
    [
        ("Семей", "Семей"),
        ("Semey", "Семей"),
        ("Семипалатинск", "Семей"),
        ("г. Семипалатинске", "Семей"),
        ("Ақтөбе қаласы", "Ақтөбе"),
        ("Актюбинск", "Ақтөбе"),
        ("АЛМА-АТА", "Алматы"),
        ("в Караганде", "Қарағанды"),
        ("Qaraghandy", "Қарағанды"),
        ("Zhanaozen", "Жаңаөзен"),
        ("Жанаузень", "Жаңаөзен"),
        ("Усть-Каменогорск", "Өскемен"),
        ("Талдыкоргане", "Талдықорған"),
        ("Джамбул", "Тараз"),
        ("Janaozen", "Жаңаөзен"),
        ("Шевченко", "Ақтау"),
    ],
)
def test_a_place_is_found_under_each_of_its_names(text, kk):
    assert places.find(text).kk == kk


@pytest.mark.parametrize("text", ["", "12", "😀", "Париж", "қалада"])
def test_what_is_no_place_is_not_found(text):
    assert places.find(text) is None


def test_the_distance_is_that_of_a_great_circle():
    almaty, astana = places.find("Алматы"), places.find("Астана")
    assert places.distance_km(almaty, astana) == pytest.approx(970, abs=15)
    assert places.distance_km(almaty, almaty) == 0


def test_each_place_has_a_known_region_or_none():
    assert {place.region for place in places.every()} <= {*places.regions(), ""}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Алматинская область", "KZ-19"),
        ("Алматы облысы", "KZ-19"),
        ("Almaty region", "KZ-19"),
        ("Алматы", "KZ-75"),
        ("ВКО", "KZ-63"),
        ("Восточно-Казахстанской области", "KZ-63"),
        ("Южно-Казахстанская область", "KZ-61"),
        ("Mangystau Region", "KZ-47"),
    ],
)
def test_a_region_is_found_in_each_language_and_by_old_names(text, code):
    assert places.region(text).id == code


@pytest.mark.parametrize("text", ["", "область", "12", "😀"])
def test_what_names_no_region_finds_none(text):
    assert places.region(text) is None
