"""Handwriting is never read by machine: people copy it, each row's picture beside the fields.

Measured, the engine got 0 to 4 of 24 handwritten names right, some of them with high confidence.
"""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from izdeu.documents.extra import load
from izdeu.documents.locator import Locator
from izdeu.documents.reading import Found, SetAside

REASON = "row.handwritten"
#: What is asked of a row, in the order of the keyboard.
FIELDS = ("name", "birth", "date", "facility", "note")
MARGIN = 6
MOST_PIXELS = 60_000_000


@dataclass(frozen=True, slots=True)
class Task:
    """One row to copy: where it stands, its picture, and how many people must copy it."""

    locator: Locator
    crop: bytes
    """PNG of the row as photographed."""
    people: int
    fields: tuple[str, ...] = FIELDS


def tasks(path: Path, items: Iterable[Found | SetAside], *, dead: bool = False) -> list[Task]:
    """The rows of a photo that were set aside for people; two copy the names of the dead."""
    rows = [item.locator for item in items if isinstance(item, SetAside) and item.reason == REASON]
    if not rows:
        return []
    load("cv2", "photos", path.name)
    from izdeu.documents.images.snapshot import crop_of, grey_of

    grey = grey_of(path.read_bytes(), MOST_PIXELS)
    return [Task(row, crop_of(grey, row.polygon, MARGIN), 2 if dead else 1) for row in rows]


def write(folder: Path, rows: Sequence[Task]) -> Path:
    """Write each row's picture and one sheet to fill in per person; return the first sheet.

    The filled sheet is an ordinary list, to be read like any other.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for number, task in enumerate(rows, start=1):
        (folder / f"row-{number:03}.png").write_bytes(task.crop)
    sheets = [folder / f"copy-{person}.csv" for person in range(1, max(t.people for t in rows) + 1)]
    for sheet in sheets:
        with sheet.open("x", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, delimiter=";")
            writer.writerow(["picture", *FIELDS])
            writer.writerows(
                [f"row-{i:03}.png"] + [""] * len(FIELDS) for i in range(1, len(rows) + 1)
            )
    return sheets[0]


def disagreements(
    one: Sequence[Sequence[str]], other: Sequence[Sequence[str]]
) -> list[tuple[int, int]]:
    """Row and column, from 0, of each cell that two people copied differently."""
    return [
        (i, j)
        for i, (first, second) in enumerate(zip(one, other, strict=True))
        for j, (a, b) in enumerate(zip(first, second, strict=True))
        if " ".join(a.split()) != " ".join(b.split())
    ]
