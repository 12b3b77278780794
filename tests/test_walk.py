"""The main job end to end, on an invented man, as a volunteer would do it at the keyboard."""

import re

import pytest

from izdeu.cli import main
from izdeu.protection.reader import Reader
from izdeu.terms import Decision, Event, Status
from izdeu.tracing import actions, queries

MORGUE = """№;Ф.И.О.;Год рождения;Дата поступления
1;Бекетаев Самат Оралович;1975;06.01.2022
7;Такжанов Ермек Сабитович;1981;06.01.2022
8;неизвестный мужчина 30-35 лет;;07.01.2022
"""
VIDEO = """A video recorded on January 4 shows Ermek Toqzhanov, 41, in good health.

City police denied holding Toqzhanov.
"""


@pytest.fixture
def command(db, tmp_path, capsys, settings):
    settings.HOME = tmp_path

    def run(*words):
        assert main([str(word) for word in words]) == 0
        return capsys.readouterr().out

    return run


@pytest.fixture
def walk(command, tmp_path):
    """Request, guard's answer, morgue list, video and denial are in; nothing is judged."""
    opened = command(
        "request", "Тоқжанов Ермек Сәбитұлы", "--sex", "male", "--birth", "1981",
        "--seen", "2022-01-05", "--place", "Белкент", "--taken-by", "полиция",
        "--said", "2022-01-06",
    )  # fmt: skip
    number = re.search(r"\d{4}-\d{3}-\d", opened)[0]
    (tmp_path / "morgue.csv").write_text(MORGUE, "cp1251")
    (tmp_path / "video.txt").write_text(VIDEO, "utf-8")
    command("inquire", "ИВС г. Белкент", "not_listed", "--spelling", "Токжанов Ермек", "--asked",
            "2022-01-06T10:00", "--about", number)  # fmt: skip
    command("read", tmp_path / "video.txt", "--source", "Belkent Observer", "--kind", "media",
            "--published", "2022-01-12")  # fmt: skip
    command("read", tmp_path / "morgue.csv", "--source", "Морг № 2", "--kind", "morgue",
            "--published", "2022-01-15")  # fmt: skip
    command("match")
    reader = queries.staff_reader("desk-1")
    request = queries.beginning_with(reader, number)[0]
    mention = queries.mention_of(reader, request)
    return number, request, mention


def proposed(mention):
    lines = queries.proposals(queries.staff_reader("desk-1"), about=mention)
    sides = {line.b.id if line.a.id == mention else line.a.id: line for line in lines}
    return {
        (other.a if other.b.id == mention else other.b).name: key for key, other in sides.items()
    }


def test_the_row_in_another_script_and_spelling_is_proposed_with_its_reasons(walk, command):
    number, _, mention = walk
    row = proposed(mention)["Такжанов Ермек Сабитович"]
    assert "+" in command("explain", mention, row)
    assert "Бекетаев Самат Оралович" not in proposed(mention)


def page(identity):
    return queries.person(queries.staff_reader("desk-1"), identity)


def family(request):
    return queries.own_case(Reader.enquirer(request))


def test_the_whole_story_is_told_with_every_source_and_undone_and_redone(walk, command):
    number, request, mention = walk
    row = proposed(mention)["Такжанов Ермек Сабитович"]
    video = proposed(mention)["Ermek Toqzhanov"]
    command("judge", mention, row, "same", "--operator", "verifier-1")
    command("act", "confirm", video)
    command("judge", mention, video, "same", "--operator", "verifier-1")

    whole = page(mention)
    assert whole.status == Status.DEATH_REPORTED
    events = [claim.event for claim in whole.claims if claim.when]
    assert events.index(Event.TAKEN) < events.index(Event.BODY_RECEIVED)
    taken = next(claim for claim in whole.claims if claim.event == Event.TAKEN)
    denials = {claim.id for claim in whole.claims if claim.statement.refuses}
    assert taken.id in {one for pair in whole.contradictions for one in pair if set(pair) & denials}
    assert [link.gap for link in whole.chain] == ["possible"]
    shown = command("show", number)
    assert "Такжанов Ермек Сабитович" in shown
    assert "row 3" in shown

    actions.vet(request, by="verifier-1")
    body = next(claim for claim in whole.claims if claim.event == Event.BODY_RECEIVED)
    assert family(request).status == Status.HELD
    command("act", "verify", body.id, "--operator", "verifier-1")
    assert family(request).status == Status.HELD
    command("act", "verify", body.id, "--operator", "verifier-2")
    assert page(mention).status == Status.DEAD
    assert family(request).status == Status.MISSING
    actions.log_call(request, by="verifier-2")
    assert family(request).status == Status.DEAD

    command("judge", mention, row, "different", "--operator", "verifier-2")
    assert page(mention).status == Status.HELD
    assert page(row).status == Status.DEAD
    command("judge", mention, row, "same", "--operator", "verifier-1")
    assert page(mention).status == Status.DEAD
    counted = {one.id: one for one in queries.counted_people(queries.staff_reader("desk-1"))}
    assert counted[page(mention).id].status == Status.DEAD
    assert sum(one.status == Status.DEAD for one in counted.values()) == 1


def test_an_unvetted_request_moves_nothing_on_its_case_page(walk):
    _, request, mention = walk
    before = family(request)
    row = proposed(mention)["Такжанов Ермек Сабитович"]
    actions.judge(mention, row, Decision.SAME, by="verifier-1")
    assert family(request) == before
