"""Count how common names are: ``python -m izdeu.names.census FOLDER`` writes the table.

FOLDER holds names.parquet and surnames.parquet of PyPI russiannames 2.0.0 (BSD-3,
Ivan Begtin; open registers of the Russian Federation). Spellings with one sound count together, so
that the figure serves every script. Kazakh given names of the lexicon, which those registers hardly
hold, count as names of a middling share.
"""

import argparse
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pyarrow.parquet

from izdeu.names import key, lexicon
from izdeu.names.frequency import TABLE
from izdeu.names.script import fold

#: Rarer spellings are left out: their share is that of a name never seen.
SEEN = {"given": 10, "surname": 20}
_KAZAKH_SHARE = 1 / 600


def main() -> None:
    """Write ``tables/frequency.tsv`` from the folder named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    given = with_kazakh(count(folder / "names.parquet", SEEN["given"]))
    write({"given": given, "surname": count(folder / "surnames.parquet", SEEN["surname"])})


def count(path: Path, seen: int) -> Counter[str]:
    """Count the bearers of each sounding stem."""
    counts: Counter[str] = Counter()
    for row in pyarrow.parquet.read_table(path, columns=["text", "count"]).to_pylist():
        if row["count"] >= seen and row["text"].isalpha():
            counts[key.stem(fold(row["text"]))] += row["count"]
    return counts


def with_kazakh(counts: Counter[str]) -> Counter[str]:
    """Give each Kazakh given name at least a middling share."""
    share = round(counts.total() * _KAZAKH_SHARE)
    for name in lexicon.kazakh_given():
        sound = key.stem(fold(name.form))
        counts[sound] = max(counts[sound], share)
    return counts


def write(counts: Mapping[str, Counter[str]]) -> None:
    """Write kind, sounding stem and bearers in a million."""
    head = (
        "# Bearers in a million of each sounding stem, by izdeu.names.census from PyPI\n"
        "# russiannames 2.0.0 (BSD-3, Ivan Begtin); Kazakh given names at an estimated share.\n"
    )
    lines = [
        f"{kind}\t{sound}\t{bearers * 1_000_000 / told.total():.1f}"
        for kind, told in counts.items()
        for sound, bearers in sorted(told.items())
    ]
    TABLE.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
