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
        if some:
            label = say(language, f"count.{standing}")
            days, values = [_day(t.day) for t in some], [t.value for t in some]
            axes.scatter(days, values, marker=shape, c=face, edgecolors=edge, s=36, label=label)  # type: ignore[arg-type]
    for tally in series.tallies:
        _value(axes, tally, language)
    if named:
        days, values = [_day(day) for day, _ in named], [value for _, value in named]
        label = say(language, "picture.named")
        axes.step(days, values, where="post", color=GREEN, lw=2, label=label)  # type: ignore[arg-type]
    axes.set_ylim(bottom=0)
    axes.margins(y=0.15)
    axes.grid(axis="y", color=FAINT, lw=0.6)
    axes.legend(frameon=False, fontsize=8, loc="lower right")
    axes.set_title(f"{series.metric} · {series.scope}", loc="left", color=INK, size=10)
    axes.tick_params(axis="x", rotation=30, labelsize=8)
    return svg(figure, say(language, "picture.tallies"))


def _value(axes: "Axes", tally: Tally, language: str) -> None:
    text = axes.annotate(
        number(language, tally.value),
        (_day(tally.day), tally.value),  # type: ignore[arg-type]
        xytext=(0, 7),
        textcoords="offset points",
        ha="center",
        size=8,
        color=INK,
    )
    if tally.standing is TallyStanding.WITHDRAWN:
        text.set_text(f"({number(language, tally.value)})")


def _day(written: str) -> date:
    """The day of an EDTF date; of a month its last possible week, since figures sum up."""
    plain = written.rstrip("~?")
    return date.fromisoformat(plain if len(plain) > len("2022-01") else f"{plain}-28")
