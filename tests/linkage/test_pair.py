from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from izdeu.linkage import Happening, Model, Record, keys, weigh
from izdeu.linkage.cap import Caps

MODEL = Model.default()
ERLAN = Record(
    "1",
    name="Көктемов Ерлан Маратович",
    sex="male",
    birth="1990-05-14",
    places=("Тараз",),
    phones=("9f2c",),
)
CAPS = Caps.default()


def ids(weighed):
    return [reason.id for reason in weighed.contributions]


def test_the_contributions_sum_to_the_weight():
    found = weigh(ERLAN, replace(ERLAN, id="2", birth="", age="31", age_said="2022-01-05"), MODEL)
    assert sum(reason.weight for reason in found.contributions) == pytest.approx(found.weight)
    assert found.probability > 0.99


def test_what_one_side_does_not_say_weighs_nothing():
    bare = Record("2", name=ERLAN.name, birth=ERLAN.birth)
    spoken = {reason.id for reason in weigh(ERLAN, bare, MODEL).contributions}
    assert spoken == {"prior", "surname_same", "given_same", "father_same", "birth_same"}


def test_one_place_under_its_old_and_new_name_is_one_place():
    a = replace(ERLAN, places=("Семей",))
    b = replace(ERLAN, id="2", places=("Семипалатинск",))
    assert "place_same" in ids(weigh(a, b, MODEL))


def test_comparing_is_symmetric():
    other = replace(ERLAN, id="2", name="Көктемов Е. М.", birth="1990", places=("Алматы",))
    assert weigh(ERLAN, other, MODEL).weight == weigh(other, ERLAN, MODEL).weight


@pytest.mark.parametrize(
    "contradiction",
    [{"sex": "female"}, {"birth": "1961-11-30"}, {"birth": "", "age": "60", "age_said": "2022"}],
)
def test_a_contradiction_caps_whatever_else_agrees(contradiction):
    found = weigh(ERLAN, replace(ERLAN, id="2", **contradiction), MODEL)
    assert found.weight <= -1
    assert "capped" in ids(found)


def test_two_rows_of_one_list_are_two_people():
    a = replace(ERLAN, document="list", row="4")
    b = replace(ERLAN, id="2", document="list", row="5")
    assert weigh(a, b, MODEL).weight <= CAPS.levels["document_same"].at


def test_a_name_alone_never_links():
    a, b = Record("1", name=ERLAN.name, sex="male"), Record("2", name=ERLAN.name, sex="male")
    assert weigh(a, b, MODEL).weight <= CAPS.name_alone


def test_initials_alone_never_link():
    a, b = Record("1", name="Е. М."), Record("2", name="Е. М.")
    assert weigh(a, b, MODEL).weight <= CAPS.name_alone


def test_of_two_namesakes_of_whom_nothing_else_is_known_the_closer_one_comes_first():
    near = weigh(Record("1", name=ERLAN.name), Record("2", name="Коктемов Ерлан"), MODEL)
    same = weigh(Record("1", name=ERLAN.name), Record("2", name=ERLAN.name), MODEL)
    assert near.weight < same.weight < CAPS.name_alone


def test_of_two_pairs_that_contradict_themselves_the_one_that_agrees_in_more_comes_first():
    woman = replace(ERLAN, id="2", sex="female")
    elsewhere = replace(woman, places=("Алматы",), phones=())
    found = [weigh(ERLAN, other, MODEL).weight for other in (elsewhere, woman)]
    assert found[0] < found[1] < CAPS.levels["sex_differs"].at


@given(st.floats(-60, 60), st.floats(-60, 60), st.floats(-10, 1))
def test_a_cap_keeps_order_and_can_be_taken_off_again(one, other, at):
    low, high = sorted((one, other))
    assert CAPS.held(low, at) <= CAPS.held(high, at) < at
    assert CAPS.free(CAPS.held(one, at), at) == pytest.approx(one, abs=1e-6)
    assert CAPS.held(one, at) == one or one > at - CAPS.band


def test_nobody_is_held_in_two_far_places_on_one_day():
    a = replace(ERLAN, events=(Happening("held", "2022-01-06", "Ақтау"),))
    b = replace(ERLAN, id="2", events=(Happening("held", "2022-01-06", "Өскемен"),))
    assert "event_unreachable" in ids(weigh(a, b, MODEL))
    assert weigh(a, b, MODEL).weight <= CAPS.levels["event_unreachable"].at


def test_of_several_phones_one_that_agrees_is_enough():
    other = replace(ERLAN, id="2", phones=("1111", "9f2c"))
    assert "phone_same" in ids(weigh(ERLAN, other, MODEL))


def test_a_common_value_weighs_less_than_a_rare_one():
    other = replace(ERLAN, id="2")
    common = weigh(ERLAN, other, MODEL, lambda column, _: 0.05 if column == "surname" else None)
    rare = weigh(ERLAN, other, MODEL, lambda column, _: 1e-4 if column == "surname" else None)
    assert common.weight < weigh(ERLAN, other, MODEL).weight < rare.weight


def test_spellings_of_one_person_share_a_key():
    other = Record("2", name=ERLAN.name, age="31", age_said="2022-01-05")
    assert set(keys(ERLAN)) & set(keys(other))
    assert all(len(key) == 16 for key in keys(ERLAN))


def test_a_record_of_nothing_has_no_key_and_keeps_the_prior():
    assert keys(Record("1")) == ()
    assert weigh(Record("1"), ERLAN, MODEL).weight == pytest.approx(MODEL.prior_weight)
