"""What the team does: decide, undo, search, take in, ask, verify, call."""

import re

import pyotp
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.template import Context, Template
from django.test import Client
from django.test.utils import CaptureQueriesContext

from izdeu.accounts import factor, operator
from izdeu.accounts.role import Role
from izdeu.terms import Decision, EntryKind, Standing
from izdeu.tracing import actions, models, queries
from izdeu.web import handle
from tests.web.conftest import PASSWORD, body, hidden, link, member, visitor

pytestmark = pytest.mark.django_db


def test_a_decision_is_taken_down_and_undone(event):
    client = visitor(Role.VERIFIER)
    page = client.get("/desk/proposals/")
    sides = {side: hidden(page, side) for side in ("a", "b")}
    client.post("/desk/proposals/", {**sides, "decision": "same"})
    made = models.Judgement.objects.get()
    assert (made.decision, made.maker) == (Decision.SAME, "verifier-1")
    undo = client.get("/desk/proposals/")
    sides = {side: hidden(undo, side) for side in ("a", "b")}
    client.post("/desk/proposals/", {**sides, "decision": "unsure", "undone": "1"})
    latest = models.Judgement.objects.get(answered=False)
    assert {latest.a, latest.b} == {made.a, made.b} and latest.decision == Decision.UNSURE


def test_both_sides_and_the_reasons_stand_on_the_proposal_without_ids_or_hashes(event):
    text = body(visitor(Role.VERIFIER, "ru").get("/desk/proposals/"))
    assert text.count('class="side"') == 2
    assert "фамилия" in text and 'class="bar' in text


@pytest.mark.parametrize(
    ("share", "shown"), [(0.9999, "&gt; 0,999"), (0.0001, "&lt; 0,001"), (0.25, "0,250")]
)
def test_no_probability_is_told_as_certain(share, shown):
    assert (
        Template("{% probability share %}").render(Context({"language": "ru", "share": share}))
        == shown
    )


def test_a_hospital_is_not_named_to_somebody_who_does_not_hold_the_case(event):
    client = visitor(Role.VERIFIER)
    for path in ("/desk/proposals/", "/desk/requests/", "/desk/documents/"):
        assert "Белкент қалалық ауруханасы" not in body(client.get(path))
    found = client.post("/desk/search/", {"who": "Ermek Toqzhanov"})
    assert "Белкент қалалық ауруханасы" not in body(found)


def test_search_finds_a_name_in_another_script_and_keeps_it_out_of_the_address(event):
    client = visitor(Role.INTAKE)
    found = client.post("/desk/search/", {"who": "Ермек Токжанов"})
    assert body(found).count("Ermek Toqzhanov") == 2 and "Ермек Тоқжанов" in body(found)
    assert client.get("/desk/search/?who=Ермек").content.decode().count("Toqzhanov") == 0


def test_a_death_is_verified_by_two_and_told_by_a_call(event):
    actions.judge(event.row, event.asked.mention, Decision.SAME, by="op-9")
    actions.vet(event.asked.request, by="op-1")
    for name in ("verifier-1", "verifier-2"):
        member(Role.VERIFIER, name)
    client = visitor(Role.VERIFIER)
    person = link(client.get("/desk/requests/"), r"/desk/person/[\w-]{22}/")
    claim = hidden(client.get(person), "claim")
    client.post(f"{person}verify/", {"claim": claim})
    standing = models.Claim.objects.get(mention=event.row).standing
    assert standing != Standing.VERIFIED
    assert "1</b> death that waits" in body(client.get("/desk/"))
    row = models.Claim.objects.get(mention=event.row)
    actions.verify(row.id, by="verifier-2")
    assert models.Claim.objects.get(mention=event.row).standing == Standing.VERIFIED
    assert "1</b> family to be told" in body(client.get("/desk/"))
    client.post(link(client.get("/desk/requests/"), r"/desk/requests/[\w-]{22}/"), {"deed": "call"})
    assert models.Act.objects.filter(kind=EntryKind.CALL).exists()
    assert "0</b> families to be told" in body(client.get("/desk/"))


def test_what_is_masked_opens_for_a_holder_with_a_reason_and_that_is_logged(event):
    client = visitor(Role.VERIFIER)
    found = client.post("/desk/search/", {"who": "Ermek Toqzhanov"})
    people = {*__import__("re").findall(r'"(/desk/person/[\w-]{22}/)"', body(found))}
    withheld = [path for path in people if 'id="reason"' in body(client.get(path))]
    assert not withheld
    actions.hold(event.ward, holder="verifier-1", by="op-1", reason="invented")
    (path,) = [path for path in people if 'id="reason"' in body(client.get(path))]
    assert "Белкент қалалық ауруханасы" not in body(client.get(path))
    opened = client.post(path, {"reason": "the family's lawyer asks"})
    assert "Белкент қалалық ауруханасы" in body(opened)
    act = models.Act.objects.get(kind=EntryKind.DISCLOSURE)
    assert (act.about, act.maker) == (event.ward, "verifier-1")


def test_a_list_is_pasted_or_uploaded_once_and_its_rows_are_shown(event):
    client = visitor(Role.INTAKE)
    told = {"source": "Volunteers", "kind": "volunteers", "published": "2022-01-12"}
    file = SimpleUploadedFile("list.csv", "ФИО;Год рождения\nАсанов Ерлан;1980\n".encode())
    taken = client.post("/desk/documents/", {**told, "file": file})
    page = client.get(link(taken, r"/desk/documents/[\w-]{22}/"))
    assert "Асанов Ерлан" in body(page)
    file.seek(0)
    again = client.post("/desk/documents/", {**told, "file": file})
    assert "Nothing was changed" in body(again)
    pasted = client.post("/desk/documents/", {**told, "pasted": "Асанов Ерлан задержан 5 января."})
    assert pasted.status_code == 200


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (None, "Choose a file"),
        (SimpleUploadedFile("empty.csv", b""), "The file is empty"),
    ],
)
def test_an_upload_that_cannot_be_taken_in_says_why_and_keeps_the_words(file, words, event):
    told = {"source": "Volunteers", "kind": "media", "published": "2022-01-12"}
    sent = {**told, "file": file} if file else told
    response = visitor(Role.INTAKE).post("/desk/documents/", sent)
    assert response.status_code == 422
    assert words in body(response) and 'value="Volunteers"' in body(response)


def test_a_file_nobody_can_read_is_kept_with_its_reason(event):
    told = {"source": "Volunteers", "kind": "media", "published": "2022-01-12"}
    file = SimpleUploadedFile("list.xlsx", b"PK\x03\x04 cut short")
    client = visitor(Role.INTAKE)
    taken = client.post("/desk/documents/", {**told, "file": file})
    assert "It is kept" in body(taken)
    assert models.SetAside.objects.filter(reason="file.unreadable").exists()
    assert "Waits for its columns" not in body(client.get("/desk/documents/"))
    page = body(client.get(link(taken, r"/desk/documents/[\w-]{22}/")))
    assert "the file cannot be read" in page and "Look at the columns" not in page


def test_an_answer_of_a_facility_is_taken_down_in_its_own_words(event):
    client = visitor(Role.INTAKE)
    path = link(client.get("/desk/inquiries/"), r"/desk/person/[\w-]{22}/asked/")
    page = client.get(path)
    assert "Ermek Toqzhanov" in body(page) or "Yermek" in body(page)
    place = link_value(page, "facility")
    told = {"facility": place, "spelling": "Токжанов", "asked_when": "2022-01-09",
            "answer": "not_listed", "answered": "no such person"}  # fmt: skip
    assert client.post(path, {**told, "facility": ""}).status_code == 422
    assert client.post(path, told).status_code == 302
    asked = models.Inquiry.objects.get()
    assert (asked.answer, asked.words, asked.facility) == (
        "not_listed", "no such person", event.place,
    )  # fmt: skip


def test_a_facility_that_is_not_in_the_list_is_asked_and_added(event):
    client = visitor(Role.INTAKE)
    path = link(client.get("/desk/inquiries/"), r"/desk/person/[\w-]{22}/asked/")
    told = {"spelling": "Токжанов", "asked_when": "2022-01-09", "asked_hour": "14:30",
            "answer": "no_answer", "elsewhere": "Belkent sports hall"}  # fmt: skip
    refused = client.post(path, told)
    assert refused.status_code == 422 and "Belkent sports hall" in body(refused)
    assert client.post(path, {**told, "elsewhere_kind": "adhoc"}).status_code == 302
    asked = models.Inquiry.objects.get()
    place = models.Facility.objects.get(id=asked.facility)
    assert (place.name, place.kind) == ("Belkent sports hall", "adhoc")
    assert (asked.asked, asked.again) == ("2022-01-09T14:30", "2022-01-09T18:30")


@pytest.mark.parametrize("hour", ["25:00", "noon", "14:30:00Z"])
def test_an_hour_that_is_none_is_refused_at_its_field(hour, event):
    client = visitor(Role.INTAKE)
    path = link(client.get("/desk/inquiries/"), r"/desk/person/[\w-]{22}/asked/")
    refused = client.post(path, {"asked_hour": hour, "answered": "call again"})
    assert 'id="asked_hour-refused"' in body(refused) and "call again" in body(refused)


def test_what_a_family_said_on_the_telephone_stands_in_the_log_of_calls(event):
    client = visitor(Role.INTAKE)
    page = body(client.get("/desk/requests/"))
    path = re.search(r'action="(/desk/requests/[\w-]{22}/)"', page)[1]
    client.post(path, {"deed": "vet", "note": "his brother answered"})
    log = body(client.get("/desk/calls/"))
    assert "his brother answered" in log and "intake-1" in log


def link_value(page, name):
    inside = body(page).partition(f'<select id="{name}"')[2]
    return re.search(r'value="([\w-]{22})"', inside)[1]


def test_a_session_that_is_over_keeps_the_draft_for_sending_it_again(event):
    client = visitor(Role.INTAKE)
    path = link(client.get("/desk/inquiries/"), r"/desk/person/[\w-]{22}/asked/")
    told = {"spelling": "Токжанов", "answered": "no such person", "password": "secret"}
    kept = body(Client().post(path, told))
    assert 'value="no such person"' in kept and "secret" not in kept
    assert visitor(Role.INTAKE).get(path).status_code == 200


def test_more_than_a_page_takes_is_refused_before_it_is_read():
    refused = Client().post("/ask/", {"name": "x"}, CONTENT_LENGTH=str(22 << 20))
    assert refused.status_code == 413


def test_a_handle_means_nothing_to_somebody_else(event):
    one, other = visitor(Role.VERIFIER), visitor(Role.COORDINATOR)
    path = link(one.get("/desk/requests/"), r"/desk/person/[\w-]{22}/")
    assert one.get(path).status_code == 200
    assert other.get(path).status_code == 404


def test_handles_lead_back_to_their_ids(rf, event):
    request = rf.get("/")
    request.session = {}
    assert handle.read(request, handle.give(request, event.row)) == event.row


def test_a_coordinator_invites_and_a_change_of_role_ends_the_other_session(event):
    other = visitor(Role.VERIFIER)
    client = visitor(Role.COORDINATOR)
    assert client.post("/desk/team/", {"role": "verifier"}).url == "/desk/team/"
    shown = [body(client.get("/desk/team/")).count('<p class="keys"><bdi>') for _ in range(2)]
    assert shown == [1, 0]
    client.post("/desk/team/change/", {"member": "verifier-1", "role": "intake"})
    assert other.get("/desk/").status_code == 302


def test_an_invitation_that_was_lost_is_taken_back_before_anybody_joins_by_it(event):
    client = visitor(Role.COORDINATOR)
    client.post("/desk/team/", {"role": "verifier"})
    page = client.get("/desk/team/")
    code = re.search(r'<p class="keys"><bdi>([\w-]+)</bdi>', body(page))[1]
    number = re.search(r'name="take_back" value="(\d+)"', body(page))[1]
    client.post("/desk/team/", {"take_back": number})
    assert 'name="take_back"' not in body(client.get("/desk/team/"))
    secret = factor.secret()
    with pytest.raises(operator.NotAllowedIn):
        operator.join(operator.Joining(code, "new-1", PASSWORD, secret, pyotp.TOTP(secret).now()))


@pytest.mark.parametrize(
    "path", ["/desk/", "/desk/requests/", "/desk/documents/", "/desk/inquiries/"]
)
def test_a_page_asks_the_database_as_often_for_many_rows_as_for_few(path, event, desk):
    from tests.web.conftest import opened

    client = visitor(Role.COORDINATOR)
    client.get(path)

    def asked(rows):
        for number in rows:
            opened(f"Ержан {number}")
            desk.list((f"Асан {number}",), published=f"2022-01-{10 + number}")
        with CaptureQueriesContext(connection) as found:
            client.get(path)
        return len(found)

    # Legal terms are worked out once for each state of the ledger: both are read after a change.
    assert asked(range(1)) == asked(range(1, 5))


def test_a_case_is_taken_with_a_reason_only(event):
    client = visitor(Role.INTAKE)
    page = body(client.get("/desk/requests/"))
    path = re.search(r'action="(/desk/requests/[\w-]{22}/)"', page)[1]
    refused = client.post(path, {"deed": "hold"})
    assert refused.status_code == 422 and "write the reason" in body(refused)
    assert client.post(path, {"deed": "hold", "note": "I know them"}).status_code == 302
    assert len(queries.staff_reader("intake-1").cases) == 1
