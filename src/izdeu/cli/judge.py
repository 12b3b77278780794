"""Decide whether two mentions are one person."""

import argparse

from izdeu.cli.outcome import CannotGoOn
from izdeu.cli.record import add_operator, identity, open_record
from izdeu.terms import Decision


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("a", metavar="MENTION")
    parser.add_argument("b", metavar="MENTION")
    parser.add_argument("decision", choices=[decision.value for decision in Decision])
    parser.add_argument("--note", default="", help="why, for whoever reads it later")
    add_operator(parser)


def run(arguments: argparse.Namespace) -> int:
    """Record the judgement; a later one of the same pair answers it, so nothing is final."""
    open_record()
    from izdeu.tracing import actions, queries

    a, b = identity(arguments.a), identity(arguments.b)
    decision = Decision(arguments.decision)
    try:
        actions.judge(a, b, decision, by=arguments.operator, note=arguments.note)
    except (actions.NotConfirmed, actions.NotRecorded, ValueError) as refusal:
        raise CannotGoOn(str(refusal)) from refusal
    reader = queries.staff_reader(arguments.operator)
    one, other = queries.person(reader, a), queries.person(reader, b)
    joined = "one person" if one.id == other.id else "two people"
    print(f"recorded: {decision}; today these are {joined}")
    if one.disputed or other.disputed:
        print("judgements contradict one another here: disputed, and disputed is not joined")
    return 0
