from uuid import uuid4

import pytest

from izdeu.protection import keyring, sealing
from izdeu.protection.keyring import Cost
from izdeu.protection.sealing import Damaged, Place, Session, SessionOver

CHEAP = Cost(operations=1, memory=8192)
CONTACT = "Сания, +7 700 555 01 02"
PAIR = keyring.draw()
HERE = Place(uuid4(), "contact")


@pytest.fixture
def sealed():
    return sealing.seal(CONTACT, PAIR.public, HERE)


def test_a_sealed_value_is_opened_by_the_private_half_alone(sealed):
    assert sealing.unseal(sealed, PAIR.private, HERE) == CONTACT
    with pytest.raises(Damaged):
        sealing.unseal(sealed, keyring.draw().private, HERE)


@pytest.mark.parametrize("other", [Place(uuid4(), "contact"), Place(HERE.record, "alert_address")])
def test_a_value_swapped_from_another_record_or_field_is_refused(sealed, other):
    with pytest.raises(Damaged):
        sealing.unseal(sealed, PAIR.private, other)


def test_a_touched_value_is_damaged_and_nothing_else(sealed):
    for at in (0, 40, len(sealed) // 2, len(sealed) - 1):
        touched = sealed[:at] + ("A" if sealed[at] != "A" else "B") + sealed[at + 1 :]
        with pytest.raises(Damaged):
            sealing.unseal(touched, PAIR.private, HERE)
    with pytest.raises(Damaged):
        sealing.unseal("no sealed value", PAIR.private, HERE)


def test_the_length_of_a_sealed_value_does_not_tell_how_long_the_contact_is(sealed):
    assert len(sealing.seal("+7", PAIR.public, HERE)) == len(sealed)


def test_a_session_puts_the_key_away_when_its_time_is_up(sealed):
    now = [0.0]
    session = Session(PAIR.private, seconds=60, clock=lambda: now[0])
    assert session.open(sealed, HERE) == CONTACT
    now[0] = 60.0
    with pytest.raises(SessionOver):
        session.open(sealed, HERE)
    now[0] = 0.0
    with pytest.raises(SessionOver):
        session.open(sealed, HERE)


def test_a_key_file_opens_with_its_passphrase_only_and_shows_no_private_half():
    words = keyring.wrap(PAIR, "horse battery staple", cost=CHEAP)
    assert keyring.unwrap(words, "horse battery staple") == PAIR
    with pytest.raises(keyring.WrongPassphrase):
        keyring.unwrap(words, "horse battery stable")
    with pytest.raises(keyring.NotAKey):
        keyring.unwrap("{}", "horse battery staple")
    assert keyring._text(PAIR.private) not in words
    assert repr(PAIR.private) not in repr(PAIR)


@pytest.mark.parametrize("two", [(0, 1), (0, 2), (2, 1)])
def test_any_two_of_three_papers_bring_the_key_back(two):
    papers = keyring.papers(PAIR)
    assert keyring.recover([papers[one] for one in two], PAIR.public) == PAIR


def test_one_paper_or_a_wrong_word_brings_nothing_back():
    one, two, _ = keyring.papers(PAIR)
    wrong = " ".join(["academic", *two.split()[1:]])
    for lines in ([one], [one, one], [one, wrong], [one, keyring.papers(keyring.draw())[1]]):
        with pytest.raises(keyring.NotEnoughPapers):
            keyring.recover(lines, PAIR.public)
    other = keyring.papers(keyring.draw())
    with pytest.raises(keyring.NotEnoughPapers):
        keyring.recover(other[:2], PAIR.public)
