"""Look whether this installation is in order."""

import argparse
import stat
from collections.abc import Iterator

from izdeu.cli.keys import lying_here
from izdeu.cli.record import home, open_record


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command takes nothing."""
    del parser


def run(_: argparse.Namespace) -> int:
    """Print what is wrong and what to do; exit 1 where something is."""
    open_record()
    faults = list(_faults())
    for fault in faults:
        print(f"- {fault}")
    for note in _notes():
        print(f"note: {note}")
    print("in order" if not faults else f"{len(faults)} things to mend")
    return 1 if faults else 0


def _faults() -> Iterator[str]:
    from django.conf import settings

    from izdeu.tracing import triggers

    for name in triggers.missing():
        yield f"the trigger {name} is missing; run izdeu audit verify, then izdeu rebuild"
    if stat.S_IMODE(home().stat().st_mode) & 0o077:
        yield "others can read the installation's folder; run chmod 700 on it"
    for path in lying_here():
        yield f"{path.name} opens families' contacts; carry it away from this machine"
    if settings.DEBUG:
        yield "DEBUG is on; errors would show people's data"


def _notes() -> Iterator[str]:
    from django.db import connection

    if connection.vendor == "sqlite":
        yield "the database file is not encrypted by itself; keep it on an encrypted disk"
    else:
        yield "PostgreSQL cannot be asked whether its disk is encrypted; make sure it is"
