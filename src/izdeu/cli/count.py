"""Count what is documented beside what officials say."""

import argparse
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from izdeu.cli.record import add_operator, open_record
from izdeu.publication import moment, wording
from izdeu.publication.range import Range
from izdeu.publication.wording import say

if TYPE_CHECKING:
    from izdeu.publication.counts import Beside, Documented
    from izdeu.tracing.queries import TallyLine


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("--language", choices=wording.LANGUAGES, default="en")
    parser.add_argument("--json", action="store_true", help="plain values for other programs")
    add_operator(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print every figure with what it counts, who was left out, and what was announced."""
    open_record()
    from izdeu.publication import counts
    from izdeu.tracing import queries

    reader = queries.staff_reader(arguments.operator)
    found = counts.count(reader, as_of=date.today().isoformat())
    if arguments.json:
        print(json.dumps(found.as_dict(), ensure_ascii=False, indent=1))
    else:
        print("\n".join(_lines(arguments.language, found)))
    return 0


def _lines(language: str, found: "Documented") -> Iterator[str]:
    yield say(language, "count.title")
    yield _as_of(language, found)
    yield say(language, "count.minimum")
    yield from _people(language, found)
    yield from _breakdowns(language, found)
    yield from _excluded(language, found)
    yield from _tallies(language, found.tallies)
    yield from _beside(language, found.beside)


def _as_of(language: str, found: "Documented") -> str:
    day = moment.date(language, found.as_of)
    if not found.newest_document:
        return say(language, "count.as_of_empty", date=day)
    newest = moment.date(language, found.newest_document)
    return say(language, "count.as_of", date=day, newest=newest)


def _people(language: str, found: "Documented") -> Iterator[str]:
    yield from _heading(language, "count.people")
    yield from _columns(
        [
            (_range(language, found.people), say(language, "count.unit_people")),
            (wording.figure(language, found.sought), say(language, "count.sought")),
            (wording.figure(language, found.unnamed), say(language, "count.unnamed")),
        ]
    )
    yield say(language, "count.interval", n=found.likely)
    yield say(language, "count.weak", n=found.unlikely)


def _breakdowns(language: str, found: "Documented") -> Iterator[str]:
    yield from _heading(language, "count.by_status")
    yield from _columns(
        (_range(language, figure), wording.term(language, status))
        for status, figure in found.statuses.items()
        if figure.high
    )
    yield say(language, "count.deaths")
    yield from _table(language, "count.by_standing", "standing", found.standings)
    yield from _table(language, "count.by_sex", "sex", found.sexes)
    yield from _table(language, "count.by_age", "count", found.ages)


def _table(
    language: str, heading: str, group: str, figures: Mapping[str, int], without: str = "not_said"
) -> Iterator[str]:
    yield from _heading(language, heading)
    yield from _columns(
        (
            wording.figure(language, number),
            wording.known(language, group, key) if key else say(language, f"count.{without}"),
        )
        for key, number in figures.items()
    )


def _excluded(language: str, found: "Documented") -> Iterator[str]:
    yield from _table(language, "count.excluded", "excluded", found.excluded)
    if not found.excluded:
        yield say(language, "count.excluded_none")


def _tallies(language: str, tallies: Iterable["TallyLine"]) -> Iterator[str]:
    yield from _heading(language, "count.tallies")
    rows = [
        (
            moment.date(language, line.as_of),
            wording.figure(language, line.value),
            wording.known(language, "metric", line.metric),
            line.scope,
            line.claimant,
            wording.term(language, line.standing),
            wording.term(language, line.unit),
        )
        for line in tallies
    ]
    yield from _columns(rows)
    yield say(language, "count.tallies_lead" if rows else "count.tallies_none")


def _beside(language: str, beside: Iterable["Beside"]) -> Iterator[str]:
    rows = list(beside)
    if not rows:
        return
    yield from _heading(language, "count.bounds")
    for row in rows:
        yield _compared(language, row)
    yield say(language, "count.bounds_lead")
    yield say(language, "count.events_apart")


def _compared(language: str, row: "Beside") -> str:
    counted = "; ".join(wording.term(language, status) for status in row.statuses)
    told = (
        ("count.announced", wording.figure(language, row.tally.value)),
        ("count.documented", f"{_range(language, row.documented)} ({counted})"),
        ("count.together", _range(language, row.together)),
    )
    who = wording.known(language, "metric", row.tally.metric)
    figures = "; ".join(f"{say(language, label)}: {figure}" for label, figure in told)
    return f"  {who}, {row.tally.scope}: {figures}"


def _range(language: str, figure: Range) -> str:
    low, high = wording.figure(language, figure.low), wording.figure(language, figure.high)
    return low if figure.settled else f"{low}–{high}"


def _heading(language: str, identity: str) -> Iterator[str]:
    yield ""
    yield say(language, identity)


def _columns(rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Rows under one another: all columns but the last as wide as their widest cell."""
    listed = list(rows)
    widths = [max(map(len, column)) for column in list(zip(*listed, strict=True))[:-1]]
    for *cells, last in listed:
        padded = "  ".join(
            cell.rjust(width) if number == 0 else cell.ljust(width)
            for number, (cell, width) in enumerate(zip(cells, widths, strict=True))
        )
        yield f"  {padded}  {last}"
