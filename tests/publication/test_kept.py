from datetime import timedelta

import pytest

from izdeu.cli import main
from izdeu.protection.reader import Reader
from izdeu.protection.release import NotForThisReader
from izdeu.publication import kept
from izdeu.terms import Audience
from izdeu.tracing import actions, derive, models, queries
from tests.conftest import held

AT_ONCE = timedelta(0)
NAME = "Канарейбаев Айтуар"


def shown(language="en", *, public=True):
    reader = Reader.public() if public else kept.counter()
    return kept.page(reader, language, public=public)


def test_nothing_is_shown_before_the_first_count(db):
    assert shown() is None


def test_every_language_has_a_count_of_its_own_for_the_public_and_for_the_team(desk):
    desk.list((NAME, held()))
    assert kept.renew()
    told = [shown(language, public=public)["unit"] for public in (True, False)
            for language in ("kk", "kk-Latn", "ru", "en")]  # fmt: skip
    assert len(set(told)) == 4


def test_a_count_stands_until_the_record_changes(desk):
    desk.list((NAME, held()))
    assert kept.renew(AT_ONCE)
    assert not kept.renew(AT_ONCE)
    desk.list(("Сәбитов Ержан", held()))
    assert kept.renew(AT_ONCE)


def test_a_change_is_not_shown_before_a_quarter_of_an_hour(desk):
    desk.list((NAME, held()))
    assert kept.renew()
    before = shown(public=False)
    desk.list(("Сәбитов Ержан", held()))
    assert not kept.renew()
    assert shown(public=False) == before


def test_matching_alone_makes_a_count_anew(desk):
    desk.list((NAME, held()))
    assert kept.renew(AT_ONCE)
    models.Waiting.objects.all().delete()
    assert kept.renew(AT_ONCE)


def test_small_figures_and_names_stay_out_of_what_is_kept_for_the_public(desk):
    desk.list((NAME, held(place="Ақсу көшесі 5")))
    kept.renew()
    told = str(shown())
    assert "fewer than 5" in told
    assert "Ақсу" not in told and "Канарейбаев" not in told
    assert "fewer than 5" not in str(shown(public=False))


def test_the_public_and_families_are_not_given_the_count_of_the_team(desk):
    desk.list((NAME, held()))
    asked = actions.open_request(actions.Asked(NAME, said="2022-01-07"), by="op-1")
    kept.renew()
    for reader in (Reader.public(), Reader.enquirer(asked.request), Reader(Audience.PARTNER)):
        with pytest.raises(NotForThisReader):
            kept.page(reader, "en", public=False)


def test_an_erasure_and_a_rebuild_drop_what_was_kept(lasting_desk):
    (mention,) = lasting_desk.list((NAME, held()))
    kept.renew()
    actions.erase([mention], reason="withdrawn", by="op-1")
    assert shown() is None
    kept.renew(AT_ONCE)
    assert shown() is not None
    derive.rebuild()
    assert shown() is None


def test_count_puts_its_figures_on_the_pages_when_it_is_told_to(desk, capsys):
    desk.list((NAME, held()))
    assert main(["count"]) == 0
    assert shown() is None
    assert main(["count", "--keep"]) == 0
    assert shown()["tiles"]
    assert main(["count", "--keep", "--unit", "events"]) != 0
    assert "--keep" in capsys.readouterr().err


def test_the_position_of_the_record_is_for_the_team(db):
    with pytest.raises(NotForThisReader):
        queries.position(Reader.public())
