"""List the spellings that no letter costs explain: ``python -m izdeu.names.irregular ALIGNED.tsv``.

ALIGNED is the file that ``training`` learns from. Writes ``tables/equivalents.tsv``: pairs of
tokens seen ``SEEN`` times or more whose letters cost more than ``DEAR`` bits.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

from izdeu.names import cost, equivalent
from izdeu.names.alignment import Word, cheapest, fill
from izdeu.names.comparison import rules
from izdeu.names.reading import read
from izdeu.names.token import counted

SEEN, DEAR = 3, 4.0
_FAR = 1 << 14


def main() -> None:
    """Write the list from the file named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("aligned", type=Path)
    found = sorted(set(irregular(parser.parse_args().aligned)))
    head = "# Forms of one name, by izdeu.names.irregular from tokens of Merhav and Ash (CC0).\n"
    text = head + "".join(f"{latin}\t{russian}\n" for latin, russian in found)
    equivalent.TABLE.write_text(text, encoding="utf-8")


def irregular(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the frequent pairs (Latin, Russian) whose letters cost much."""
    for line in path.read_text(encoding="utf-8").splitlines():
        latin, russian, count = line.split("\t")
        if int(count) >= SEEN:
            one, other = _word(latin), _word(russian.replace(" ", ""))
            if one and other and _paid(one, other) > DEAR * cost.SCALE:
                yield latin, russian.replace(" ", "")


def _word(token: str) -> Word | None:
    parts = read(token).parts
    return counted(parts[0]).numbers if len(parts) == 1 else None


def _paid(one: Word, other: Word) -> int:
    grid = [0] * ((len(one.gone) + 1) * (len(other.gone) + 1))
    fill(grid, one, other, rules(), _FAR)
    return cheapest(grid, one, other, rules())


if __name__ == "__main__":
    main()
