import re

import pytest
from lxml import etree

from izdeu.documents.reading import FoundClaim
from izdeu.protection.reader import Reader
from izdeu.protection.release import NotForThisReader
from izdeu.publication import wording
from izdeu.publication.report import WORDLESS, Edition, page, unmasked
from izdeu.publication.setting import Setting
from izdeu.publication.view import person_view
from izdeu.terms import Answer, Assertion, Audience, Decision, Event, FacilityKind, SourceKind
from izdeu.tracing import actions, queries
from tests.conftest import held

HOSPITAL = "Канарейка ауруханасы"
OTHER_HOSPITAL = "Өзге аурухана"
NAME = "Канарейбаев Айтуар"
PLACE = "Канарейка көшесі"
STAFF = (Audience.CASEWORKER, Audience.VERIFIER, Audience.COORDINATOR)


def edition(language="en", audience=Audience.CASEWORKER, person=None):
    return Edition(language, audience, "2022-01-20", person)


def tree(html):
    return etree.fromstring(html.removeprefix("<!DOCTYPE html>").encode())


def words(html):
    """The text a reader sees, without the style sheet."""
    found = tree(html)
    for style in found.iter("style"):
        style.text = ""
    return " ".join(" ".join(found.itertext()).split())


@pytest.fixture
def sought(desk):
    """A family asks; the wounded man is on a hospital's list that another operator recorded."""
    asked = actions.Asked(NAME, said="2022-01-07", seen_when="2022-01-05", seen_place=PLACE)
    opened = actions.open_request(asked, by="op-2")
    admitted = FoundClaim(Event.ADMITTED, when="2022-01-06", facility=HOSPITAL, words=HOSPITAL)
    (listed,) = desk.list((NAME, admitted), source=desk.source(HOSPITAL))
    actions.judge(opened.mention, listed, Decision.SAME, by="op-2")
    for name in (HOSPITAL, OTHER_HOSPITAL):
        actions.record_facility(name, FacilityKind.HOSPITAL, by="op-2")
    actions.record_facility("Ескі порт бөлімі", FacilityKind.ROP, by="op-2")
    place = actions.record_facility(HOSPITAL, FacilityKind.HOSPITAL, by="op-2")
    answer = actions.Exchange(
        place, NAME, "2022-01-07T10:00", Answer.LISTED, HOSPITAL, opened.mention
    )
    actions.inquire(answer, by="op-2")
    return opened


def reader(operator="op-9", **more):
    return queries.staff_reader(operator, **more)


@pytest.mark.parametrize("language", wording.LANGUAGES)
@pytest.mark.parametrize("audience", [*STAFF, Audience.PUBLIC])
def test_the_page_is_well_formed_whole_and_asks_for_nothing_outside(sought, language, audience):
    html = page(reader(), edition(language, audience))
    found = tree(html)
    assert found.get("lang") == language
    tags = {element.tag for element in found.iter()}
    assert not tags & {"script", "img", "iframe", "link", "object", "form", "base"}
    assert not re.search(r"https?:|//|url\(|@import|\bon\w+=", html.lower())
    assert all(a.get("href").startswith(("#", "about:blank")) for a in found.iter("a"))
    assert "default-src 'none'" in html
    assert WORDLESS[0] not in html
    targets = {element.get("id") for element in found.iter()}
    assert {a.get("href")[1:] for a in found.iter("a") if a.get("href")[0] == "#"} <= targets


@pytest.mark.parametrize("language", wording.LANGUAGES)
def test_the_public_reads_no_name_no_place_and_no_single_case(sought, language):
    html = page(reader("op-2", reason="answering the family"), edition(language, Audience.PUBLIC))
    for canary in ("Канарей", PLACE, sought.number, str(sought.request), str(sought.mention)):
        assert canary not in html


def test_the_public_reads_no_figure_below_five(sought):
    html = page(reader(), edition(audience=Audience.PUBLIC))
    figures = tree(html).findall(".//p[@class='tile']/b") + tree(html).findall(".//dd")
    assert {figure.text for figure in figures} <= {"fewer than 5", "not shown", "0"}


def test_the_public_is_given_counts_even_where_a_person_is_named(sought):
    html = page(reader(), edition(audience=Audience.PUBLIC, person=sought.request))
    assert "Канарей" not in html
    assert "What was announced" in html


def test_who_does_not_hold_the_case_reads_no_treatment_place(sought):
    html = page(reader("op-9", reason="curious"), edition())
    assert NAME in html
    assert "Канарейка ауруханасы" not in html
    assert OTHER_HOSPITAL not in html.split('id="unasked"')[0]
    assert "withheld" in html


def test_not_even_the_hospitals_that_denied_are_named_where_another_one_listed(sought):
    other = actions.record_facility(OTHER_HOSPITAL, FacilityKind.HOSPITAL, by="op-2")
    denial = actions.Exchange(
        other, NAME, "2022-01-07T11:00", Answer.NOT_LISTED, mention=sought.mention
    )
    actions.inquire(denial, by="op-2")
    assert OTHER_HOSPITAL not in page(reader(), edition(person=sought.request))


def test_where_hospitals_only_denied_they_are_named(desk):
    opened = actions.open_request(actions.Asked(NAME, said="2022-01-07"), by="op-2")
    place = actions.record_facility(OTHER_HOSPITAL, FacilityKind.HOSPITAL, by="op-2")
    actions.record_facility(HOSPITAL, FacilityKind.HOSPITAL, by="op-2")
    denial = actions.Exchange(
        place, NAME, "2022-01-07T11:00", Answer.NOT_LISTED, mention=opened.mention
    )
    actions.inquire(denial, by="op-2")
    told = words(page(reader(), edition(person=opened.request)))
    assert f"{OTHER_HOSPITAL}; asked for" in told
    assert HOSPITAL in told


def test_who_holds_the_case_and_gives_a_reason_reads_it_and_that_is_told(sought, desk):
    holder = reader("op-1", reason="calling the family back")
    actions.hold(sought.request, holder="op-1", by="op-2", reason="invented")
    holder = reader("op-1", reason="calling the family back")
    assert HOSPITAL in page(holder, edition())
    assert sought.mention in set(unmasked(holder, edition()))
    assert HOSPITAL not in page(reader("op-1"), edition())
    assert list(unmasked(reader("op-1"), edition())) == []


def test_nobody_outside_the_team_is_given_a_page(sought):
    for outside in (Reader.public(), Reader.enquirer(sought.request)):
        with pytest.raises(NotForThisReader):
            page(outside, edition())


def test_every_claim_stands_with_source_standing_and_spot(desk):
    ministry = desk.source("Тәртіп министрлігі", SourceKind.MINISTRY)
    from izdeu.documents.locator import Locator

    claim = FoundClaim(Event.HELD, when="2022-01-05", locators=(Locator(sheet="Тізім", row=7),))
    (mention,) = desk.list((NAME, claim), source=ministry)
    told = words(page(reader(), edition(person=mention)))
    assert "Тәртіп министрлігі (ministry)" in told
    assert "published 15 January 2022; sheet “Тізім”, row 7" in told
    assert "one source" in told


def test_what_contradicts_stands_side_by_side(desk):
    (a,) = desk.list((NAME, held()), source=desk.source("Куәгер", SourceKind.WITNESS))
    denial = FoundClaim(Event.HELD, Assertion.DENIED, when="2022-01-05")
    (b,) = desk.list((NAME, denial), source=desk.source("Полиция", SourceKind.POLICE))
    actions.judge(a, b, Decision.SAME, by="op-2")
    sides = tree(page(reader(), edition(person=a))).find(".//div[@class='sides']")
    left, right = (" ".join("".join(side.itertext()).split()) for side in sides.findall("div"))
    assert "Куәгер" in left
    assert "denied: held in custody" in right


def test_a_part_that_speaks_of_a_death_is_closed_and_says_so_first(desk):
    body = FoundClaim(Event.BODY_RECEIVED, when="2022-01-06")
    (mention,) = desk.list((NAME, body), source=desk.source("Мәйітхана", SourceKind.MORGUE))
    article = tree(page(reader(), edition(person=mention))).find(".//article")
    details = article.find("details")
    assert details.get("open") is None
    assert "speaks of a death" in "".join(details.find("summary").itertext())
    article.remove(details)
    assert "death" not in "".join(article.itertext())


def test_what_nobody_has_asked_is_said_for_the_person_and_for_each_facility(desk):
    opened = actions.open_request(actions.Asked(NAME, said="2022-01-07"), by="op-1")
    actions.record_facility("Ескі порт бөлімі", FacilityKind.ROP, by="op-1")
    html = page(reader(), edition("kk"))
    assert "Мұнда әлі ешкім сұраған жоқ" in html
    assert html.count("Ескі порт бөлімі") == 2
    answer = actions.Exchange(
        actions.record_facility("Ескі порт бөлімі", FacilityKind.ROP, by="op-1"),
        NAME, "2022-01-08", Answer.NO_ANSWER, mention=opened.mention,
    )  # fmt: skip
    actions.inquire(answer, by="op-1")
    assert html.count("Ескі порт бөлімі") == 2
    assert "жауап болмады" in page(reader(), edition("kk"))


def test_words_of_a_document_are_never_markup(desk):
    hostile = '<script>alert("x")</script> &amp; "><img src=x onerror=y> \x01\x0b\u202e'
    claim = held(facility=hostile, place=hostile, words=hostile, said_by=hostile)
    source = desk.source(hostile, SourceKind.MEDIA)
    (mention,) = desk.list((hostile, claim), source=source)
    actions.record_facility(hostile, FacilityKind.ROP, by="op-1")
    html = page(reader(), edition(person=mention))
    tags = {element.tag for element in tree(html).iter()}
    assert not tags & {"script", "img"}
    assert '<script>alert("x")</script>' in words(html)


def test_a_hidden_claim_is_not_shown_but_counted(desk):
    (mention,) = desk.list((NAME, held(place="Жасырын орын")))
    claim = queries.person(reader("op-1"), mention).claims[0].id
    actions.hide(claim, by="op-2", reason="complaint")
    told = words(page(reader("op-1", reason="x"), edition(person=mention)))
    assert "Жасырын орын" not in told
    assert "Claims hidden and not shown here: 1" in told


def test_where_nobody_is_sought_the_page_says_what_to_do(db):
    assert "izdeu request" in page(reader(), edition("ru"))


def test_proposals_that_wait_for_a_decision_are_said_beside_the_name(desk):
    (mention,) = desk.list((NAME, held()))
    found = queries.person(reader(), mention)
    told = person_view(found, Setting("en", {}, {found.id: 2}), "p1").summary
    assert told == "1 claim, 1 source, 2 proposals nobody has decided"
    assert person_view(found, Setting("en", {}, {}), "p1").summary == "1 claim, 1 source"
