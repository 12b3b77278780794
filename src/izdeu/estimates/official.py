"""Announced figures read from tables, and those of January 2022 that come with the software."""

import csv
from collections.abc import Iterator
from importlib.resources import files

from izdeu.estimates.reconciliation import Tally
from izdeu.terms import TallyStanding, Unit

JANUARY_2022 = "official_january_2022.tsv"


def january_2022() -> tuple[Tally, ...]:
    """Every figure announced about January 2022 in Kazakhstan, in the order of their days."""
    text = files("izdeu.estimates.tables").joinpath(JANUARY_2022).read_text(encoding="utf-8")
    return tuple(read_tallies(text))


def read_tallies(text: str) -> Iterator[Tally]:
    """Read tab-separated figures; lines that begin with # are provenance.

    Raises ``KeyError`` for a missing column and ``ValueError`` for a value that is none of the
    words for units and standings.
    """
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
        yield Tally(
            day=row["day"],
            metric=row["metric"],
            value=int(row["value"]),
            unit=Unit(row["unit"]),
            scope=row["scope"],
            claimant=row["claimant"],
            standing=TallyStanding(row["standing"]),
            said=row["said"],
            note=row["note"],
            source=row["source"],
        )
