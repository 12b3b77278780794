"""Counts in words for a page: every figure for the team, no small ones for the public."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from izdeu.estimates import Figure
from izdeu.estimates.pooling import Pooled
from izdeu.estimates.refusal import Refusal
from izdeu.estimates.summary import pooled_sentences
from izdeu.publication.counts import Counts
from izdeu.publication.moment import date
from izdeu.publication.picture import Picture, pictures
from izdeu.publication.range import Range
from izdeu.publication.reconciliation import Beside
from izdeu.publication.region import name_of
from izdeu.publication.suppression import share_withheld, small, withheld
from izdeu.publication.wording import figure, known, say, term
from izdeu.terms import Event, Status, TallyStanding, Unit

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

    unit: str
    as_of: str
    tiles: tuple[Line, ...]
    interval: str
    weak: str
    tables: tuple[Table, ...]
    tallies: tuple[Announced, ...]
    beside: tuple[Comparison, ...]
    estimate: tuple[str, ...]
    pictures: tuple[Picture, ...]


def count_view(found: Counts, language: str, *, public: bool, drawn: bool = True) -> CountView:
    """Word the counts; for the public, small figures and what would give them away are withheld.

    Without ``drawn`` there are no pictures, which take a second to draw.
    """
    cells = _cells(found.documented.by["status"])
    hidden = withheld(cells, _range(found.documented.total)) if public else frozenset()
    return CountView(
        unit=say(language, f"count.unit_{found.unit}"),
        as_of=as_of(found, language),
        tiles=tuple(_tiles(found, language, public=public)),
        interval=_interval(found, language),
        weak=say(language, "count.weak", n=found.unlikely) if found.likely else "",
        tables=tuple(_tables(found, hidden, language, public=public)),
        tallies=tuple(_announced(found, language)),
        beside=tuple(_comparison(one, language) for one in found.beside if _open(one, hidden)),
        estimate=tuple(_estimate(found, language, public=public)),
        pictures=tuple(pictures(found, language, hidden, public=public)) if drawn else (),
    )


def as_of(found: Counts, language: str) -> str:
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


def _interval(found: Counts, language: str) -> str:
    total = found.documented.total
    if not found.documented.draws:
        return say(language, "count.settled")
    judged = figure(language, total.judged)
    draws = figure(language, found.documented.draws)
    return say(language, "count.interval", n=found.likely, judged=judged, draws=draws)


def _tiles(found: Counts, language: str, *, public: bool) -> Iterator[Line]:
    total, people = _range(found.documented.total), say(language, f"count.{found.unit}")
    if total.settled or (public and small(total)):
        yield _shown(total, language, hide=public and small(total)), people
    else:
        middle = figure(language, found.documented.total.value)
        yield f"{middle} ({interval(total, language)})", people
    if found.unit is Unit.EVENTS:
        return
    for part, key in ((found.sought, "sought"), (found.unnamed, "unnamed")):
        hide = public and share_withheld(part, total)
        yield _shown(Range(part, part), language, hide=hide), say(language, f"count.{key}")


def _shown(cell: Range, language: str, *, hide: bool) -> str:
    if hide:
        return say(language, f"count.{'suppressed' if small(cell) else 'suppressed_too'}")
    return interval(cell, language)


def _tables(
    found: Counts, hidden: frozenset[str], language: str, *, public: bool
) -> Iterator[Table]:
    by, total = found.documented.by, _range(found.documented.total)
    enum = Status if found.unit is Unit.PEOPLE else Event
    rows = tuple(
        (_shown(cell, language, hide=key in hidden), term(language, enum(key)))
        for key, cell in _in_order(_cells(by["status"]), list(enum))
    )
    note = say(language, "count.deaths" if found.unit is Unit.PEOPLE else "count.event_kinds")
    yield Table(say(language, f"count.by_status_{found.unit}"), rows, note)
    for name, figures in _divided(found, public=public):
        yield _table(name, figures, total, language, public=public)
    rows = tuple(_excluded(found.documented.excluded, language, public=public))
    yield Table(
        say(language, f"count.excluded_{found.unit}"),
        rows,
        "" if rows else say(language, "count.excluded_none"),
    )


def _divided(found: Counts, *, public: bool) -> Iterator[tuple[str, Sequence[Figure]]]:
    by = found.documented.by
    yield from (("standing", by["standing"]), ("sex", by["sex"]), ("age", by["age_group"]))
    if any(one.part for one in found.regions):
        yield "region", found.regions
    if not public:
        # A place can be as small as a street, and a day as rare as a single case.
        yield from (("place", by["place"]), ("day", by["day"]))


#: The order of ages; other parts stand in the order of their figures.
_AGES = ("child", "young", "middle", "old", "coarse", "")


def _table(
    name: str, figures: Iterable[Figure], whole: Range, language: str, *, public: bool
) -> Table:
    cells = _cells(figures)
    hidden = withheld(cells, whole) if public else frozenset()
    order = _AGES if name == "age" else sorted(cells) if name == "day" else _largest_first(cells)
    rows = tuple(
        (_shown(cell, language, hide=key in hidden), _part(name, key, language))
        for key, cell in _in_order(cells, order)
    )
    note = say(language, "count.region_note") if name == "region" else ""
    return Table(say(language, f"count.by_{name}"), rows, note)


def _part(name: str, key: str, language: str) -> str:
    if not key:
        return say(language, f"count.no_{name}")
    match name:
        case "region":
            return name_of(key, language)
        case "place":
            return key
        case "day":
            return date(language, key)
    return known(language, "count" if name == "age" else name, key)


def _cells(figures: Iterable[Figure]) -> dict[str, Range]:
    return {one.part: _range(one) for one in figures if one.high}


def _range(one: Figure) -> Range:
    return Range(one.low, one.high)


def _in_order(cells: Mapping[str, Range], order: Iterable[str]) -> Iterator[tuple[str, Range]]:
    return ((str(key), cells[key]) for key in order if key in cells)


def _largest_first(cells: Mapping[str, Range]) -> list[str]:
    return sorted(cells, key=lambda key: (not key, -cells[key].high, key))


def _excluded(numbers: Mapping[str, int], language: str, *, public: bool) -> Iterator[Line]:
    for key, number in numbers.items():
        cell = Range(number, number)
        shown = _shown(cell, language, hide=public and small(cell))
        yield shown, known(language, "excluded", key)


def _announced(found: Counts, language: str) -> Iterator[Announced]:
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


def _estimate(found: Counts, language: str, *, public: bool) -> Iterator[str]:
    """What the lists allow to say of people on none of them, or why they do not."""
    if found.captured is None:
        return
    if found.captured.pooled is None or (public and small(_range(found.documented.total))):
        yield say(language, "count.no_lists")
        return
    names = (_list(name, language) for name in found.captured.overlaps.lists)
    yield say(language, "count.lists", names=", ".join(names))
    yield from pooled_sentences(_named(found.captured.pooled, language), language)


def _named(pooled: Pooled, language: str) -> Pooled:
    """A refused estimate with its lists named in a language."""
    refusals = tuple(_worded(one, language) for one in pooled.refusals)
    return replace(pooled, refusals=refusals)


def _worded(refusal: Refusal, language: str) -> Refusal:
    names = str(refusal.values.get("names", ""))
    told = ", ".join(_list(name, language) for name in names.split(", "))
    return replace(refusal, values={**refusal.values, "names": told}) if names else refusal


def _list(name: str, language: str) -> str:
    kind, _, number = name.partition("-")
    return f"{known(language, 'source_list', kind)} {number}".strip()
