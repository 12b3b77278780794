"""Inquiries on the desk: the rota, the log, days covered, the sheet, legal terms, long lists."""

import re
from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from izdeu.accounts.role import Role
from izdeu.documents.reading import FoundClaim
from izdeu.terms import Answer, EntryKind, Event, FacilityKind
from izdeu.tracing import actions, models, queries
from tests.web.conftest import body, hidden, link, member, opened, visitor

pytestmark = pytest.mark.django_db


def asked(event, when="2022-01-08", answer=Answer.NOT_LISTED, **more):
    exchange = actions.Exchange(event.place, "Токжанов", when, answer, mention=event.asked.mention,
                                **more)  # fmt: skip
    actions.inquire(exchange, by="op-1")


def test_somebody_takes_over_the_calls_to_a_facility_and_today_says_when_one_is_due(event):
    client = visitor(Role.INTAKE)
    page = client.get("/desk/inquiries/rota/")
    told = {"facility": hidden(page, "facility"), "operator": "intake-1", "hour": "00:00"}
    assert client.post("/desk/inquiries/rota/", told).status_code == 302
    assert "due now" in body(client.get("/desk/inquiries/rota/"))
    assert "00:00 <bdi>Belkent detention</bdi>: <bdi>intake-1</bdi>" in body(client.get("/desk/"))
    for wrong in ({"operator": "nobody-9"}, {"hour": "25:00"}):
        assert client.post("/desk/inquiries/rota/", {**told, **wrong}).status_code == 404
    client.post("/desk/inquiries/rota/", {**told, "operator": ""})
    assert "due now" not in body(client.get("/desk/inquiries/rota/"))


def test_the_log_gives_the_spelling_and_the_exact_answer(event):
    asked(event, words="нет такого")
    shown = body(visitor(Role.INTAKE).get("/desk/inquiries/log/"))
    assert "Токжанов" in shown and "нет такого" in shown and "Belkent detention" in shown


def test_a_hospital_that_was_asked_is_not_named_in_the_log_while_somebody_is_treated(event):
    ward = actions.record_facility("Belkent clinic", FacilityKind.HOSPITAL, by="op-1")
    exchange = actions.Exchange(ward, "Токжанов", "2022-01-08", Answer.LISTED, "в реанимации",
                                mention=event.asked.mention)  # fmt: skip
    actions.inquire(exchange, by="op-1")
    shown = body(visitor(Role.COORDINATOR).get("/desk/inquiries/log/"))
    assert "Belkent clinic" not in shown and "реанимации" not in shown


def test_days_are_drawn_and_told_facility_by_facility(event):
    asked(event, "2022-01-08")
    asked(event, "2022-01-09", Answer.REFUSED)
    shown = body(visitor(Role.INTAKE).get("/desk/inquiries/days/"))
    assert shown.count("mark filled several") == 1 and shown.count("mark hollow answer") == 1
    assert "9 January 2022: refused to answer (1)" in shown
    assert re.search(r"Days without a question:</span> 12", shown)


def test_the_sheet_has_every_spelling_and_nothing_that_could_harm(event):
    client = visitor(Role.INTAKE)
    assert "Nobody to ask for" in body(client.get("/desk/inquiries/sheet/"))
    actions.vet(event.asked.request, by="op-1")
    shown = body(client.get("/desk/inquiries/sheet/"))
    for words in ("Ермек Тоқжанов", "Ермек Токжанов", "Ermek To", "Belkent detention"):
        assert words in shown
    main = shown.partition("<main")[2].partition("</main>")[0]
    assert event.asked.number not in main
    assert not re.search(
        r"admitted|hospital|January", main.partition("<ol")[2].partition("</ol>")[0]
    )


def test_the_sheet_leaves_out_whom_families_seek_elsewhere(event):
    for place in ("Belkent", "Qorgan"):
        actions.record_facility(f"{place} isolator", FacilityKind.IVS, by="op-1", place=place)
    other = actions.open_request(
        actions.Asked(name="Серік Қанат", said="2022-01-07", seen_place="Qorgan, Main street"),
        by="op-1",
    )
    for one in (event.asked, other):
        actions.vet(one.request, by="op-1")
    reader = queries.staff_reader("op-1")
    assert {one.name for one in queries.sought_in(reader, "Belkent")[0]} == {"Ермек Тоқжанов"}
    assert {one.name for one in queries.sought_in(reader, "Qorgan")[0]} == {"Серік Қанат"}


def test_what_a_facility_answered_says_when_it_is_asked_again(event):
    asked(event, "2022-01-08T10:00", Answer.NO_ANSWER)
    reader = queries.staff_reader("op-1")
    early, late = datetime(2022, 1, 8, 13, 59), datetime(2022, 1, 8, 14, 1)
    assert queries.due_again(reader, now=early) == 0
    assert queries.due_again(reader, now=late) == 1
    asked(event, "2022-01-08T14:00", Answer.NOT_LISTED)
    assert queries.due_again(reader, now=late) == 0
    (row,) = queries.request_page(reader, asking=True)[0]
    assert (row.mention, row.again) == (event.asked.mention, datetime(2022, 1, 9, 14))


def test_what_became_of_a_legal_term_is_taken_down(event, desk):
    taken = actions.Asked(name="Серік Қанат", said="2022-01-07", seen_when="2022-01-06",
                          taken_by="police")  # fmt: skip
    actions.open_request(taken, by="op-1")
    client = visitor(Role.INTAKE)
    assert "48 hours without a court" not in body(client.get("/desk/clocks/"))
    page = client.get("/desk/clocks/?older=1")
    assert "48 hours without a court" in body(page) and "let a lawyer verify" in body(page)
    assert "The family was not told in time" in body(client.get("/desk/clocks/?broken=1"))
    told = {"claim": hidden(page, "claim"), "clock": hidden(page, "clock"), "outcome": "broken"}
    assert client.post("/desk/clocks/mark/", told).status_code == 302
    assert models.Act.objects.get(kind=EntryKind.CLOCK).content["outcome"] == "broken"
    assert client.post("/desk/clocks/mark/", {**told, "outcome": "x"}).status_code == 404


def test_calls_to_families_are_listed(event):
    actions.vet(event.asked.request, by="op-1", note="mother spoke")
    shown = body(visitor(Role.INTAKE).get("/desk/calls/"))
    assert event.asked.number in shown and "called back for the first time" in shown


LISTS = ("/desk/", "/desk/requests/", "/desk/inquiries/", "/desk/inquiries/log/",
         "/desk/inquiries/rota/", "/desk/inquiries/days/", "/desk/inquiries/sheet/",
         "/desk/documents/", "/desk/calls/", "/desk/clocks/?older=1", "/desk/proposals/",
         "/desk/team/", "/desk/appeals/", "/desk/oversight/", "/desk/figures/",
         "/desk/search/")  # fmt: skip


def test_longer_lists_take_no_more_queries(event, desk):
    client = visitor(Role.COORDINATOR)
    fill(event, desk, range(2))
    few = {path: queries_of(client, path) for path in LISTS}
    fill(event, desk, range(2, 8))
    assert {path: queries_of(client, path) for path in LISTS} == few


def test_a_longer_document_takes_no_more_queries(event, desk):
    client = visitor(Role.COORDINATOR)

    def asked(*rows):
        desk.list(*rows, published=f"2022-02-{len(rows):02}")
        # Documents of one second stand in no order.
        paths = set(re.findall(r"/desk/documents/[\w-]{22}/", body(client.get("/desk/documents/"))))
        (path,) = [one for one in paths if rows[-1][0] in body(client.get(one))]
        return queries_of(client, path)

    taken = FoundClaim(Event.TAKEN, when="2022-01-05")
    few = asked(("Қанат Серік", taken))
    assert asked(*[(f"Қанат Серік {number}", taken) for number in range(20)]) == few


def test_a_person_of_whom_more_is_told_takes_no_more_queries(event, desk):
    client = visitor(Role.COORDINATOR)
    path = link(client.get("/desk/requests/"), r"/desk/person/[\w-]{22}/")
    client.get(path)
    asked(event, "2022-01-08T10:00", Answer.NO_ANSWER)
    few = queries_of(client, path)
    for hour in range(11, 16):
        asked(event, f"2022-01-08T{hour}:00", Answer.NOT_LISTED)
    assert queries_of(client, path) == few


def fill(event, desk, numbers):
    for number in numbers:
        one = opened(f"Серік Қанатұлы {number}")
        actions.vet(one.request, by="op-1")
        desk.list((f"Қанат Серік {number}", FoundClaim(Event.TAKEN, when="2022-01-05")),
                  published=f"2022-01-{number + 1:02}")  # fmt: skip
        place = actions.record_facility(f"isolator {number}", FacilityKind.IVS, by="op-1")
        actions.inquire(actions.Exchange(place, "Серік", "2022-01-08", Answer.NOT_LISTED,
                                         mention=one.mention), by="op-1")  # fmt: skip
        member(Role.INTAKE, f"intake-{number + 2}")


def queries_of(client, path):
    with CaptureQueriesContext(connection) as counted:
        assert client.get(path).status_code == 200
    return len(counted)


def test_a_long_list_is_shown_page_by_page(event):
    for number in range(60):
        opened(f"Серік {number}")
    client = visitor(Role.INTAKE)
    first = body(client.get("/desk/requests/"))
    assert "1 to 30 of 61" in first and "?page=1" in first
    assert "31 to 60 of 61" in body(client.get("/desk/requests/?page=1"))
