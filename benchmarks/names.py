"""Measure ``izdeu.names`` beside its peers: ``benchmarks/names.py retrieval|pairs|speed FOLDER``.

FOLDER holds tables: ``X.gallery.tsv`` (id, name), ``X.queries.tsv`` and ``X.noisy.tsv`` (qid,
query, true_id), and ``pairs_*.tsv`` (a, b, match, type). Kazakh data of this kind is made by
``names_kazakh.py``. Peers run where they are installed:
``pip install -r benchmarks/names-peers.txt``.

Retrieval gives recall at 1 and 10 and the mean reciprocal rank; candidates with one score count as
in random order. Pairs give the best F1, precision at recall .95, and what share of each kind the
best threshold accepts. Intervals are 95 %, by bootstrap samples with a fixed seed.
"""

import argparse
import csv
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from izdeu.names import kernel
from izdeu.names import read as read_name
from izdeu.names.index import Index, scores, totals
from izdeu.names.vocabulary import Vocabulary, numbered

Ranking = Sequence[tuple[int, float]]
Pairs = Sequence[tuple[str, str]]
Array = npt.NDArray[np.float64]
DEPTH = 100
SAMPLES = 1000


def main() -> int:
    """Run one benchmark over all data in a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("retrieval", "pairs", "speed"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--matcher", choices=("all", *SEARCHERS, *SCORERS), default="all")
    parser.add_argument("--queries", type=int, default=1000, help="how many of each file")
    arguments = parser.parse_args()
    {"retrieval": retrieval, "pairs": pairs, "speed": speed}[arguments.what](arguments)
    return 0


def retrieval(arguments: argparse.Namespace) -> None:
    """Print recall and mean reciprocal rank of each matcher on each gallery."""
    for gallery in sorted(arguments.folder.glob("*.gallery.tsv")):
        rows = list(read(gallery))
        ids = {row["id"]: at for at, row in enumerate(rows)}
        for name, build in chosen(SEARCHERS, arguments.matcher):
            find = built(name, build, [row["name"] for row in rows])
            for kind in ("queries", "noisy") if find else ():
                asked = list(read(gallery.with_name(gallery.name.replace("gallery", kind))))
                asked = asked[: arguments.queries]
                begun = time.perf_counter()
                ranks = [rank(find(row["query"]), ids[row["true_id"]]) for row in asked]
                spent = (time.perf_counter() - begun) / len(asked)
                data = gallery.name.split(".")[0]
                print(f"{data}\t{kind}\t{name}\t{told(ranks)}\t{spent * 1000:.1f} ms")


def rank(found: Ranking, true: int) -> tuple[int, int]:
    """Give how many were placed before the true one, and how many share its score; -1 if missed."""
    at = dict(found)
    if true not in at:
        return -1, 0
    before = sum(score > at[true] for score in at.values())
    return before, sum(score == at[true] for score in at.values())


def told(ranks: Sequence[tuple[int, int]]) -> str:
    """Word recall at 1 and 10, and the mean reciprocal rank, with intervals."""
    columns = {"r@1": _recall(ranks, 1), "r@10": _recall(ranks, 10), "mrr": _reciprocal(ranks)}
    return "\t".join(f"{name} {interval(values)}" for name, values in columns.items())


def interval(values: Array) -> str:
    """Word a mean with its bootstrap interval."""
    chance = np.random.default_rng(1)
    means = [values[chance.integers(0, len(values), len(values))].mean() for _ in range(SAMPLES)]
    low, high = np.quantile(means, (0.025, 0.975))
    return f"{values.mean():.4f} [{low:.4f}, {high:.4f}]"


def pairs(arguments: argparse.Namespace) -> None:
    """Print F1, precision at recall .95 and the share accepted of each kind, for each matcher."""
    for path in sorted(arguments.folder.glob("pairs_*.tsv")):
        rows = list(read(path))
        both = [(row["a"], row["b"]) for row in rows]
        match = np.array([row["match"] == "1" for row in rows])
        kinds = np.array([row["type"] for row in rows])
        for name, score in chosen(SCORERS, arguments.matcher):
            found = built(name, score, both)
            if found is not None:
                print(f"{path.name}\t{name}\t{judged(np.asarray(found), match, kinds)}")


def judged(found: Array, match: npt.NDArray[np.bool_], kinds: npt.NDArray[np.str_]) -> str:
    """Word how well scores tell the matches."""
    best, threshold, precise = curve(found, match)
    chance = np.random.default_rng(1)
    drawn = [curve(found[some], match[some])[0] for some in _samples(len(match), chance)]
    low, high = np.quantile(drawn, (0.025, 0.975))
    shares = {
        kind: float((found[kinds == kind] >= threshold).mean()) for kind in sorted(set(kinds))
    }
    accepted = ", ".join(f"{kind} {share:.3f}" for kind, share in shares.items())
    return f"F1 {best:.4f} [{low:.4f}, {high:.4f}]\tP@R.95 {precise:.4f}\t{accepted}"


def curve(found: Array, match: npt.NDArray[np.bool_]) -> tuple[float, float, float]:
    """Give the best F1, its threshold, and the best precision at recall .95 or more."""
    order = np.argsort(-found, kind="stable")
    hits = np.cumsum(match[order])
    last = np.append(found[order][1:] != found[order][:-1], True)
    precision, recall = hits / np.arange(1, len(match) + 1), hits / match.sum()
    f1 = np.where(last, 2 * precision * recall / np.maximum(precision + recall, 1e-9), 0)
    at = int(f1.argmax())
    return float(f1[at]), float(found[order][at]), float(precision[last & (recall >= 0.95)].max())


def speed(arguments: argparse.Namespace) -> None:
    """Print what building and asking take on the largest gallery of the folder.

    Processor time of one core, so that other work on the machine does not count.
    """
    gallery = max(arguments.folder.glob("*.gallery.tsv"), key=lambda path: path.stat().st_size)
    names = [row["name"] for row in read(gallery)]
    begun = time.process_time()
    index = Index.build(names)
    spent = time.process_time() - begun
    print(f"{len(names)} names indexed in {spent:.1f} s, {size(index) / 1e6:.0f} MB")
    asked = list(read(gallery.with_name(gallery.name.replace("gallery", "queries"))))[
        : arguments.queries
    ]
    index.search(asked[0]["query"])
    waits = [_timed(index, row["query"]) for row in asked]
    print("one query: p50 {:.1f} ms, p99 {:.1f} ms".format(*np.quantile(waits, (0.5, 0.99)) * 1000))
    print(f"cheap stage: {_cheap(index, asked):.0f} pairs of words/s")
    both = [(row["query"], names[at % len(names)]) for at, row in enumerate(asked * 20)]
    told = ((name, _per_second(score, both)) for name, score in chosen(SCORERS, arguments.matcher))
    for name, speeds in told:
        print(f"{name}: full comparison, reading included: {speeds}")
    print("izdeu: names read {:.0f} pairs/s, numbered {:.0f} pairs/s".format(*_full(both)))
    print(f"recall at 10 of the exhaustive scan: {exhaustive(index, asked[:50])}")


def exhaustive(index: Index, asked: Sequence[dict[str, str]]) -> str:
    """Word what share of the true names among the ten best of a full scan the search has too."""
    kept = []
    for row in asked:
        every = index.search(row["query"], 10, wide=10**7)
        found = {one.place for one in index.search(row["query"], 10)}
        least = every[-1].standing if every else 0.0
        best = [one.place for one in every if one.standing > least]
        kept.append(float(np.mean([place in found for place in best])) if best else 1.0)
    return interval(np.array(kept))


def _cheap(index: Index, asked: Sequence[dict[str, str]]) -> float:
    """Give how many pairs of words a second the first stage weighs by their sounds."""
    words = Vocabulary()
    for row in asked[:200]:
        words.add(read_name(row["query"]))
    arrays = words.words()
    kernel.nearest(arrays.sounds[0], arrays.many[0], index.words, 600, False)
    begun = time.process_time()
    for at in range(len(arrays.many)):
        kernel.nearest(arrays.sounds[at], arrays.many[at], index.words, 600, False)
    return len(arrays.many) * len(index.words.many) / (time.process_time() - begun)


def _full(both: Pairs) -> tuple[float, float]:
    """Give how many pairs a second are compared in full: of names read before, and of arrays."""
    read_both = [(read_name(a), read_name(b)) for a, b in both]
    begun = time.process_time()
    scores(read_both)
    spent = time.process_time() - begun
    words = Vocabulary()
    sides = [numbered((pair[side] for pair in read_both), words) for side in (0, 1)]
    begun = time.process_time()
    totals(words, *sides)
    return len(both) / spent, len(both) / (time.process_time() - begun)


def _per_second(score: Callable[[Pairs], object], both: Pairs) -> str:
    """Word how many pairs are scored a second of processor time, with the range of three runs."""
    try:
        score(both[:10])
        runs = []
        for part in range(3):
            some = both[part::3][:3000]
            begun = time.process_time()
            score(some)
            runs.append(len(some) / (time.process_time() - begun))
    except ImportError as lacking:
        return f"left out, {lacking.name} is not installed"
    return f"{np.median(runs):.0f} [{min(runs):.0f}, {max(runs):.0f}] pairs/s"


def size(index: Index) -> int:
    """Give the bytes that an index holds."""
    own = (index.names, index.begins, index.holders, index.holder_begins)
    return sum(array.nbytes for array in (*index.words, *own))


def search_izdeu(names: Sequence[str]) -> Callable[[str], Ranking]:
    """Index with this project."""
    index = Index.build(names)
    return lambda query: [(one.place, one.standing) for one in index.search(query, DEPTH)]


def search_rapidfuzz(names: Sequence[str]) -> Callable[[str], Ranking]:
    """Compare every name by token_set_ratio after unidecode."""
    from rapidfuzz import fuzz, process
    from unidecode import unidecode

    plain = [unidecode(name).lower() for name in names]

    def find(query: str) -> Ranking:
        asked = unidecode(query).lower()
        found = process.extract(asked, plain, scorer=fuzz.token_set_ratio, limit=DEPTH)
        return [(at, score) for _, score, at in found]

    return find


def search_tfidf(names: Sequence[str]) -> Callable[[str], Ranking]:
    """Compare every name by letter n-grams, weighted by rarity, after unidecode."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from unidecode import unidecode

    grams = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), preprocessor=_plain(unidecode))
    matrix = grams.fit_transform(names).T.tocsc()

    def find(query: str) -> Ranking:
        likeness = (grams.transform([query]) @ matrix).toarray()[0]
        best = np.argpartition(-likeness, DEPTH)[:DEPTH]
        return [(int(at), float(likeness[at])) for at in best]

    return find


def score_rapidfuzz(both: Pairs) -> Sequence[float]:
    """Score pairs by token_set_ratio after unidecode."""
    from rapidfuzz import fuzz
    from unidecode import unidecode

    return [fuzz.token_set_ratio(unidecode(a).lower(), unidecode(b).lower()) for a, b in both]


def score_logic_v2(both: Pairs) -> Sequence[float]:
    """Score pairs by nomenklatura's logic-v2, which caches by entity id: each has its own."""
    from followthemoney import ValueEntity
    from nomenklatura.matching import get_algorithm

    algorithm = get_algorithm("logic-v2")
    config = algorithm.default_config()

    def entity(name: str, at: str) -> object:
        told = {"id": at, "schema": "Person", "properties": {"name": [name]}}
        return ValueEntity.from_dict(told)

    return [
        algorithm.compare(entity(a, f"a{at}"), entity(b, f"b{at}"), config).score
        for at, (a, b) in enumerate(both)
    ]


SEARCHERS: dict[str, Callable[..., Callable[[str], Ranking]]] = {
    "izdeu": search_izdeu,
    "rapidfuzz": search_rapidfuzz,
    "tf-idf": search_tfidf,
}
SCORERS: dict[str, Callable[..., Sequence[float]]] = {
    "izdeu": scores,
    "rapidfuzz": score_rapidfuzz,
    "logic-v2": score_logic_v2,
}


def chosen(matchers: dict[str, Callable[..., object]], name: str) -> Iterator[tuple[str, Callable]]:
    """Yield the matchers asked for."""
    yield from ((one, make) for one, make in matchers.items() if name in ("all", one))


def built(name: str, make: Callable, *told: object) -> object:
    """Make a matcher; say so and go on when its package is not installed."""
    try:
        return make(*told)
    except ImportError as lacking:
        print(f"{name}: left out, {lacking.name} is not installed", file=sys.stderr)
        return None


def read(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a table with tabs."""
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def _recall(ranks: Sequence[tuple[int, int]], top: int) -> Array:
    return np.array([min(1.0, max(0.0, (top - at) / ties)) if ties else 0.0 for at, ties in ranks])


def _reciprocal(ranks: Sequence[tuple[int, int]]) -> Array:
    return np.array([1 / (at + (ties + 1) / 2) if ties else 0.0 for at, ties in ranks])


def _samples(many: int, chance: np.random.Generator) -> Iterator[npt.NDArray[np.int64]]:
    return (chance.integers(0, many, many) for _ in range(SAMPLES // 5))


def _plain(unidecode: Callable[[str], str]) -> Callable[[str], str]:
    return lambda text: unidecode(text).lower()


def _timed(index: Index, query: str) -> float:
    begun = time.process_time()
    index.search(query)
    return time.process_time() - begun


if __name__ == "__main__":
    raise SystemExit(main())
