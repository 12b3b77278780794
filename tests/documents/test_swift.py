import dataclasses
import pickle

import pytest

from izdeu.documents import swift
from izdeu.documents.locator import Locator
from izdeu.documents.reading import Value

TABLE = Locator(member="a.zip", sheet="Лист", engine="spreadsheet")


def test_a_record_made_swiftly_is_the_record_itself():
    made = swift.value(TABLE, None, 3, 2, "Ли", 5, (), 0.9, "column:header")
    place = dataclasses.replace(
        TABLE, row=3, column=2, start=5, end=7, confidence=0.9, rule="column:header"
    )
    assert made == Value("Ли", place)
    assert hash(made) == hash(Value("Ли", place))
    assert pickle.loads(pickle.dumps(made)) == made


def test_it_is_frozen_as_every_record():
    with pytest.raises(dataclasses.FrozenInstanceError):
        swift.place(TABLE, None, 1, None, "").row = 2
