"""``izdeu names``: compare, score, search, spell and explain names across scripts."""

import argparse
import csv
import json
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from izdeu.cli.outcome import CannotGoOn
from izdeu.cli.tabbed import Tabbed
from izdeu.cli.terminal import over
from izdeu.names import Comparison, Reason, compare, spellings
from izdeu.protection.cell import harmless

if TYPE_CHECKING:
    from izdeu.names.index import Index

#: How many pairs are held at a time, and after how many rows a person is told.
BATCH, EACH = 100_000, 10_000

#: The words of each reason, filled with its values.
WORDS = {
    "names.fits": "{role}: {left} – {right}, {rule}",
    "names.missing": "{role}: {both}, {rule}",
    "names.contradicts": "{role}: {left} – {right}, {rule}",
    "names.contradiction-decides": "what fits is what a family shares; the contradiction decides",
    "names.no-name-found": "no name found",
}

#: The words of the rule that decided on a part.
RULES = {
    "same-letters": "the same letters",
    "spelling": "spellings of one name",
    "family-ending": "one family, another ending",
    "one-father": "the same father",
    "listed-form": "listed as forms of one name",
    "short-form": "one is short for the other",
    "initial": "by the first letter",
    "glued": "two parts written as one",
    "respect": "a respect form says little: it stands for hundreds of names",
    "no-counterpart": "has no counterpart",
    "other-name": "one contradicts the other",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the words after ``izdeu names``."""
    words = parser.add_subparsers(dest="word", metavar="WORD", required=True)
    for word, purpose in (("compare", "score two names"), ("explain", "say why, part by part")):
        command = words.add_parser(word, help=purpose)
        command.add_argument("a", metavar="A")
        command.add_argument("b", metavar="B")
        command.add_argument("--json", action="store_true", help="print the whole comparison")
        command.add_argument("--prior", type=_share, default=1e-3, help="chance before comparing")
    score = words.add_parser("score", help="add a score to a table with columns a and b")
    score.add_argument("pairs", type=Path, metavar="PAIRS.tsv")
    score.add_argument("--out", type=Path, required=True, metavar="OUT.tsv")
    search = words.add_parser("search", help="look queries up in a gallery of names")
    search.add_argument("--gallery", type=Path, required=True, metavar="G.tsv", help="id, name")
    search.add_argument("--queries", type=Path, required=True, metavar="Q.tsv", help="qid, query")
    search.add_argument("--top", type=_count, default=10)
    search.add_argument("--out", type=Path, required=True, metavar="R.tsv")
    search.add_argument(
        "--index", type=Path, metavar="FOLDER", help="keep the index here for the next search"
    )
    spell = words.add_parser("spellings", help="list what to read out at a counter")
    spell.add_argument("name", metavar="NAME")
    spell.add_argument("--json", action="store_true")


def run(arguments: argparse.Namespace) -> int:
    """Do what the word says; exit status 0."""
    {
        "compare": _compare,
        "explain": _explain,
        "score": _score,
        "search": _search,
        "spellings": _spellings,
    }[arguments.word](arguments)
    return 0


def _share(text: str) -> float:
    value = float(text)
    if not 0 < value < 1:
        raise argparse.ArgumentTypeError("a chance lies between 0 and 1, for instance 0.001")
    return value


def _count(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError("give 1 or more")
    return value


def _compare(arguments: argparse.Namespace) -> None:
    found = compare(arguments.a, arguments.b, prior=arguments.prior)
    if arguments.json:
        _print_json(asdict(found))
    else:
        print(_summary(found))


def _explain(arguments: argparse.Namespace) -> None:
    found = compare(arguments.a, arguments.b, prior=arguments.prior)
    if arguments.json:
        _print_json(asdict(found))
        return
    print(_summary(found))
    for reason in found.reasons:
        print(f"  {reason.weight:+6.1f}  {_worded(reason)}")


def _worded(reason: Reason) -> str:
    rule = RULES.get(reason.values.get("rule", ""), "")
    both = " – ".join(filter(None, (reason.values.get(side) for side in ("left", "right"))))
    return WORDS[reason.id].format(**{**reason.values, "rule": rule, "both": both})


def _summary(found: Comparison) -> str:
    if not found.parts:
        return "no name found"
    share = f"{found.probability:.3g}"
    return f"score {found.score:.3f}  weight {found.weight:+.1f} bits  probability {share}"


def _score(arguments: argparse.Namespace) -> None:
    from izdeu.names.index import scores

    pairs = Tabbed(arguments.pairs, "a", "b")
    lines = (
        [*row.values(), f"{score:.6f}"]
        for some in _batches(pairs.rows())
        for row, score in zip(some, scores((row["a"], row["b"]) for row in some), strict=True)
    )
    _write(arguments.out, [*pairs.columns, "score"], lines)


def _batches(rows: Iterable[Mapping[str, str]]) -> Iterator[Sequence[Mapping[str, str]]]:
    rows = iter(rows)
    while some := list(islice(rows, BATCH)):
        yield some


def _search(arguments: argparse.Namespace) -> None:
    """Look up each query; of the gallery the index is held and where its lines begin."""
    gallery = Tabbed(arguments.gallery, "id", "name")
    queries = Tabbed(arguments.queries, "qid", "query")
    index = _index(arguments, gallery)
    lines = (
        [row["qid"], rank, gallery.row(found.place)["id"], f"{found.likeness:.9f}"]
        for row in _counted(queries.rows(), "queries")
        for rank, found in enumerate(index.search(row["query"], arguments.top), start=1)
    )
    _write(arguments.out, ("qid", "rank", "id", "score"), lines)


def _index(arguments: argparse.Namespace, gallery: Tabbed) -> "Index":
    """Build the index, or open the one that was kept for this gallery."""
    from izdeu.names import archive
    from izdeu.names.index import Index

    names = (row["name"] for row in _counted(gallery.rows(), "names"))
    if not arguments.index:
        return Index.build(names)
    digest = archive.digest(arguments.gallery)
    with suppress(FileNotFoundError, archive.Stale):
        index = archive.load(arguments.index, digest)
        # Where the lines begin is noted on the way.
        deque(names, maxlen=0)
        return index
    archive.save(Index.build(names), arguments.index, digest)
    return archive.load(arguments.index, digest)


def _counted(rows: Iterable[Mapping[str, str]], what: str) -> Iterator[Mapping[str, str]]:
    """Pass rows on, and tell a person at the terminal how many went by."""
    for number, row in enumerate(rows, start=1):
        if number % EACH == 0:
            over(f"{what}: {number}")
        yield row


def _spellings(arguments: argparse.Namespace) -> None:
    found = spellings(arguments.name)
    if arguments.json:
        _print_json([asdict(one) for one in found])
    elif not found:
        print("no name found")
    else:
        for one in found:
            print(f"{one.language}\t{one.text}\t{one.by}")


def _write(path: Path, columns: Sequence[str], lines: Iterable[Sequence[object]]) -> None:
    try:
        with path.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(
                out, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None
            )
            writer.writerow(columns)
            writer.writerows(map(harmless, line) for line in lines)
    except OSError as error:
        raise CannotGoOn(
            f"{path.name} cannot be written; name a file in a folder that is there"
        ) from error


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))
