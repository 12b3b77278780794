"""``izdeu names``: compare, score, search, spell and explain names across scripts."""

import argparse
import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from izdeu.cli.outcome import CannotGoOn
from izdeu.names import Comparison, Reason, compare, spellings

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

    rows = list(_rows(arguments.pairs, "a", "b"))
    found = scores((row["a"], row["b"]) for row in rows)
    columns = [*(rows[0] if rows else ("a", "b")), "score"]
    lines = ([*row.values(), f"{one:.6f}"] for row, one in zip(rows, found, strict=True))
    _write(arguments.out, columns, lines)


def _search(arguments: argparse.Namespace) -> None:
    from izdeu.names.index import Index

    gallery = list(_rows(arguments.gallery, "id", "name"))
    index = Index.build(row["name"] for row in gallery)
    lines = (
        [row["qid"], rank, gallery[found.place]["id"], f"{found.likeness:.9f}"]
        for row in _rows(arguments.queries, "qid", "query")
        for rank, found in enumerate(index.search(row["query"], arguments.top), start=1)
    )
    _write(arguments.out, ("qid", "rank", "id", "score"), lines)


def _spellings(arguments: argparse.Namespace) -> None:
    found = spellings(arguments.name)
    if arguments.json:
        _print_json([asdict(one) for one in found])
    elif not found:
        print("no name found")
    else:
        for one in found:
            print(f"{one.language}\t{one.text}\t{one.by}")


def _rows(path: Path, *needed: str) -> Iterator[Mapping[str, str]]:
    """Read a tab-separated table with a head; say which column it lacks."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CannotGoOn(f"{path.name} cannot be read; give a UTF-8 file with tabs") from error
    head = lines[0].split("\t") if lines else []
    lacking = [column for column in needed if column not in head]
    if lacking:
        raise CannotGoOn(f"{path.name} needs a column {', '.join(lacking)} in its first line")
    for line in lines[1:]:
        cells = line.split("\t")
        yield dict(zip(head, cells + [""] * (len(head) - len(cells)), strict=False))


def _write(path: Path, columns: Sequence[str], lines: Iterable[Sequence[object]]) -> None:
    try:
        with path.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(
                out, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None
            )
            writer.writerows([columns, *lines])
    except OSError as error:
        raise CannotGoOn(
            f"{path.name} cannot be written; name a file in a folder that is there"
        ) from error


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))
