"""Put a list of people who do not exist among the others: whoever opens one raises an alarm."""

import argparse
import csv
import secrets
import tempfile
from datetime import date
from pathlib import Path

from izdeu.cli.record import add_operator, open_record
from izdeu.terms import SourceKind

#: More in one list would stand out.
MOST = 40


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("source", metavar="SOURCE", help="whose list it seems to be")
    parser.add_argument("--kind", choices=[kind.value for kind in SourceKind], default="volunteers")
    parser.add_argument("--number", type=int, default=12, choices=range(1, MOST + 1), metavar="N")
    parser.add_argument("--published", default=date.today().isoformat(), metavar="DATE")
    add_operator(parser)


def run(arguments: argparse.Namespace) -> int:
    """Record the list and mark it, all or nothing; the names are printed nowhere."""
    open_record()
    from django.db import transaction

    from izdeu.tracing import actions

    with tempfile.TemporaryDirectory(prefix="izdeu-") as folder, transaction.atomic():
        path = Path(folder) / "list.csv"
        _write(path, arguments.number)
        kind = SourceKind(arguments.kind)
        source = actions.record_source(arguments.source, kind, by=arguments.operator)
        taken = actions.take_in(
            actions.Arrival(path, source), published=arguments.published, by=arguments.operator
        )
        marked = actions.mark_decoys(taken.intake.document, by=arguments.operator)
    print(f"{marked} decoys stand in a list of their own; keep to yourself which it is")
    return 0


def _write(path: Path, number: int) -> None:
    """Names like any others, drawn so that no two installations have the same."""
    from izdeu.simulation.naming import some_name

    rng = secrets.SystemRandom()
    with path.open("w", encoding="utf-8", newline="") as file:
        sheet = csv.writer(file, delimiter=";")
        sheet.writerow(["ФИО", "Год рождения"])
        for _ in range(number):
            sheet.writerow([some_name(rng), rng.randrange(1958, 2004)])
