"""Words made to break programs, in every field, on every page and in every export."""

import csv
import json
import re
import sys

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import etree

from izdeu.accounts.role import Role
from izdeu.alerts import text
from izdeu.alerts.channels import atom, file, telegram
from izdeu.alerts.feed import feed
from izdeu.cli import main
from izdeu.cli.terminal import guarded
from izdeu.protection.cell import harmless
from izdeu.terms import Answer, FacilityKind, SourceKind
from izdeu.tracing import actions, models
from tests.alerts.server import Gateway
from tests.web.conftest import body, member, visitor

NAUGHTY = [
    "<script>alert(1)</script>",
    "\"'><img src=x onerror=alert(1)>",
    "{{ request }} {% csrf_token %} ${7*7} {0}",
    "'; DROP TABLE tracing_entry; --",
    "=HYPERLINK(\"http://evil.example\",\"x\")",
    "+1+cmd|' /C calc'!A0",
    "-2+3", "@SUM(1)", "\t=1+1", "＝1+1",
    "\u202eнавысА\u202c \u200b\u200f\ufeff",
    "a\r\nSet-Cookie: x=1\r\n\r\n<u id=xqz>",
    "\x1b[2J\x1b]0;owned\x07 \x00\x01\x7f\ufffe",
    "𝒜̷̛͎ӓ\u0301\u0301\u0301 🙈 ﷽ ﬁ Ǆ",
    "%s %n %00 ../../etc/passwd",
    "]]> --> &lt; &#0; &entity;",
    "\ud800 lone \udfff",
    "х" * 200,
]  # fmt: skip
RAW = re.compile(r"<script>alert|<img src=x|<u id=xqz|\x1b|\x00")


@pytest.mark.parametrize(
    ("cell", "kept"),
    [("=1+1", "'=1+1"), ("+1+1", "'+1+1"), ("-2+3", "'-2+3"), ("@SUM(1)", "'@SUM(1)"),
     ("\tx", "'\tx"), ("\r=1", "'\r=1"), ("  =1", "'  =1"), ("＝1", "'＝1"), ("-3.5", "-3.5"),
     ("+77005550102", "+77005550102"), ("Асанов", "Асанов"), (7, 7), ("", "")],
)  # fmt: skip
def test_a_cell_that_a_spreadsheet_would_run_is_shown_instead(cell, kept):
    assert harmless(cell) == kept


def test_a_table_of_names_runs_nothing_in_a_spreadsheet(tmp_path):
    pairs = tmp_path / "pairs.tsv"
    pairs.write_text("a\tb\n=1+1\t@SUM(1)\nАсанов Ерлан\tYerlan Assanov\n", "utf-8")
    assert main(["names", "score", str(pairs), "--out", str(tmp_path / "out.tsv")]) == 0
    cells = re.split("[\t\n]", (tmp_path / "out.tsv").read_text("utf-8"))
    assert [cell for cell in cells if cell[:1] in "=@" and cell] == []


@pytest.fixture
def web(db, settings, tmp_path):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.HOME = tmp_path
    settings.ALLOWED_HOSTS = ["*"]
    member(Role.COORDINATOR)


def tell(words):
    """Lay the words down in every field that the record has."""
    asked = actions.Asked(
        words, "2022-01-07", age="40", father=words, seen_when="2022-01-05", seen_place=words,
        taken_by=words, features=(("marks", words), (words, words)), words=words, relation="kin",
    )  # fmt: skip
    opened = actions.open_request(asked, by="coordinator-1")
    actions.vet(opened.request, by="coordinator-1", note=words)
    place = actions.record_facility(words, FacilityKind.SIZO, by="coordinator-1", place=words)
    exchange = actions.Exchange(place, words, "2022-01-09", Answer.LISTED, words, opened.mention)
    actions.inquire(exchange, by="coordinator-1")
    actions.log_reading(actions_reader(words), [opened.mention])
    actions.ask_export("report", 60, by="coordinator-2", reason=words)
    return opened


def actions_reader(words):
    from izdeu.tracing import queries

    return queries.staff_reader("coordinator-1", reason=words)


@pytest.mark.parametrize("words", NAUGHTY, ids=range(len(NAUGHTY)))
def test_every_page_shows_them_as_words_and_nothing_else(web, words):
    opened = tell(words)
    client = visitor(Role.COORDINATOR)
    pages = ["/desk/", "/desk/requests/", "/desk/documents/", "/desk/inquiries/",
             "/desk/oversight/", "/desk/figures/", "/desk/proposals/"]  # fmt: skip
    found = body(client.get("/desk/requests/"))
    pages += sorted({*re.findall(r'"(/desk/(?:person|documents)/[\w-]{22}/)"', found)})
    answers = [client.get(path) for path in pages]
    typed = words.encode("utf-8", "replace").decode()
    answers.append(client.post("/desk/search/", {"who": typed}))
    answers.append(visitor(Role.ANON).post("/ask/", {"name": typed, "once": "o" * 24}))
    for answer in answers:
        assert answer.status_code in (200, 422)
        assert not RAW.search(body(answer))
        assert "Set-Cookie: x" not in repr(answer.headers)
    assert opened.number in found


STEERING = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]|\r(?!\n)"
)


@pytest.mark.parametrize("words", NAUGHTY, ids=range(len(NAUGHTY)))
def test_no_command_prints_what_steers_a_terminal(web, words, tmp_path, capfd):
    opened = tell(words)
    typed = words.replace("\0", "").encode("utf-8", "replace").decode()
    file = tmp_path / "list.csv"
    quoted = typed.replace('"', '""')
    file.write_text(f'ФИО;Диагноз\nАсанов Ерлан;"{quoted}"\n"{quoted}";x\n', "utf-8")
    told = ("--published", "2022-01-12")
    by = ("--operator", "coordinator-1")
    for command in (
        ("read", file, "--source", typed, "--kind", "hospital", *told, *by),
        ("show", opened.number, "--reason", typed, *by), ("match", *by), ("count", *by),
        ("explain", opened.mention, opened.mention, *by), ("oversight", *by),
        ("request", typed, "--place", typed, *by), ("show", typed, *by),
        ("documents", file, "--json", *told), ("documents", file, *told),
        ("names", "spellings", typed), ("names", "compare", typed, "Ерлан"), (typed,),
        ("work", "--calls"), ("retention", "show"), ("act", "hold", typed, *by),
    ):  # fmt: skip
        try:
            main(["--" if word == "" else str(word) for word in command])
        except SystemExit as usage:
            assert usage.code == 2
        shown = capfd.readouterr()
        assert not STEERING.search(shown.out + shown.err), command[0]


def test_json_stays_json_where_steering_signs_are_shown_by_their_number(capsys):
    with guarded(sys.stdout, sys.stderr):
        print(json.dumps({"name": "a\x1b[2J\x85\u202eb"}, ensure_ascii=False), end="\r\n")
    shown = capsys.readouterr().out
    assert shown.endswith("}\r\n") and "\\u202e" in shown
    assert json.loads(shown) == {"name": "a\x1b[2J\x85\u202eb"}


def test_linking_them_runs_nothing_on_its_page_and_leaves_json_whole(tmp_path, capsys):
    table = tmp_path / "people.csv"
    typed = [words.encode("utf-8", "replace").decode().replace("\0", "") for words in NAUGHTY]
    with table.open("w", encoding="utf-8", newline="") as file:
        sheet = csv.writer(file)
        sheet.writerow(["id", "name", "birth_date"])
        sheet.writerows([number, words, "1980"] for number, words in enumerate(typed * 2))
    assert main(["link", str(table), "--out", str(tmp_path / "out")]) == 0
    page = (tmp_path / "out" / "report.html").read_text("utf-8")
    assert not RAW.search(page) and not etree.HTML(page).xpath("//script|//*[@onerror]")
    capsys.readouterr()
    assert main(["documents", str(table), "--json", "--published", "2022-01-12"]) == 0
    shown = capsys.readouterr().out
    assert not STEERING.search(shown)
    assert json.loads(shown)


def test_a_fault_of_the_program_is_told_without_the_words_that_met_it(monkeypatch, capsys):
    from izdeu.cli import mode

    def broken(_):
        raise KeyError("Xqzname")

    monkeypatch.setattr(mode, "run", broken)
    assert main(["mode"]) == 1
    said = capsys.readouterr().err
    assert "KeyError" in said and "Xqzname" not in said and "Traceback" not in said


@pytest.mark.parametrize("words", NAUGHTY, ids=range(len(NAUGHTY)))
def test_a_report_with_them_is_one_whole_page_that_runs_nothing(web, words, tmp_path, monkeypatch):
    tell(words)
    monkeypatch.chdir(tmp_path)
    assert main(["report", "out.html", "--operator", "coordinator-1"]) == 0
    page = (tmp_path / "out.html").read_text("utf-8")
    root = etree.HTML(page)
    assert root.findall(".//script") == [] and "onerror=alert(1)>" not in page
    assert not root.xpath("//*[@onerror]")


def test_a_list_full_of_them_is_read_and_shown(web):
    rows = "\n".join('"' + words.replace('"', '""') + '";1980' for words in NAUGHTY[:-2])
    told = {"source": NAUGHTY[0], "kind": SourceKind.VOLUNTEERS, "published": "2022-01-12"}
    content = f"ФИО;Год рождения\nАсанов Ерлан;1980\n{rows}\n".encode("utf-8", "replace")
    client = visitor(Role.COORDINATOR)
    answer = client.post(
        "/desk/documents/", {**told, "file": SimpleUploadedFile("=list.csv", content)}, follow=True
    )
    assert answer.status_code == 200
    listed = body(client.get("/desk/documents/"))
    assert not RAW.search(listed) and models.Document.objects.exists()


@pytest.mark.django_db
def test_messages_carry_them_nowhere_and_stay_whole(settings, tmp_path, monkeypatch):
    settings.HOME = tmp_path
    gateway = Gateway()
    monkeypatch.setenv("IZDEU_TELEGRAM_URL", gateway.url)
    monkeypatch.setenv("IZDEU_TELEGRAM_TOKEN", "1:invented")
    words = text.alert("ru", "<b>&\"'=1")
    for number, address in enumerate(NAUGHTY[:8]):
        telegram.send(address, words, "key", 5)
        assert json.loads(json.dumps(gateway.taken[number][2]))["chat_id"] == address
    atom.send("A" * 24, words, "00000000-0000-4000-8000-000000000001", 5)
    file.send("shelf", words, "key", 5)
    gateway.close()
    root = etree.fromstring(feed("A" * 24))
    assert root.findtext(".//{*}content") == words
    for address in NAUGHTY:
        with pytest.raises(file.NotDelivered):
            file.send(address, words, "key", 5)
        with pytest.raises(atom.NotDelivered):
            atom.send(address, words, "key", 5)
