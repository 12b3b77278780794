"""Make and look after the key that contacts are sealed to."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from izdeu.cli.outcome import CannotGoOn
from izdeu.cli.record import PUBLIC_HALF, home, open_record, passphrase, public_half

if TYPE_CHECKING:
    from izdeu.protection import keyring


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("what", choices=["init", "status", "recover"])
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


def run(arguments: argparse.Namespace) -> int:
    """Make the key, say how it stands, or bring it back from two of three papers."""
    open_record()
    return {"init": _init, "status": _status, "recover": _recover}[arguments.what](arguments)


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

    print(f"contacts are sealed to: {fingerprint(public_half())}")
    for path in lying_here():
        print(f"- {path.name} lies in the installation's folder: carry it away")
    return 0


def lying_here() -> Iterator[Path]:
    """Coordinators' key files in the installation's folder, where they must not be."""
    for path in sorted(home().glob("*.key")):
        if path.read_bytes()[:1] == b"{":
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
