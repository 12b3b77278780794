"""Learn what each group of letters costs to read as another, from aligned spellings of one token.

``python -m izdeu.names.training ALIGNED.tsv`` writes ``tables/costs.tsv`` anew. ALIGNED has the
columns Latin token, Russian token with blanks between its letters, count: the training slice of
"Design Challenges in Named Entity Transliteration" (Merhav and Ash, COLING 2018; from Wikidata,
CC0). Kazakh costs follow from the shares in ``tables/kazakh_russian.toml`` and from the tables.

Method: a joint multigram model (Deligne and Bimbot 1995; Bisani and Ney 2008) fitted by expectation
maximization: a pair of spellings is a sequence of pairs of letter groups. The cost of reading one
group as another is the negative binary logarithm of the probability of each given the other,
averaged over both directions, in sixteenths of a bit.
"""

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numba
import numpy as np
import numpy.typing as npt

from izdeu.names import kazakh, table
from izdeu.names.cost import SCALE, TABLE
from izdeu.names.script import fold, script_of

LONGEST = 4
#: How many letters on either side make a group: one against some, never some against some.
SHAPES = ((1, 1), (0, 1), (1, 0), (1, 2), (2, 1), (1, 3), (3, 1), (1, 4), (4, 1), (2, 2))
#: Two letters against two only where both are glides: "ия" and "ia" are one sound.
_GLIDES = (frozenset("иыйьіаеёоуэюя"), frozenset("aeiouyj"))
#: What each further letter in a group costs, so that groups stay as short as the evidence allows.
BREVITY = 0.3
ROUNDS = 8
#: A letter group must come up this often in the expected alignments to keep its cost.
SUPPORT = 40.0
#: Pairs whose letters fit worse than this, in bits for each letter, are wrong alignments.
WRONG = 6.0
SMOOTHING = 5.0
#: In bits; dearer readings do not bridge two Latin groups.
BRIDGE = 5.0
FORTH = 0.7
#: Bits that each letter pays for the choice of its alphabet; the weight of a form's other senses.
ALPHABET, DOUBT = 1.0, 0.5
KAZAKH = frozenset("әғқңөұүһі")

Pair = tuple[str, str, float]
Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Corpus:
    """Pairs of tokens as letter-group numbers: (pair, position, length - 1) -> group or -1."""

    groups: tuple[Sequence[str], Sequence[str]]
    left: npt.NDArray[np.int32]
    right: npt.NDArray[np.int32]
    lengths: npt.NDArray[np.int32]
    weights: Array


def main() -> None:
    """Train on the file named on the command line and write the cost table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("aligned", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    write(train(arguments.aligned, random.Random(arguments.seed)))  # noqa: S311


def train(aligned: Path, chance: random.Random) -> dict[tuple[str, str], float]:
    """Give the cost in bits of each pair of letter groups, the smallest that a model knows."""
    russian_latin, fitting = fit(read_aligned(aligned))
    russian, _ = fit(siblings(fitting, 1, chance), symmetric=True)
    kazakh_russian = kazakh.russian_shares()
    kazakh_latin = kazakh.latin_shares(russian_latin)
    models = [russian_latin, russian, from_shares(kazakh_russian), from_shares(kazakh_latin)]
    models += [from_alphabet(shares) for shares in kazakh.alphabet_shares()]
    return bridged(together([*models, from_systems()]))


def from_shares(shares: dict[tuple[str, str], float]) -> dict[tuple[str, str], float]:
    """Turn the share of each form among all letters of Kazakh names into costs in bits.

    What a Kazakh letter becomes counts for more than what a form may stand for: the latter follows
    from how rare the letter is.
    """
    whole: Counter[tuple[int, str]] = Counter()
    for pair, share in shares.items():
        for side in range(2):
            whole[side, pair[side]] += share  # type: ignore[assignment]
    found = {}
    for (one, other), share in shares.items():
        forth, back = np.log2(share / whole[0, one]), np.log2(share / whole[1, other])
        found[min(one, other), max(one, other)] = -float(FORTH * forth + (1 - FORTH) * back)
    return found


def from_alphabet(shares: dict[tuple[str, str], float]) -> dict[tuple[str, str], float]:
    """Turn the shares within one alphabet into costs in bits.

    A name is written in one alphabet throughout: that it is the one chosen is paid in a small part
    by each letter, and what the form may stand for is all that is doubtful.
    """
    whole: Counter[str] = Counter()
    for (_, form), share in shares.items():
        whole[form] += share  # type: ignore[assignment]
    return {
        (min(letter, form), max(letter, form)): ALPHABET
        - DOUBT * float(np.log2(share / whole[form]))
        for (letter, form), share in shares.items()
    }


def from_systems() -> dict[tuple[str, str], float]:
    """Give the costs of the published forms that ``tables/romanizations.toml`` lists."""
    told = table.rules("romanizations")
    return {
        (min(letter, form), max(letter, form)): float(told["cost"])
        for letter, forms in told["letters"].items()
        for form in forms
    }


def together(models: Iterable[dict[tuple[str, str], float]]) -> dict[tuple[str, str], float]:
    """Join cost tables; where two know a pair the smaller cost stands."""
    costs: dict[tuple[str, str], float] = {}
    for model in models:
        for pair, cost in model.items():
            costs[pair] = min(cost, costs.get(pair, cost))
    return costs


def bridged(costs: dict[tuple[str, str], float]) -> dict[tuple[str, str], float]:
    """Add what two groups cost by way of a third that both may stand for.

    Two Latin groups meet in a Cyrillic one, a Russian and a Latin group in a Kazakh one.
    """
    over: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for (one, other), cost in costs.items():
        if cost < BRIDGE:
            over[one].append((other, cost))
            over[other].append((one, cost))
    found = dict(costs)
    for middle, spellings in over.items():
        for one, cost in spellings:
            for other, more in spellings:
                if one < other and _bridges(one, middle, other):
                    found[one, other] = min(cost + more, found.get((one, other), 99.0))
    return found


def _bridges(one: str, middle: str, other: str) -> bool:
    scripts = (script_of(one), script_of(other))
    if scripts == ("latin", "latin"):
        return script_of(middle) == "cyrillic"
    return "latin" in scripts and "cyrillic" in scripts and bool(KAZAKH & set(middle))


def read_aligned(path: Path) -> list[Pair]:
    """Read aligned tokens as (Russian, Latin, weight); the weight grows slowly with the count."""
    pairs = []
    for line in path.read_text(encoding="utf-8").splitlines():
        latin, russian, count = line.split("\t")
        pairs.append((fold(russian.replace(" ", "")), fold(latin), 1.0 + np.log(float(count))))
    return [pair for pair in pairs if _is_plain(pair)]


def siblings(pairs: Sequence[Pair], pivot: int, chance: random.Random) -> list[Pair]:
    """Pair the spellings that share a spelling in the other script."""
    spelled: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for a, b, weight in pairs:
        kept, key = (a, b) if pivot else (b, a)
        spelled[key].append((kept, weight))
    found = []
    for spellings in spelled.values():
        for token, weight in spellings:
            other, other_weight = chance.choice(spellings)
            found.append((token, other, min(weight, other_weight)))
    return found


def fit(
    pairs: Sequence[Pair], *, symmetric: bool = False
) -> tuple[dict[tuple[str, str], float], list[Pair]]:
    """Fit the model; give the costs in bits, and the pairs that it finds rightly aligned."""
    if symmetric:
        pairs = [*pairs, *((b, a, weight) for a, b, weight in pairs)]
    corpus = _corpus(pairs)
    shape = (len(corpus.groups[0]), len(corpus.groups[1]))
    sizes = [np.array([max(len(group), 1) for group in side]) for side in corpus.groups]
    brevity = BREVITY ** (sizes[0][:, None] + sizes[1][None, :] - 2.0)
    brevity *= _allowed(corpus.groups)
    joint = np.full(shape, 1.0 / (shape[0] * shape[1])) * brevity
    for turn in range(ROUNDS):
        expected, bits = _expect(corpus.left, corpus.right, corpus.lengths, corpus.weights, joint)
        right = bits < WRONG * corpus.lengths.max(axis=1)
        if turn in (3, 5):
            corpus.weights[~right & (corpus.lengths.min(axis=1) > 2)] = 0.0
        expected[expected < (0.1 if turn < ROUNDS - 2 else SUPPORT / 5)] = 0.0
        joint = expected / expected.sum() * brevity
    kept = [pair for pair, weight in zip(pairs, corpus.weights, strict=True) if weight]
    return _costs(expected, corpus.groups), kept


def _allowed(groups: tuple[Sequence[str], Sequence[str]]) -> Array:
    two = [np.array([len(group) > 1 for group in side]) for side in groups]
    glides = [np.array([_is_glide(group) for group in side]) for side in groups]
    both = two[0][:, None] & two[1][None, :]
    return np.where(both & ~(glides[0][:, None] & glides[1][None, :]), 0.0, 1.0)


def _is_glide(group: str) -> bool:
    return len(group) == 2 and any(set(group) <= letters for letters in _GLIDES)


def write(costs: dict[tuple[str, str], float], path: Path = TABLE) -> None:
    """Write the costs as tab-separated lines in sixteenths of a bit."""
    head = (
        "# Learned by izdeu.names.training, seed 1, from Wikidata tokens of Merhav and Ash\n"
        "# (COLING 2018, CC0) and from Kazakh spellings drawn from the tables beside this file.\n"
        "# one\tother\tcost in sixteenths of a bit\n"
    )
    lines = [f"{a}\t{b}\t{round(cost * SCALE)}" for (a, b), cost in sorted(costs.items())]
    path.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")


def _costs(
    expected: Array, groups: tuple[Sequence[str], Sequence[str]]
) -> dict[tuple[str, str], float]:
    given_left = expected / (expected.sum(axis=1, keepdims=True) + SMOOTHING)
    given_right = expected / (expected.sum(axis=0, keepdims=True) + SMOOTHING)
    found: dict[tuple[str, str], float] = {}
    for at, other in np.argwhere(expected >= SUPPORT):
        both = given_left[at, other] * given_right[at, other]
        one, two = sorted((groups[0][at], groups[1][other]))
        found[one, two] = min(-0.5 * float(np.log2(both)), found.get((one, two), 99.0))
    return found


def _corpus(pairs: Sequence[Pair]) -> Corpus:
    groups = (_groups(a for a, _, _ in pairs), _groups(b for _, b, _ in pairs))
    number = [{group: at for at, group in enumerate(side)} for side in groups]
    longest = max(max(len(a), len(b)) for a, b, _ in pairs)
    sides = [np.full((len(pairs), longest, LONGEST), -1, np.int32) for _ in range(2)]
    for row, pair in enumerate(pairs):
        for side in range(2):
            _place(sides[side][row], str(pair[side]), number[side])
    lengths = np.array([(len(a), len(b)) for a, b, _ in pairs], np.int32)
    weights = np.array([weight for _, _, weight in pairs])
    return Corpus(groups, sides[0], sides[1], lengths, weights)


def _place(row: npt.NDArray[np.int32], token: str, number: dict[str, int]) -> None:
    for start in range(len(token)):
        for length in range(1, min(LONGEST, len(token) - start) + 1):
            row[start, length - 1] = number.get(token[start : start + length], -1)


def _groups(tokens: Iterable[str]) -> list[str]:
    counts: Counter[str] = Counter()
    for token in tokens:
        for length in range(1, LONGEST + 1):
            counts.update(token[at : at + length] for at in range(len(token) - length + 1))
    frequent = [group for group, n in counts.items() if len(group) == 1 or n >= 100]
    return ["", *sorted(frequent)]


def _is_plain(pair: Pair) -> bool:
    russian, latin, _ = pair
    scripts = script_of(russian) == "cyrillic" and script_of(latin) == "latin"
    return scripts and len(russian) < 20 and len(latin) < 20 and "-" not in russian + latin


@numba.njit(cache=True)
def _expect(left, right, lengths, weights, joint):  # type: ignore[no-untyped-def]
    expected = np.zeros_like(joint)
    bits = np.zeros(len(lengths))
    for row in range(len(lengths)):
        if weights[row] > 0:
            n, m = lengths[row]
            forward, backward = np.zeros((n + 1, m + 1)), np.zeros((n + 1, m + 1))
            forward[0, 0] = backward[n, m] = 1.0
            for way in range(3):
                share = 1.0 if way < 2 else weights[row] / forward[n, m]
                _sweep(left[row], right[row], n, m, joint, forward, backward, expected, share, way)
                if forward[n, m] <= 0:
                    break
            bits[row] = -np.log2(forward[n, m] + 1e-300)
    return expected, bits


@numba.njit(cache=True)
def _sweep(left, right, n, m, joint, forward, backward, expected, share, way):  # type: ignore[no-untyped-def]
    for cell in range((n + 1) * (m + 1)):
        at = cell if way == 0 else (n + 1) * (m + 1) - 1 - cell
        i, j = at // (m + 1), at % (m + 1)
        for shape in SHAPES:
            a, b = shape
            if i + a > n or j + b > m:
                continue
            u = left[i, a - 1] if a else 0
            v = right[j, b - 1] if b else 0
            if u < 0 or v < 0 or joint[u, v] <= 0:
                continue
            if way == 0:
                forward[i + a, j + b] += forward[i, j] * joint[u, v]
            elif way == 1:
                backward[i, j] += joint[u, v] * backward[i + a, j + b]
            else:
                expected[u, v] += share * forward[i, j] * joint[u, v] * backward[i + a, j + b]


if __name__ == "__main__":
    main()
