"""Which models are looked at, fitted and tested.

Up to four lists every hierarchical log-linear model is fitted: 8 for three lists, 113 for four.
With more lists their number explodes (6 893 for five), so the search goes upwards from
independence, one term at a time, and keeps a beam of the best at each step.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from izdeu.estimates import heterogeneity, hierarchy
from izdeu.estimates.existence import Verdict, verdict
from izdeu.estimates.hierarchy import Model
from izdeu.estimates.loglinear import Floats, fit, profile, stack
from izdeu.estimates.overlaps import Overlaps

#: Up to so many lists the search is complete.
COMPLETE = 4
#: Up to so many lists terms of three lists are tried; beyond it pairs only.
TRIPLES = 6
#: The beam stops where a step leads so much BIC away from the best: Raftery 1995 calls such a
#: difference decisive.
FAR = 10.0
#: The beam holds so many models, fewer where the table has many cells.
WIDEST, NARROWEST, WORK = 30, 3, 2000
#: At most so many models, best first, are tested and given an interval where the search is a beam.
MOST_KEPT, FEWEST_KEPT, KEPT_WORK = 120, 20, 20_000
#: Cells times models that are fitted at once.
BATCH = 60_000


@dataclass(frozen=True, slots=True)
class Line:
    """One model: its terms and heterogeneity, the estimate of all people, its interval, its BIC.

    ``upper`` is infinite where the likelihood gives no upper limit. ``form`` is "" or a key of
    ``heterogeneity.FORMS``.
    """

    model: Model
    estimate: float
    lower: float
    upper: float
    bic: float
    form: str = ""


def search(
    overlaps: Overlaps, form: str = "", *, near: bool = False, limit: float = math.inf
) -> list[Line]:
    """Fit and test the models with one form of heterogeneity; the estimable ones, best BIC first.

    With up to four lists these are all estimable ones, with more lists, or where only the ``near``
    ones are asked for, the best within BIC 10 and under the BIC ``limit``, and independence.
    Heterogeneity that would make the found people alike is left out: no model of people means it.
    """
    lists = len(overlaps.lists)
    column = heterogeneity.column(overlaps, form) if form else None
    complete = lists <= COMPLETE
    scores = (
        _scores(overlaps, hierarchy.every_model(lists), column)
        if complete
        else _beam(overlaps, column)
    )
    kept = list(_estimable(overlaps, scores, column, limit if near or not complete else None))
    alone = hierarchy.independence(lists)
    if alone not in kept and verdict(overlaps, alone, column) is Verdict.ESTIMABLE:
        kept.append(alone)
    return [
        line for part in _parts(overlaps, kept) for line in _profiled(overlaps, part, scores, form)
    ]


def _estimable(
    overlaps: Overlaps, scores: dict[Model, float], column: Floats | None, limit: float | None
) -> Iterable[Model]:
    """The models whose estimate exists: without a ``limit`` all, else the best under it."""
    ranked = sorted(scores, key=lambda model: (scores[model], len(model), model))
    complete = len(overlaps.lists) <= COMPLETE
    most = max(FEWEST_KEPT, min(MOST_KEPT, KEPT_WORK // len(overlaps.counts)))
    for model in ranked if complete else ranked[:most]:
        if limit is not None and scores[model] > limit:
            return
        if verdict(overlaps, model, column) is Verdict.ESTIMABLE:
            limit = None if limit is None else min(limit, scores[model] + FAR)
            yield model


def _profiled(
    overlaps: Overlaps, models: Sequence[Model], scores: dict[Model, float], form: str
) -> list[Line]:
    designs = stack(overlaps, models, heterogeneity.column(overlaps, form) if form else None)
    fits = fit(designs, overlaps.cells)
    found = profile(overlaps, designs, fits)
    limits = zip(found.estimate, found.lower, found.upper, strict=True)
    sensible = fits.coefficients[:, -1] > 0 if form else np.ones(len(models), dtype=bool)
    return [
        Line(model, float(at), float(low), float(high), scores[model], form)
        for model, (at, low, high), kept in zip(models, limits, sensible, strict=True)
        if kept
    ]


def _beam(overlaps: Overlaps, column: Floats | None) -> dict[Model, float]:
    lists = len(overlaps.lists)
    order = 3 if lists <= TRIPLES else 2
    width = max(NARROWEST, min(WIDEST, WORK // len(overlaps.counts)))
    layer = [hierarchy.independence(lists)]
    scores = _scores(overlaps, layer, column)
    while layer:
        larger = {
            hierarchy.closed({*hierarchy.interactions(model), term}, lists)
            for model in layer
            for term in hierarchy.addable(hierarchy.interactions(model), lists, order)
        }
        new = _scores(overlaps, sorted(larger), column)
        scores |= new
        layer = sorted(new, key=new.__getitem__)[:width]
        if layer and new[layer[0]] > min(scores.values()) + FAR:
            break
    return scores


def _scores(
    overlaps: Overlaps, models: Sequence[Model], column: Floats | None
) -> dict[Model, float]:
    """BIC of the models: a parameter at minus infinity was chosen as well, and counts."""
    penalty = np.log(max(overlaps.documented, 2))
    more = 0 if column is None else 1
    return {
        model: float(-2 * likelihood + penalty * (len(model) + more))
        for part in _parts(overlaps, models)
        for model, likelihood in zip(
            part, fit(stack(overlaps, part, column), overlaps.cells).likelihood, strict=True
        )
    }


def _parts(overlaps: Overlaps, models: Sequence[Model]) -> list[Sequence[Model]]:
    size = max(1, BATCH // len(overlaps.counts))
    return [models[start : start + size] for start in range(0, len(models), size)]
