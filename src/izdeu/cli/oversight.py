"""Look through who read what, alarms and exports; ask for a large export, or agree to one."""

import argparse
from uuid import UUID

from izdeu.accounts.role import Role
from izdeu.cli.leaving import people_here
from izdeu.cli.outcome import CannotGoOn
from izdeu.cli.record import add_operator, open_record
from izdeu.protection.reader import Reader
from izdeu.terms import Audience

_LISTS = ("alarms", "readings", "exports")
_EXPORTS = ("report", "exchange", "backup")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("what", choices=[*_LISTS, "ask", "agree"])
    parser.add_argument(
        "which", nargs="?", default="", metavar="WHICH",
        help="with ask: report, exchange or backup; with agree: the id that was printed",
    )  # fmt: skip
    parser.add_argument("--reason", default="", help="with ask: why these people have to leave")
    add_operator(parser)


def run(arguments: argparse.Namespace) -> int:
    """Do it; coordinators look through, anybody of the team asks, another coordinator agrees."""
    open_record()
    if arguments.what == "ask":
        return _ask(arguments)
    _require_coordinator(arguments.operator)
    return _agree(arguments) if arguments.what == "agree" else _list(arguments)


def _require_coordinator(operator: str) -> None:
    from izdeu.accounts.models import Operator

    team = Operator.objects.filter(active=True)
    known = team.filter(pseudonym=operator, role=Role.COORDINATOR)
    if team.exists() and not known.exists():
        raise CannotGoOn("only a coordinator does that: give your pseudonym with --operator")


def _ask(arguments: argparse.Namespace) -> int:
    from izdeu.tracing import actions

    if arguments.which not in _EXPORTS or not arguments.reason.strip():
        raise CannotGoOn(f"say which of {', '.join(_EXPORTS)}, and why with --reason")
    asked = actions.ask_export(
        arguments.which, people_here(), by=arguments.operator, reason=arguments.reason
    )
    print(f"another coordinator agrees, within a day, by\n  izdeu oversight agree {asked}")
    return 0


def _agree(arguments: argparse.Namespace) -> int:
    from izdeu.tracing import actions

    try:
        actions.agree_export(UUID(arguments.which), by=arguments.operator)
    except (ValueError, actions.NotRecorded, actions.NotAgreed) as refusal:
        raise CannotGoOn(f"nothing was agreed to: {refusal}") from refusal
    print("agreed")
    return 0


def _list(arguments: argparse.Namespace) -> int:
    from izdeu.tracing import queries

    reader = Reader(Audience.COORDINATOR, arguments.operator)
    if arguments.what == "alarms":
        lines = [f"{one.at} {one.operator} {one.what}" for one in queries.alarms(reader)]
    elif arguments.what == "readings":
        lines = [
            f"{one.at} {one.operator} {one.how} {one.mention} {one.reason}".rstrip()
            for one in queries.readings(reader)
        ]
    else:
        lines = [
            f"{one.id} {one.at} {one.operator} {one.what} {one.people} {one.agreed_by or '-'} "
            f"{'made' if one.done else 'asked'}"
            for one in queries.exports(reader)
        ]
    print("\n".join(lines) or "nothing")
    return 0
