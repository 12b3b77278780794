import pytest

from izdeu.estimates import sequence
from izdeu.estimates.official import january_2022, read_tallies
from izdeu.terms import TallyStanding


def series(metric, scope="KZ"):
    return next(s for s in sequence(january_2022()) if (s.metric, s.scope) == (metric, scope))


def test_every_announced_figure_of_january_2022_is_there_with_its_source():
    found = january_2022()
    assert len(found) == 31
    assert all(tally.source and tally.claimant for tally in found)


def test_the_164_are_shown_as_withdrawn_and_not_forgotten():
    dead = series("dead")
    assert [tally.value for tally in dead.tallies] == [164, 225, 227, 230, 232, 241, 238]
    assert dead.tallies[0].standing is TallyStanding.WITHDRAWN
    assert dead.current.value == 238


def test_detentions_are_events():
    assert series("detained").unit == "events"


def test_an_unknown_standing_is_an_error():
    head = "day\tmetric\tvalue\tunit\tscope\tclaimant\tstanding\tsaid\tnote\tsource\n"
    row = "2022-01-09\tdead\t1\tpeople\tKZ\ta\tforgotten\t\t\ts\n"
    with pytest.raises(ValueError, match="forgotten"):
        list(read_tallies(head + row))
