"""Write one page that needs nothing else to be read."""

import argparse
import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from izdeu.cli import leaving, progress
from izdeu.cli.outcome import CannotGoOn
from izdeu.cli.record import add_operator, add_reason, identity, open_record
from izdeu.publication import wording
from izdeu.terms import Audience

if TYPE_CHECKING:
    from izdeu.protection.reader import Reader
    from izdeu.publication.report import Edition

_AUDIENCES = (Audience.CASEWORKER, Audience.VERIFIER, Audience.COORDINATOR, Audience.PUBLIC)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("out", metavar="OUT.html", type=Path, help="the page to write")
    parser.add_argument("--language", choices=wording.LANGUAGES, default="en")
    parser.add_argument(
        "--audience",
        choices=[audience.value for audience in _AUDIENCES],
        default=Audience.CASEWORKER.value,
        help="for whom it is: the public is given counts alone",
    )
    parser.add_argument("--person", default="", metavar="ID", help="one person, request or mention")
    add_operator(parser)
    add_reason(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write the page; what only a holder sees is logged before the page is there."""
    open_record()
    from izdeu.publication import report
    from izdeu.tracing import queries

    audience = Audience(arguments.audience)
    reader = queries.staff_reader(
        arguments.operator,
        audience=Audience.CASEWORKER if audience == Audience.PUBLIC else audience,
        reason=arguments.reason,
    )
    person = identity(arguments.person) if arguments.person else None
    edition = report.Edition(arguments.language, audience, date.today().isoformat(), person)
    try:
        people = report.people_of(reader, edition)
        told = progress.shown("people", len(people))
        page = report.page(reader, edition, progress=told)
    except queries.NotFound as refusal:
        raise CannotGoOn(f"--person: {refusal}") from refusal
    if not edition.public:
        leaving.allow("report", len(people), by=arguments.operator)
    _log(reader, edition)
    _write(arguments.out, page, mode=0o644 if edition.public else 0o600)
    print(f"written: {arguments.out}, {len(page.encode()) / 1e6:.1f} MB")
    return 0


def _log(reader: "Reader", edition: "Edition") -> None:
    from izdeu.publication import report
    from izdeu.tracing import actions, queries

    if edition.person and not edition.public:
        mentions = [line.id for line in queries.person(reader, edition.person).mentions]
        actions.log_reading(reader, mentions, how="export")
    if shown := list(report.unmasked(reader, edition)):
        actions.log_disclosure(shown, by=reader.operator, reason=reader.reason)


def _write(path: Path, page: str, *, mode: int) -> None:
    """Write beside the place and move there, so that half a page never stands under the name."""
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.unlink(missing_ok=True)
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as file:
            file.write(page)
        beside.replace(path)
    except OSError as problem:
        raise CannotGoOn(f"cannot write {path.name}: {problem.strerror}") from problem
