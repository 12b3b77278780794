"""Record that a facility was asked, and its exact answer."""

import argparse

from izdeu.cli.outcome import CannotGoOn
from izdeu.cli.record import add_operator, identity, open_record
from izdeu.dates import NotADate
from izdeu.terms import Answer, FacilityKind


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("facility", metavar="FACILITY", help="its name, in any language")
    parser.add_argument("answer", choices=[answer.value for answer in Answer])
    parser.add_argument("--spelling", required=True, help="the spelling that was asked")
    parser.add_argument("--asked", required=True, metavar="DATE", help="2022-01-06T14:00")
    parser.add_argument("--about", default="", metavar="ID", help="request or mention asked about")
    parser.add_argument("--kind", choices=[kind.value for kind in FacilityKind], default="ivs")
    parser.add_argument("--place", default="", help="the facility's town or district")
    parser.add_argument("--words", default="", help="the answer in their own words")
    add_operator(parser)


def run(arguments: argparse.Namespace) -> int:
    """Record the question and the answer; "not listed" proves nothing and closes nothing."""
    open_record()
    from izdeu.tracing import actions, queries

    by = arguments.operator
    mention = None
    if arguments.about:
        mention = queries.mention_of(queries.staff_reader(by), identity(arguments.about))
    kind = FacilityKind(arguments.kind)
    place = actions.record_facility(arguments.facility, kind, by=by, place=arguments.place)
    exchange = actions.Exchange(
        facility=place,
        spelling=arguments.spelling,
        asked=arguments.asked,
        answer=Answer(arguments.answer),
        words=arguments.words,
        mention=mention,
    )
    try:
        actions.inquire(exchange, by=by)
    except NotADate as refusal:
        raise CannotGoOn(f"--asked: {refusal}") from refusal
    print("recorded: the question, the spelling and the answer")
    return 0
