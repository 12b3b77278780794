"""Proposals against the truth of an invented event: python benchmarks/matching.py [--people 300].

Reads the event as `izdeu demo` does, matches, and prints for several weights how many of the pairs
that are one person were proposed, and how many of the proposed pairs are one person. A mention is
known by its file and row, or by its file and name.
"""

import argparse
import contextlib
import json
import os
import tempfile
from collections import Counter, defaultdict
from pathlib import Path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--seed", type=int, default=11)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ["IZDEU_HOME"] = home
        os.environ.pop("IZDEU_DATABASE_URL", None)
        from izdeu.cli import main as izdeu

        with contextlib.redirect_stdout(None):
            izdeu(["demo", "--people", str(arguments.people), "--seed", str(arguments.seed)])
        event = Path(home) / f"event-{arguments.people}-{arguments.seed}"
        report(event)


def report(event: Path) -> None:
    from izdeu.tracing import models

    person = people(event)
    by_person = Counter(person.values())
    true = sum(count * (count - 1) // 2 for count in by_person.values())
    print(f"mentions recognised {len(person)}, people {len(by_person)}, pairs of one person {true}")
    proposals = list(models.Proposal.objects.values_list("a", "b", "weight"))
    known = [(a, b, weight) for a, b, weight in proposals if a in person and b in person]
    for least in (-10, -5, 0, 3, 6, 10):
        shown = [(a, b) for a, b, weight in known if weight >= least]
        right = sum(person[a] == person[b] for a, b in shown)
        print(
            f"weight ≥ {least:+d}: {len(shown)} proposed, recall {right / max(true, 1):.3f}, "
            f"precision {right / max(len(shown), 1):.3f}"
        )


def people(event: Path) -> dict:
    from izdeu.tracing import models

    truth = json.loads((event / "truth.json").read_text("utf-8"))["mentions"]
    by_row = {(one["file"], one["row"]): one["person"] for one in truth if "row" in one}
    by_name: dict = defaultdict(set)
    for one in truth:
        by_name[one["file"].partition("#")[0], one["words"]].add(one["person"])
    series = {}
    for document in models.Document.objects.all():
        found = [file.name for file in event.iterdir() if file.stem == document.series]
        series[document.id] = found[0] if found else "event.json"
    person = {}
    for mention in models.Mention.objects.all():
        file, row = series[mention.document], mention.locator.get("row")
        named = by_name.get((file, mention.name), set())
        who = by_row.get((file, row)) or (next(iter(named)) if len(named) == 1 else None)
        if who:
            person[mention.id] = who
    return person


if __name__ == "__main__":
    main()
