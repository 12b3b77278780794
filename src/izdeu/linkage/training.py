"""Fit a model to a table without labels, or to the decisions that people took.

u comes from pairs taken at random. m comes from expectation–maximisation (Dempster, Laird and Rubin
1977; for linkage Winkler 1988) over pairs that share a blocking rule, one session per rule, each
for the fields that the rule does not use; sessions count by their expected matches. Both start
from, and are held near, the model given, by as many invented pairs as ``HELD_BY``: small tables
change it little.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from izdeu.linkage import block
from izdeu.linkage.block import Blocks
from izdeu.linkage.encoding import Encoded
from izdeu.linkage.model import Comparison, Level, Model, rule_columns, trust_in
from izdeu.linkage.prior import settled
from izdeu.linkage.program import assemble
from izdeu.linkage.weighing import Scale, weigh_given

Numbers = NDArray[Any]

SEED = 20220105
#: Rows that training looks at, and pairs per session.
SAMPLE_ROWS, RANDOM_PAIRS, SESSION_PAIRS = 200_000, 400_000, 150_000
PAIRS_A_ROW = 20
HELD_BY = 40.0
ROUNDS, SETTLED = 60, 1e-5
#: No level becomes impossible, however few pairs were seen.
LEAST = 1e-7
#: No odds (log2) are wider.
WIDEST = 60.0
#: A session with fewer expected matches teaches nothing.
FEWEST_MATCHES = 8.0
#: Before anything is seen: one record in so many has another of the same person.
ONE_IN = 4.0


@dataclass(frozen=True, eq=False)
class _Patterns:
    """Distinct rows of levels with how many pairs show each."""

    levels: Numbers
    """(p, fields) level within its field, -1 where a side says nothing."""
    counts: Numbers


@dataclass(frozen=True, eq=False)
class _Sample:
    encoded: Encoded
    rows: Numbers
    share: float
    """Of the table's rows."""


def train(encoded: Encoded, model: Model) -> Model:
    """The model with u, m and the prior of this table."""
    rng = np.random.default_rng(SEED)
    sample = _sample(encoded, rng)
    if len(sample.rows) < 2 or not model.comparisons:
        return model
    model = model.trusting(trust_in(len(encoded.rows)))
    seen = _patterns(sample, model, _random_pairs(len(sample.rows), rng))
    model = _with_u(replace(model, prior=_first_prior(len(encoded.rows))), seen)
    model = _with_m(model, list(_sessions(sample, model, rng)))
    return replace(model, prior=_prior(sample, model, rng))


def _sample(encoded: Encoded, rng: np.random.Generator) -> _Sample:
    own = np.setdiff1d(np.arange(len(encoded.rows)), encoded.twins[:, 0], assume_unique=True)
    chosen = (
        own if len(own) <= SAMPLE_ROWS else np.sort(rng.choice(own, SAMPLE_ROWS, replace=False))
    )
    return _Sample(encoded, np.asarray(encoded.rows[chosen]), len(chosen) / max(len(own), 1))


def _random_pairs(rows: int, rng: np.random.Generator) -> Numbers:
    wanted = min(RANDOM_PAIRS, PAIRS_A_ROW * rows)
    pairs = rng.integers(0, rows, (2 * wanted, 2))
    return _distinct(pairs[pairs[:, 0] != pairs[:, 1]][:wanted])


def _patterns(sample: _Sample, model: Model, pairs: Numbers) -> _Patterns:
    """What the pairs look like to the model."""
    found = weigh_given(sample.rows, pairs, _scale(sample.encoded, model))
    levels = _within_fields(found.levels, model)
    _, first, counts = np.unique(block.hashes(levels), return_index=True, return_counts=True)
    return _Patterns(levels[first], counts.astype(float))


def _scale(encoded: Encoded, model: Model) -> Scale:
    frequencies = encoded.frequencies
    program = assemble(
        model, encoded.columns, frequencies.columns, encoded.pool.code_of, frequencies.rarest
    )
    names = tuple(comparison.name for comparison in model.comparisons)
    return Scale(program, encoded.scales, encoded.pool, frequencies, (), names, -np.inf)


def _within_fields(levels: Numbers, model: Model) -> Numbers:
    """The levels, -1 where a side says nothing."""
    found = levels.astype(np.int64)
    for field, comparison in enumerate(model.comparisons):
        nulls = [at for at, level in enumerate(comparison.levels) if level.is_null]
        found[:, field][np.isin(found[:, field], nulls)] = -1
    return found


def _with_u(model: Model, seen: _Patterns) -> Model:
    fitted = [
        _refit(comparison, _tally(seen.levels[:, at], seen.counts, comparison), "u")
        for at, comparison in enumerate(model.comparisons)
    ]
    return replace(model, comparisons=tuple(fitted))


def _tally(levels: Numbers, weights: Numbers, comparison: Comparison) -> Numbers:
    told = levels >= 0
    return np.bincount(levels[told], weights[told], minlength=len(comparison.levels))


def _refit(comparison: Comparison, tally: Numbers, which: str) -> Comparison:
    """The comparison with m or u from a tally of its levels."""
    share = _held(comparison, tally, which)
    levels = [
        _changed(level, which, float(p)) for level, p in zip(comparison.levels, share, strict=True)
    ]
    return replace(comparison, levels=tuple(levels))


def _changed(level: Level, which: str, share: float) -> Level:
    if level.is_null or level.rest.get(f"fix_{which}_probability"):
        return level
    return replace(level, m=share) if which == "m" else replace(level, u=share)


def _held(comparison: Comparison, tally: Numbers, which: str) -> Numbers:
    before = np.array([0.0 if one.is_null else getattr(one, which) for one in comparison.levels])
    total = tally + HELD_BY * before
    return np.maximum(total / max(float(total.sum()), 1e-300), LEAST)


def _sessions(
    sample: _Sample, model: Model, rng: np.random.Generator
) -> Iterable[tuple[frozenset[str], _Patterns]]:
    """Per blocking rule: the columns it uses, and what pairs that share it look like."""
    place = {name: at for at, name in enumerate(sample.encoded.columns)}
    for rule in model.rules:
        names = rule_columns(rule)
        pairs = _blocked_pairs(sample.rows, [place[name] for name in names], rng)
        if len(pairs):
            yield _alike(names), _patterns(sample, model, pairs)


#: A key settles the field it is made of.
_SAME_FIELD = ("_key", "_initial", "_year")
_MADE_OF = {"names_key": ("surname", "given")}


def _alike(names: Sequence[str]) -> frozenset[str]:
    found = set(names)
    for name in names:
        found |= {name.removesuffix(ending) for ending in _SAME_FIELD}
        found |= set(_MADE_OF.get(name, ()))
    return frozenset(found)


def _blocked_pairs(rows: Numbers, columns: Sequence[int], rng: np.random.Generator) -> Numbers:
    found = block.blocks(rows, columns)
    sizes = np.diff(found.starts)
    # A block of a common name holds almost no true pairs and would crowd out the others.
    small = sizes <= 50
    chosen = rng.permutation(np.flatnonzero(small))
    enough = np.searchsorted(np.cumsum(sizes[chosen] * (sizes[chosen] - 1) // 2), SESSION_PAIRS)
    return _pairs_of(found, np.sort(chosen[: enough + 1]))


def _pairs_of(found: Blocks, chosen: Numbers) -> Numbers:
    pairs = []
    starts = found.starts
    sizes = np.diff(starts)[chosen]
    for size in np.unique(sizes):
        of_size = chosen[sizes == size]
        i, j = np.triu_indices(int(size), 1)
        first = found.order[(starts[of_size][:, None] + i).ravel()]
        second = found.order[(starts[of_size][:, None] + j).ravel()]
        pairs.append(np.stack([first, second], axis=1))
    return np.concatenate(pairs) if pairs else np.zeros((0, 2), np.int64)


def pairs_within(labels: Numbers) -> tuple[Numbers, Numbers]:
    """All pairs of positions that share a label."""
    order = np.argsort(labels, kind="stable")
    ranked = labels[order]
    edges = np.flatnonzero(np.r_[True, ranked[1:] != ranked[:-1], True])
    found = Blocks(order, edges.astype(np.int64), ())
    pairs = _pairs_of(found, np.flatnonzero(np.diff(edges) > 1))
    return pairs[:, 0], pairs[:, 1]


def _with_m(model: Model, sessions: Sequence[tuple[frozenset[str], _Patterns]]) -> Model:
    tallies: dict[int, Numbers] = defaultdict(lambda: np.zeros(0))
    for used, seen in sessions:
        free = [at for at, c in enumerate(model.comparisons) if not used & c.columns]
        if free:
            _add_session(model, seen, free, tallies)
    fitted = [
        _refit(comparison, tallies[at], "m") if at in tallies else comparison
        for at, comparison in enumerate(model.comparisons)
    ]
    return replace(model, comparisons=tuple(fitted))


def _add_session(
    model: Model, seen: _Patterns, free: Sequence[int], tallies: dict[int, Numbers]
) -> None:
    chance = _expectation_maximisation(model, seen, free)
    if float(seen.counts @ chance) < FEWEST_MATCHES:
        return
    for at in free:
        comparison = model.comparisons[at]
        tally = _tally(seen.levels[:, at], seen.counts * chance, comparison)
        tallies[at] = tallies[at] + tally if at in tallies else tally


def _expectation_maximisation(model: Model, seen: _Patterns, free: Sequence[int]) -> Numbers:
    """The probability of each pattern to be a match, once m and the share of matches settle."""
    share = 0.2
    fields = {at: model.comparisons[at] for at in free}
    chance = np.zeros(len(seen.counts))
    for _ in range(ROUNDS):
        before = chance
        odds = share / (1 - share) * np.exp2(_weights(fields, seen))
        chance = odds / (1 + odds)
        matches = float(seen.counts @ chance)
        share = float(np.clip((matches + 1) / (seen.counts.sum() + 5), 1e-9, 0.95))
        fields = {
            at: _refit(
                model.comparisons[at], _tally(seen.levels[:, at], seen.counts * chance, c), "m"
            )
            for at, c in fields.items()
        }
        if float(np.abs(chance - before).max(initial=0)) < SETTLED:
            break
    return chance


def _weights(fields: Mapping[int, Comparison], seen: _Patterns) -> Numbers:
    total = np.zeros(len(seen.counts))
    for at, comparison in fields.items():
        weights = np.array([*[level.weight for level in comparison.levels], 0.0])
        total += weights[seen.levels[:, at]]
    return total


def _first_prior(records: int) -> float:
    pairs = max(records * (records - 1) / 2, 1.0)
    return min(records / ONE_IN / pairs, 0.5)


def _prior(sample: _Sample, model: Model, rng: np.random.Generator) -> float:
    """The share of true pairs among all, for which the weights of the blocked pairs add up to
    it."""
    n = len(sample.rows)
    place = {name: at for at, name in enumerate(sample.encoded.columns)}
    keys = [[place[name] for name in rule_columns(rule)] for rule in model.rules]
    pairs = [_blocked_pairs(sample.rows, key, rng) for key in keys]
    joined = np.unique(
        np.sort(np.concatenate([np.zeros((0, 2), np.int64), *pairs]), axis=1), axis=0
    )
    if not len(joined):
        return model.prior
    seen = _patterns(sample, model, joined)
    weights = _weights(dict(enumerate(model.comparisons)), seen)
    everything = n * (n - 1) / 2
    return settled(model.prior / sample.share, weights, seen.counts, everything) * sample.share


def _distinct(pairs: Numbers) -> Numbers:
    keys = pairs.min(axis=1) << 32 | pairs.max(axis=1)
    return np.asarray(pairs[np.unique(keys, return_index=True)[1]])


def train_on_judgements(model: Model, encoded: Encoded, same: Numbers) -> Model:
    """The model with m from pairs (p, 2) that people judged the same.

    u stays: pairs judged different were alike enough to be proposed, and are no pairs at random.
    """
    if not len(same):
        return model
    seen = _patterns(_Sample(encoded, np.asarray(encoded.rows), 1.0), model, same)
    fitted = [
        _refit(comparison, _tally(seen.levels[:, at], seen.counts, comparison), "m")
        for at, comparison in enumerate(model.comparisons)
    ]
    return replace(model, comparisons=tuple(fitted))
