"""Count what is documented beside what officials say."""

import argparse
import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from izdeu.cli.record import add_operator, open_record
from izdeu.publication import wording
from izdeu.publication.wording import say

if TYPE_CHECKING:
    from izdeu.publication.figures import CountView


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("--language", choices=wording.LANGUAGES, default="en")
    parser.add_argument("--json", action="store_true", help="plain values for other programs")
    add_operator(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print every figure with what it counts, who was left out, and what was announced."""
    open_record()
    from izdeu.publication.counts import count
    from izdeu.publication.figures import count_view
    from izdeu.tracing import queries

    found = count(queries.staff_reader(arguments.operator), as_of=date.today().isoformat())
    if arguments.json:
        print(json.dumps(found.as_dict(), ensure_ascii=False, indent=1))
    else:
        view = count_view(found, arguments.language, public=False)
        print("\n".join(_lines(arguments.language, view)))
    return 0


def _lines(language: str, view: "CountView") -> Iterator[str]:
    yield say(language, "count.title")
    yield view.as_of
    yield f"{say(language, 'count.minimum')} {say(language, 'count.unit')}"
    yield ""
    yield from _columns(view.tiles)
    yield view.interval
    yield view.weak
    for table in view.tables:
        yield from ("", table.heading)
        yield from _columns(table.rows)
        yield from (table.note,) if table.note else ()
    yield from _announced(language, view)
    yield from _beside(language, view)


def _announced(language: str, view: "CountView") -> Iterator[str]:
    yield from ("", say(language, "count.tallies"))
    yield say(language, "count.tallies_lead" if view.tallies else "count.tallies_none")
    yield from _columns(
        (one.value, one.date, one.metric, one.scope, one.claimant, one.standing, one.unit)
        for one in view.tallies
    )


def _beside(language: str, view: "CountView") -> Iterator[str]:
    if not view.beside:
        return
    yield from ("", say(language, "count.bounds"))
    for one in view.beside:
        yield f"  {one.metric}"
        yield f"    {say(language, 'count.announced')}: {one.announced}"
        yield f"    {say(language, 'count.documented')}: {one.documented} ({one.counted})"
        yield f"    {say(language, 'count.together')}: {one.together}"
    yield say(language, "count.bounds_lead")
    yield say(language, "count.events_apart")


def _columns(rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Rows under one another, the first cell to the right, the others to the left."""
    listed = list(rows)
    widths = [max(map(len, column)) for column in zip(*listed, strict=True)]
    for first, *others in listed:
        padded = [cell.ljust(width) for cell, width in zip(others, widths[1:], strict=True)]
        yield "  ".join(("", first.rjust(widths[0]), *padded)).rstrip()
