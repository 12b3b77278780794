import json
import stat

import pytest

from izdeu.cli import main
from izdeu.terms import EntryKind, SourceKind
from izdeu.tracing import actions, models
from tests.conftest import held

NAME = "Канарейбаев Айтуар"


@pytest.fixture(autouse=True)
def home(tmp_path, settings):
    settings.HOME = tmp_path / "home"


@pytest.fixture
def followed(desk):
    (mention,) = desk.list((NAME, held()), source=desk.source("Куәгер", SourceKind.WITNESS))
    actions.open_request(actions.Asked(NAME, said="2022-01-07"), by="op-1")
    return mention


def test_count_prints_every_figure_with_what_it_counts(followed, capsys):
    assert main(["count", "--language", "en"]) == 0
    told = capsys.readouterr().out
    assert "People named or described" in told
    assert "2  People" in told
    assert "No announced figure is on record." in told
    assert NAME not in told


def test_count_gives_plain_values_to_other_programs(followed, capsys):
    assert main(["count", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["people"] == {"value": 2, "low": 2, "high": 2, "judged": 2}
    assert told["unit"] == "people"
    assert told["statuses"]["held"] == {"value": 1, "low": 1, "high": 1, "judged": 1}
    assert told["estimate"]["envelope"] is None
    assert "few_lists" in {reason["reason"] for reason in told["estimate"]["refused"]}
    assert set(told) >= {"as_of", "newest_document", "excluded", "tallies", "beside", "likely"}


def test_count_counts_events_where_it_is_told_to(followed, capsys):
    assert main(["count", "--unit", "events", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["unit"], told["events"]["value"]) == ("events", 1)
    assert "people" not in told
    assert main(["count", "--unit", "events"]) == 0
    assert "Detentions are not detainees" in capsys.readouterr().out


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_count_speaks_each_language_on_an_empty_record(db, language, capsys):
    assert main(["count", "--language", language]) == 0
    assert capsys.readouterr().out.count("\n") > 10


def test_report_writes_one_page_that_only_its_owner_may_read(followed, tmp_path):
    out = tmp_path / "page.html"
    assert main(["report", str(out), "--language", "kk", "--audience", "verifier"]) == 0
    assert NAME in out.read_text("utf-8")
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.glob(".*")] == []


def test_report_for_the_public_holds_no_name(followed, tmp_path):
    out = tmp_path / "page.html"
    assert main(["report", str(out), "--audience", "public", "--person", str(followed)]) == 0
    assert NAME not in out.read_text("utf-8")


def test_report_logs_what_a_holder_was_shown_before_the_page_is_there(desk, tmp_path):
    from izdeu.documents.reading import FoundClaim
    from izdeu.terms import Event

    admitted = FoundClaim(Event.ADMITTED, when="2022-01-06", place="Канарейка көшесі")
    (mention,) = desk.list((NAME, admitted))
    out = tmp_path / "page.html"
    wanted = ["report", str(out), "--person", str(mention), "--operator", "op-1"]
    assert main(wanted) == 0
    assert "Канарейка көшесі" not in out.read_text("utf-8")
    assert not models.Act.objects.filter(kind=EntryKind.DISCLOSURE).exists()
    assert main([*wanted, "--reason", "calling back"]) == 0
    assert "Канарейка көшесі" in out.read_text("utf-8")
    disclosed = models.Act.objects.filter(kind=EntryKind.DISCLOSURE, about=mention)
    assert [act.content["reason"] for act in disclosed] == ["calling back"]


def test_report_says_what_to_do_where_the_person_is_not_here(followed, tmp_path, capsys):
    out = tmp_path / "page.html"
    nobody = "00000000-0000-4000-8000-000000000000"
    assert main(["report", str(out), "--person", nobody]) == 1
    assert "--person" in capsys.readouterr().err
    assert not out.exists()


def test_report_says_what_to_do_where_it_cannot_write(followed, tmp_path, capsys):
    assert main(["report", str(tmp_path / "nowhere" / "page.html")]) == 1
    assert "cannot write" in capsys.readouterr().err
