"""Let go what the house's policy does not keep: shown first, erased only when asked."""

import argparse
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from izdeu.cli.outcome import CannotGoOn
from izdeu.cli.record import add_operator, home, open_record

if TYPE_CHECKING:
    from izdeu.protection.retention import Policy
    from izdeu.tracing.queries import Expiry

#: What each rule is called on the screen.
_WORDS = {
    "unvetted": "request, nobody reached the family",
    "withdrawn": "request, withdrawn",
    "unreadable": "file nobody could read",
    "requests": "request",
    "documents": "document with all in it",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("what", choices=["run"])
    parser.add_argument("--do", action="store_true", help="erase what is due; without it: show")
    parser.add_argument(
        "--within", type=int, default=30, metavar="DAYS", help="also show what goes this soon"
    )
    add_operator(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print what goes when and for whom, by case number; erase what is due if asked."""
    open_record()
    from izdeu.tracing import queries

    reader, today = queries.staff_reader(arguments.operator), datetime.now(UTC).date()
    found = queries.expiring(reader, _policy())
    due = [one for one in found if one.on <= today]
    soon = [one for one in found if today < one.on <= today + timedelta(days=arguments.within)]
    _show(due, soon)
    if not arguments.do:
        return 0
    _require_clock(queries.newest(reader), today)
    _erase(due, by=arguments.operator)
    return 0


def _policy() -> "Policy":
    from izdeu.protection.retention import NotAPolicy, read

    try:
        return read(home())
    except NotAPolicy as refusal:
        raise CannotGoOn(f"house.toml: {refusal}") from refusal


def _show(due: Sequence["Expiry"], soon: Sequence["Expiry"]) -> None:
    for one in due:
        print(f"due since {one.on}: {_line(one)}")
    for one in soon:
        print(f"goes on {one.on}: {_line(one)}")
    print(f"due: {len(due)}, soon: {len(soon)}; with --do what is due is erased")


def _line(one: "Expiry") -> str:
    return f"{_WORDS[one.rule]}, {one.number or one.record}"


def _require_clock(newest: date | None, today: date) -> None:
    """What a wrong clock calls due would be gone for good."""
    if newest and newest > today:
        raise CannotGoOn(
            f"nothing was erased: the clock says {today}, and entries were made on {newest}; "
            "set the clock first"
        )


def _erase(due: Sequence["Expiry"], *, by: str) -> None:
    from izdeu.accounts import casekey
    from izdeu.tracing import actions

    if not due:
        print("nothing is due; nothing was erased")
        return
    records = [one.record for one in due]
    gone = actions.erase(records, reason="expired", by=by)
    casekey.forget(records)
    print(f"erased: {len(due)} records, {gone} bodies; backups that hold them expire as well")
