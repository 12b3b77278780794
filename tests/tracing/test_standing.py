import re
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from izdeu.terms import Assertion, Event, Standing
from izdeu.tracing.event import meanings
from izdeu.tracing.standing import Statement, standings
from izdeu.tracing.status import before_death, present

TABLE = Path(__file__).parents[2] / "docs" / "standing.md"
ASSERTIONS = {"not": Assertion.DENIED, "hedged": Assertion.HEDGED, "hearsay": Assertion.HEARSAY}
CLAIM = re.compile(
    r"(?:(?P<assertion>not|hedged|hearsay) )?(?P<event>\w+)"
    r"(?: @(?P<where>\w+))?(?: (?P<when>[\d/]+))?"
    r" by (?P<origin>\w+)(?: (?P<since>withdrawn|hidden|verified:\d))?"
)


def days(words):
    return "/".join(f"2022-01-{day}" for day in words.split("/")) if words else ""


def statement(number, words):
    found = CLAIM.fullmatch(words)
    assert found, words
    since = found["since"] or ""
    verifiers = int(since.partition(":")[2] or 0)
    return Statement(
        id=UUID(int=number),
        event=Event(found["event"]),
        assertion=ASSERTIONS.get(found["assertion"], Assertion.ASSERTED),
        when=days(found["when"]),
        where=found["where"] or "",
        origin=found["origin"],
        withdrawn=since == "withdrawn",
        hidden=since == "hidden",
        verifiers=frozenset(f"member {n}" for n in range(verifiers)),
    )


def lines(heading):
    section = TABLE.read_text("utf-8").split(heading)[1].split("\n## ")[0]
    for line in section.splitlines():
        if "`" in line and line.startswith("|"):
            rule, claims, outcome = (cell.strip() for cell in line.strip("|").split("|"))
            drawn = [statement(n, words) for n, words in enumerate(claims.strip("`").split("; "))]
            yield pytest.param(drawn, outcome, id=rule)


@pytest.mark.parametrize(("claims", "expected"), list(lines("## Standing")))
def test_each_line_of_the_table_of_standings_holds(claims, expected):
    assert standings(claims)[claims[0].id] == expected
    assert standings(claims[::-1])[claims[0].id] == expected


@pytest.mark.parametrize(("claims", "expected"), list(lines("## Present status")))
def test_each_line_of_the_table_of_statuses_holds(claims, expected):
    assert present(claims, standings(claims)) == expected
    assert present(claims[::-1], standings(claims)) == expected


def test_every_event_has_a_meaning():
    assert set(meanings()) == set(Event)


STATEMENTS = st.builds(
    Statement,
    id=st.uuids(),
    event=st.sampled_from(Event),
    assertion=st.sampled_from(Assertion),
    when=st.sampled_from(["", "2022-01-05", "2022-01-06", "2022-01", "2022-01-05/2022-01-07"]),
    where=st.sampled_from(["", "ivs", "morgue"]),
    origin=st.sampled_from(["family", "police", "hospital"]),
    withdrawn=st.booleans(),
    hidden=st.booleans(),
    verifiers=st.sets(st.sampled_from(["one", "two"])).map(frozenset),
)


@given(st.lists(STATEMENTS, unique_by=lambda one: one.id, max_size=8), st.randoms())
def test_standing_and_status_do_not_depend_on_the_order_of_arrival(claims, random):
    standing = standings(claims)
    status = present(claims, standing)
    random.shuffle(claims)
    assert standings(claims) == standing
    assert present(claims, standing) == status


@given(st.lists(STATEMENTS, unique_by=lambda one: one.id, max_size=8))
def test_nobody_is_called_dead_without_two_members_of_the_team(claims):
    status = present(claims, standings(claims))
    agreed = [one for one in claims if len(one.verifiers) >= 2 and one.counts]
    assert status != "dead" or any(meanings()[one.event].life == "dead" for one in agreed)
    if status != "dead":
        assert before_death(claims, standings(claims)) not in ("dead", "death_reported")


@given(st.lists(STATEMENTS, unique_by=lambda one: one.id, min_size=1, max_size=8))
def test_hidden_and_withdrawn_claims_hold_nothing_up(claims):
    silent = [one for one in claims if not one.counts]
    for one in claims:
        if one.counts:
            without = standings([c for c in claims if c not in silent])
            assert standings(claims)[one.id] == without[one.id]
            assert standings(claims)[one.id] != Standing.WITHDRAWN
