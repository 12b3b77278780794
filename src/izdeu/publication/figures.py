"""Counts in words for a page: every figure for the team, no small ones for the public."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from izdeu.publication.counts import Beside, Documented
from izdeu.publication.moment import date
from izdeu.publication.range import Range
from izdeu.publication.suppression import share_withheld, small, withheld
from izdeu.publication.wording import figure, known, say, term
from izdeu.terms import Status, TallyStanding

#: A figure and what it counts.
Line = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """Figures under a heading, with what a reader must know of them."""

    heading: str
    rows: tuple[Line, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Announced:
    """An announced figure in words."""

    date: str
    metric: str
    value: str
    unit: str
    scope: str
    claimant: str
    standing: str
    tone: str
    gone: bool
    """Withdrawn or replaced: shown struck through."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """An announced figure beside the documented one, in words."""

    metric: str
    announced: str
    documented: str
    counted: str
    together: str


@dataclass(frozen=True, slots=True)
class CountView:
    """Everything the counts say to this reader."""

    as_of: str
    tiles: tuple[Line, ...]
    interval: str
    weak: str
    tables: tuple[Table, ...]
    tallies: tuple[Announced, ...]
    beside: tuple[Comparison, ...]


def count_view(found: Documented, language: str, *, public: bool) -> CountView:
    """Word the counts; for the public, small figures and what would give them away are withheld."""
    cells = {str(status): cell for status, cell in found.statuses.items() if cell.high}
    hidden = withheld(cells, found.people) if public else frozenset()
    return CountView(
        as_of=as_of(found, language),
        tiles=tuple(_tiles(found, language, public=public)),
        interval=say(language, "count.interval", n=found.likely),
        weak=say(language, "count.weak", n=found.unlikely),
        tables=tuple(_tables(found, cells, hidden, language, public=public)),
        tallies=tuple(_announced(found, language)),
        beside=tuple(_comparison(one, language) for one in found.beside if _open(one, hidden)),
    )


def as_of(found: Documented, language: str) -> str:
    """On which day this was counted, and how new the newest document is."""
    day = date(language, found.as_of)
    if not found.newest_document:
        return say(language, "count.as_of_empty", date=day)
    newest = date(language, found.newest_document)
    return say(language, "count.as_of", date=day, newest=newest)


def interval(cell: Range, language: str) -> str:
    """A figure that may not be settled: "163" or "160–165"."""
    low, high = figure(language, cell.low), figure(language, cell.high)
    return low if cell.settled else f"{low}–{high}"


def _tiles(found: Documented, language: str, *, public: bool) -> Iterator[Line]:
    people = say(language, "count.people")
    yield _shown(found.people, language, hide=public and small(found.people)), people
    for part, key in ((found.sought, "sought"), (found.unnamed, "unnamed")):
        hide = public and share_withheld(part, found.people)
        yield _shown(Range(part, part), language, hide=hide), say(language, f"count.{key}")


def _shown(cell: Range, language: str, *, hide: bool) -> str:
    if hide:
        return say(language, f"count.{'suppressed' if small(cell) else 'suppressed_too'}")
    return interval(cell, language)


def _tables(
    found: Documented,
    cells: Mapping[str, Range],
    hidden: frozenset[str],
    language: str,
    *,
    public: bool,
) -> Iterator[Table]:
    rows = tuple(
        (_shown(cell, language, hide=key in hidden), term(language, Status(key)))
        for key, cell in cells.items()
    )
    yield Table(say(language, "count.by_status"), rows, say(language, "count.deaths"))
    named = (("standing", found.standings), ("sex", found.sexes), ("age", found.ages))
    for name, divided in named:
        yield _table(name, divided, found.people, language, public=public)
    note = "" if found.excluded else say(language, "count.excluded_none")
    rows = tuple(_excluded(found.excluded, language, public=public))
    yield Table(say(language, "count.excluded"), rows, note)


def _table(
    name: str, cells: Mapping[str, Range], people: Range, language: str, *, public: bool
) -> Table:
    hidden = withheld(cells, people) if public else frozenset()
    group = "count" if name == "age" else name
    rows = tuple(
        (
            _shown(cell, language, hide=key in hidden),
            known(language, group, key) if key else say(language, f"count.no_{name}"),
        )
        for key, cell in cells.items()
    )
    return Table(say(language, f"count.by_{name}"), rows)


def _excluded(numbers: Mapping[str, int], language: str, *, public: bool) -> Iterator[Line]:
    for key, number in numbers.items():
        cell = Range(number, number)
        shown = _shown(cell, language, hide=public and small(cell))
        yield shown, known(language, "excluded", key)


def _announced(found: Documented, language: str) -> Iterator[Announced]:
    for line in found.tallies:
        gone = line.standing != TallyStanding.ANNOUNCED
        yield Announced(
            date=date(language, line.as_of),
            metric=known(language, "metric", line.metric),
            value=figure(language, line.value),
            unit=term(language, line.unit),
            scope=line.scope,
            claimant=line.claimant,
            standing=term(language, line.standing),
            tone="disputed" if line.standing == TallyStanding.WITHDRAWN else "plain",
            gone=gone,
        )


def _open(one: Beside, hidden: frozenset[str]) -> bool:
    """Whether a comparison gives nothing away that is withheld elsewhere."""
    return not hidden.intersection(map(str, one.statuses))


def _comparison(one: Beside, language: str) -> Comparison:
    who = known(language, "metric", one.tally.metric)
    return Comparison(
        metric=f"{who}, {one.tally.scope}, {date(language, one.tally.as_of)}",
        announced=figure(language, one.tally.value),
        documented=interval(one.documented, language),
        counted="; ".join(term(language, status) for status in one.statuses),
        together=interval(one.together, language),
    )
