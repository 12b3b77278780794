"""Words that must never reach whoever may not see them, planted and then looked for everywhere."""

import io
import re

import pytest

from izdeu.alerts import worker
from izdeu.cli import main
from izdeu.documents.reading import FoundClaim
from izdeu.protection import keyring
from izdeu.protection.reader import Reader
from izdeu.publication.wording import say
from izdeu.terms import Audience, Decision, Event, SourceKind
from izdeu.tracing import actions, models, queries

#: One for each class of what only the holders of a case may see.
CANARIES = {
    "treatment place": "Xqzhospital",
    "ward": "Xqzward",
    "wound": "Xqzwound",
    "hiding place": "Xqzhideout",
    "phone": "9998877",
    "relation": "Xqzrelation",
    "contact": "Xqzcontact",
    "alert address": "xqzalert",
    "political activity": "Xqzrally",
    "informant": "Xqzinformant",
}
NAME = "Өтеген Айтуар"
PASSPHRASE = "five ordinary invented words here\n"
HOSPITAL = """ФИО;Год рождения;Диагноз;Отделение;Телефон;Дата поступления;Участие в митинге
Утеген Айтуар;1987;Xqzwound огнестрельное;Xqzward;+7 701 999 88 77;06.01.2022;был на Xqzrally
"""


class Told:
    """What commands said and wrote, gathered to be searched."""

    def __init__(self, capsys, monkeypatch, folder):
        self.capsys, self.monkeypatch, self.folder = capsys, monkeypatch, folder

    def run(self, *words, stdin=""):
        self.monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        main([str(word) for word in words])
        shown = self.capsys.readouterr()
        return shown.out + shown.err

    def everything(self, *commands):
        """All that these commands print, and all files they leave in the folder they run in."""
        said = "".join(self.run(*words) for words in commands)
        files = [path for path in self.folder.glob("out*") if path.is_file()]
        return said + "".join(path.read_text(errors="replace") for path in files)


@pytest.fixture
def told(capsys, monkeypatch, tmp_path, settings):
    settings.HOME = tmp_path / "home"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(keyring, "COST", keyring.Cost(operations=1, memory=8192))
    return Told(capsys, monkeypatch, tmp_path)


@pytest.fixture
def case(told, desk, tmp_path):
    """A man on a hospital's list and in hiding by a friend's word, sought by his family."""
    told.run("keys", "init", stdin=PASSPHRASE)
    shown = told.run(
        "request", NAME, "--birth", "1987", "--seen", "2022-01-05", "--relation", "Xqzrelation",
        "--contact", "Xqzcontact +7 701 999 88 77", "--alert-address", "file:xqzalert",
        "--operator", "holder-1",
    )  # fmt: skip
    number = re.search(r"\d{4}-\d{3}-\d", shown)[0]
    (tmp_path / "list.csv").write_text(HOSPITAL, "utf-8")
    read = told.run(
        "read", "list.csv", "--source", "Xqzhospital ауруханасы", "--kind", "hospital",
        "--published", "2022-01-07", "--operator", "holder-1",
    )  # fmt: skip
    assert "Xqzwound" not in read
    return Case(number, desk)


class Case:
    """The planted case, with the ids that commands ask for."""

    def __init__(self, number, desk):
        self.number = number
        self.request = queries.beginning_with(queries.staff_reader("desk-1"), number)[0]
        self.mention = models.Request.objects.get(id=self.request).mention
        documents = models.Document.objects.filter(format="csv")
        self.row = models.Mention.objects.get(document__in=documents.values("id")).id
        friend = desk.source("Досы", SourceKind.WITNESS)
        main(["act", "hold", str(friend), "--operator", "holder-1", "--reason", "he knows me"])
        main(["contact", str(friend), "--contact", "Xqzinformant", "--operator", "holder-1"])
        hides = FoundClaim(
            Event.HIDING, when="2022-01-09", place="Xqzhideout", words="at Xqzhideout"
        )
        self.hiding = desk.list(("Утеген А.", hides), source=friend)[0]
        for other in (self.row, self.hiding):
            actions.judge(self.mention, other, Decision.SAME, by="holder-1")
        self.ask("Xqzhospital ауруханасы")

    def ask(self, facility):
        main(["inquire", facility, "listed", "--spelling", NAME, "--asked", "2022-01-10",
              "--about", self.number, "--words", "Xqzward", "--operator", "holder-1"])  # fmt: skip


def leaks(text):
    return sorted(kind for kind, word in CANARIES.items() if word in text)


def commands(case, *more):
    """Every command that tells of people or cases."""
    return [
        ("match", "--decided", *more),
        ("show", case.number, *more),
        ("show", case.row, "--language", "ru", *more),
        ("explain", case.mention, case.row, *more),
        ("explain", case.mention, case.row, "--json", *more),
        ("report", "out.html", *more),
        ("report", "out-kk.html", "--language", "kk", *more),
        ("report", "out-person.html", "--person", case.number, *more),
        ("report", "out-public.html", "--audience", "public", *more),
        ("count",),
        ("audit", "verify"),
        ("audit", "anchor"),
        ("doctor",),
        ("work", "--once"),
        ("work", "--calls"),
        ("keys", "status"),
        ("oversight", "alarms"),
        ("oversight", "exports"),
        ("oversight", "readings"),
        ("reveal", case.number, "--reason", "curious", *more),
        ("show", "no such id", *more),
        ("backup", "create", "out.age", "--to", "age1nobody"),
    ]


def test_a_member_who_does_not_hold_the_case_never_sees_them(told, case):
    assert leaks(told.everything(*commands(case, "--operator", "other-1"))) == []


def test_what_is_withheld_is_said_to_be_withheld(told, case):
    shown = told.run("show", case.number, "--operator", "other-1")
    (asked,) = [line for line in shown.splitlines() if line.startswith("  ?")]
    assert say("en", "report.withheld") in asked


def test_a_reason_without_the_case_opens_nothing(told, case):
    more = ("--operator", "other-1", "--reason", "I am curious")
    asked = [words for words in commands(case, *more) if words[0] in ("show", "report")]
    assert leaks(told.everything(*asked)) == []


def test_a_holder_who_gives_no_reason_sees_no_wound_ward_or_contact(told, case):
    more = ("--operator", "holder-1")
    asked = [words for words in commands(case, *more) if words[0] in ("show", "report", "match")]
    assert leaks(told.everything(*asked)) == []


def test_a_holder_with_a_reason_sees_them_and_it_is_logged(told, case):
    shown = told.run("show", case.number, "--operator", "holder-1", "--reason", "transfer")
    assert "Xqzhospital" in shown
    assert models.Act.objects.filter(kind="disclosure", maker="holder-1").exists()


def test_a_family_reads_none_of_them_on_its_own_case(case):
    actions.vet(case.request, by="holder-1")
    assert leaks(repr(queries.own_case(Reader.enquirer(case.request)))) == []


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.PARTNER, Audience.ENQUIRER])
def test_nobody_outside_the_team_is_answered_by_any_query_about_people(case, audience):
    reader = Reader(audience, cases=frozenset({case.request}), reason="why not")
    for ask in (queries.person, queries.mention, queries.mention_of):
        with pytest.raises(PermissionError):
            ask(reader, case.mention)
    for ask in (queries.proposals, queries.counted_people, queries.facilities, queries.found):
        with pytest.raises(PermissionError):
            ask(reader)


def test_an_alert_carries_none_of_them(told, case, tmp_path):
    actions.vet(case.request, by="holder-1")
    said = told.run("work", "--once")
    sent = [path.read_text() for path in (tmp_path / "home" / "messages").rglob("*.txt")]
    assert len(sent) == 1
    assert leaks(said + "".join(sent)) == []
    assert NAME not in sent[0]
    assert worker.LEASE > 0


def test_an_encrypted_backup_shows_none_of_them(told, case, tmp_path):
    recipient = told.run("backup", "key", "key.txt").split()[-1]
    told.run("backup", "create", "all.age", "--to", recipient)
    assert leaks((tmp_path / "all.age").read_bytes().decode("latin-1")) == []


def test_contact_and_address_stand_in_no_row_and_no_entry(case):
    from django.apps import apps
    from django.db import connection

    found = ""
    with connection.cursor() as cursor:
        for model in apps.get_models():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(model._meta.db_table)}")
            for row in cursor.fetchall():
                found += "".join(_text(value) for value in row)
    assert "Xqzwound" in found
    assert {"contact", "alert address", "informant"}.isdisjoint(leaks(found))


def _text(value):
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("latin-1")
    return str(value)
