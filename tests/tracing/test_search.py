"""Staff search: by sound in a table of keys, in any script, at once up to date."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from izdeu.terms import FacilityKind
from izdeu.tracing import actions, derive, models, queries

NAMES = ("Ермек Тоқжанов", "Ermek Toqzhanov", "Токжанов Е.", "Айгуль Ахметова", "Ким Иннокентий")


def found(words):
    return {hit.mention.name for hit in queries.search(queries.staff_reader("op-1"), words)}


@pytest.fixture
def listed(desk):
    return desk.list(*[(name,) for name in NAMES])


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Токжанов Ермек", set(NAMES[:3])),
        ("Yermek Tokzhanov", set(NAMES[:2])),
        ("Токжанов", set(NAMES[:3])),
        ("ермек", set(NAMES[:2])),
        ("Ахметов Айгул", {NAMES[3]}),
        ("???", set()),
    ],
)
def test_a_name_is_found_by_some_of_its_words_in_any_script(listed, words, names):
    assert names <= found(words)
    assert not (found(words) - names) & {"Айгуль Ахметова", "Ким Иннокентий"} - names


def test_what_was_recorded_corrected_withdrawn_or_hidden_is_known_at_once(desk, listed):
    desk.list(("Новиков Пётр",), published="2022-01-16")
    assert found("Novikov") == {"Новиков Пётр"}
    actions.correct(listed[3], {"name": "Зульфия Сейтова"}, by="op-1")
    assert found("Seitova") == {"Зульфия Сейтова"} and not found("Ахметова")
    actions.hide(listed[4], by="op-1")
    assert not found("Иннокентий Ким")


def test_of_an_erased_name_no_key_is_left(lasting_desk):
    (mention,) = lasting_desk.list(("Ермек Тоқжанов",))
    assert found("Токжанов")
    actions.erase([mention], by="op-1", reason="family")
    assert not found("Токжанов") and not models.NameKey.objects.exists()


def test_a_rebuild_gives_the_same_keys(listed):
    before = set(models.NameKey.objects.values_list("mention", "key"))
    derive.rebuild()
    assert before and set(models.NameKey.objects.values_list("mention", "key")) == before


def test_a_case_number_finds_its_request_and_a_request_bears_its_number(desk):
    opened = actions.open_request(actions.Asked(name="Серік", said="2022-01-07"), by="op-1")
    reader = queries.staff_reader("op-1")
    (hit,) = queries.search(reader, opened.number)
    assert (hit.mention.id, hit.number) == (opened.mention, opened.number)
    assert queries.search(reader, "Serik")[0].number == opened.number


def test_facilities_are_found_in_any_script(db):
    names = {"kk": "Ескі порт ауруханасы", "en": "Old Port hospital"}
    actions.record_facility("больница Старый порт", FacilityKind.HOSPITAL, by="op-1", names=names)
    reader = queries.staff_reader("op-1")
    for words in ("старый порт", "Staryi port", "old port", "порт"):
        assert queries.facilities_named(reader, words), words
    assert not queries.facilities_named(reader, "СИЗО")
    assert not queries.facilities_named(reader, "  ")


def test_the_register_of_facilities_is_read_again_when_one_more_is_recorded(db):
    reader = queries.staff_reader("op-1")
    actions.record_facility("больница Старый порт", FacilityKind.HOSPITAL, by="op-1")
    assert [one.name for one in queries.facilities(reader)] == ["больница Старый порт"]
    with CaptureQueriesContext(connection) as made:
        queries.facilities(reader)
    assert len(made) == 1
    actions.record_facility("СИЗО Старый порт", FacilityKind.SIZO, by="op-1")
    assert len(queries.facilities(reader)) == len(queries.facilities_named(reader, "порт")) == 2


def test_of_many_bearers_of_one_name_each_is_found(desk):
    desk.list(*[("Ермек Тоқжанов",)] * 5, ("Ермек Тоқжан",))
    hits = queries.search(queries.staff_reader("op-1"), "Ермек Тоқжанов", top=5)
    assert len(hits) == 5 and {hit.mention.name for hit in hits} == {"Ермек Тоқжанов"}


def test_more_mentions_take_no_more_queries(desk, listed):
    reader = queries.staff_reader("op-1")
    few = counted(reader)
    desk.list(*[(f"Ермек Тоқжанов {n}",) for n in range(40)], published="2022-01-16")
    assert counted(reader) == few


def counted(reader):
    with CaptureQueriesContext(connection) as made:
        queries.search(reader, "Ермек Токжанов")
    return len(made)
