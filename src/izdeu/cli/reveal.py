"""Open a family's sealed contact: for a holder of the case, with a reason, logged."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from izdeu.cli.outcome import CannotGoOn
from izdeu.cli.record import add_operator, identity, open_record, passphrase, public_half

if TYPE_CHECKING:
    from izdeu.protection.sealing import Session


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("requests", metavar="CASE", nargs="+", help="case numbers or request ids")
    parser.add_argument("--reason", required=True, help="why; it is logged, the contact is not")
    parser.add_argument("--key", type=Path, default=Path("coordinator-1.key"), metavar="FILE",
                        help="the coordinator's key file (default: coordinator-1.key)")  # fmt: skip
    add_operator(parser)


def run(arguments: argparse.Namespace) -> int:
    """Open the key once, print the contacts asked for, and put the key away."""
    open_record()
    requests = [identity(words) for words in arguments.requests]
    session = _session(arguments.key)
    try:
        for request in requests:
            print(_contact(request, session, arguments))
    finally:
        session.close()
    return 0


def _session(path: Path) -> "Session":
    from izdeu.protection import keyring
    from izdeu.protection.sealing import Session

    half = public_half()
    try:
        pair = keyring.unwrap(path.read_text("utf-8"), passphrase("passphrase"))
    except FileNotFoundError as absent:
        raise CannotGoOn("name the coordinator's key file with --key") from absent
    except (keyring.NotAKey, keyring.WrongPassphrase, UnicodeDecodeError) as refusal:
        raise CannotGoOn(f"{path.name}: {refusal}") from refusal
    if pair.public != half:
        raise CannotGoOn(f"{path.name} belongs to another organisation's key")
    return Session(pair.private)


def _contact(request: UUID, session: "Session", arguments: argparse.Namespace) -> str:
    from izdeu.protection.quota import QuotaReached
    from izdeu.protection.release import NotForThisReader
    from izdeu.protection.sealing import Damaged
    from izdeu.tracing import actions, queries

    reader = queries.staff_reader(arguments.operator, reason=arguments.reason)
    try:
        return session.open(*actions.disclose_contact(reader, request))
    except Damaged as damaged:
        actions.raise_alarm("damaged", by=arguments.operator, about=[request])
        return f"damaged: {damaged}"
    except (NotForThisReader, QuotaReached, actions.NotRecorded) as refusal:
        raise CannotGoOn(str(refusal)) from refusal
