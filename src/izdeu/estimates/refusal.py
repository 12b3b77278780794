"""When no estimate is given, and why: each rule with the figure that broke it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from izdeu.estimates import heterogeneity
from izdeu.estimates.overlaps import Overlaps
from izdeu.estimates.search import Line

FEWEST_LISTS = 3
FEWEST_ON_TWO = 10
#: Estimates of models within so much BIC of the best may differ by this factor at most.
CLOSE, DISAGREEMENT = 4.0, 2.0
WIDEST_ENVELOPE = 4.0
FARTHEST = 5.0
#: Draws of the linkage may move the middle estimate by this share at most.
SHAKIEST = 0.25


class Reason(StrEnum):
    """Why no estimate is given; worded in ``wording``."""

    FEW_LISTS = "few_lists"
    NO_OVERLAP = "no_overlap"
    THIN_OVERLAP = "thin_overlap"
    NO_MODEL = "no_model"
    MODELS_DISAGREE = "models_disagree"
    WIDE_ENVELOPE = "wide_envelope"
    FAR_FROM_DOCUMENTED = "far_from_documented"
    DRAWS_DISAGREE = "draws_disagree"
    DRAWS_REFUSED = "draws_refused"


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason, with the values its wording names."""

    reason: Reason
    values: Mapping[str, object] = field(default_factory=dict)


def of_table(overlaps: Overlaps) -> list[Refusal]:
    """What speaks against any estimate from this table, before a model is fitted."""
    found = []
    lists = sum(1 for size in overlaps.sizes().values() if size)
    if lists < FEWEST_LISTS:
        found.append(Refusal(Reason.FEW_LISTS, {"lists": lists, "fewest": FEWEST_LISTS}))
    if alone := overlaps.without_overlap():
        found.append(Refusal(Reason.NO_OVERLAP, {"names": ", ".join(alone)}))
    on_two = overlaps.on_exactly(2)
    if on_two < FEWEST_ON_TWO:
        found.append(Refusal(Reason.THIN_OVERLAP, {"on_two": on_two, "fewest": FEWEST_ON_TWO}))
    return found


def of_models(documented: int, lines: Sequence[Line], lower: float, upper: float) -> list[Refusal]:
    """What speaks against an envelope that runs from ``lower`` to ``upper``.

    The steepest form of heterogeneity moves the envelope only: it disagrees with the other models
    on every table.
    """
    if not lines:
        return [Refusal(Reason.NO_MODEL)]
    found = []
    moderate = [line for line in lines if line.form != heterogeneity.STEEPEST] or lines
    best = min(moderate, key=lambda line: line.bic)
    close = [line.estimate for line in moderate if line.bic <= best.bic + CLOSE]
    if max(close) > DISAGREEMENT * min(close):
        values = {"low": round(min(close)), "high": round(max(close)), "times": DISAGREEMENT}
        found.append(Refusal(Reason.MODELS_DISAGREE, values))
    if upper > WIDEST_ENVELOPE * lower:
        values = {"low": round(lower), "high": upper, "times": WIDEST_ENVELOPE}
        found.append(Refusal(Reason.WIDE_ENVELOPE, values))
    if best.estimate > FARTHEST * documented:
        values = {"estimate": round(best.estimate), "documented": documented, "times": FARTHEST}
        found.append(Refusal(Reason.FAR_FROM_DOCUMENTED, values))
    return found
