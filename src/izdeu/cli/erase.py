"""Erase a record and all that rests on it; headers and chain stay whole."""

import argparse

from izdeu.cli.outcome import CannotGoOn
from izdeu.cli.record import add_operator, identity, open_record

REASONS = ("family_withdrew", "expired", "recorded_by_mistake", "court_order")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("records", metavar="ID", nargs="+", help="of a request, document, mention")
    parser.add_argument("--because", required=True, choices=REASONS)
    parser.add_argument("--yes", action="store_true", help="do it; without this nothing is erased")
    add_operator(parser)


def run(arguments: argparse.Namespace) -> int:
    """Erase; there is no way back, so it asks for --yes."""
    if not arguments.yes:
        raise CannotGoOn("erasure cannot be undone; call again with --yes")
    open_record()
    from izdeu.tracing import actions

    records = [identity(words) for words in arguments.records]
    try:
        gone = actions.erase(records, reason=arguments.because, by=arguments.operator)
    except actions.NotRecorded as refusal:
        raise CannotGoOn(str(refusal)) from refusal
    print(f"erased: {gone} bodies; backups that hold them expire as docs/erasure.md says")
    return 0
