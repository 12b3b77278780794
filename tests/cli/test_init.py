"""A real installation set up by a newcomer: rules kept, mistakes named before anything is made."""

import tomllib

import pytest

from izdeu.protection import keyring
from izdeu.publication import house
from tests.installation import PASSPHRASE, Installation


@pytest.fixture
def made(tmp_path):
    installation = Installation(tmp_path / "home")
    yield installation
    installation.close()


def rules(made):
    return tomllib.loads((made.home / house.FILE).read_text("utf-8"))


def test_a_mistake_in_the_rules_is_named_before_anything_is_made(made):
    for words, told in ((("--languages", "kk,de"), "no pages in de"),
                        (("--region", "xx"), "choose among kz"),
                        (("--leave", "http://x"), "https://")):  # fmt: skip
        assert told in made.run("init", *words, stdin=PASSPHRASE + "\n", status=1)
    assert not list(made.home.iterdir())


def test_rules_that_are_not_given_again_stay_and_what_is_missing_is_said(made):
    said = made.run("init", "--name", "Ізде", "--languages", "ru,kk", stdin=PASSPHRASE + "\n")
    assert "/join/" in said and "izdeu keys init" in said and "--call" in said
    said = made.run("init", "--call", "+7 700 000 00 00")
    assert (rules(made)["name"], rules(made)["languages"]) == ("Ізде", ["ru", "kk"])
    assert "izdeu keys init" in said and "--call" not in said


def test_rules_that_were_mended_wrongly_by_hand_are_named_before_pages_are_served(made):
    made.run("init", "--throw-away")
    (made.home / house.FILE).write_text('nmae = "Ізде"\n', encoding="utf-8")
    for command in ("init", "serve", "doctor"):
        assert "no rule nmae" in made.run(command, stdin=PASSPHRASE + "\n", status=1)


def test_a_demo_that_is_taken_over_leaves_neither_its_key_nor_its_telephone(made):
    made.run("init", "--throw-away", "--call", "+7 700 000 00 00")
    for name in (keyring.THROW_AWAY, "sealing.json"):
        (made.home / name).write_text("{}")
    said = made.run("init", "--name", "Ізде", stdin=PASSPHRASE + "\n")
    assert "throw-away key was removed" in said and rules(made)["call"] == ""
    assert not (made.home / keyring.THROW_AWAY).exists()
    assert not (made.home / "sealing.json").exists()


def test_only_a_telephone_is_dialled():
    assert house.House(call="+7 (700) 000-00-00").dial == "+77000000000"
    assert house.House(call="Belkent, 5 Abai street").dial == ""
