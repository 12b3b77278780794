"""An estimate as plain values: for JSON, and line by line for reading."""

import math
from collections.abc import Iterable, Sequence
from typing import Any

from izdeu.estimates import hierarchy
from izdeu.estimates.estimate import Estimate, weights
from izdeu.estimates.floor import Floor
from izdeu.estimates.pooling import Pooled
from izdeu.estimates.reconciliation import Series
from izdeu.estimates.refusal import Refusal
from izdeu.estimates.search import Line
from izdeu.estimates.wording import number, say

INDEPENDENCE = "independence"
AVERAGE = "dga"
CLASSES = "classes"


def as_values(estimate: Estimate, language: str = "en") -> dict[str, Any]:
    """The estimate as JSON values.

    ``floor`` is Chao's Mth estimate from below, ``envelope`` the pair of its ends or ``None`` where
    refused; ``models`` holds the log-linear models, best BIC first, then the average over
    decomposable graphs (without a BIC); ``heterogeneity`` the models in which some people are
    easier to find. A limit that the data do not give is ``None``.
    """
    envelope, reach = estimate.envelope, estimate.range
    return {
        "lists": list(estimate.overlaps.lists),
        "sizes": estimate.overlaps.sizes(),
        "documented": estimate.documented,
        "merged": dict(estimate.merged),
        "contained": [list(pair) for pair in estimate.contained],
        "refused": worded(estimate.refusals, language),
        **_floor(estimate.floor),
        "envelope": _pair(envelope.lower, envelope.upper) if envelope else None,
        "range": _pair(reach.lower, reach.upper) if reach else None,
        "models": [*_plain(estimate), *_average(estimate), *_classes(estimate)],
        "heterogeneity": _models(estimate, estimate.uneven),
        **_sampling(estimate),
    }


def pooled_values(pooled: Pooled, language: str = "en") -> dict[str, Any]:
    """A pooled estimate as JSON values, with the keys of a single one where they mean the same."""
    envelope, reach = pooled.envelope, pooled.range
    low, high = pooled.documented_range
    return {
        "draws": pooled.draws,
        "documented": {"value": pooled.documented, "low": low, "high": high},
        "refused": worded(pooled.refusals, language),
        **_floor(pooled.floor),
        "envelope": _pair(envelope.lower, envelope.upper) if envelope else None,
        "range": _pair(reach.lower, reach.upper) if reach else None,
    }


def worded(refusals: Iterable[Refusal], language: str) -> list[dict[str, Any]]:
    """Each reason for refusing, worded, with what would mend it; empty where there is none."""
    return [
        {
            "reason": refusal.reason.value,
            "why": say(language, f"refusal.{refusal.reason}.why", refusal.values),
            "mend": say(language, f"refusal.{refusal.reason}.mend", refusal.values),
        }
        for refusal in refusals
    ]


def pooled_sentences(pooled: Pooled, language: str = "en") -> list[str]:
    """A pooled estimate in a few sentences, never with a lone number for the unknown."""
    values = {"lists": pooled.lists, "documented": pooled.documented}
    found = [say(language, "estimate.lists", values)]
    if pooled.draws > 1:
        found.append(say(language, "estimate.spread", {"draws": pooled.draws}))
    if envelope := pooled.envelope:
        limits = {"low": envelope.lower, "high": envelope.upper}
        found.append(say(language, "estimate.envelope", limits))
        return [*found, *_floored(pooled.floor, language)]
    reasons = [f"{r['why']} {r['mend']}" for r in worded(pooled.refusals, language)]
    return [*found, say(language, "estimate.refused"), *reasons]


def title(line: Line) -> str:
    """A model's name: ``independence``, ``[123,14,34]``, ``[12,3] darroch``."""
    alone = not hierarchy.interactions(line.model)
    name = INDEPENDENCE if alone else hierarchy.name(line.model)
    return f"{name} {line.form}".strip()


def sentences(estimate: Estimate, language: str = "en") -> list[str]:
    """The estimate in a few sentences, never with a lone number for the unknown."""
    values = {"lists": len(estimate.overlaps.lists), "documented": estimate.documented}
    found = [say(language, "estimate.lists", values)]
    if estimate.merged:
        found.append(say(language, "estimate.merged", {"names": _merged(estimate)}))
    for inner, outer in estimate.contained:
        found.append(say(language, "estimate.contained", {"inner": inner, "outer": outer}))
    if envelope := estimate.envelope:
        limits = {"low": envelope.lower, "high": envelope.upper}
        found.append(say(language, "estimate.envelope", limits))
    else:
        found.append(say(language, "estimate.refused"))
        found += [f"{r['why']} {r['mend']}" for r in worded(estimate.refusals, language)]
    if not estimate.refusals:
        found += _floored(estimate.floor, language)
    if sampled := estimate.classes:
        told = {"seed": str(sampled.seed), "reduction": f"{sampled.reduction:.2f}"}
        key = "classes_seed" if sampled.converged else "classes_apart"
        found.append(say(language, f"estimate.{key}", told))
    return found


def table(
    estimate: Estimate, language: str, most: int = 12
) -> list[tuple[str, str, str, str, str]]:
    """The models that the data cannot tell apart as rows: name, estimate, from, to, weight."""
    close = estimate.close
    rows = [
        (name(line, language), *_limits(line, language), f"{weight:.2f}")
        for line, weight in list(zip(close, weights(close), strict=True))[:most]
    ]
    if average := estimate.average:
        limits = (average.median, average.lower, average.upper)
        cells = [number(language, limit) for limit in limits]
        rows.append((say(language, "estimate.average"), cells[0], cells[1], cells[2], ""))
    if (found := estimate.classes) and found.converged:
        cells = [number(language, limit) for limit in (found.median, found.lower, found.upper)]
        rows.append((say(language, "estimate.classes"), cells[0], cells[1], cells[2], ""))
    return rows


def tally_table(series: Series, language: str) -> list[tuple[str, str, str, str, str]]:
    """Every figure of a series as rows: day, figure, claimant, standing, note; none left out."""
    return [
        (
            tally.day,
            number(language, tally.value),
            tally.claimant,
            say(language, f"count.{tally.standing}"),
            tally.note,
        )
        for tally in series.tallies
    ]


def _floored(floor: Floor | None, language: str) -> list[str]:
    if floor is None:
        return []
    told = {"floor": floor.estimate, "low": floor.lower, "high": floor.upper}
    return [say(language, "estimate.floor", told)]


def _floor(floor: Floor | None) -> dict[str, Any]:
    if floor is None:
        return {"floor": None, "floor_interval": None}
    limits = _pair(floor.lower, floor.upper)
    return {"floor": _finite(floor.estimate), "floor_interval": limits}


def name(line: Line, language: str) -> str:
    """A model's name as it is read: independence is worded, and so is what differs in people."""
    interactions = bool(hierarchy.interactions(line.model))
    alone = hierarchy.name(line.model) if interactions else say(language, "estimate.independence")
    return f"{alone}, {say(language, f'estimate.{line.form}')}" if line.form else alone


def _limits(line: Line, language: str) -> tuple[str, str, str]:
    return (
        number(language, line.estimate),
        number(language, line.lower),
        number(language, line.upper),
    )


def _models(estimate: Estimate, lines: Sequence[Line]) -> list[dict[str, Any]]:
    lists = estimate.overlaps.lists
    return [
        {
            "name": title(line),
            "terms": [hierarchy.words(t, lists) for t in hierarchy.interactions(line.model)],
            "estimate": _finite(line.estimate),
            "lower": _finite(line.lower),
            "upper": _finite(line.upper),
            "bic": line.bic,
            "weight": weight,
        }
        for line, weight in zip(lines, weights(lines), strict=True)
    ]


def _plain(estimate: Estimate) -> list[dict[str, Any]]:
    """The log-linear models; independence is among them even where it has no estimate."""
    models = _models(estimate, estimate.lines)
    if not any(model["name"] == INDEPENDENCE for model in models):
        unknown = dict.fromkeys(("estimate", "lower", "upper", "bic", "weight"))
        models.append({"name": INDEPENDENCE, "terms": [], **unknown})
    return models


def _average(estimate: Estimate) -> list[dict[str, Any]]:
    average = estimate.average
    if average is None:
        return []
    limits = {"estimate": average.median, "lower": average.lower, "upper": average.upper}
    return [{"name": AVERAGE, "terms": [], **limits, "bic": None, "weight": None}]


def _classes(estimate: Estimate) -> list[dict[str, Any]]:
    found = estimate.classes
    if found is None or not found.converged:
        return []
    limits = {"estimate": found.median, "lower": found.lower, "upper": found.upper}
    return [{"name": CLASSES, "terms": [], **limits, "bic": None, "weight": None}]


def _sampling(estimate: Estimate) -> dict[str, Any]:
    """How the classes were sampled, where they were asked for."""
    found = estimate.classes
    if found is None:
        return {}
    told = {"reduction": _finite(found.reduction), "seed": found.seed, "shown": found.converged}
    return {CLASSES: told}


def _merged(estimate: Estimate) -> str:
    return ", ".join(f"{name} = {origin}" for name, origin in estimate.merged.items())


def _pair(lower: float, upper: float) -> list[float | None]:
    return [_finite(lower), _finite(upper)]


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
