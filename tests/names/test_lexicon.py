import pytest

from izdeu.names import frequency, lexicon
from izdeu.names.script import fold


@pytest.mark.parametrize("name", ["Нұрбек", "Нурбек", "Nurbek"])
def test_a_composed_name_is_known_in_every_script(name):
    assert lexicon.is_composed(fold(name))
    assert frequency.is_seen(fold(name))


def test_a_name_that_nobody_composed_is_not_known():
    assert not lexicon.is_composed("қоқанбек")
