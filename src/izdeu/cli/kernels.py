"""Compile now what would otherwise be compiled at the first search or linkage."""

import argparse
import contextlib
import io
import tempfile
from pathlib import Path

_PEOPLE = "id,name,birth_date\n1,Өтеген Айтуар,1981\n2,Утеген Айтуар,1981\n3,Бөлекбай Сабыр,1975\n"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command takes nothing."""
    del parser


def run(_: argparse.Namespace) -> int:
    """Search, score and link three invented people; the machine code stays beside the package."""
    from izdeu.cli import main
    from izdeu.names.index import Index, scores

    people = ["Өтеген Айтуар", "Утеген Айтуар", "Sabyr Bolekbai"]
    scores([(people[0], people[1])])
    Index.build(people).search(people[2])
    said = io.StringIO()
    quiet = (contextlib.redirect_stdout(said), contextlib.redirect_stderr(said))
    with tempfile.TemporaryDirectory() as folder, quiet[0], quiet[1]:
        table = Path(folder) / "people.csv"
        table.write_text(_PEOPLE, "utf-8")
        main(["link", str(table), "--out", str(Path(folder) / "out")])
    return 0
