"""Write, or take in, entries between two laptops of one team."""

import argparse
from pathlib import Path

from izdeu.cli import leaving
from izdeu.cli.outcome import CannotGoOn
from izdeu.cli.record import add_operator, open_record


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("direction", choices=["out", "in"])
    parser.add_argument("file", type=Path, help="the file that travels; keep it on encrypted media")
    add_operator(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write every entry to a file, or take in a colleague's; the union is the ledger."""
    open_record()
    from izdeu.tracing import actions, carrier, ledger
    from izdeu.tracing.entry import TamperedEntry

    if arguments.direction == "out":
        leaving.allow("exchange", leaving.people_here(), by=arguments.operator)
        count = carrier.write(ledger.entries(), arguments.file)
        print(f"{count} entries written")
        return 0
    try:
        print(f"{actions.absorb(carrier.read(arguments.file))} entries were new here")
    except (TamperedEntry, carrier.NotACarrier, OSError) as refusal:
        raise CannotGoOn(f"{arguments.file.name}: nothing was taken in: {refusal}") from refusal
    return 0
