"""Verify that nobody touched the ledger."""

import argparse

from izdeu.cli.record import open_record


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("what", choices=["verify"], help="walk every chain")


def run(_: argparse.Namespace) -> int:
    """Print each fault with its installation, number and entry; exit 1 where there is one."""
    open_record()
    from izdeu.tracing import audit

    faults = 0
    for fault in audit.verify():
        faults += 1
        where = f"installation {fault.installation} number {fault.sequence} entry {fault.entry}"
        print(f"{fault.what}: {where}")
    print("nothing was touched" if not faults else f"{faults} faults; keep this machine as it is")
    return 1 if faults else 0
