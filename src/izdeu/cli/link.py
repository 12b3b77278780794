"""izdeu link: find the records of any person table that may be one person."""

import argparse
import math
import os
import re
from pathlib import Path

from izdeu.cli.outcome import CannotGoOn

_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([KMGT]?)I?B?", re.IGNORECASE)
_POWERS = {"": 0, "K": 1, "M": 2, "G": 3, "T": 4}
LEAST_MEMORY = 384 << 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("file", type=Path, metavar="FILE", help="a person table, .csv or .parquet")
    parser.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="folder for the results"
    )
    parser.add_argument("--engine", choices=("local", "spark"), default="local")
    parser.add_argument("--model", type=Path, metavar="M", help="a model file; else one is trained")
    parser.add_argument(
        "--threshold",
        type=weight,
        default=-1.25,
        metavar="W",
        help="least weight (log2 odds) of a pair; default -1.25",
    )
    parser.add_argument(
        "--memory", type=size, default=size("1GB"), help="the most to use, like 1GB"
    )
    parser.add_argument("--columns", type=Path, metavar="MAP.toml", help="which column holds what")
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)


def size(written: str) -> int:
    """Bytes from words like 1GB, 750M or 2GiB."""
    found = _SIZE.fullmatch(written.strip())
    if found is None:
        raise argparse.ArgumentTypeError(f"“{written}” is no amount of memory: write it like 1GB")
    amount = int(float(found[1]) * 1024 ** _POWERS[found[2].upper()])
    if amount < LEAST_MEMORY:
        raise argparse.ArgumentTypeError(f"at least {LEAST_MEMORY >> 20}MB are needed")
    return amount


def weight(written: str) -> float:
    """A threshold: any number but the infinite ones and none at all."""
    try:
        found = float(written)
    except ValueError:
        found = math.nan
    if not math.isfinite(found):
        raise argparse.ArgumentTypeError(f"“{written}” is no weight: write a number like -1 or 6.5")
    return found


def run(arguments: argparse.Namespace) -> int:
    """Link the table, and say what was found and where it lies."""
    from izdeu.linkage import batch, report
    from izdeu.linkage.cluster import ContradictoryJudgements
    from izdeu.linkage.condition import UnreadableCondition
    from izdeu.linkage.header import UnknownTable
    from izdeu.linkage.model import Model, UnfitModel
    from izdeu.linkage.table import open_table

    options = batch.Options(
        threshold=arguments.threshold,
        memory=arguments.memory,
        threads=max(1, arguments.threads),
        engine=arguments.engine,
    )
    try:
        model = Model.load(arguments.model) if arguments.model else None
        table = open_table(arguments.file, arguments.columns)
        outcome = batch.link(table, arguments.out, options, model)
    except (UnknownTable, UnfitModel, UnreadableCondition, ContradictoryJudgements) as error:
        raise CannotGoOn(str(error)) from error
    except OSError as error:
        where = error.filename or arguments.out
        raise CannotGoOn(f"{where}: {error.strerror or 'cannot be written'}") from error
    (arguments.out / "report.html").write_text(report.page(outcome, table), encoding="utf-8")
    print(report.summary(outcome))
    return 0
