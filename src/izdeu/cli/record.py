"""The case record as commands open it: its folder, its tables, and who is at the keyboard."""

import argparse
import getpass
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import django

from izdeu.cli import access
from izdeu.cli.outcome import CannotGoOn
from izdeu.protection import scratch, vault

if TYPE_CHECKING:
    from izdeu.protection.keyring import Pair

#: The file of the organisation's public half in the installation's folder.
PUBLIC_HALF = "sealing.json"


def open_record() -> None:
    """Make the installation ready for work: folder, tables and triggers; a no-op when it is."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "izdeu.settings")
    scratch.use()
    access.ready()
    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import DatabaseError, connection

    settings.HOME.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        if _behind(connection):
            call_command("migrate", verbosity=0)
        _bring_secrets()
    except DatabaseError as failure:
        raise CannotGoOn(
            "the database cannot be opened; check IZDEU_DATABASE_URL, the disk and its permissions"
        ) from failure


def _bring_secrets() -> None:
    from izdeu.accounts import signing
    from izdeu.tracing import rotation

    rotation.adopt()
    signing.begin()


def _behind(connection: object) -> bool:
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)  # type: ignore[arg-type]
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def home() -> Path:
    """The folder of this installation."""
    return access.home()


def number_key() -> bytes:
    """The key for telephone and ID numbers, which lies outside the database."""
    return vault.secret(home(), "numbers")


def public_half() -> bytes:
    """The organisation's public half, to which contacts are sealed."""
    from izdeu.protection.keyring import NotAKey, public_at

    try:
        half = public_at(home() / PUBLIC_HALF)
    except NotAKey as broken:
        raise CannotGoOn(str(broken)) from broken
    if half is None:
        raise CannotGoOn(
            "contacts are kept sealed only, and there is no key yet: run izdeu keys init first"
        )
    return half


def alert_pair() -> "Pair":
    """This machine's own key: it opens the addresses that families left for messages."""
    from izdeu.protection.keyring import pair_of

    return pair_of(vault.secret(home(), "alerts"))


def passphrase(prompt: str, handle: int | None = None, *, twice: bool = False) -> str:
    """Ask for a passphrase on the terminal; elsewhere read one line of standard input.

    ``handle`` is an open file descriptor to read the line from instead.
    """
    if handle is not None:
        return _line(handle)
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    given = getpass.getpass(f"{prompt}: ")
    if twice and getpass.getpass(f"{prompt}, once more: ") != given:
        raise CannotGoOn("the two differ; call again")
    return given


def _line(handle: int) -> str:
    """One line of a file descriptor, byte by byte: what follows is for the next question."""
    read = bytearray()
    try:
        while (letter := os.read(handle, 1)) not in (b"", b"\n"):
            read += letter
    except OSError as failure:
        raise CannotGoOn("--passphrase-fd: no such descriptor is open for reading") from failure
    return read.decode("utf-8", "replace")


def add_operator(parser: argparse.ArgumentParser) -> None:
    """Every command that writes or reads people asks who is at the keyboard."""
    parser.add_argument(
        "--operator",
        default=os.environ.get("IZDEU_OPERATOR") or "desk-1",
        help="your pseudonym, never your name (default: IZDEU_OPERATOR, or desk-1)",
    )


def add_reason(parser: argparse.ArgumentParser) -> None:
    """Commands that can show what is masked ask why."""
    parser.add_argument(
        "--reason", default="", help="why you need to see what is masked; it is logged"
    )


def identity(words: str) -> UUID:
    """Read an id as it was printed, whole or by its first eight or more characters."""
    try:
        return UUID(words)
    except ValueError:
        return _by_beginning(words)


def document(words: str) -> UUID:
    """Read a document's id, or find the document by its file: it is known by its bytes."""
    from izdeu.tracing.identity import file_digest, uuid8

    path = Path(words)
    return uuid8("document", file_digest(path)) if path.is_file() else identity(words)


def _by_beginning(words: str) -> UUID:
    from izdeu.protection.reader import Reader
    from izdeu.terms import Audience
    from izdeu.tracing import queries

    found = queries.beginning_with(Reader(Audience.CASEWORKER), words)
    if len(found) == 1:
        return found[0]
    trouble = "there is nothing with this id" if not found else "several ids begin like this"
    raise CannotGoOn(f"{trouble}; copy the id as it was printed, or give a case number")
