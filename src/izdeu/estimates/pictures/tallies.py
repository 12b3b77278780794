"""Official figures over time beside how many were named: nothing withdrawn or replaced vanishes."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from izdeu.estimates.pictures.canvas import AMBER, FAINT, GREEN, INK, WIDE, WINE, blank, svg
from izdeu.estimates.reconciliation import Series, Tally
from izdeu.estimates.wording import number, say
from izdeu.terms import TallyStanding

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: matplotlib counts days from here.
EPOCH = date(1970, 1, 1)

#: Days from which a label with the month alone is enough.
MONTHS = 120

#: Each standing has a shape and a word of its own, so that none rests on its colour.
SHAPES = {
    TallyStanding.ANNOUNCED: ("D", INK, INK),
    TallyStanding.SUPERSEDED: ("o", "white", AMBER),
    TallyStanding.WITHDRAWN: ("x", WINE, WINE),
}


def over_time(
    series: Series,
    named: Sequence[tuple[str, int]] = (),
    language: str = "en",
    *,
    title: str = "",
    width: float = WIDE,
) -> str:
    """One series as an SVG picture; ``named`` are ISO days with how many were named by then.

    ``title`` words what is counted and where; without it the series' own words stand there.
    """
    figure, axes = blank(width, 3.6)
    for standing, (shape, face, edge) in SHAPES.items():
        some = [tally for tally in series.tallies if tally.standing is standing]
        days, values = [_place(tally.day) for tally in some], [tally.value for tally in some]
        if some:
            label = say(language, f"count.{standing}")
            axes.plot(days, values, shape, mfc=face, mec=edge, ms=7, label=label, zorder=3)
    for number_of, tally in enumerate(series.tallies):
        _value(axes, tally, below=number_of % 2 == 1, language=language)
    if named:
        _named(axes, series, named, language)
    _scales(axes, series, named)
    axes.legend(
        frameon=False,
        fontsize=8,
        loc="upper center",
        bbox_to_anchor=(0.5, -0.2),
        ncol=2 if width == WIDE else 1,
    )
    said = title or f"{series.metric} · {series.scope}"
    axes.set_title(said, loc="left", color=INK, size=10 if width == WIDE else 8, wrap=True)
    return svg(figure, f"{said}: {say(language, 'picture.tallies')}")


def _scales(axes: "Axes", series: Series, named: Sequence[tuple[str, int]]) -> None:
    from matplotlib import dates
    from matplotlib.ticker import MaxNLocator

    days = [_place(day) for day in (*(tally.day for tally in series.tallies), *dict(named))]
    locator = dates.AutoDateLocator(minticks=2, maxticks=5)  # type: ignore[no-untyped-call]
    form = "%Y-%m" if max(days) - min(days) > MONTHS else "%Y-%m-%d"
    axes.xaxis_date()
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(dates.DateFormatter(form))  # type: ignore[no-untyped-call]
    axes.yaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))
    margin = max(2.0, 0.06 * (max(days) - min(days)))
    axes.set_xlim(min(days) - margin, max(days) + margin)
    axes.set_ylim(0, 1.15 * max([1, *dict(named).values(), *(t.value for t in series.tallies)]))
    axes.grid(axis="y", color=FAINT, lw=0.6)
    axes.tick_params(axis="both", labelsize=8)
    axes.tick_params(axis="x", rotation=30)


def _value(axes: "Axes", tally: Tally, *, below: bool, language: str) -> None:
    withdrawn = tally.standing is TallyStanding.WITHDRAWN
    written = number(language, tally.value)
    axes.annotate(
        f"({written})" if withdrawn else written,
        (_place(tally.day), tally.value),
        xytext=(0, -14 if below else 7),
        textcoords="offset points",
        ha="center",
        size=8,
        color=INK,
    )


def _named(axes: "Axes", series: Series, named: Sequence[tuple[str, int]], language: str) -> None:
    days, values = [_place(day) for day, _ in named], [value for _, value in named]
    last = max([*days, *(_place(tally.day) for tally in series.tallies)])
    label = say(language, "picture.named")
    steps = [*values, values[-1]]
    axes.plot([*days, last], steps, drawstyle="steps-post", color=GREEN, lw=2, label=label)


def _place(written: str) -> float:
    """Where an EDTF date stands; a month at its last week, since a month's figure sums it up."""
    plain = written.rstrip("~?")
    day = date.fromisoformat(plain if len(plain) > len("2022-01") else f"{plain}-28")
    return float((day - EPOCH).days)
