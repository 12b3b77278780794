"""Say why two mentions were or were not proposed as one person."""

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from izdeu.cli.outcome import CannotGoOn
from izdeu.cli.record import add_operator, identity, open_record


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("a", metavar="MENTION")
    parser.add_argument("b", metavar="MENTION")
    parser.add_argument("--model", type=Path, help="a linkage model in Splink's JSON form")
    parser.add_argument("--json", action="store_true")
    add_operator(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print what each field contributed; the contributions add up to the weight."""
    open_record()
    from izdeu.cli.wording import reason_lines
    from izdeu.linkage import Model
    from izdeu.tracing import queries

    model = Model.load(arguments.model) if arguments.model else Model.default()
    reader = queries.staff_reader(arguments.operator)
    found = queries.explanation(reader, identity(arguments.a), identity(arguments.b), model)
    if found is None:
        raise CannotGoOn("one of the mentions is not here, or was withdrawn or hidden")
    if arguments.json:
        print(json.dumps(asdict(found), ensure_ascii=False))
        return 0
    print("\n".join(reason_lines([asdict(reason) for reason in found.contributions])))
    print(f"{found.weight:+7.2f}  together, that is a probability of {found.probability:.4f}")
    return 0
