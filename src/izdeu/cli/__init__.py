"""The izdeu command: one module per word, loaded only when it is called."""

import argparse
import errno
import importlib
import os
import sys
import traceback
from collections.abc import Sequence
from typing import Protocol

from izdeu.cli.outcome import CannotGoOn
from izdeu.cli.terminal import guarded

#: Every command, the module that holds it and what it does. Add a line here and a module beside it.
COMMANDS = {
    "init": ("izdeu.cli.init", "set up an installation and invite its first coordinator"),
    "serve": ("izdeu.cli.serve", "serve the pages"),
    "demo": ("izdeu.cli.demo", "build the invented event and do the main job on it"),
    "read": ("izdeu.cli.read", "take in lists, texts and folders of them"),
    "request": ("izdeu.cli.request", "open a family's tracing request"),
    "match": ("izdeu.cli.match", "propose which mentions may be one person"),
    "judge": ("izdeu.cli.judge", "decide whether two mentions are one person"),
    "show": ("izdeu.cli.show", "show a person, request or mention with every source"),
    "explain": ("izdeu.cli.explain", "say why two mentions were or were not proposed"),
    "inquire": ("izdeu.cli.inquire", "record that a facility was asked, and its answer"),
    "act": ("izdeu.cli.act", "verify, withdraw, hide, vet, call, confirm or hold a record"),
    "count": ("izdeu.cli.count", "count what is documented beside what officials say"),
    "report": ("izdeu.cli.report", "write one page that needs nothing else to be read"),
    "unlock": ("izdeu.cli.unlock", "give the passphrase once, so that the data can be read"),
    "lock": ("izdeu.cli.lock", "end sessions and take the key out of memory, at once"),
    "mode": ("izdeu.cli.mode", "open the public side, let it take nothing in, or close it"),
    "keys": ("izdeu.cli.keys", "make and look after the keys of contacts and of the data"),
    "reveal": ("izdeu.cli.reveal", "open a family's sealed contact, with a reason"),
    "contact": ("izdeu.cli.contact", "change how a family is reached"),
    "work": ("izdeu.cli.work", "match what came in, tell families there is news, ask for calls"),
    "oversight": ("izdeu.cli.oversight", "look through readings, alarms and exports, and agree"),
    "decoy": ("izdeu.cli.decoy", "put records of nobody where only a curious reader finds them"),
    "audit": ("izdeu.cli.audit", "verify that nobody touched the ledger"),
    "rebuild": ("izdeu.cli.rebuild", "drop everything derived and make it anew"),
    "erase": ("izdeu.cli.erase", "erase a record and all that rests on it"),
    "retention": ("izdeu.cli.retention", "show and erase what is kept no longer"),
    "exchange": ("izdeu.cli.exchange", "write or take in entries of another laptop of the team"),
    "backup": ("izdeu.cli.backup", "write, check or bring back one encrypted file"),
    "kernels": ("izdeu.cli.kernels", "compile now what the first search would compile"),
    "doctor": ("izdeu.cli.doctor", "look whether this installation is in order"),
    "names": ("izdeu.cli.names", "compare, search and spell names across scripts"),
    "documents": ("izdeu.cli.documents", "show what a file says, value by value, with places"),
    "estimate": ("izdeu.cli.estimate", "how many no list has named, from overlapping lists"),
    "link": ("izdeu.cli.link", "find the records of any table that may be one person"),
    "simulate": ("izdeu.cli.simulate", "write the lists of an invented city, and their truth"),
}


class Command(Protocol):
    """What a command's module offers."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare what the command takes."""

    def run(self, arguments: argparse.Namespace) -> int:
        """Do it, and return the exit status."""


def main(words: Sequence[str] | None = None) -> int:
    """Run one command; errors become one sentence on stderr and exit status 1."""
    words = list(sys.argv[1:] if words is None else words)
    with guarded(sys.stdout, sys.stderr):
        arguments = _parser(words[:1]).parse_args(words)
        return _done(arguments)


def _done(arguments: argparse.Namespace) -> int:
    try:
        return int(arguments.run(arguments))
    except CannotGoOn as stop:
        print(f"izdeu: {stop}", file=sys.stderr)
        return 1
    except PermissionError as refusal:
        # A refusal of ours says what to do; the system's would name a file.
        told = "a file may not be read or written" if refusal.errno else refusal
        print(f"izdeu: {told}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # Whoever read the output has had enough of it; nothing is left to say.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except _unsaved() as failure:
        print(f"izdeu: {_said(failure)}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("izdeu: interrupted; run the same command again to go on", file=sys.stderr)
        return 130
    except Exception as failure:  # noqa: BLE001 - its words may hold somebody's name
        print(f"izdeu: {_broken(failure)}", file=sys.stderr)
        return 1


def _unsaved() -> tuple[type[BaseException], ...]:
    """What a disk or database raises that takes nothing in; looked up only when it does."""
    from django.db import DatabaseError

    return DatabaseError, OSError


def _said(failure: BaseException) -> str:
    """What to do, without the words of the failure: those may hold somebody's name."""
    if isinstance(failure, OSError) and failure.errno not in _FULL:
        return _broken(failure)
    why = next((why for sign, why in _SIGNS.items() if sign in str(failure).lower()), "")
    why = why or "the database refused it; run izdeu doctor"
    return f"not saved: {why}, and run the same command again; what was reported before is saved"


def _broken(failure: BaseException) -> str:
    """Where a fault of the program lies, by kind and line; never its words, which are of data."""
    own = [step for step in traceback.extract_tb(failure.__traceback__) if "izdeu" in step.filename]
    where = [f"{step.filename.rpartition('izdeu/')[2]}:{step.lineno}" for step in own[-3:]]
    return (
        f"this failed ({type(failure).__name__} at {', '.join(where)}); what was reported before "
        "is saved; tell those lines to whoever looks after the program"
    )


#: No room, a quota that is used up, a file system that is read-only.
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG)
_SIGNS = {
    "full": "the disk is full; make room",
    "no space": "the disk is full; make room",
    "disk i/o error": "the disk is full or failing; look at it",
    "too large": "the disk is full; make room",
    "readonly": "the database cannot be written; look at its mode and its disk",
    "read-only": "the database cannot be written; look at its mode and its disk",
    "locked": "somebody else is writing; wait a little",
}


def _parser(called: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="izdeu", description=__doc__)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for word, (module, purpose) in COMMANDS.items():
        command = commands.add_parser(word, help=purpose, description=purpose)
        if word in called:
            _attach(command, importlib.import_module(module))
    return parser


def _attach(parser: argparse.ArgumentParser, command: Command) -> None:
    command.add_arguments(parser)
    parser.set_defaults(run=command.run)
