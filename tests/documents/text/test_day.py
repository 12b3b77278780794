from datetime import date

import pytest

from izdeu.documents.text.day import all_days
from izdeu.documents.text.word import sentences

PUBLISHED = date(2025, 10, 20)


def dates(text):
    return [day.edtf for found in all_days(sentences(text), PUBLISHED) for day in found]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("He left on October 6.", "2025-10-06"),
        ("He left on 6 October 2024.", "2024-10-06"),
        ("He left on the 6th of October.", "2025-10-06"),
        ("He left on Friday.", "2025-10-17"),
        ("Он ушёл 6 октября 2024 года.", "2024-10-06"),
        ("Он ушёл 06.10.2025.", "2025-10-06"),
        ("Он ушёл позавчера.", "2025-10-18"),
        ("Его держали с 6 по 9 октября.", "2025-10-06/2025-10-09"),
        ("Его увезли в ночь с 6 на 7 октября.", "2025-10-07"),
        ("Ол 6 қазанда кетті.", "2025-10-06"),
        ("Ол қазанның 6-сы күні кетті.", "2025-10-06"),
        ("Ол 2024 жылғы 6 қазанда кетті.", "2024-10-06"),
        ("Ол кеше кетті.", "2025-10-19"),
    ],
)
def test_a_date_is_read_as_precisely_as_it_is_given(text, edtf):
    assert dates(text) == [edtf]


@pytest.mark.parametrize("text", ["He may come.", "Он ушёл 31 февраля.", "31.02.2025", "In May."])
def test_what_is_no_date_gives_none(text):
    assert dates(text) == []
