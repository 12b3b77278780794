"""izdeu estimate: how many no list has named, from a table of overlapping lists."""

import argparse
import json
from dataclasses import replace
from pathlib import Path

from izdeu.cli.outcome import CannotGoOn
from izdeu.estimates.classes import classes
from izdeu.estimates.estimate import Estimate, estimate
from izdeu.estimates.overlaps import UnreadableTable
from izdeu.estimates.summary import as_values, sentences, table
from izdeu.estimates.table import COUNT, read_table
from izdeu.estimates.wording import LANGUAGES, say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument(
        "table", type=Path, metavar="TABLE.csv", help="a column of 0 and 1 per list, and counts"
    )
    parser.add_argument("--json", action="store_true", help="print everything as JSON")
    parser.add_argument("--out", type=Path, metavar="report.html", help="write a page to print")
    parser.add_argument("--language", choices=LANGUAGES, default="en", help="of all sentences")
    parser.add_argument(
        "--count-column", default=COUNT, metavar="NAME", help="the column of counts (count)"
    )
    parser.add_argument(
        "--classes",
        action="store_true",
        help="beside the others, a model of a few unknown kinds of people (takes half a minute)",
    )
    parser.add_argument(
        "--copies",
        action="append",
        default=[],
        metavar="A,B",
        help="lists that copy one another and count as one; may be given again",
    )


def run(arguments: argparse.Namespace) -> int:
    """Estimate, and print sentences or JSON; a refusal is a result, not an error."""
    found = _estimated(arguments)
    language = arguments.language
    if arguments.out:
        _write(arguments.out, found, language)
    if arguments.json:
        print(json.dumps(as_values(found, language), ensure_ascii=False, indent=1, allow_nan=False))
    else:
        print("\n".join(_lines(found, language)))
    return 0


def _estimated(arguments: argparse.Namespace) -> Estimate:
    path = arguments.table
    try:
        overlaps = read_table(path, arguments.count_column)
    except UnreadableTable as problem:
        raise CannotGoOn(str(problem)) from None
    except OSError as problem:
        raise CannotGoOn(f"{path.name}: {problem.strerror}; check the path") from None
    found = estimate(overlaps, _origins(arguments.copies, overlaps.lists))
    return replace(found, classes=classes(found.overlaps)) if arguments.classes else found


def _origins(copies: list[str], lists: tuple[str, ...]) -> dict[str, str]:
    origins: dict[str, str] = {}
    for group in copies:
        first, *others = [name.strip() for name in group.split(",")]
        if unknown := [name for name in (first, *others) if name not in lists]:
            raise CannotGoOn(f"--copies: no list named {unknown[0]!r}; use the names in the table")
        origins |= {name: origins.get(first, first) for name in others}
    return origins


def _write(path: Path, found: Estimate, language: str) -> None:
    # matplotlib takes a second to load, so only who wants the page waits for it.
    from izdeu.estimates.report import page

    try:
        path.write_text(page(found, language), encoding="utf-8")
    except OSError as problem:
        raise CannotGoOn(f"{path.name}: {problem.strerror}; choose another place") from None


def _lines(found: Estimate, language: str) -> list[str]:
    lines = sentences(found, language)
    if found.refusals or not found.close:
        return lines
    heads = ("model", "estimate", "lower", "upper", "weight")
    rows = [tuple(say(language, f"estimate.{h}") for h in heads), *table(found, language)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(heads))]
    lines += ["", say(language, "estimate.models"), say(language, "estimate.note")]
    for name, *cells in rows:
        shown = "  ".join(cell.rjust(w) for cell, w in zip(cells, widths[1:], strict=True))
        lines.append(f"{name.ljust(widths[0])}  {shown}".rstrip())
    return lines
