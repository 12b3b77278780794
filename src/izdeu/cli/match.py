"""Propose which mentions may be one person."""

import argparse
from pathlib import Path

from izdeu.cli.outcome import CannotGoOn
from izdeu.cli.progress import shown
from izdeu.cli.record import add_operator, identity, open_record


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("--model", type=Path, help="a linkage model in Splink's JSON form")
    parser.add_argument("--about", metavar="MENTION", help="show proposals for this mention only")
    parser.add_argument("--top", type=int, default=20, help="how many proposals to show")
    parser.add_argument("--decided", action="store_true", help="show decided ones as well")
    add_operator(parser)


def run(arguments: argparse.Namespace) -> int:
    """Compare what waits with everything, then show the best proposals with their reasons."""
    open_record()
    from izdeu.cli.wording import proposal_lines
    from izdeu.tracing import queries

    propose(arguments.model, by=arguments.operator)
    about = identity(arguments.about) if arguments.about else None
    reader = queries.staff_reader(arguments.operator)
    found = queries.proposals(
        reader, about=about, undecided=not arguments.decided, top=arguments.top
    )
    for line in found:
        print("\n".join(proposal_lines(line)), end="\n\n")
    _tell_crowded()
    print(f"{len(found)} shown; decide with: izdeu judge MENTION MENTION same|different|unsure")
    return 0


def _tell_crowded() -> None:
    """Say where mentions are too alike for all of them to be compared one by one."""
    from izdeu.tracing import matching

    if crowded := matching.crowded():
        print(
            f"{crowded} groups of mentions say the same in everything that could tell them apart: "
            "each was compared with the first thousand of its group"
        )


def propose(path: Path | None, *, by: str) -> int:
    """Match every mention that waits; interrupted, the same command goes on where it stopped."""
    from izdeu.linkage import Model, UnfitModel
    from izdeu.tracing import matching

    try:
        model = Model.load(path) if path else Model.default()
    except (UnfitModel, OSError) as refusal:
        raise CannotGoOn(f"the model cannot be used: {refusal}") from refusal
    matching.adopt(model, by=by)
    waiting = matching.waiting()
    return matching.match(model, progress=shown("mentions compared", waiting)) if waiting else 0
