"""Open a family's tracing request."""

import argparse
import sys
from collections.abc import Callable, Mapping
from datetime import date
from uuid import UUID

from izdeu.cli.outcome import CannotGoOn
from izdeu.cli.record import add_operator, alert_pair, number_key, open_record, public_half
from izdeu.dates import NotADate, span
from izdeu.terms import Sex

#: What a family can agree to, each by itself.
USES = ("search", "partners", "lawyers", "press")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes; only the name as heard is required."""
    # fmt: off
    parser.add_argument("name", metavar="NAME", help="as the family says it, in any script")
    parser.add_argument("--sex", choices=[sex.value for sex in Sex])
    parser.add_argument("--age", default="", help="rough is fine: 34, 30/35, ~45")
    parser.add_argument("--birth", default="", metavar="DATE", help="1987 or 1987-05-14")
    parser.add_argument("--father", default="", metavar="NAME")
    parser.add_argument("--seen", default="", metavar="DATE", help="last seen: 2022-01-05T21:00")
    parser.add_argument("--place", default="", help="where last seen")
    parser.add_argument("--taken-by", default="", metavar="WHO", help="who took the person away")
    parser.add_argument("--relation", default="", help="of the enquirer to the person")
    parser.add_argument("--language", choices=["kk", "ru", "en"], default="kk")
    parser.add_argument("--words", default="", help="what else the family said, word for word")
    parser.add_argument("--consent", nargs="*", choices=USES, default=["search"],
                        help="what the family agrees to (default: the search alone)")
    parser.add_argument("--contact", default="", metavar="WORDS",
                        help="how to reach the family, sealed at once; - reads it from stdin")
    parser.add_argument("--alert-address", default="", metavar="CHANNEL:ADDRESS",
                        help="only where the family wants messages there: email:…, sms:…")
    parser.add_argument("--said", default=date.today().isoformat(), metavar="DATE",
                        help="when they said it (default: today)")
    # fmt: on
    add_operator(parser)


def run(arguments: argparse.Namespace) -> int:
    """Open the request and print the case number to read out."""
    for words in (arguments.birth, arguments.seen, arguments.said):
        try:
            span(words)
        except NotADate as refusal:
            raise CannotGoOn(f"--seen, --birth, --said: {refusal}") from refusal
    open_record()
    from izdeu.tracing import actions

    asked = actions.Asked(
        name=arguments.name,
        said=arguments.said,
        sex=Sex(arguments.sex) if arguments.sex else None,
        age=arguments.age,
        birth=arguments.birth,
        father=arguments.father,
        seen_when=arguments.seen,
        seen_place=arguments.place,
        taken_by=arguments.taken_by,
        relation=arguments.relation,
        language=arguments.language,
        words=arguments.words,
    )
    opened = actions.open_request(
        asked,
        by=arguments.operator,
        consent=arguments.consent,
        number_key=number_key(),
        sealing=sealing(_left(arguments)),
    )
    print(f"case number {opened.number} (not vetted until somebody called back)")
    print(f"request {opened.request}\nmention {opened.mention}")
    return 0


def _left(arguments: argparse.Namespace) -> dict[str, str]:
    from izdeu.tracing import actions

    contact = arguments.contact
    if contact == "-":
        contact = sys.stdin.readline().strip()
    check_address(arguments.alert_address)
    return {actions.CONTACT: contact, actions.ALERT_ADDRESS: arguments.alert_address}


def sealing(left: Mapping[str, str]) -> Callable[[UUID], Mapping[str, str]]:
    """Seals what a family left, by field, once the request has an id; refuses without a key."""
    from izdeu.protection.sealing import Place, seal

    halves = {field: half_of(field) for field, value in left.items() if value}
    return lambda request: {
        field: seal(left[field], half, Place(request, field)) for field, half in halves.items()
    }


def half_of(field: str) -> bytes:
    """Contacts open for coordinators only; alert addresses for this machine, which writes there."""
    from izdeu.tracing import actions

    return public_half() if field == actions.CONTACT else alert_pair().public


def check_address(words: str) -> None:
    """Raise ``CannotGoOn`` for an address of no known channel."""
    from izdeu.alerts.channels import NotAnAddress, channel_of

    try:
        if words:
            channel_of(words)
    except NotAnAddress as refusal:
        raise CannotGoOn(f"--alert-address: {refusal}") from refusal
