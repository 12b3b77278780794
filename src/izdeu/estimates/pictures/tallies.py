"""Official figures over time beside how many were named: nothing withdrawn or replaced vanishes."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from izdeu.estimates.pictures.canvas import AMBER, FAINT, GREEN, INK, WINE, blank, svg
from izdeu.estimates.reconciliation import Series, Tally
from izdeu.estimates.wording import number, say
from izdeu.terms import TallyStanding

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: matplotlib counts days from here.
EPOCH = date(1970, 1, 1)

#: Each standing has a shape and a word of its own, so that none rests on its colour.
SHAPES = {
    TallyStanding.ANNOUNCED: ("D", INK, INK),
    TallyStanding.SUPERSEDED: ("o", "white", AMBER),
    TallyStanding.WITHDRAWN: ("x", WINE, WINE),
}


def over_time(series: Series, named: Sequence[tuple[str, int]] = (), language: str = "en") -> str:
    """One series as an SVG picture; ``named`` are ISO days with how many were named by then."""
    figure, axes = blank(7.0, 3.6)
    for standing, (shape, face, edge) in SHAPES.items():
        some = [tally for tally in series.tallies if tally.standing is standing]
        days, values = [_place(tally.day) for tally in some], [tally.value for tally in some]
        label = say(language, f"count.{standing}")
        axes.plot(days, values, shape, mfc=face, mec=edge, ms=7, label=label)
    for number_of, tally in enumerate(series.tallies):
        _value(axes, tally, below=number_of % 2 == 1, language=language)
    if named:
        _named(axes, series, named, language)
    axes.xaxis_date()
    axes.set_ylim(bottom=0)
    axes.margins(y=0.15)
    axes.grid(axis="y", color=FAINT, lw=0.6)
    axes.legend(frameon=False, fontsize=8, loc="upper center", bbox_to_anchor=(0.5, -0.2), ncol=2)
    axes.set_title(f"{series.metric} · {series.scope}", loc="left", color=INK, size=10)
    axes.tick_params(axis="x", rotation=30, labelsize=8)
    return svg(figure, say(language, "picture.tallies"))


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
