import csv
import json
from datetime import date

import openpyxl
import pytest

from izdeu.simulation import write_event
from izdeu.terms import Answer, SourceKind, TallyStanding, Unit


@pytest.fixture(scope="module")
def event(tmp_path_factory):
    folder = tmp_path_factory.mktemp("event")
    write_event(folder, people=300, seed=1)
    return folder


@pytest.fixture(scope="module")
def manifest(event):
    return json.loads((event / "event.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def truth(event):
    return json.loads((event / "truth.json").read_text(encoding="utf-8"))


def test_one_seed_writes_the_same_bytes(event, tmp_path):
    write_event(tmp_path, people=300, seed=1)
    assert all(one.read_bytes() == (tmp_path / one.name).read_bytes() for one in event.iterdir())


def test_another_seed_writes_other_people(event, tmp_path):
    write_event(tmp_path, people=300, seed=2)
    name = "police_detained.csv"
    assert (event / name).read_bytes() != (tmp_path / name).read_bytes()


def test_three_hundred_people_are_named_and_two_thousand_facts_stated(tmp_path):
    written = write_event(tmp_path, people=300, seed=7)
    assert written.named >= 300
    assert written.facts >= 2000


def test_somebody_is_named_by_nobody(truth):
    named = {mention["person"] for mention in truth["mentions"]}
    assert {person["id"] for person in truth["people"] if not person["named"]}.isdisjoint(named)


def test_every_document_of_the_manifest_is_there_with_a_known_kind_and_date(event, manifest):
    for document in manifest["documents"]:
        assert (event / document["file"]).stat().st_size > 0
        assert SourceKind(document["kind"])
        assert date.fromisoformat(document["published"])


def test_copies_share_the_origin_of_the_list_they_copy(manifest):
    documents = {document["file"]: document for document in manifest["documents"]}
    copies = [document for document in documents.values() if document["copy_of"]]
    assert len(copies) >= 3
    for copy in copies:
        assert copy["origin"] == documents[copy["copy_of"]]["origin"]


def test_the_truth_knows_whose_row_it_is(event, truth):
    rows = list(csv.reader((event / "police_detained.csv").open(encoding="cp1251"), delimiter=";"))
    told = [mention for mention in truth["mentions"] if mention["file"] == "police_detained.csv"]
    assert told
    assert all(rows[mention["row"] - 1][1] == mention["words"] for mention in told)


def test_the_truth_counts_the_title_rows_of_a_spreadsheet(event, truth):
    page = openpyxl.load_workbook(event / "ministry_detained.xlsx").active
    told = [mention for mention in truth["mentions"] if mention["file"] == "ministry_detained.xlsx"]
    assert all(page.cell(mention["row"], 2).value == mention["words"] for mention in told)


def test_the_truth_knows_every_place_of_a_name_in_a_post(event, truth):
    text = (event / "posts_1.txt").read_text(encoding="utf-8")
    told = [mention for mention in truth["mentions"] if mention["file"] == "posts_1.txt"]
    assert told
    assert all(text[m["start"] : m["end"]] == m["words"] for m in told)


def test_a_copy_keeps_the_order_and_the_slips_of_its_origin(truth):
    def words(file):
        return [m["words"] for m in truth["mentions"] if m["file"] == file]

    assert words("ministry_detained.xlsx") == words("police_detained.csv")


def test_a_withdrawn_figure_stays_in_the_sequence(manifest):
    tallies = manifest["tallies"]
    assert any(tally["standing"] == TallyStanding.WITHDRAWN for tally in tallies)
    assert all(Unit(tally["unit"]) and TallyStanding(tally["standing"]) for tally in tallies)
    assert [tally["as_of"] for tally in tallies] == sorted(tally["as_of"] for tally in tallies)


def test_every_inquiry_answers_a_request_with_a_known_answer(manifest):
    requests = {request["id"] for request in manifest["requests"]}
    assert all(inquiry["request"] in requests for inquiry in manifest["inquiries"])
    assert {Answer(inquiry["answer"]) for inquiry in manifest["inquiries"]} >= {Answer.NOT_LISTED}


def test_the_first_person_is_not_listed_by_the_police_and_lies_in_the_morgue(manifest, truth):
    files = {m["file"] for m in truth["mentions"] if m["person"] == "p00001"}
    assert "morgue_rows.csv" in files
    assert "police_detained.csv" not in files
    first = next(one for one in manifest["inquiries"] if one["request"] == "R00001")
    assert (first["answer"], first["facility_kind"]) == (Answer.NOT_LISTED, "rop")


def test_a_small_event_is_whole(tmp_path):
    written = write_event(tmp_path, people=1, seed=3)
    assert written.named == 1


def test_no_telephone_number_can_be_anybodys(manifest, event):
    contacts = [request["enquirer"]["contact"] for request in manifest["requests"]]
    assert all(contact.startswith("+7 000 ") for contact in contacts)
    assert "+7 000 " in (event / "volunteers_1.csv").read_text(encoding="utf-8")
