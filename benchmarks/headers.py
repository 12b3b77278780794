"""How well headers never seen are understood: ``python benchmarks/headers.py [--half held]``.

Each header of ``headers.tsv`` stands once above invented cells, beside a column of names. Right:
taken for its meaning, or, where it means nothing, for nothing. Wrong: taken for something else.
Asked: left to a person. The headers are halved by their digests: vocabulary is built on one half,
and the other is only counted; those of the other tables were written apart from the vocabulary.
"""

import argparse
import csv
import random
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from invention import column_of, invent, take_words
from izdeu import documents
from izdeu.documents.reading import Column

TABLE = Path(__file__).with_name("headers.tsv")
#: Written without looking at the vocabulary.
APART = {half: TABLE.with_name(f"headers_{half}.tsv") for half in ("unseen", "third", "fourth")}
#: Cells that were written apart as well, for the halves that have them.
CELLS = {half: TABLE.with_name("invention_other.toml") for half in ("third", "fourth")}
PUBLISHED = "2022-01-14"
ROWS = 14
HALVES = ("building", "held", *APART)
#: What was mended against, and may be looked at.
SHOWN = ("building", "third")
NAMES = ("name", "surname", "given", "patronymic")


@dataclass(frozen=True, slots=True)
class Header:
    """A header with its lines, and what its column means."""

    lines: tuple[str, ...]
    meaning: str
    cells: str
    language: str

    @property
    def held(self) -> bool:
        """Whether it belongs to the half that is only counted."""
        return sha256("".join(self.lines).encode()).digest()[0] % 2 == 1


def load(table: Path) -> Iterator[Header]:
    """The headers of the table in their order."""
    for line in table.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            meaning, cells, language, headers = line.split("\t")
            for header in headers.split(";"):
                lines = tuple(part.strip() for part in header.split("||"))
                yield Header(lines, meaning, cells or meaning, language)


def main() -> None:
    """Count, by language and in all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=(*HALVES, "all"), default="all")
    parser.add_argument("--show", action="store_true", help="print what is not right (not held)")
    parser.add_argument("--seed", type=int, default=1)
    told = parser.parse_args()
    for half in HALVES if told.half == "all" else (told.half,):
        count(half, told.seed, show=told.show and half in SHOWN)


def count(half: str, seed: int, *, show: bool) -> None:
    """Read each header of a half and print the shares."""
    ends: Counter[tuple[str, str]] = Counter()
    if half in CELLS:
        take_words(CELLS[half])
    with tempfile.TemporaryDirectory() as place:
        for header in load(APART.get(half, TABLE)):
            if half not in APART and header.held != (half == "held"):
                continue
            column = read(header, Path(place) / "list.csv", seed)
            end = judge(header, column)
            kind = (
                header.language
                if header.language == "later" or header.meaning != "nothing"
                else "nothing"
            )
            ends[kind, end] += 1
            ends["all", end] += 1
            if show and end != "right":
                got = f"{column.field or '?' + column.proposal} {column.confidence} {column.rule}"
                print(f"{end}\t{header.meaning}\t{header.lines}\t{got}")
    for kind in ("kk", "latin", "ru", "en", "mixed", "later", "nothing", "all"):
        shares = {end: ends[kind, end] for end in ("right", "wrong", "asked")}
        size = sum(shares.values())
        words = ", ".join(f"{n}/{size} = {n / max(size, 1):.1%} {e}" for e, n in shares.items())
        print(f"{half} half, {kind}: {words}")


def judge(header: Header, column: Column) -> str:
    """right, wrong or asked."""
    if header.meaning == "nothing":
        # A lawyer's or a registrar's column that is sealed or kept as a note gives nothing away.
        return "right" if column.field == "" else "wrong"
    if column.field == header.meaning:
        return "right"
    return "wrong" if column.field else "asked"


def read(header: Header, path: Path, seed: int) -> Column:
    """What the header's column is taken for in a csv of its own."""
    chance = random.Random(f"{seed} {header.lines}")
    people = [invent(chance) for _ in range(ROWS)]
    cells = column_of(header.cells, people, chance)
    beside = "given" if header.meaning == "surname" else "surname"
    named = beside if header.meaning in NAMES[1:] else "name"
    heads = [("Фамилия",) if named == "surname" else ("Имя",) if named == "given" else ("ФИО",)]
    columns = [column_of(named, people, chance)]
    if header.meaning in ("name", "birth"):
        heads, columns = [], []
    heads.append(header.lines)
    columns.append(cells)
    heads.append(("Возраст",) if header.meaning == "birth" else ("Дата рождения",))
    columns.append(column_of("age" if header.meaning == "birth" else "birth", people, chance))
    if header.meaning == "birth":
        heads.insert(0, ("ФИО",))
        columns.insert(0, column_of("name", people, chance))
    write(path, heads, columns)
    found = documents.read(path, published=PUBLISHED).columns
    place = heads.index(header.lines) + 1
    return next((c for c in found if c.position == place), Column("", "", 0.0))


def write(path: Path, heads: list[tuple[str, ...]], columns: list[list[str]]) -> None:
    """A csv with headers of as many lines as the tallest has."""
    height = max(map(len, heads))
    lines = [[head[i] if i < len(head) else "" for head in heads] for i in range(height)]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows([*lines, *zip(*columns, strict=True)])


if __name__ == "__main__":
    main()
