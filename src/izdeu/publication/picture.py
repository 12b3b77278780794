"""The pictures of the counts, each with a table that says the same."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from izdeu.estimates import Series, sequence
from izdeu.publication.counts import Counts
from izdeu.publication.moment import date
from izdeu.publication.range import Range
from izdeu.publication.reconciliation import answering, as_tally
from izdeu.publication.suppression import LEAST, withheld
from izdeu.publication.wording import figure, known, say
from izdeu.terms import Unit

#: A series shorter than this is told by its line in the table.
FEWEST = 2
#: More series than this would bury the page; the longest are drawn.
MOST = 6


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture for wide and for narrow screens, and the rows a screen reader is given instead."""

    heading: str
    wide: str
    narrow: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def pictures(
    found: Counts, language: str, hidden: frozenset[str], *, public: bool
) -> Iterator[Picture]:
    """Announced and named over time for each longer series, then the map of regions."""
    series = [s for s in sequence(map(as_tally, found.tallies)) if len(s.tallies) >= FEWEST]
    for one in sorted(series, key=lambda s: -len(s.tallies))[:MOST]:
        yield _over_time(one, _steps(found, one, hidden, public=public), language)
    if any(one.part for one in found.regions):
        yield _regions(found, language, public=public)


def _steps(
    found: Counts, series: Series, hidden: frozenset[str], *, public: bool
) -> tuple[tuple[str, int], ...]:
    """How many were named by when, in steps that are too large to tell of single cases."""
    if series.unit is not Unit.PEOPLE or (public and hidden.intersection(answering(series.metric))):
        return ()
    steps: list[tuple[str, int]] = []
    for day, number in found.named.get(series.metric, ()):
        if number - (steps[-1][1] if steps else 0) >= (LEAST if public else 1):
            steps.append((day[:10], number))
    return tuple(steps)


def _over_time(series: Series, named: Sequence[tuple[str, int]], language: str) -> Picture:
    from izdeu.estimates.pictures.canvas import NARROW, WIDE
    from izdeu.estimates.pictures.tallies import over_time

    who = known(language, "metric", series.metric)
    title = f"{who} · {series.scope}"
    told = [
        (tally.day, figure(language, tally.value), _whose(tally.claimant, tally.standing, language))
        for tally in series.tallies
    ]
    told += [(day, figure(language, n), say(language, "count.named_here")) for day, n in named]
    wide, narrow = (
        over_time(series, named, language, title=title, width=width) for width in (WIDE, NARROW)
    )
    return Picture(
        heading=f"{say(language, 'count.over_time')}: {who}, {series.scope}",
        wide=wide,
        narrow=narrow,
        caption=say(language, "count.over_time_note" if named else "count.over_time_alone"),
        columns=tuple(say(language, f"count.{key}") for key in ("date", "value", "claimant")),
        rows=tuple((date(language, day), number, who) for day, number, who in sorted(told)),
    )


def _whose(claimant: str, standing: str, language: str) -> str:
    return f"{claimant} ({known(language, 'tally_standing', standing)})"


def _regions(found: Counts, language: str, *, public: bool) -> Picture:
    from izdeu.estimates.pictures.canvas import NARROW, WIDE
    from izdeu.estimates.pictures.regions import regions
    from izdeu.publication.region import name_of

    cells = {one.part: Range(one.low, one.high) for one in found.regions if one.high}
    total = found.documented.total
    hidden = withheld(cells, Range(total.low, total.high)) if public else frozenset()
    told = {one.part: None if one.part in hidden else one.value for one in found.regions}
    title = say(language, f"count.{found.unit}")
    wide, narrow = (regions(told, title, language, width) for width in (WIDE, NARROW))
    rows = (
        (name_of(code, language) if code else say(language, "count.no_region"),
         say(language, "count.suppressed_too") if value is None else figure(language, value))
        for code, value in told.items()
    )  # fmt: skip
    return Picture(
        heading=say(language, "count.by_region"),
        wide=wide,
        narrow=narrow,
        caption=say(language, "count.map_note"),
        columns=(say(language, "count.region"), say(language, "count.value")),
        rows=tuple(rows),
    )
