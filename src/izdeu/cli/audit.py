"""Verify that nobody touched the ledger, and write down its end for later."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from izdeu.cli.outcome import CannotGoOn
from izdeu.cli.record import open_record

if TYPE_CHECKING:
    from izdeu.tracing.audit import Fault


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument(
        "what", choices=["verify", "anchor"], help="walk every chain, or print codes for paper"
    )
    parser.add_argument(
        "--anchor", action="append", default=[], metavar="CODE", help="with verify: from the paper"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print each fault with its installation, number and entry; exit 1 where there is one."""
    open_record()
    return _anchor() if arguments.what == "anchor" else _verify(arguments.anchor)


def _anchor() -> int:
    from izdeu.tracing import audit

    codes = audit.anchors()
    if not codes:
        raise CannotGoOn("nothing is recorded yet; come back after the first list or request")
    print("\n".join(codes))
    return 0


def _verify(codes: list[str]) -> int:
    faults = 0
    for fault in _faults(codes):
        faults += 1
        where = f"installation {fault.installation} number {fault.sequence} entry {fault.entry}"
        print(f"{fault.what}: {where}")
    print("nothing was touched" if not faults else f"{faults} faults; keep this machine as it is")
    return 1 if faults else 0


def _faults(codes: list[str]) -> Iterator["Fault"]:
    from izdeu.tracing import audit
    from izdeu.tracing.anchor import NotAnAnchor

    yield from audit.verify()
    for code in codes:
        try:
            yield from audit.verify_anchor(code)
        except NotAnAnchor as misread:
            raise CannotGoOn(f"--anchor: {misread}") from misread
