"""A published list held against the record, both ways."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np

from izdeu.estimates import Audit, audit
from izdeu.estimates.count import TAIL, Partition
from izdeu.protection.reader import Reader
from izdeu.publication.partition import partitions
from izdeu.publication.range import Range
from izdeu.terms import Status
from izdeu.tracing import queries

#: The figures of an audit in the order they are told.
FIGURES = ("entries", "people", "both", "theirs_not_ours", "ours_not_theirs", "repeated")


@dataclass(frozen=True, slots=True)
class Audited:
    """What the audit of one list gave.

    ``judged`` are the figures if only judgements join, ``limits`` their central 95 % over the
    possible linkages; by name as in ``FIGURES``. They name nobody. ``repeated`` counts entries
    beyond a person's first. The mentions are for the team alone.
    """

    judged: Mapping[str, int]
    limits: Mapping[str, Range]
    theirs_not_ours: tuple[UUID, ...]
    """Entries of their list, by mention."""
    ours_not_theirs: tuple[UUID, ...]
    """People of ours, each by one mention."""
    repeats: tuple[tuple[UUID, ...], ...]
    """Entries of their list that are one person as judged."""


def audit_list(reader: Reader, document: UUID, statuses: Iterable[Status] = ()) -> Audited:
    """Hold a document of the record against everybody whom documents of other origins name.

    ``statuses`` narrows ours to people of whom that is said today. Entries that do not count
    (hidden, withdrawn, unconfirmed, bystanders) are left out on both sides. Raises ``NotFound``
    where there is no such document, and ``NotForThisReader`` outside the team.
    """
    lines = {line.id: line for line in queries.documents(reader)}
    if document not in lines:
        raise queries.NotFound("there is no document with this id")
    copies = {line.id for line in lines.values() if line.origin == lines[document].origin}
    people = {one.id: one for one in queries.counted_people(reader) if not one.excluded}
    entries = [
        (mention, person)
        for mention, person in queries.counted_entries(reader, document)
        if person in people
    ]
    wanted = set(statuses) or set(Status)
    ours = [one.id for one in people.values() if one.documents - copies and one.status in wanted]
    theirs = [str(person) for _, person in entries]
    held = audit([str(one) for one in ours], theirs)
    links = [one for one in queries.open_links(reader) if people.keys() >= set(one.people)]
    draws = partitions(links, queries.apart(reader))
    return Audited(
        judged=_figures(held),
        limits=_limits(held, [str(one) for one in ours], theirs, draws),
        theirs_not_ours=tuple(m for m, p in entries if str(p) in set(held.theirs_not_ours)),
        ours_not_theirs=tuple(map(UUID, held.ours_not_theirs)),
        repeats=tuple(_repeats(entries)),
    )


def _repeats(entries: Iterable[tuple[UUID, UUID]]) -> Iterator[tuple[UUID, ...]]:
    rows: dict[UUID, list[UUID]] = defaultdict(list)
    for mention, person in entries:
        rows[person].append(mention)
    return (tuple(some) for some in rows.values() if len(some) > 1)


def _figures(held: Audit) -> dict[str, int]:
    return {
        "entries": held.entries,
        "people": len(held.both) + len(held.theirs_not_ours),
        "both": len(held.both),
        "theirs_not_ours": len(held.theirs_not_ours),
        "ours_not_theirs": len(held.ours_not_theirs),
        "repeated": sum(times - 1 for times in held.repeats.values()),
    }


def _limits(
    held: Audit, ours: Sequence[str], theirs: Sequence[str], draws: Sequence[Partition]
) -> dict[str, Range]:
    found = [_figures(_redrawn(ours, theirs, draw)) for draw in draws] or [_figures(held)]
    limits = {}
    for name in FIGURES:
        low, high = np.quantile([one[name] for one in found], [TAIL, 1 - TAIL])
        limits[name] = Range(int(np.floor(low)), int(np.ceil(high)))
    return limits


def _redrawn(ours: Sequence[str], theirs: Sequence[str], draw: Partition) -> Audit:
    first = {person: group[0] for group in draw for person in group}
    return audit([first.get(one, one) for one in ours], [first.get(one, one) for one in theirs])
