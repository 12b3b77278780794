"""Show what a file says: mentions, dates and claims, each with its place."""

import argparse
import hashlib
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from izdeu import documents
from izdeu.cli.outcome import CannotGoOn
from izdeu.cli.terminal import over
from izdeu.documents import transcription
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
    parser.add_argument(
        "--into",
        metavar="FOLDER",
        type=Path,
        help="write one JSON file for each file into a folder; those there are not read again",
    )
    parser.add_argument(
        "--transcribe",
        metavar="FOLDER",
        type=Path,
        help="write handwritten and doubtful rows as pictures, with sheets to copy them into",
    )
    parser.add_argument("--dead", action="store_true", help="names of the dead: two people copy")


def run(arguments: argparse.Namespace) -> int:
    """Read each file and print what it says; a file that cannot be read does not stop the rest."""
    failed = 0
    paths = list(_paths(arguments.files))
    began = time.monotonic()
    for number, path in enumerate(paths):
        try:
            _read(path, arguments)
        except documents.UnreadableDocument as refusal:
            if len(paths) == 1:
                raise CannotGoOn(str(refusal)) from refusal
            failed += 1
            print(f"izdeu: {refusal}", file=sys.stderr)
        _tell_progress(number + 1, len(paths), time.monotonic() - began)
    return 1 if failed else 0


def _read(path: Path, arguments: argparse.Namespace) -> None:
    if arguments.into is None:
        print(_report(path, arguments))
        return
    # Named by digest: a file name may name a person.
    written = arguments.into / f"{_digest(path)}.json"
    if not written.exists():
        arguments.into.mkdir(parents=True, exist_ok=True)
        arguments.json = True
        draft = written.with_suffix(".part")
        draft.write_text(_report(path, arguments), encoding="utf-8")
        draft.replace(written)


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise documents.UnreadableDocument(
            f"{path.name}: cannot be opened; check that it is there and may be read"
        ) from error


def _tell_progress(done: int, of: int, seconds: float) -> None:
    if of > 1:
        left = seconds / done * (of - done)
        over(f"{done} of {of}, about {left:.0f} s left")


def _paths(given: list[Path]) -> Iterator[Path]:
    for path in given:
        if path.is_dir():
            yield from sorted(inner for inner in path.rglob("*") if inner.is_file())
        else:
            yield path


def _report(path: Path, arguments: argparse.Namespace) -> str:
    mapping = dict(_answer(words) for words in arguments.column)
    reading = documents.read(path, published=arguments.published, mapping=mapping)
    if arguments.transcribe is not None:
        return _to_transcribe(path, reading, arguments)
    shown = present(reading, explain=arguments.explain)
    if arguments.json:
        return json.dumps(shown, ensure_ascii=False)
    return "\n".join(_lines(path, shown))


def _to_transcribe(path: Path, reading: documents.Reading, arguments: argparse.Namespace) -> str:
    rows = transcription.tasks(path, reading.items, dead=arguments.dead)
    if not rows:
        return f"{path.name}: nothing to copy by hand"
    try:
        sheet = transcription.write(arguments.transcribe, rows)
    except FileExistsError as error:
        raise CannotGoOn("sheets stand there already; name another folder") from error
    copied = sum(not row.cells for row in rows)
    compared = len(rows) - copied
    said = [f"{copied} rows to copy; fill in {sheet.name} beside the pictures"] if copied else []
    said += [f"{compared} rows to compare with their pictures, see rows.json"] if compared else []
    return f"{path.name}: " + "; ".join(said)


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
