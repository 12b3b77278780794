"""Show a person, request or mention with every source."""

import argparse

from izdeu.cli.outcome import CannotGoOn
from izdeu.cli.record import add_operator, add_reason, identity, open_record
from izdeu.publication.wording import LANGUAGES


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("id", metavar="ID", help="a person, request, mention or case number")
    parser.add_argument("--language", choices=LANGUAGES, default="en")
    add_operator(parser)
    add_reason(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the timeline with source, standing and place of every mark."""
    open_record()
    from izdeu.cli.wording import person_lines
    from izdeu.tracing import actions, queries

    reader = queries.staff_reader(arguments.operator, reason=arguments.reason)
    try:
        page = queries.person(reader, identity(arguments.id))
    except queries.NotFound as absent:
        raise CannotGoOn(f"{absent}; look it up with izdeu match or izdeu report") from absent
    mentions = [line.id for line in page.mentions]
    actions.log_reading(reader, mentions)
    if arguments.reason:
        actions.log_disclosure(mentions, by=arguments.operator, reason=arguments.reason)
    print("\n".join(person_lines(page, arguments.language)))
    return 0
