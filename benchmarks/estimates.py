"""Check the published figures, and how often the envelope covers numbers that are known.

python benchmarks/estimates.py FOLDER [--simulated 60] [--linked 100]

FOLDER holds data_*.csv with overlaps of lists. Writes Markdown to standard output.
"""

import argparse
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
from scipy.stats import nbinom

from izdeu.estimates import hierarchy
from izdeu.estimates.averaging import Average, average
from izdeu.estimates.estimate import Envelope, Estimate, estimate
from izdeu.estimates.existence import verdict
from izdeu.estimates.loglinear import fit, profile, stack
from izdeu.estimates.overlaps import Overlaps, leave_out
from izdeu.estimates.pooling import overlaps_of_draw, pool
from izdeu.estimates.refusal import FEWEST_ON_TWO
from izdeu.estimates.search import Line, search
from izdeu.estimates.table import read_table
from izdeu.linkage import Judgement, Pair, draws
from izdeu.terms import Decision

INTERNAL = ("uk5", "western_us5", "kosovo", "allegheny4")
KINDS = ("independent", "pairs", "classes", "continuous", "classes and pairs")


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--simulated", type=int, default=60, help="populations of each kind")
    parser.add_argument("--linked", type=int, default=100, help="runs of the linkage simulation")
    parser.add_argument("--seed", type=int, default=20220105)
    arguments = parser.parse_args()
    published(arguments.folder)
    internal(arguments.folder)
    simulated(arguments.simulated, arguments.seed)
    linked(arguments.linked, arguments.seed)


def published(folder: Path) -> None:
    """Print each published figure beside ours."""
    tables = {path.stem.removeprefix("data_"): read_table(path) for path in folder.glob("data_*")}
    print("| figure | published | here | CPU s |\n| --- | --- | --- | --- |")
    for name, number, form in (
        ("kosovo", "10356.519 (8994.26–12110.41)", "best"),
        ("allegheny4", "6349.02 (5421.7–7536.3)", "best"),
        ("snowshoe_hare", "75.07 (69.29–82.40)", "independence"),
        ("western_us5", "2007.14 (1430.8–2964.6)", "independence"),
        ("kosovo", "12592 (9826–16546)", "dga"),
        ("uk5", "22992 (10389–33509)", "dga"),
    ):
        found, seconds = timed(lambda t=tables[name], f=form: FORMS[f](t))
        print(f"| {name} {form} | {number} | {found} | {seconds:.2f} |")
    found, seconds = timed(lambda: spina(tables["madigan_york_spina3"]))
    print(f"| spina3, their prior | 731, 728, .37 | {found} | {seconds:.2f} |")
    codes = [int(verdict(tables["artificial3"], hierarchy.closed(m, 3))) for m in EXISTENCE]
    print(f"| artificial3 existence | 2/1/0/0 | {'/'.join(map(str, codes))} | |\n")


def best(overlaps: Overlaps) -> str:
    """The log-linear model with the best BIC."""
    line = search(overlaps)[0]
    return f"{line.estimate:.3f} ({line.lower:.2f}–{line.upper:.2f})"


def independence(overlaps: Overlaps) -> str:
    """The model without dependence."""
    designs = stack(overlaps, [hierarchy.independence(len(overlaps.lists))])
    line = profile(overlaps, designs, fit(designs, overlaps.cells))
    return f"{line.estimate[0]:.2f} ({line.lower[0]:.2f}–{line.upper[0]:.2f})"


def dga(overlaps: Overlaps) -> str:
    """The average over decomposable graphs."""
    found = average(overlaps)
    return f"{found.median} ({found.lower}–{found.upper})"


def spina(overlaps: Overlaps) -> str:
    """Spina bifida with the prior of Madigan & York."""
    prior = nbinom(13.14, 1 / (1 + 55.17)).logpmf
    found = average(overlaps, weight=1.0, log_prior=prior, unseen=np.arange(1.0, 301.0))
    top = found.lines[0]
    return f"{top.estimate:.0f}, {found.mode}, {top.weight:.3f}"


FORMS: dict[str, Callable[[Overlaps], str]] = {
    "best": best,
    "independence": independence,
    "dga": dga,
}
EXISTENCE = ((3, 5, 6), (3,), (5, 6), ())


def internal(folder: Path) -> None:
    """Each list as a population of known size, seen by the other lists."""
    print("| population | true | documented | range | refused |\n| --- | --- | --- | --- | --- |")
    tally = Tally()
    for name in INTERNAL:
        overlaps = read_table(folder / f"data_{name}.csv")
        for position, left_out in enumerate(overlaps.lists):
            seen, true = leave_out(overlaps, position)
            found = estimate(seen)
            tally.add(found, true)
            reach = f"{found.range.lower:.0f}–{found.range.upper:.0f}" if found.range else ""
            why = ", ".join(refusal.reason for refusal in found.refusals)
            print(f"| {name} {left_out} | {true} | {found.documented} | {reach} | {why} |")
    print(f"\nInternal consistency: {tally}\n")


def simulated(runs: int, seed: int) -> None:
    """Invented populations of five kinds, three to five lists, 200 to 10 000 people."""
    rng = np.random.default_rng(seed)
    everything = Tally()
    for kind in KINDS:
        tally = Tally()
        for _ in range(runs):
            overlaps, true = population(rng, kind)
            found = estimate(overlaps)
            tally.add(found, true)
            everything.add(found, true)
        print(f"- simulated, {kind}: {tally}", flush=True)
    print(f"- simulated, all: {everything}\n")


def population(rng: np.random.Generator, kind: str) -> tuple[Overlaps, int]:
    """Draw people and lists; pairs of lists and differences between people raise the log odds."""
    lists = int(rng.integers(3, 6))
    people = int(np.exp(rng.uniform(np.log(200), np.log(10_000))))
    reach = rng.uniform(0.08, 0.5, size=lists)
    odds = np.tile(np.log(reach / (1 - reach)), (people, 1))
    if "classes" in kind:
        hard = rng.random(people) < rng.uniform(0.3, 0.7)
        apart = rng.uniform(0.5, 1.5)
        odds += np.where(hard, -apart, apart / 2)[:, None]
    if kind == "continuous":
        odds += rng.normal(0, rng.uniform(0.3, 1.0), size=(people, 1))
    pairs = np.zeros((lists, lists))
    if "pairs" in kind:
        pairs = np.tril(rng.normal(0.5, 0.8, pairs.shape) * (rng.random(pairs.shape) < 0.35), -1)
    seen = np.zeros((people, lists), dtype=bool)
    for i in range(lists):
        chance = 1 / (1 + np.exp(-odds[:, i] - seen @ pairs[i]))
        seen[:, i] = rng.random(people) < chance
    counts = np.bincount(seen @ (1 << np.arange(lists)), minlength=1 << lists)
    counts[0] = 0
    return Overlaps(tuple("ABCDE"[:lists]), tuple(int(count) for count in counts)), people


def linked(runs: int, seed: int) -> None:
    """Lists whose links are uncertain, with calibrated probabilities from .62 to .91.

    The certain links are given to the draws of the linkage as judgements.
    """
    rng = np.random.default_rng(seed + 1)
    covered, refused, distinct = 0, 0, 0
    for _ in range(runs):
        true, people, draws = uncertain(rng)
        found = pool(draws, most=10)
        low, high = found.documented_range
        distinct += low <= people <= high
        if found.envelope is None:
            refused += 1
        else:
            covered += found.envelope.lower <= true <= found.envelope.upper
    given = runs - refused
    print(f"- linkage: N covered {covered}/{given}, refused {refused}/{runs}, ", end="")
    print(f"distinct people covered {distinct}/{runs}")


def uncertain(rng: np.random.Generator, number: int = 200) -> tuple[int, int, list[Overlaps]]:
    """The true number, the documented people, and overlaps under draws of the uncertain links."""
    lists, true = int(rng.integers(3, 5)), int(rng.integers(400, 2500))
    seen = rng.random((true, lists)) < rng.uniform(0.2, 0.5, size=lists)
    records = [(f"{p}.{i}", "ABCD"[i]) for p, i in np.argwhere(seen)]
    certain, doubtful = pairs_of(rng, seen, records)
    judged = [Judgement(a, b, Decision.SAME) for a, b in certain]
    pairs = [Pair(a, b, float(np.log2(p / (1 - p)))) for (a, b), p in doubtful]
    found = draws(number, int(rng.integers(1 << 31)), pairs, judged)
    names = tuple("ABCD"[:lists])
    tables = [overlaps_of_draw(names, records, parts) for parts in found]
    return true, int(seen.any(axis=1).sum()), tables


Ends = tuple[str, str]


def pairs_of(
    rng: np.random.Generator, seen: np.ndarray, records: list[tuple[str, str]]
) -> tuple[list[Ends], list[tuple[Ends, float]]]:
    """True links, three in ten of them doubtful, and as many false ones as their doubt says."""
    certain: list[Ends] = []
    doubtful: list[tuple[Ends, float]] = []
    for person, row in enumerate(seen):
        keys = [f"{person}.{i}" for i in np.flatnonzero(row)]
        for pair in zip(keys, keys[1:], strict=False):
            if rng.random() > 0.3:
                certain.append(pair)
                continue
            p = float(rng.uniform(0.62, 0.91))
            doubtful.append((pair, p))
            if rng.random() < (1 - p) / p:
                one, other = rng.choice(len(records), 2, replace=False)
                doubtful.append(((records[one][0], records[other][0]), p))
    return certain, doubtful


class Tally:
    """How many were covered, refused, and refused although ten or more are on two lists.

    Beside the envelope stand the two single answers that others print: the best model's interval
    and the average over graphs, for every population with ten or more on two lists.
    """

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.reasons: Counter[str] = Counter()

    def add(self, found: Estimate, true: int) -> None:
        """Take in one population."""
        thick = found.overlaps.on_exactly(2) >= FEWEST_ON_TWO
        self.reasons.update(refusal.reason.value for refusal in found.refusals)
        facts = {
            "given": found.envelope is not None,
            "covered": holds(found.envelope, true),
            "thick": thick,
            "refused": thick and found.envelope is None,
            "best": thick and holds(next(iter(found.lines), None), true),
            "dga": thick and holds(found.average, true),
        }
        self.counts.update(name for name, fact in facts.items() if fact)

    def __str__(self) -> str:
        n = self.counts
        return (
            f"envelope covered {n['covered']}/{n['given']}; of those with f2 ≥ {FEWEST_ON_TWO}: "
            f"refused {n['refused']}/{n['thick']}, best log-linear model covered "
            f"{n['best']}/{n['thick']}, dga {n['dga']}/{n['thick']}; reasons {dict(self.reasons)}"
        )


def holds(limits: Envelope | Line | Average | None, true: int) -> bool:
    """Whether the limits hold the true number."""
    return limits is not None and limits.lower <= true <= limits.upper


def timed(run: Callable[[], str]) -> tuple[str, float]:
    """A result and the CPU seconds it took."""
    start = time.process_time()
    return run(), time.process_time() - start


if __name__ == "__main__":
    main()
