"""Drop everything derived and make it anew from the ledger."""

import argparse

from izdeu.cli.match import propose
from izdeu.cli.progress import shown
from izdeu.cli.record import add_operator, open_record


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument(
        "--decided-only", action="store_true", help="leave proposals to izdeu match"
    )
    add_operator(parser)


def run(arguments: argparse.Namespace) -> int:
    """Rebuild people, standings and counts in one transaction, then propose matches anew."""
    open_record()
    from izdeu.tracing import derive, ledger, triggers

    triggers.install()
    total = sum(ledger.heads().values())
    derive.rebuild(progress=shown("entries", total))
    print(f"rebuilt from {total} entries")
    if not arguments.decided_only:
        print(f"proposals: {propose(None, by=arguments.operator)}")
    return 0
