"""Make and look after the keys: the one that contacts are sealed to, and the data's."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from izdeu.cli import access
from izdeu.cli.outcome import CannotGoOn
from izdeu.cli.record import PUBLIC_HALF, home, open_record, passphrase, public_half
from izdeu.protection.datakey import NAME

if TYPE_CHECKING:
    from izdeu.protection import keyring


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("what", choices=["init", "status", "recover", "rotate"])
    parser.add_argument(
        "--coordinator",
        action="append",
        default=[],
        metavar="PSEUDONYM",
        help="who opens contacts, with a passphrase of their own (default: coordinator-1)",
    )
    parser.add_argument(
        "--to",
        type=Path,
        default=Path(),
        metavar="FOLDER",
        help="where the coordinators' key files go: removable media, not this machine",
    )
    parser.add_argument(
        "--new-passphrase", action="store_true", help="with rotate: ask for another passphrase"
    )
    access.add_passphrase(parser)


def run(arguments: argparse.Namespace) -> int:
    """Make the sealing key or bring it back, say how both stand, or change the data's key."""
    if arguments.what == "status":
        return _status(arguments)
    open_record()
    return {"init": _init, "recover": _recover, "rotate": _rotate}[arguments.what](arguments)


def _init(arguments: argparse.Namespace) -> int:
    from izdeu.protection import keyring

    if (home() / PUBLIC_HALF).exists():
        raise CannotGoOn("there is a key already; izdeu keys status shows it")
    pair = keyring.draw()
    _write_key_files(pair, arguments)
    keyring.keep_public(home() / PUBLIC_HALF, pair.public)
    print(f"fingerprint: {keyring.fingerprint(pair.public)}")
    print("\nThree papers, for three people; any two bring the key back. Shown only now:\n")
    for number, words in enumerate(keyring.papers(pair), 1):
        print(f"{number}. {words}\n")
    return 0


def _write_key_files(pair: "keyring.Pair", arguments: argparse.Namespace) -> None:
    from izdeu.protection import keyring

    names = arguments.coordinator or ["coordinator-1"]
    paths = {name: arguments.to / f"{name}.key" for name in names}
    if standing := [path.name for path in paths.values() if path.exists()]:
        raise CannotGoOn(f"{standing[0]} stands there already; name another folder with --to")
    if not arguments.to.is_dir():
        raise CannotGoOn("there is no such folder; make it, or name another with --to")
    wrapped = {path: keyring.wrap(pair, _new_passphrase(name)) for name, path in paths.items()}
    for path, words in wrapped.items():
        keyring.write_privately(path, words)
        print(f"{path}: carry it away from this machine, its coordinator keeps it")


def _new_passphrase(name: str) -> str:
    from izdeu.protection.keyring import SHORTEST

    given = passphrase(f"new passphrase of {name}", twice=True)
    if len(given) < SHORTEST:
        raise CannotGoOn(
            f"a passphrase takes at least {SHORTEST} letters; five or six ordinary words are good "
            "(away from a terminal, give one line for each coordinator on standard input)"
        )
    return given


def _status(_: argparse.Namespace) -> int:
    from izdeu.protection.keyring import fingerprint

    home().mkdir(mode=0o700, parents=True, exist_ok=True)
    print(f"database and documents: {_data_key()}")
    print(f"contacts are sealed to: {fingerprint(public_half())}")
    for path in lying_here():
        print(f"- {path.name} lies in the installation's folder: carry it away")
    return 0


def _data_key() -> str:
    from izdeu.protection import vault

    file = access.key_file()
    if access.is_plain():
        return "plain, by IZDEU_PLAIN_SQLITE"
    if file is None:
        return "no key yet; izdeu init makes one"
    if file.throw_away:
        return f"key {file.generation}, a throw-away one that lies beside the data"
    state = "unlocked" if vault.is_open(home()) else "locked"
    return f"key {file.generation} under a passphrase, {state}"


def _rotate(arguments: argparse.Namespace) -> int:
    """Everything under a new key, while others go on; killed at any point, nothing is lost."""
    from izdeu.tracing import rotation

    file = access.key_file()
    if file is None:
        raise CannotGoOn("there is no key to change; the database is plain by IZDEU_PLAIN_SQLITE")
    given = "" if file.throw_away else passphrase("passphrase", arguments.passphrase_fd)
    access.root_by(file, given)
    following = _following(arguments) if arguments.new_passphrase else given
    try:
        rotation.rotate(rotation.prepare(file, given, following=following))
    except (rotation.AnotherRotation, rotation.Unreadable) as refusal:
        raise CannotGoOn(str(refusal)) from refusal
    print(f"everything lies under key {file.generation + 1} now; copy {NAME} to its safe place")
    return 0


def _following(arguments: argparse.Namespace) -> str:
    return access.strong(passphrase("new passphrase", arguments.passphrase_fd, twice=True))


def lying_here() -> Iterator[Path]:
    """Coordinators' key files in the installation's folder, where they must not be."""
    for path in sorted(home().glob("*.key")):
        if b'"izdeu key' in path.read_bytes():
            yield path


def _recover(arguments: argparse.Namespace) -> int:
    from izdeu.protection import keyring

    lines = [passphrase(f"words of paper {number}") for number in range(1, keyring.NEEDED + 1)]
    try:
        pair = keyring.recover(lines, public_half())
    except keyring.NotEnoughPapers as refusal:
        raise CannotGoOn(str(refusal)) from refusal
    _write_key_files(pair, arguments)
    return 0
