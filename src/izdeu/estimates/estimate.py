"""How many people no list has named: every model's line, the envelope over them, or a refusal."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from izdeu.estimates import averaging, heterogeneity, hierarchy, refusal
from izdeu.estimates.averaging import Average
from izdeu.estimates.classes import Classes
from izdeu.estimates.floor import Floor, floor
from izdeu.estimates.overlaps import Overlaps, contained_lists, merge_copies, same_lists
from izdeu.estimates.refusal import Refusal
from izdeu.estimates.search import Line, search

#: Models within so much BIC of the best count as ones that the data cannot tell apart: a greater
#: difference is decisive (Raftery 1995, Bayesian model selection in social research). Held against
#: open populations of known size and simulations; docs/counting.md has the figures.
INDISTINGUISHABLE = 10.0
#: An average with more posterior than this at the far end of its grid has no upper limit.
EDGE = 0.01


@dataclass(frozen=True, slots=True)
class Envelope:
    """From the lowest to the highest 95 % limit of the models that the data cannot tell apart."""

    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a table of overlaps says about everybody, in people.

    ``envelope`` is ``None`` exactly where ``refusals`` is not empty; ``range`` is the envelope's
    reach all the same, for whoever wants to see why it was refused. ``lines`` are log-linear
    models without heterogeneity, ``uneven`` those with it.
    """

    overlaps: Overlaps
    merged: Mapping[str, str]
    contained: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    uneven: tuple[Line, ...]
    average: Average | None
    floor: Floor | None
    range: Envelope | None
    refusals: tuple[Refusal, ...]
    classes: Classes | None = None
    """A line beside the others where it was asked for; it does not enter the envelope."""

    @property
    def documented(self) -> int:
        """People on at least one list."""
        return self.overlaps.documented

    @property
    def envelope(self) -> Envelope | None:
        """The envelope, where an estimate may be given at all."""
        return None if self.refusals else self.range

    @property
    def close(self) -> tuple[Line, ...]:
        """The models that the data cannot tell apart, best first."""
        return tuple(indistinguishable((*self.lines, *self.uneven)))


def estimate(
    overlaps: Overlaps, origins: Mapping[str, str] | None = None, *, near: bool = False
) -> Estimate:
    """Estimate everybody from overlapping lists, or say why not.

    ``near`` leaves out the models that are too far from the best to enter the envelope; envelope,
    floor and refusals are the same.
    ``origins`` joins lists that copy one another (see ``merge_copies``); lists that name exactly
    the same people are joined in any case.
    """
    joined = merge_copies(overlaps, origins or {})
    merged = same_lists(joined)
    table = merge_copies(joined, merged)
    lines = search(table, near=near) if table.documented else []
    far = min((line.bic for line in lines), default=math.inf) + INDISTINGUISHABLE
    uneven = [
        line
        for form in (heterogeneity.FORMS if lines else ())
        for line in search(table, form, near=near, limit=far)
    ]
    average = _average(table)
    reach = _range((*lines, *uneven), average)
    return Estimate(
        overlaps=table,
        merged={**(origins or {}), **merged},
        contained=tuple(contained_lists(table)),
        lines=tuple(lines),
        uneven=tuple(sorted(uneven, key=lambda line: line.bic)),
        average=average,
        floor=floor(table),
        range=reach,
        refusals=tuple(_refusals(table, (*lines, *uneven), reach)),
    )


def indistinguishable(lines: Sequence[Line]) -> list[Line]:
    """The models whose BIC is too near the best one's to prefer either, best first.

    The steepest form of heterogeneity together with dependence must be nearer than the others, and
    is not what they are measured by.
    """
    best = min((line.bic for line in lines if not _steep(line)), default=math.inf)
    limits = {True: best + refusal.CLOSE, False: best + INDISTINGUISHABLE}
    near = [line for line in lines if line.bic <= limits[_steep(line)]]
    return sorted(near, key=lambda line: line.bic)


def _steep(line: Line) -> bool:
    return line.form == heterogeneity.STEEPEST and bool(hierarchy.interactions(line.model))


def weights(lines: Sequence[Line]) -> list[float]:
    """BIC weights of the models, summing to 1: exp(-BIC/2) normalised."""
    best = min((line.bic for line in lines), default=0.0)
    raw = [math.exp((best - line.bic) / 2) for line in lines]
    return [weight / sum(raw) for weight in raw]


def _average(table: Overlaps) -> Average | None:
    if not averaging.FEWEST <= len(table.lists) <= averaging.MOST or not table.documented:
        return None
    return averaging.average(table)


def _range(lines: Sequence[Line], average: Average | None) -> Envelope | None:
    near = indistinguishable(lines)
    if not near:
        return None
    lower, upper = min(line.lower for line in near), max(line.upper for line in near)
    if average and average.edge < EDGE:
        lower, upper = min(lower, average.lower), max(upper, average.upper)
    return Envelope(lower, upper)


def _refusals(table: Overlaps, lines: Sequence[Line], reach: Envelope | None) -> list[Refusal]:
    found = refusal.of_table(table)
    if reach is None:
        return [*found, *refusal.of_models(table.documented, [], 0, 0)]
    return [*found, *refusal.of_models(table.documented, lines, reach.lower, reach.upper)]
