"""Legal terms: what starts them, how long they run, what ends them."""

from datetime import datetime
from uuid import uuid4

import pytest

from izdeu.documents.reading import FoundClaim
from izdeu.terms import Assertion, Decision, Event, SourceKind
from izdeu.tracing import actions, queries
from izdeu.tracing.standing import Statement
from izdeu.tracing.term import Said, running, terms

READER = "op-1"
NOW = datetime(2022, 1, 8, 12)


def said(event, when, note="", assertion=Assertion.ASSERTED):
    return Said(Statement(uuid4(), event, assertion, when, "", "o"), note)


def due(*claims):
    return {one.clock: one.due for one in running(claims)}


def test_terms_count_from_the_earliest_moment_the_document_allows():
    found = due(said(Event.TAKEN, "2022-01-05"))
    assert found["court"] == datetime(2022, 1, 7)
    assert found["court_longer"] == datetime(2022, 1, 8)
    assert found["notice"] == datetime(2022, 1, 5, 12)
    assert due(said(Event.TAKEN, "2022-01-05T14:00"))["protocol"] == datetime(2022, 1, 5, 17)


def test_an_administrative_term_ends_after_its_days():
    held = said(Event.HELD, "2022-01-06", "administrative arrest, 15 days")
    assert due(held)["gate"] == datetime(2022, 1, 21)
    assert "gate" not in due(said(Event.HELD, "2022-01-06", "administrative arrest"))


@pytest.mark.parametrize(
    ("end", "left"),
    [
        (said(Event.RELEASED, "2022-01-06"), set()),
        (said(Event.HELD, "2022-01-07", "remand"), {"protocol", "notice"}),
        (said(Event.RELEASED, "2022-01-03"), {"protocol", "notice", "court", "court_longer"}),
    ],
)
def test_a_term_runs_until_something_ends_it(end, left):
    assert due(said(Event.TAKEN, "2022-01-05"), end).keys() == left


def test_what_nobody_asserts_or_dates_starts_nothing():
    assert not due(said(Event.TAKEN, "2022-01-05", assertion=Assertion.DENIED))
    assert not due(said(Event.TAKEN, ""))


def test_every_term_names_its_law_and_where_it_was_read():
    assert all(term.law and term.source for term in terms().values())
    assert terms()["court_longer"].verify and not terms()["court"].verify


@pytest.fixture
def taken(desk):
    """A family's request and a list that says the man was taken."""
    asked = actions.open_request(actions.Asked(name="Ержан Сәбит", said="2022-01-07"), by="op-1")
    police = desk.source("Belkent police", SourceKind.POLICE)
    (row,) = desk.list(
        ("Ержан Сәбит", FoundClaim(Event.TAKEN, when="2022-01-06T10:00")), source=police
    )
    actions.judge(row, asked.mention, Decision.SAME, by="op-2")
    return asked


def clocks(**more):
    return queries.clocks(queries.staff_reader(READER), now=NOW, **more)


def test_the_sought_have_their_terms_with_what_became_of_them(taken):
    found = {line.clock: line for line in clocks()}
    assert found["court"].over and not found["court_longer"].over
    assert {line.number for line in found.values()} == {taken.number}
    actions.mark_term(found["court"].claim, "court", "broken", by="op-1")
    assert {line.clock: line.outcome for line in clocks()}["court"] == "broken"
    with pytest.raises(ValueError, match="choose one of"):
        actions.mark_term(found["court"].claim, "court", "bad", by="op-1")


def not_kept(reader, now):
    return queries.clock_page(reader, now=now, which=queries.Which.BROKEN)[0]


def test_terms_not_kept_are_listed_the_family_first_until_somebody_says_they_were(taken):
    reader = queries.staff_reader(READER)
    later = datetime(2022, 6, 1)
    listed = not_kept(reader, later)
    assert [line.clock for line in listed] == ["notice", "protocol", "court", "court_longer"]
    assert all(line.broken and line.days_over > 100 for line in listed)
    actions.mark_term(listed[0].claim, "notice", "kept", by="op-1")
    actions.mark_term(listed[0].claim, "court", "broken", by="op-1")
    told = {line.clock: line.outcome for line in not_kept(reader, later)}
    assert told == {"protocol": "", "court": "broken", "court_longer": ""}


def test_terms_long_over_are_shown_only_where_asked(taken):
    later = datetime(2022, 6, 1)
    reader = queries.staff_reader(READER)
    assert not queries.clocks(reader, now=later)
    assert queries.clocks(reader, now=later, older=True)


def test_more_cases_take_no_more_queries(taken, desk, django_assert_max_num_queries):
    for number in range(5):
        asked = actions.Asked(name=f"Серік {number}", said="2022-01-07", seen_when="2022-01-06",
                              taken_by="police")  # fmt: skip
        actions.open_request(asked, by="op-1")
    reader = queries.staff_reader(READER)
    with django_assert_max_num_queries(6):
        assert len(queries.clocks(reader, now=NOW)) > 8


def test_an_arrest_of_some_days_without_a_date_counts_from_when_the_row_says_they_were_taken(desk):
    row = ("Ержан Сәбит", FoundClaim(Event.TAKEN, when="2022-01-05"),
           FoundClaim(Event.HELD, note="administrative arrest, 10 days"))  # fmt: skip
    (mention,) = desk.list(row)
    case = actions.open_request(actions.Asked(name="Ержан Сәбит", said="2022-01-07"), by="op-1")
    actions.judge(case.mention, mention, Decision.SAME, by="op-1")
    found = {line.clock: line.due for line in clocks()}
    assert found["gate"] == datetime(2022, 1, 15)
    assert "court" not in found
