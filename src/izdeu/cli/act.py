"""Verify, withdraw, hide, vet, call about, confirm or hold a record, or take that back."""

import argparse
from uuid import UUID

from izdeu.cli.outcome import CannotGoOn
from izdeu.cli.record import add_operator, identity, open_record
from izdeu.protection.release import NoReason
from izdeu.terms import EntryKind

#: What can be done, and the kind of entry that a later one of can take back.
DEEDS = {
    "verify": EntryKind.VERIFICATION,
    "withdraw": EntryKind.WITHDRAWAL,
    "hide": EntryKind.HIDE,
    "vet": EntryKind.VETTING,
    "call": EntryKind.CALL,
    "confirm": EntryKind.CORRECTION,
    "hold": EntryKind.HOLDER,
    "same-origin": EntryKind.ORIGIN,
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("deed", choices=sorted(DEEDS), help="what was done")
    parser.add_argument("records", metavar="ID", nargs="+", help="of claim, mention, document …")
    parser.add_argument("--undo", action="store_true", help="take it back")
    parser.add_argument("--holder", default="", help="with hold: the pseudonym of the holder")
    parser.add_argument(
        "--note", "--reason", default="", help="why; with hold it is asked for, and logged"
    )
    add_operator(parser)


def run(arguments: argparse.Namespace) -> int:
    """Record what was done, by whom, about each record."""
    open_record()
    from izdeu.tracing import actions

    records = [identity(words) for words in arguments.records]
    try:
        if arguments.undo:
            for record in records:
                actions.undo(DEEDS[arguments.deed], record, by=arguments.operator)
        elif arguments.deed == "same-origin":
            actions.group_origin(records, by=arguments.operator, note=arguments.note)
        else:
            for record in records:
                _do(arguments, record)
    except actions.NotRecorded as refusal:
        raise CannotGoOn(str(refusal)) from refusal
    except NoReason as refusal:
        raise CannotGoOn("say why with --reason: it is logged") from refusal
    print(
        f"recorded: {arguments.deed}{' undone' if arguments.undo else ''}, {len(records)} records"
    )
    return 0


def _do(arguments: argparse.Namespace, record: UUID) -> None:
    from izdeu.tracing import actions

    by, note = arguments.operator, arguments.note
    if arguments.deed == "hold":
        actions.hold(record, holder=arguments.holder or by, by=by, reason=note)
    elif arguments.deed == "confirm":
        actions.confirm(record, by=by)
    elif arguments.deed == "call":
        actions.log_call(record, by=by, note=note)
    elif arguments.deed in ("verify", "vet"):
        getattr(actions, arguments.deed)(record, by=by, note=note)
    else:
        getattr(actions, arguments.deed)(record, by=by, reason=note)
