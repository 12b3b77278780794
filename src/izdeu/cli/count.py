"""Count what is documented beside what officials say, and hold their lists against the record."""

import argparse
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from izdeu.cli.outcome import CannotGoOn
from izdeu.cli.record import add_operator, document, open_record
from izdeu.publication import wording
from izdeu.publication.wording import say
from izdeu.terms import Status, Unit

if TYPE_CHECKING:
    from uuid import UUID

    from izdeu.protection.reader import Reader
    from izdeu.publication.audit import Audited
    from izdeu.publication.figures import CountView


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    _add_common(parser)
    parser.add_argument(
        "--unit",
        choices=[unit.value for unit in Unit],
        default=Unit.PEOPLE.value,
        help="people, or events that befell them: detentions are not detainees",
    )
    parser.add_argument("--keep", action="store_true", help="put them on the pages as well, now")
    parser.set_defaults(what="count")
    audit = parser.add_subparsers(metavar="audit").add_parser(
        "audit", help="hold a published list against the record, both ways"
    )
    _add_common(audit)
    audit.add_argument(
        "document",
        metavar="DOCUMENT",
        help="the list: its file as it was read, or its id in the record",
    )
    audit.add_argument(
        "--status",
        action="append",
        choices=[status.value for status in Status],
        default=[],
        help="of our people only those of whom this is said today; may be given again",
    )
    audit.add_argument(
        "--names", action="store_true", help="name them as well: for the team, not for print"
    )
    audit.set_defaults(what="audit")


def _add_common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--language", choices=wording.LANGUAGES, default="en")
    parser.add_argument("--json", action="store_true", help="plain values for other programs")
    add_operator(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print every figure with what it counts, who was left out, and what was announced."""
    open_record()
    from izdeu.tracing import queries

    reader = queries.staff_reader(arguments.operator)
    return _audit(reader, arguments) if arguments.what == "audit" else _count(reader, arguments)


def _count(reader: "Reader", arguments: argparse.Namespace) -> int:
    from izdeu.publication import kept
    from izdeu.publication.counts import count
    from izdeu.publication.figures import count_view

    unit, today = Unit(arguments.unit), datetime.now(UTC).date().isoformat()
    if arguments.keep and unit is not Unit.PEOPLE:
        raise CannotGoOn("the pages count people; leave out --unit or --keep")
    position = kept.position(reader, today)
    found = count(reader, as_of=today, unit=unit)
    if arguments.keep:
        kept.keep(found, position)
    if arguments.json:
        print(json.dumps(found.as_dict(), ensure_ascii=False, indent=1))
    else:
        view = count_view(found, arguments.language, public=False, drawn=False)
        print("\n".join(_lines(arguments.language, view)))
    return 0


def _audit(reader: "Reader", arguments: argparse.Namespace) -> int:
    from izdeu.publication.audit import audit_list
    from izdeu.tracing.queries import NotFound

    if arguments.names and arguments.json:
        raise CannotGoOn("--json gives figures without names; leave out --names or --json")
    statuses = [Status(one) for one in arguments.status]
    try:
        found = audit_list(reader, document(arguments.document), statuses)
    except NotFound as refusal:
        raise CannotGoOn(f"{refusal}; read the list first, with izdeu read") from refusal
    if arguments.json:
        print(json.dumps(_plain(found), indent=1))
    else:
        print("\n".join(_audited(found, arguments.language)))
    if arguments.names:
        print("\n".join(_named(reader, found, arguments.language)))
    return 0


def _plain(found: "Audited") -> dict[str, object]:
    return {
        name: {"judged": found.judged[name], **asdict(limits)}
        for name, limits in found.limits.items()
    }


def _audited(found: "Audited", language: str) -> Iterator[str]:
    from izdeu.publication.figures import interval

    yield say(language, "audit.title")
    yield from _columns(
        (interval(limits, language), say(language, f"audit.{name}"), str(found.judged[name]))
        for name, limits in found.limits.items()
    )
    yield say(language, "audit.columns")
    yield say(language, "audit.publish")


def _named(reader: "Reader", found: "Audited", language: str) -> Iterator[str]:
    yield from ("", say(language, "audit.confidential"))
    parts: tuple[tuple[str, Iterable[UUID]], ...] = (
        ("theirs_not_ours", found.theirs_not_ours),
        ("ours_not_theirs", found.ours_not_theirs),
        ("repeated", (one for some in found.repeats for one in some)),
    )
    for name, mentions in parts:
        yield from ("", say(language, f"audit.{name}"))
        yield from _rows(reader, list(mentions), language)


def _rows(reader: "Reader", mentions: "list[UUID]", language: str) -> Iterator[str]:
    from izdeu.tracing import queries

    for line in queries.mentions(reader, mentions):
        row = line.locator.get("row")
        spot = f"  {say(language, 'place.row', n=row)}" if row else ""
        yield f"  {str(line.id)[:8]}  {line.name or say(language, 'report.unnamed')}{spot}"


def _lines(language: str, view: "CountView") -> Iterator[str]:
    yield say(language, "count.title")
    yield view.as_of
    yield f"{say(language, 'count.minimum')} {view.unit}"
    yield ""
    yield from _columns(view.tiles)
    yield view.interval
    yield from filter(None, [view.weak])
    for table in view.tables:
        yield from ("", table.heading)
        yield from _columns(table.rows)
        yield from (table.note,) if table.note else ()
    yield from _announced(language, view)
    yield from _beside(language, view)
    if view.estimate:
        yield from ("", say(language, "count.estimate"), *view.estimate)


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
