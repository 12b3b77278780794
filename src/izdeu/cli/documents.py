"""Show what a file says: mentions, dates and claims, each with its place."""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from izdeu import documents
from izdeu.cli.outcome import CannotGoOn
from izdeu.documents.presentation import present


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("files", metavar="FILE", nargs="+", type=Path, help="a file or a folder")
    parser.add_argument(
        "--published",
        required=True,
        metavar="DATE",
        help="when it was published, YYYY-MM-DD: dates without a year are dated by it",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object for each file")
    parser.add_argument("--explain", action="store_true", help="add the rule that found each value")
    parser.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="HEADER=FIELD",
        help="what a column holds, where it was asked; FIELD empty leaves it as it is",
    )


def run(arguments: argparse.Namespace) -> int:
    """Read each file and print what it says; a file that cannot be read does not stop the rest."""
    failed = 0
    paths = list(_paths(arguments.files))
    for path in paths:
        try:
            print(_report(path, arguments))
        except documents.UnreadableDocument as refusal:
            if len(paths) == 1:
                raise CannotGoOn(str(refusal)) from refusal
            failed += 1
            print(f"izdeu: {refusal}", file=sys.stderr)
    return 1 if failed else 0


def _paths(given: list[Path]) -> Iterator[Path]:
    for path in given:
        if path.is_dir():
            yield from sorted(inner for inner in path.rglob("*") if inner.is_file())
        else:
            yield path


def _report(path: Path, arguments: argparse.Namespace) -> str:
    mapping = dict(_answer(words) for words in arguments.column)
    reading = documents.read(path, published=arguments.published, mapping=mapping)
    shown = present(reading, explain=arguments.explain)
    if arguments.json:
        return json.dumps(shown, ensure_ascii=False)
    return "\n".join(_lines(path, shown))


def _answer(words: str) -> tuple[str, str]:
    header, sign, field = words.rpartition("=")
    if not sign:
        raise CannotGoOn("write --column as HEADER=FIELD, as in --column 'Имя=name'")
    return header, field


def _lines(path: Path, shown: dict[str, Any]) -> Iterator[str]:
    document = shown["document"]
    yield f"{path.name}: {document['format']}, {len(shown['mentions'])} people"
    for column in shown["columns"]:
        if column["field"]:
            yield f"  {column['header'] or '-'} = {column['field']} ({column['confidence']:.2f})"
        else:
            proposal = f", perhaps {column['proposal']}" if column.get("proposal") else ""
            yield f"  {column['header'] or '-'}: not known{proposal}; tell it with --column"
    for aside in shown["set_aside"]:
        where = ", ".join(f"{key} {value}" for key, value in aside["where"].items())
        yield f"  set aside: {aside['why']} ({where})"
