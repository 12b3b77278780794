"""Unlock the installation: the passphrase once, the key then stays in memory."""

import argparse

from izdeu.cli import access
from izdeu.cli.outcome import CannotGoOn
from izdeu.cli.record import open_record, passphrase
from izdeu.protection import vault


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    access.add_passphrase(parser)


def run(arguments: argparse.Namespace) -> int:
    """Ask for the passphrase, start the key agent, and bring the tables up to date."""
    file = access.key_file()
    if access.is_plain():
        raise CannotGoOn("the database is plain by IZDEU_PLAIN_SQLITE; there is nothing to unlock")
    if file is None:
        raise CannotGoOn("there is nothing to unlock yet; run izdeu init first")
    if file.throw_away:
        print("a throw-away key never locks; izdeu init asks for a passphrase")
        return 0
    if vault.is_open(access.home()):
        print("unlocked already")
        return 0
    access.unlock(access.root_by(file, passphrase("passphrase", arguments.passphrase_fd)))
    open_record()
    print("unlocked; izdeu lock takes the key out of memory, and so does a restart")
    return 0
