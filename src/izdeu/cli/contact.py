"""Change how a family is reached: sealed at once, in place of what it left before."""

import argparse
import secrets
import sys
from uuid import UUID

from izdeu.cli.outcome import CannotGoOn
from izdeu.cli.record import add_operator, identity, open_record
from izdeu.cli.request import check_address, half_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("request", metavar="CASE", help="case number or request id")
    parser.add_argument("--contact", metavar="WORDS", help="sealed at once; - reads it from stdin")
    parser.add_argument("--alert-address", metavar="CHANNEL:ADDRESS",
                        help="where the family wants messages, or none")  # fmt: skip
    add_operator(parser)


def run(arguments: argparse.Namespace) -> int:
    """Seal what was given; only a holder of the case changes who is told."""
    open_record()
    from izdeu.tracing import actions, queries

    request = identity(arguments.request)
    if request not in queries.staff_reader(arguments.operator).cases:
        raise CannotGoOn("only a holder of this case changes that; see izdeu act hold")
    told = {actions.CONTACT: arguments.contact, actions.ALERT_ADDRESS: arguments.alert_address}
    told = {field: value for field, value in told.items() if value}
    if not told:
        raise CannotGoOn("say what changes: --contact or --alert-address")
    for field, value in told.items():
        _change(request, field, value, by=arguments.operator)
    print("changed; it is sealed, and the earlier one stays in the ledger unopened")
    return 0


def _change(request: UUID, field: str, value: str, *, by: str) -> None:
    from izdeu.protection.sealing import seal
    from izdeu.tracing import actions

    words = sys.stdin.readline().strip() if value == "-" else value
    words = "" if words == "none" else words
    if field == actions.ALERT_ADDRESS:
        check_address(words)
    change = secrets.token_hex(8)
    place = actions.place_of(request, field, change)
    sealed = actions.Sealed(seal(words, half_of(field), place) if words else "", change)
    try:
        actions.change_contact(request, field, sealed, by=by)
    except actions.NotRecorded as refusal:
        raise CannotGoOn(str(refusal)) from refusal
