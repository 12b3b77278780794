"""Sign-ins and keys of the invented event, printed when it is served; for nothing else."""

from pathlib import Path

from izdeu.accounts import casekey, factor, operator, phrase
from izdeu.accounts.models import Operator
from izdeu.accounts.role import Role
from izdeu.protection import keyring
from izdeu.terms import Audience
from izdeu.tracing import queries


def member(pseudonym: str, role: str) -> tuple[str, list[str]]:
    """Make a member of the demo's team; give the password and the one-time codes."""
    password = phrase.phrase("en", factor.secret().encode())
    Operator.objects.filter(pseudonym=pseudonym).delete()
    made = operator.enrol(pseudonym, Role(role), password, factor.secret())
    return password, factor.recovery_codes(made)


def family(key: str) -> tuple[str, str]:
    """Give one called-back family of the demo a phrase; number and phrase to open the case."""
    reader = queries.staff_reader("demo-1", audience=Audience.COORDINATOR)
    rows = [row for row in queries.requests(reader) if row.vetted and not row.withdrawn]
    row = min(rows, key=lambda one: one.number)
    words = phrase.phrase("en", phrase.seed(key.encode(), row.number))
    casekey.keep(row.number, row.id, casekey.slow(words))
    return row.number, words


def contact_passphrase(key: str) -> str:
    """What opens the demo's throw-away key: the same words each time it is served."""
    return phrase.phrase("en", phrase.seed(key.encode(), keyring.THROW_AWAY))


def make_contact_key(home: Path, public_half: str, key: str) -> None:
    """Draw a throw-away key that contacts are sealed to, where the folder has no key yet."""
    if (home / public_half).exists():
        return
    pair = keyring.draw()
    keyring.write_privately(home / keyring.THROW_AWAY, keyring.wrap(pair, contact_passphrase(key)))
    keyring.keep_public(home / public_half, pair.public)
