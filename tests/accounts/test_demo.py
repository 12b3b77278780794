"""The demo's throw-away key for contacts."""

from uuid import uuid4

from izdeu.accounts import demo
from izdeu.protection import keyring
from izdeu.protection.sealing import Place, seal, unseal


def test_a_contact_sealed_in_the_demo_opens_with_the_key_file_and_passphrase_it_prints(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(keyring, "COST", keyring.Cost(operations=1, memory=8192))
    demo.make_contact_key(tmp_path, "sealing.json", "secret")
    place = Place(uuid4(), "contact")
    sealed = seal("the neighbour", keyring.public_at(tmp_path / "sealing.json"), place)
    words = (tmp_path / keyring.THROW_AWAY).read_text()
    pair = keyring.unwrap(words, demo.contact_passphrase("secret"))
    assert unseal(sealed, pair.private, place) == "the neighbour"


def test_a_folder_with_a_key_of_its_own_gets_no_other(tmp_path):
    keyring.keep_public(tmp_path / "sealing.json", keyring.draw().public)
    demo.make_contact_key(tmp_path, "sealing.json", "secret")
    assert not (tmp_path / keyring.THROW_AWAY).exists()
