"""Counts of the case record: documented, announced, and how many no list may have named."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any
from uuid import UUID

from izdeu.estimates import Documented, Figure, Record, distinct_events, documented, over_time
from izdeu.estimates.count import Partition
from izdeu.estimates.joining import Join, as_one, remembering
from izdeu.linkage.model import probability
from izdeu.protection.reader import Reader
from izdeu.publication.capture import Captured, captured
from izdeu.publication.partition import partitions
from izdeu.publication.prior import refer
from izdeu.publication.reconciliation import Beside, answering, beside
from izdeu.publication.region import region_of
from izdeu.terms import Unit
from izdeu.tracing import queries
from izdeu.tracing.queries import (
    CountedEvent,
    CountedPerson,
    DocumentLine,
    OpenLink,
    TallyLine,
)

#: An estimate is made from so many of the possible linkages.
ESTIMATED = 10
#: A pair above this is more likely one person than two (weight above 0).
LIKELY = 0.5
_AGES = ((0, 17, "child"), (18, 29, "young"), (30, 59, "middle"), (60, 150, "old"))


@dataclass(frozen=True, slots=True)
class Counts:
    """What the record shows on one day, in one unit."""

    as_of: str
    newest_document: str
    unit: Unit
    documented: Documented
    regions: tuple[Figure, ...]
    """By ISO 3166-2 code of the region; "" where the place is not said or lies in none."""
    sought: int
    unnamed: int
    likely: int
    """Open pairs of mentions more likely one person than two."""
    unlikely: int
    tallies: tuple[TallyLine, ...]
    beside: tuple[Beside, ...]
    named: Mapping[str, tuple[tuple[str, int], ...]]
    """For each announced metric, how many people it answers to were documented by which day."""
    captured: Captured | None
    """Overlaps of lists and what they say of the people on none; ``None`` where events count."""

    def as_dict(self) -> dict[str, Any]:
        """The figures as plain values for JSON; ids are left out."""
        by = self.documented.by
        told: dict[str, Any] = {
            "as_of": self.as_of,
            "newest_document": self.newest_document,
            "unit": self.unit.value,
            self.unit.value: _plain(self.documented.total),
            "statuses": _parts(by["status"]),
            "standings": _parts(by["standing"]),
            "places": _parts(by["place"]),
            "regions": _parts(self.regions),
            "days": _parts(by["day"]),
            "sexes": _parts(by["sex"]),
            "ages": _parts(by["age_group"]),
            "sought": self.sought,
            "unnamed": self.unnamed,
            "likely": self.likely,
            "unlikely": self.unlikely,
            "draws": self.documented.draws,
            "excluded": dict(self.documented.excluded),
            "tallies": [asdict(line) for line in self.tallies],
            "beside": [asdict(one) for one in self.beside],
            "named": {
                metric: [list(step) for step in steps] for metric, steps in self.named.items()
            },
            "estimate": self.captured.as_dict() if self.captured else None,
        }
        for line in (*told["tallies"], *(one["tally"] for one in told["beside"])):
            del line["id"]
        return told


@dataclass(frozen=True, slots=True)
class Material:
    """What a count is made from, as the queries give it."""

    people: Sequence[CountedPerson]
    events: Sequence[CountedEvent] = ()
    links: Sequence[OpenLink] = ()
    apart: Sequence[tuple[UUID, UUID]] = ()
    tallies: Sequence[TallyLine] = ()
    documents: Sequence[DocumentLine] = ()


def count(
    reader: Reader, *, as_of: str, unit: Unit = Unit.PEOPLE, estimated: int = ESTIMATED
) -> Counts:
    """Count what the record shows; ``as_of`` is the ISO date on which it is counted.

    ``estimated`` is how many possible linkages an estimate is made from. Raises
    ``NotForThisReader`` outside the team: what may be given away is released from it.
    """
    material = Material(
        people=queries.counted_people(reader),
        events=queries.counted_events(reader) if unit is Unit.EVENTS else (),
        links=queries.open_links(reader),
        apart=queries.apart(reader),
        tallies=queries.tallies(reader),
        documents=queries.documents(reader),
    )
    return counted(material, as_of=as_of, unit=unit, estimated=estimated)


def counted(
    material: Material, *, as_of: str = "", unit: Unit = Unit.PEOPLE, estimated: int = ESTIMATED
) -> Counts:
    """Count from the material, with the limits that every open pair of mentions gives."""
    people = [one for one in material.people if not one.excluded]
    links = refer(list(_between({one.id for one in people}, material.links)), len(people))
    draws = partitions(links, material.apart)
    persons = list(_people(material))
    records = persons if unit is Unit.PEOPLE else list(_events(material, persons))
    joined = remembering(as_one)
    found = documented(
        records, unit=unit, as_of=as_of, draws=draws, more={"region": _region}, join=joined
    )
    likely = sum(probability(link.weight) > LIKELY for link in links)
    whole = unit is Unit.PEOPLE
    return Counts(
        as_of=as_of,
        newest_document=max((line.published for line in material.documents), default=""),
        unit=unit,
        documented=found,
        regions=found.by["region"],
        sought=sum(one.sought for one in people),
        unnamed=sum(not one.named for one in people),
        likely=likely,
        unlikely=len(links) - likely,
        tallies=tuple(material.tallies),
        beside=tuple(beside(material.tallies, found.by["status"])) if whole else (),
        named=_named(material.tallies, persons, draws, joined) if whole else {},
        captured=captured(people, material.documents, draws, most=estimated) if whole else None,
    )


def age_group(age: str) -> str:
    """The group an age ("34", "30/35", "~45") falls in: "coarse" if more than one, "" if none."""
    if not age:
        return ""
    try:
        years = [int(one.strip("~?%")) for one in age.split("/")]
    except ValueError:
        return "coarse"
    groups = {name for low, high, name in _AGES if high >= min(years) and low <= max(years)}
    return groups.pop() if len(groups) == 1 else "coarse"


def _calendar(when: str) -> str:
    """The day of a date that has a time; an interval stays as it is."""
    return when if "/" in when else when.partition("T")[0]


def _between(counted: set[UUID], links: Iterable[OpenLink]) -> Iterator[OpenLink]:
    return (link for link in links if counted.issuperset(link.people))


def _people(material: Material) -> Iterator[Record]:
    published = {line.id: line.published for line in material.documents}
    origin = {line.id: str(line.origin) for line in material.documents}
    for one in material.people:
        days = (published.get(document, "") for document in one.documents)
        yield Record(
            person=str(one.id),
            unit=Unit.PEOPLE,
            status=one.status.value,
            standing=one.standing.value if one.standing else "",
            place=one.place,
            day=_calendar(one.day),
            sex=one.sex,
            age_group=age_group(one.age),
            excluded=one.excluded,
            lists=frozenset(origin.get(document, "") for document in one.documents),
            first=min(filter(None, days), default=""),
        )


def _events(material: Material, persons: Iterable[Record]) -> Iterator[Record]:
    """The events of each person once, and what no count of events rests on with its reason."""
    who = {record.person: record for record in persons}
    befell: dict[str, list[Record]] = defaultdict(list)
    origin = {line.id: str(line.origin) for line in material.documents}
    for event in material.events:
        if (person := who.get(str(event.person))) is None:
            continue
        record = replace(
            person,
            unit=Unit.EVENTS,
            status=event.event.value,
            standing=event.standing.value,
            place=event.place,
            day=_calendar(event.day),
            excluded=person.excluded or event.excluded,
            lists=frozenset({origin.get(event.document, "")}),
        )
        if record.excluded:
            yield record
        else:
            befell[record.person].append(record)
    for told in befell.values():
        yield from distinct_events(told)


def _region(record: Record) -> str:
    return region_of(record.place)


def _named(
    tallies: Iterable[TallyLine], records: Sequence[Record], draws: Sequence[Partition], join: Join
) -> dict[str, tuple[tuple[str, int], ...]]:
    told = dict.fromkeys(line.metric for line in tallies if line.unit == Unit.PEOPLE)
    return {
        metric: over_time(records, statuses, draws, join)
        for metric in told
        if (statuses := answering(metric))
    }


def _parts(figures: Iterable[Figure]) -> dict[str, dict[str, int]]:
    return {figure.part: _plain(figure) for figure in figures}


def _plain(figure: Figure) -> dict[str, int]:
    return {name: getattr(figure, name) for name in ("value", "low", "high", "judged")}
