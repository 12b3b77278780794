"""Write the lists of an invented city, and their truth."""

import argparse
from pathlib import Path

from izdeu.cli.outcome import CannotGoOn
from izdeu.cli.terminal import over
from izdeu.simulation import write_event, write_table


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("--people", type=int, default=300, help="people somebody names (300)")
    parser.add_argument("--seed", type=int, default=1, help="the same seed writes the same files")
    parser.add_argument("--out", type=Path, required=True, help="the folder to write into")
    parser.add_argument(
        "--table",
        action="store_true",
        help="write one person table with its truth instead (csv and parquet), of any size",
    )


def run(arguments: argparse.Namespace) -> int:
    """Write the event and say what was written."""
    if arguments.people < 1:
        raise CannotGoOn("--people must be at least 1")
    try:
        _table(arguments) if arguments.table else _event(arguments)
    except OSError as problem:
        raise CannotGoOn(f"cannot write into {arguments.out}: {problem.strerror}") from problem
    return 0


def _event(arguments: argparse.Namespace) -> None:
    written = write_event(arguments.out, people=arguments.people, seed=arguments.seed)
    print(
        f"{written.files} documents, {written.mentions} mentions of {written.named} people "
        f"({written.people - written.named} more are named by nobody), "
        f"{written.facts} facts stated; manifest event.json, truth truth.json and truth.csv"
    )


def _table(arguments: argparse.Namespace) -> None:
    rows = write_table(
        arguments.out, people=arguments.people, seed=arguments.seed, told=_tell_progress
    )
    print(f"{rows} rows of {arguments.people} people in people.csv and people.parquet")


def _tell_progress(rows: int) -> None:
    over(f"{rows} rows")
