from uuid import uuid4

import pytest

from izdeu.protection.telling import Case, Ground, Telling, telling

ALIVE, DEATH = Ground(uuid4(), death=False), Ground(uuid4(), death=True)
WHOLE = {"vetted": True, "withdrawn": False, "grounds": (ALIVE,)}


@pytest.mark.parametrize(
    ("case", "told"),
    [
        ({}, Telling.MESSAGE),
        ({"vetted": False}, Telling.NOTHING),
        ({"withdrawn": True}, Telling.NOTHING),
        ({"grounds": ()}, Telling.NOTHING),
        ({"grounds": (DEATH,)}, Telling.NOTHING),
        ({"grounds": (ALIVE, DEATH)}, Telling.NOTHING),
        ({"grounds": (DEATH,), "called": True}, Telling.NOTHING),
        ({"grounds": (ALIVE, DEATH), "death_agreed": True}, Telling.CALL),
        ({"grounds": (DEATH,), "death_agreed": True, "called": True}, Telling.MESSAGE),
        ({"grounds": (DEATH,), "death_agreed": True, "called": True, "vetted": False},
         Telling.NOTHING),
    ],
)  # fmt: skip
def test_how_far_an_alert_may_go(case, told):
    assert telling(Case(**{**WHOLE, **case})) == told
