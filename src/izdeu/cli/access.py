"""The installation's data key as commands meet it: made, asked for, unlocked."""

import argparse
import os
import sys
from pathlib import Path

from izdeu.cli.outcome import CannotGoOn, LockedOut
from izdeu.protection import agent, datakey, vault
from izdeu.protection.datakey import DataKey, KeyFile
from izdeu.protection.keyring import SHORTEST, NotAKey, WrongPassphrase

_THROW_AWAY = (
    "izdeu: a throw-away key was made; it lies beside the data and protects nothing: "
    "izdeu init asks for a passphrase"
)
_PLAIN = (
    "the database here is plain SQLite: izdeu init encrypts it; "
    "IZDEU_PLAIN_SQLITE=1 leaves it as it is, for anybody to read"
)


def home() -> Path:
    """The folder of this installation, known before any table is."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "izdeu.settings")
    from django.conf import settings

    return Path(settings.HOME)


def is_plain() -> bool:
    """Whether the keeper chose a plain SQLite file."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "izdeu.settings")
    from django.conf import settings

    return bool(settings.PLAIN_SQLITE) and database() is not None


def database() -> Path | None:
    """The SQLite file by its first name; ``None`` on PostgreSQL."""
    from django.conf import settings

    told = settings.DATABASES["default"]
    return None if "postgresql" in told["ENGINE"] else Path(str(told["NAME"]))


def key_file() -> KeyFile | None:
    """What ``data.key`` says, ``None`` where there is none yet."""
    try:
        return datakey.read(home())
    except NotAKey as broken:
        raise CannotGoOn(str(broken)) from broken


def ready() -> None:
    """Have the key in memory; a folder where nothing is yet gets a throw-away one."""
    if vault.is_held():
        return
    if is_plain():
        if key_file() is not None:
            raise CannotGoOn("this installation is encrypted; unset IZDEU_PLAIN_SQLITE")
        return
    if key_file() is None:
        make("")
        print(_THROW_AWAY, file=sys.stderr)
    try:
        vault.current(home())
    except vault.Locked as locked:
        raise LockedOut(str(locked)) from locked


def make(passphrase: str) -> bytes:
    """Make the first data key and an empty database under it; give the root."""
    root, key, name = datakey.draw(), DataKey(1, datakey.draw()), database()
    home().mkdir(mode=0o700, parents=True, exist_ok=True)
    if name is not None:
        _check_place(name)
    words = datakey.sealed([key], root, passphrase, secrets=datakey.draw_secrets())
    if datakey.make(home(), words) and name is not None:
        _make_file(name, key)
    return root


def _check_place(name: Path) -> None:
    from izdeu.tracing.sqlcipher import file

    if file.is_plain(name):
        raise CannotGoOn(_PLAIN)
    if name.exists() and name.stat().st_size:
        raise CannotGoOn(f"{datakey.NAME} is gone; bring back the copy kept elsewhere")


def _make_file(name: Path, key: DataKey) -> None:
    from izdeu.tracing.sqlcipher import file

    try:
        file.create(name, key).close()
    except OSError as failure:
        raise CannotGoOn(f"the database cannot be made: {failure.strerror}") from failure


def unlock(root: bytes) -> None:
    """Start the agent with this root; one that was left with another is ended."""
    agent.end(home())
    try:
        agent.start(home(), [root])
    except (agent.NoAgent, OSError) as failure:
        raise CannotGoOn("the key agent did not start; look at the folder's mode") from failure


def root_by(file: KeyFile, passphrase: str) -> bytes:
    """The root that a passphrase opens, or a sentence that it does not."""
    try:
        return file.root(passphrase)
    except WrongPassphrase as wrong:
        raise CannotGoOn(f"{wrong}; type it again") from wrong


def strong(passphrase: str) -> str:
    """The passphrase, or a sentence that it is guessed too easily."""
    if len(passphrase) < SHORTEST:
        raise CannotGoOn(
            f"a passphrase takes at least {SHORTEST} letters; five or six ordinary words are good "
            "(away from a terminal, give it as one line on standard input or by --passphrase-fd)"
        )
    return passphrase


def add_passphrase(parser: argparse.ArgumentParser) -> None:
    """Where a passphrase comes from away from a terminal: never an argument or a variable."""
    parser.add_argument(
        "--passphrase-fd", type=int, metavar="N",
        help="read the passphrase as a line from this open file descriptor",
    )  # fmt: skip
