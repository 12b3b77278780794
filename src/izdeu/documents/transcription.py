"""Handwriting is never read by machine: people copy it, each row's picture beside the fields.

Measured, the engine got 0 to 4 of 24 handwritten names right, some of them with high confidence.
Rows of print of which a cell was read unsurely are shown the same way, to be compared.
"""

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from izdeu.documents.cut import Cut, Polygon
from izdeu.documents.locator import Locator
from izdeu.documents.reader import crops
from izdeu.documents.reading import Found, SetAside, Value
from izdeu.terms import Event

#: A row by itself, or a page in which no rows were told apart: its picture is the whole page.
HANDWRITTEN = ("row.handwritten", "page.handwritten")
UNSURE = "cell.unsure"
#: What is asked of a row, in the order of the keyboard.
FIELDS = ("name", "birth", "date", "facility", "note")
#: Rows that say this are copied by two people.
DEADLY = frozenset((Event.DIED, Event.BODY_RECEIVED, Event.BURIED, Event.EXHUMED))


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of print that was read unsurely."""

    locator: Locator
    """With the polygon, the cell's confidence and that of each of its words."""
    read: str
    """What it was read as; a contact in it is struck out."""
    crop: bytes
    """PNG of the cell as photographed."""


@dataclass(frozen=True, slots=True)
class Task:
    """One row to copy or to compare: where it stands, its picture, and how many must do it."""

    locator: Locator
    crop: bytes
    """PNG of the row as photographed."""
    people: int
    fields: tuple[str, ...] = FIELDS
    reason: str = HANDWRITTEN[0]
    cells: tuple[Cell, ...] = ()
    """The cells that were read unsurely; none where the row was not read at all."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of print with doubtful cells, before its pictures are cut out."""

    locator: Locator
    polygons: tuple[Polygon, ...]
    cells: tuple[SetAside, ...]
    deadly: bool


def tasks(path: Path, items: Iterable[Found | SetAside], *, dead: bool = False) -> list[Task]:
    """The rows of a photo or scan that people copy or compare, in the order of the page.

    Two copy the names of the dead: all of them with ``dead``, else those of rows that say so.
    Raises ``UnreadableDocument`` where the pictures cannot be cut out.
    """
    found = list(items)
    byhand = [i for i in found if isinstance(i, SetAside) and i.reason in HANDWRITTEN]
    doubtful = list(_doubtful(found))
    cuts = [_whole(row.locator) for row in byhand]
    for row in doubtful:
        cuts.append(Cut(row.polygons, framed=row.polygons, page=row.locator.page))
        cuts += [_whole(cell.locator) for cell in row.cells]
    pictures = iter(crops(path, cuts) if cuts else ())
    copied = [Task(i.locator, next(pictures), 2 if dead else 1, reason=i.reason) for i in byhand]
    return copied + [_compared(row, pictures, dead=dead) for row in doubtful]


def _whole(place: Locator) -> Cut:
    """The place, framed: on a slanting photo the rows above and below are seen as well."""
    polygons = (place.polygon,) if place.polygon else ()
    return Cut(polygons, framed=polygons, page=place.page)


def _compared(row: _Row, pictures: Iterator[bytes], *, dead: bool) -> Task:
    crop = next(pictures)
    cells = tuple(Cell(cell.locator, cell.raw, next(pictures)) for cell in row.cells)
    return Task(row.locator, crop, 2 if dead or row.deadly else 1, reason=UNSURE, cells=cells)


def _doubtful(items: Sequence[Found | SetAside]) -> Iterator[_Row]:
    """Rows with cells that were read unsurely; they follow the mention of their row."""
    above: Found | None = None
    cells: list[SetAside] = []
    for item in [*items, None]:
        if isinstance(item, SetAside):
            cells += [item] if item.reason == UNSURE and item.locator.polygon else []
            continue
        if above is not None and cells:
            yield _row(above, cells)
        above, cells = item, []


def _row(found: Found, cells: Sequence[SetAside]) -> _Row:
    values = [found.mention.name, *found.mention.said.values()]
    places = [place for value in values if value for place in _places(value)]
    places += [place for claim in found.claims for place in claim.locators]
    places += [cell.locator for cell in cells]
    polygons = tuple(dict.fromkeys(place.polygon for place in places if place.polygon))
    deadly = any(claim.event in DEADLY for claim in found.claims)
    where = found.mention.locator._replace(page=cells[0].locator.page, polygon=_around(polygons))
    return _Row(where, polygons, tuple(cells), deadly)


def _around(polygons: Sequence[Polygon]) -> tuple[tuple[float, float], ...]:
    """The upright box around polygons."""
    xs = [x for polygon in polygons for x, _ in polygon]
    ys = [y for polygon in polygons for _, y in polygon]
    left, top, right, bottom = min(xs), min(ys), max(xs), max(ys)
    return ((left, top), (right, top), (right, bottom), (left, bottom))


def _places(value: Value) -> Iterator[Locator]:
    yield value.locator
    for piece in value.pieces:
        yield piece.locator


def write(folder: Path, rows: Sequence[Task]) -> Path:
    """Write each row's picture, ``rows.json`` about them, and a sheet to fill in per person.

    Returns the first sheet; on the sheets stand the rows that were not read at all. The filled
    sheet is an ordinary list, to be read like any other.
    """
    folder.mkdir(parents=True, exist_ok=True)
    names = [f"row-{number:03}" for number in range(1, len(rows) + 1)]
    sheets = [folder / f"copy-{person}.csv" for person in range(1, max(t.people for t in rows) + 1)]
    for sheet in sheets:
        _write_sheet(sheet, [n for n, t in zip(names, rows, strict=True) if not t.cells])
    told = [_written(folder, name, task) for name, task in zip(names, rows, strict=True)]
    words = json.dumps(told, ensure_ascii=False, indent=1)
    (folder / "rows.json").write_text(words, encoding="utf-8")
    return sheets[0]


def _write_sheet(sheet: Path, names: Sequence[str]) -> None:
    with sheet.open("x", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["picture", *FIELDS])
        writer.writerows([f"{name}.png"] + [""] * len(FIELDS) for name in names)


def _written(folder: Path, name: str, task: Task) -> dict[str, Any]:
    """The row as plain values for JSON, once its pictures are written."""
    (folder / f"{name}.png").write_bytes(task.crop)
    cells = []
    for cell in task.cells:
        picture = f"{name}-{cell.locator.column}.png"
        (folder / picture).write_bytes(cell.crop)
        cells.append({"picture": picture, "read": cell.read, "locator": cell.locator.as_dict()})
    return {
        "picture": f"{name}.png",
        "why": task.reason,
        "people": task.people,
        "fields": list(task.fields),
        "locator": task.locator.as_dict(),
        "cells": cells,
    }


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
