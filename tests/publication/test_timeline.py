from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from izdeu.dates import Span, span
from izdeu.documents.reading import FoundClaim
from izdeu.publication import timeline
from izdeu.publication.axis import axis
from izdeu.terms import Answer, Assertion, Decision, Event, FacilityKind, SourceKind
from izdeu.tracing import actions, queries
from tests.conftest import held

DAYS = st.datetimes(datetime(2021, 12, 1), datetime(2023, 3, 1))
SPANS = st.builds(lambda start, hours: Span(start, start + timedelta(hours=hours)), DAYS,
                  st.integers(1, 400))  # fmt: skip


@given(st.lists(SPANS, min_size=1, max_size=12), st.lists(DAYS, min_size=2, max_size=6))
def test_time_runs_from_left_to_right_and_never_leaves_the_drawing(spans, moments):
    line = axis(spans, left=10, right=330)
    places = [line.x(moment) for moment in sorted(moments)]
    assert places == sorted(places)
    assert all(10 <= x <= 330 for x in places)


def test_a_long_silence_is_cut_short_and_marked():
    line = axis([span("2022-01-05"), span("2022-06-20")], left=0, right=400)
    ticks = list(line.ticks("en", apart=20))
    assert [(tick.label, tick.broken) for tick in ticks] == [("5 Jan", False), ("20 Jun", True)]
    assert line.x(datetime(2022, 6, 20)) == 300


def test_a_vague_date_does_not_stretch_the_days_that_are_known():
    known = axis([span("2022-01-05"), span("2022-01-06")], left=0, right=100)
    assert axis([span("2022-01-05"), span("2022"), span("2022-01-06")], left=0, right=100) == known
    assert known.x(None) == 0
    assert known.x(None, after=True) == 100


def test_where_nothing_has_a_beginning_there_is_no_axis():
    assert axis([span(""), span("../2022-01-05")], left=0, right=100) is None


@pytest.mark.parametrize(("number", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (53, "BB")])
def test_questions_are_lettered(number, letters):
    assert timeline.letter(number) == letters


@pytest.fixture
def followed(desk):
    """The man of the walk-through: taken on the 5th, not listed on the 6th, in a morgue's list."""
    family = desk.source("Отбасы", SourceKind.FAMILY)
    morgue = desk.source("№2 мәйітхана", SourceKind.MORGUE)
    police = desk.source("Белкент полициясы", SourceKind.POLICE)
    asked = actions.Asked(
        "Өтеген Айтуар", said="2022-01-07", seen_when="2022-01-05", taken_by="полиция"
    )
    opened = actions.open_request(asked, by="op-1")
    (again,) = desk.list(
        ("Өтеген Айтуар", FoundClaim(Event.TAKEN, when="2022-01-05")), source=family
    )
    body = FoundClaim(Event.BODY_RECEIVED, when="2022-01-09")
    (listed,) = desk.list(("Утегенов А.", body), source=morgue)
    denied = FoundClaim(Event.HELD, Assertion.DENIED, when="2022-01-05")
    hearsay = FoundClaim(Event.ILL_TREATED, Assertion.HEARSAY, when="2022-01-05")
    (denial,) = desk.list(("Өтеген А.", denied, hearsay), source=police)
    for mention in (again, listed, denial):
        actions.judge(opened.mention, mention, Decision.SAME, by="op-2")
    place = actions.record_facility("Ескі порт бөлімі", FacilityKind.ROP, by="op-1")
    actions.inquire(
        actions.Exchange(
            place, "Утеген", "2022-01-06T14:00", Answer.NOT_LISTED, mention=opened.mention
        ),
        by="op-1",
    )
    return queries.person(queries.staff_reader("op-1"), opened.request)


def drawn(page, sheet=timeline.WIDE):
    return ElementTree.fromstring(timeline.draw(page, "en", sheet))


def classes(svg):
    return [group.get("class") for group in svg.iter("g") if "mark" in (group.get("class") or "")]


def test_each_kind_of_knowledge_has_its_lane_and_form(followed):
    found = {(mark.lane, mark.form, mark.tone) for mark in timeline.marks(followed, "en")}
    assert ("held", "filled", "disputed") in found
    assert ("dead", "filled", "single") in found
    assert ("officials", "cross", "disputed") in found
    assert ("held", "unsure", "single") in found
    assert ("asked", "hollow", "answer") in found


def test_what_two_say_alike_is_one_mark_with_both_numbers(followed):
    labels = ["".join(text.itertext()) for text in drawn(followed).iter("text")]
    assert any(label.endswith("taken away") and "," in label for label in labels)


def test_a_gap_in_the_custody_chain_is_dashed_and_says_how_long(followed):
    svg = drawn(followed)
    assert [path.get("class") for path in svg.iter("path")] == ["gap certain"]
    assert any("≥ 3 days" in "".join(text.itertext()) for text in svg.iter("text"))


def test_an_answer_is_drawn_once_though_it_is_a_claim_as_well(followed):
    when = [mark.span for mark in timeline.marks(followed, "en")]
    assert when.count(span("2022-01-06T14:00")) == 1


@pytest.mark.parametrize("sheet", [timeline.NARROW, timeline.WIDE])
def test_every_mark_stays_inside_the_drawing_and_says_its_row(followed, sheet):
    svg = drawn(followed, sheet)
    assert len(classes(svg)) >= 5
    for group in svg.iter("g"):
        if "mark" in (group.get("class") or ""):
            assert group.find("title").text
            assert 0 <= float(group.find("text").get("x")) <= sheet.width


def test_nothing_dated_is_no_drawing(desk):
    (mention,) = desk.list(("Өтеген Айтуар", held(when="")))
    page = queries.person(queries.staff_reader("op-1"), mention)
    assert timeline.draw(page, "en", timeline.WIDE) == ""
