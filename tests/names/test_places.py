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
