import json

import pytest

from izdeu.cli import main
from izdeu.protection.reader import Reader
from izdeu.protection.release import NotForThisReader
from izdeu.publication.audit import audit_list
from izdeu.publication.range import Range
from izdeu.terms import Decision, SourceKind, Status
from izdeu.tracing import actions, queries
from tests.conftest import held

NAMES = ("Өтеген Айтуар", "Сәрсенов Дәурен", "Қасенов Ерлан")


@pytest.fixture
def lists(desk):
    """Their list of three entries, two of them one person; ours knows that one and another."""
    theirs = desk.list(
        (NAMES[0], held()), (NAMES[0], held()), (NAMES[1], held()),
        source=desk.source("Прокуратура", SourceKind.PROSECUTOR),
    )  # fmt: skip
    ours = desk.list(
        (NAMES[0], held()), (NAMES[2], held()), source=desk.source("Еріктілер", SourceKind.NGO)
    )
    actions.judge(theirs[0], theirs[1], Decision.SAME, by="op-2")
    actions.judge(theirs[0], ours[0], Decision.SAME, by="op-2")
    reader = queries.staff_reader("op-1")
    return reader, queries.mention(reader, theirs[0]).source.document, theirs, ours


def test_an_audit_goes_both_ways_and_finds_repeats(lists):
    reader, document, theirs, ours = lists
    found = audit_list(reader, document)
    assert found.judged == {
        "entries": 3, "people": 2, "both": 1,
        "theirs_not_ours": 1, "ours_not_theirs": 1, "repeated": 1,
    }  # fmt: skip
    assert found.limits["both"] == Range(1, 1)
    assert found.theirs_not_ours == (theirs[2],)
    assert found.ours_not_theirs == (ours[1],)
    assert set(found.repeats[0]) == set(theirs[:2])


def test_ours_can_be_narrowed_to_a_status(lists):
    reader, document, *_ = lists
    assert audit_list(reader, document, [Status.DEAD]).judged["ours_not_theirs"] == 0
    assert audit_list(reader, document, [Status.HELD]).judged["ours_not_theirs"] == 1


def test_only_the_team_audits(lists):
    _, document, *_ = lists
    with pytest.raises(NotForThisReader):
        audit_list(Reader.public(), document)


def test_the_command_gives_figures_apart_from_names(lists, capsys, tmp_path, settings):
    settings.HOME = tmp_path
    _, document, *_ = lists
    assert main(["count", "audit", str(document), "--language", "ru"]) == 0
    told = capsys.readouterr().out
    assert "в их списке, но не у нас" in told
    assert not any(name in told for name in NAMES)
    assert main(["count", "audit", str(document), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["both"] == {"judged": 1, "low": 1, "high": 1}
    assert main(["count", "audit", str(document), "--names"]) == 0
    told = capsys.readouterr().out
    assert "For the team only" in told
    assert NAMES[1] in told
    assert NAMES[2] in told


def test_the_command_says_what_to_do_where_there_is_no_such_document(
    lists, capsys, tmp_path, settings
):
    settings.HOME = tmp_path
    assert main(["count", "audit", "00000000-0000-4000-8000-000000000000"]) == 1
    assert "read the list first" in capsys.readouterr().err
