"""Damaged files of every format end in items or in a refusal that names them."""

import random

import pytest

from izdeu import documents
from tests.documents.test_formats import LISTS

TIMES = 5


def damaged(content: bytes, chance: random.Random) -> bytes:
    body = bytearray(content)
    at = chance.randrange(len(body))
    way = chance.choice(["cut", "flip", "repeat", "zero"])
    if way == "cut":
        del body[at:]
    elif way == "flip":
        for _ in range(20):
            body[chance.randrange(len(body))] ^= 1 << chance.randrange(8)
    elif way == "repeat":
        body[at:at] = body[at : at + 60] * 20
    else:
        body[at : at + 60] = bytes(len(body[at : at + 60]))
    return bytes(body)


@pytest.mark.parametrize("name", LISTS)
def test_a_damaged_file_never_breaks_the_reader_and_is_never_lost(tmp_path, name):
    chance = random.Random(name)
    content = LISTS[name]()
    for _ in range(TIMES):
        path = tmp_path / name
        path.write_bytes(damaged(content, chance) or b"\1")
        try:
            list(documents.read(path, published="2022-01-14").items)
        except documents.UnreadableDocument as refusal:
            assert name in str(refusal)
