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
    from izdeu.linkage.kernels import machine
    from izdeu.names.index import Index, scores

    machine.compiled()
    people = ["Өтеген Айтуар", "Утеген Айтуар", "Sabyr Bolekbai"]
    scores([(people[0], people[1])])
    Index.build(people).search(people[2])
    said = io.StringIO()
    quiet = (contextlib.redirect_stdout(said), contextlib.redirect_stderr(said))
    with tempfile.TemporaryDirectory() as folder, quiet[0], quiet[1]:
        table = Path(folder) / "people.csv"
        table.write_text(_PEOPLE, "utf-8")
        main(["link", str(table), "--out", str(Path(folder) / "out")])
    _match(people)
    return 0


def _match(people: list[str]) -> None:
    """Weigh three invented mentions as matching does; one of them was seen in two places."""
    import numpy as np

    from izdeu.linkage import Happening, Model, Record, draws
    from izdeu.linkage.cluster import Pair
    from izdeu.linkage.feature import features
    from izdeu.linkage.nearness import near
    from izdeu.linkage.packing import layout_of, pack, unpack

    model = Model.default()
    seen = (Happening("held", "2022-01-05", "Тараз"), Happening("held", "2022-01-06", "Орал"))
    records = [Record(str(at), name=name, events=seen[:at]) for at, name in enumerate(people)]
    laid = unpack([pack(features(one), layout_of(model)) for one in records], layout_of(model))
    shares = np.full((len(laid.layout.tables), len(laid.hashes)), -np.inf, np.float32)
    near(laid, np.array([[0, 1], [0, 2], [1, 2]]), model, shares, -np.inf)
    list(draws(1, 1, [Pair("a", "b", 0.5), Pair("b", "c", 0.5)]))
