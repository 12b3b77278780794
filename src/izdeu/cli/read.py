"""Take in lists, texts and folders of them."""

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from izdeu.cli.outcome import CannotGoOn
from izdeu.cli.progress import shown
from izdeu.cli.record import add_operator, number_key, open_record
from izdeu.protection.reader import Reader
from izdeu.terms import SourceKind


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("paths", metavar="PATH", nargs="+", type=Path, help="a file or a folder")
    parser.add_argument("--source", required=True, metavar="NAME", help="who says it")
    parser.add_argument(
        "--published",
        required=True,
        metavar="DATE",
        help="when it was published, YYYY-MM-DD: no year is ever invented",
    )
    parser.add_argument("--kind", choices=[kind.value for kind in SourceKind], default="other",
                        help="what kind of source it is")  # fmt: skip
    parser.add_argument("--risk", default="", help="a warning to show before this source is opened")
    parser.add_argument(
        "--again", action="store_true", help="take up again what had to be set aside whole"
    )
    add_operator(parser)


@dataclass(slots=True)
class Harvest:
    """What became of the files so far."""

    counts: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    refused: list[str] = field(default_factory=list)


def run(arguments: argparse.Namespace) -> int:
    """Read every file, each in one transaction; a file that cannot be read stops no other."""
    open_record()
    from izdeu.tracing import actions

    paths = list(_files(arguments.paths))
    kind = SourceKind(arguments.kind)
    source = actions.record_source(
        arguments.source, kind, by=arguments.operator, risk=arguments.risk
    )
    harvest = Harvest()
    progress = shown("files", len(paths))
    for number, path in enumerate(paths, 1):
        read_file(path, source, arguments.published, by=arguments.operator, harvest=harvest)
        progress(number)
    print(summary(harvest))
    return 0 if harvest.counts["mentions"] or harvest.counts["known"] else 1


def _files(given: Sequence[Path]) -> Iterator[Path]:
    for path in given:
        if path.is_dir():
            yield from sorted(inner for inner in path.rglob("*") if inner.is_file())
        elif path.exists():
            yield path
        else:
            raise CannotGoOn(f"{path.name}: there is no such file; check the path")


def read_file(path: Path, source: UUID, published: str, *, by: str, harvest: Harvest) -> None:
    """Read one file into the case record; what cannot be read is kept and said."""
    from izdeu.tracing import actions, queries
    from izdeu.tracing.identity import file_digest

    reader = queries.staff_reader(by)
    if refusal := _unfit(path):
        _refuse(refusal, harvest)
        return
    if queries.is_known(reader, file_digest(path)):
        harvest.counts["known"] += 1
        return
    arrival = actions.Arrival(path, source, series=path.stem, number_key=number_key())
    taken = actions.take_in(arrival, published=published, by=by)
    if taken.unreadable:
        _refuse(taken.unreadable, harvest)
    else:
        harvest.counts["read"] += 1
    harvest.counts["mentions"] += taken.intake.mentions
    harvest.counts["claims"] += taken.intake.claims
    harvest.reasons.update(queries.set_aside(reader, taken.intake.document))
    _say_changes(reader, taken.intake.document, path, harvest)


def _unfit(path: Path) -> str:
    """Why a file cannot even be kept; "" where it can."""
    from izdeu.tracing.actions import LARGEST

    if not os.access(path, os.R_OK):
        return f"{path.name}: cannot be opened; check that it may be read"
    if path.stat().st_size > LARGEST:
        return f"{path.name}: larger than {LARGEST >> 20} MiB; split it and try again"
    return ""


def _refuse(message: str, harvest: Harvest) -> None:
    harvest.refused.append(message)
    print(f"izdeu: {message}", file=sys.stderr)


def _say_changes(reader: Reader, document: UUID, path: Path, harvest: Harvest) -> None:
    from izdeu.tracing import queries

    changes = queries.changes(reader, document)
    if changes is not None:
        print(
            f"{path.name}: against the version of {changes.published}: "
            f"{changes.added} rows added, {changes.changed} changed, "
            f"{changes.vanished} vanished, {changes.same} the same"
        )
        harvest.counts["corrected"] += 1
    for other in queries.copied(reader, document):
        print(
            f"{path.name}: copies, or is copied by, document {other}; if so they are one origin: "
            f"izdeu act same-origin {document} {other}"
        )


def summary(harvest: Harvest) -> str:
    """What was read, in a few lines."""
    counts = harvest.counts
    lines = [
        f"documents read: {counts['read']}, known already: {counts['known']}, "
        f"not readable: {len(harvest.refused)}",
        f"people named or described: {counts['mentions']}, claims: {counts['claims']}",
    ]
    if harvest.reasons:
        aside = ", ".join(f"{reason} {count}" for reason, count in harvest.reasons.most_common())
        lines.append(f"set aside: {aside}")
    return "\n".join(lines)
