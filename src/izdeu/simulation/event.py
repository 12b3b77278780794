"""Write the whole event: files, manifest and truth."""

import csv
import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import openpyxl

from izdeu.simulation.article import Article, articles, spans_in_text
from izdeu.simulation.enquiry import inquiries, requests, tallies
from izdeu.simulation.lexicon import table
from izdeu.simulation.person import Person, population
from izdeu.simulation.sheet import Sheet, day, sheets

HOUR = re.compile(rb">\d{4}-\d\d-\d\dT[\d:.]+Z<")
TRUTH_COLUMNS = ("file", "row", "start", "end", "words", "person")


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: how many files, mentions with known truth, and facts stated of people."""

    files: int
    people: int
    named: int
    mentions: int
    facts: int


def write_event(folder: Path, *, people: int, seed: int) -> Written:
    """Write the event of ``people`` named people into ``folder``: the same bytes for one seed.

    The folder gets the documents, ``event.json`` (documents with their sources, facilities,
    tracing requests, inquiries, tallies) and the truth as ``truth.json`` and ``truth.csv``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    crowd = population(people, Random(seed))  # noqa: S311 - not a secret
    lists, prose = sheets(crowd, seed), articles(crowd, seed)
    for sheet in lists:
        WRITERS[sheet.entry["format"]](folder / sheet.entry["file"], sheet)
    for article in prose:
        _write(folder / article.file, _body(article))
    asked = requests(crowd, seed)
    mentions = [*_listed(lists), *_named(prose), *_sought(asked)]
    _write_json(folder / "event.json", _manifest(crowd, lists, prose, asked, seed))
    _write_json(folder / "truth.json", _truth(crowd, mentions))
    _write_csv(folder / "truth.csv", mentions)
    return Written(
        files=len(lists) + len(prose),
        people=len(crowd),
        named=len({mention["person"] for mention in mentions}),
        mentions=len(mentions),
        facts=sum(sheet.facts() for sheet in lists) + sum(article.facts() for article in prose),
    )


def _listed(lists: list[Sheet]) -> Iterator[dict[str, Any]]:
    for sheet in lists:
        first = _first_row(sheet.entry)
        for number, row in enumerate(sheet.rows):
            words = row.cells.get("full") or row.cells.get("initials") or row.cells["surname"]
            yield _mention(sheet.entry["file"], row.person, words, row=first + number)


def _first_row(entry: Mapping[str, Any]) -> int:
    """The row of the first person, counting from 1 as a reader would.

    In html rows are those of the table; in txt they are the lines of the file.
    """
    if entry["format"] == "html":
        return 2
    titles = len(entry.get("title", ()))
    return titles + (2 if titles else 1) if entry["format"] == "txt" else titles + 2


def _named(prose: list[Article]) -> Iterator[dict[str, Any]]:
    for article in prose:
        for start, end, words, person in spans_in_text(article):
            if article.file.endswith(".txt"):
                yield _mention(article.file, person, words, start=start, end=end)
            else:
                yield _mention(article.file, person, words)


def _sought(asked: list[tuple[str, dict[str, Any]]]) -> Iterator[dict[str, Any]]:
    for person, request in asked:
        yield _mention(f"event.json#{request['id']}", person, request["name"])


def _mention(file: str, person: str, words: str, **place: int) -> dict[str, Any]:
    return {"file": file, "person": person, "words": words, **place}


def _manifest(
    crowd: list[Person],
    lists: list[Sheet],
    prose: list[Article],
    asked: list[tuple[str, dict[str, Any]]],
    seed: int,
) -> dict[str, Any]:
    city = table("city")
    return {
        "event": f"Unrest in {city['name']['en']} (invented)",
        "city": city["name"],
        "start": city["start"].isoformat(),
        "seed": seed,
        "sources": [{"id": key} | source for key, source in table("lists")["source"].items()],
        "facilities": [{"id": key} | facility for key, facility in city["facility"].items()],
        "documents": _documents(lists, prose),
        "requests": [request for _, request in asked],
        "inquiries": inquiries(crowd, asked, seed),
        "tallies": tallies(crowd),
    }


def _documents(lists: list[Sheet], prose: list[Article]) -> list[dict[str, Any]]:
    """Each file with who published it, when, and the origin that its copies share."""
    listed = [
        _document(sheet.entry["file"], sheet.entry, sheet.entry["family"], sheet.entry["day"])
        | {"copy_of": sheet.entry.get("copy_of", "")}
        for sheet in lists
    ]
    told = [_document(one.file, one.outlet, one.outlet["source"], one.day) for one in prose]
    return sorted(listed + told, key=lambda document: (document["published"], document["file"]))


def _document(file: str, entry: Mapping[str, Any], origin: str, published: int) -> dict[str, Any]:
    source = table("lists")["source"][entry["source"]]
    return {
        "file": file,
        "source": source["name"],
        "kind": source["kind"],
        "origin": origin,
        "published": day(published).isoformat(),
        "copy_of": "",
    }


def _truth(crowd: list[Person], mentions: list[dict[str, Any]]) -> dict[str, Any]:
    return {"people": [_really(person) for person in crowd], "mentions": mentions}


def _really(person: Person) -> dict[str, Any]:
    name, russian = person.name, person.russian()
    return {
        "id": person.id,
        "name": f"{name.surname} {name.given} {name.patronymic}",
        "name_ru": f"{russian.surname} {russian.given} {russian.patronymic}",
        "sex": "male" if person.male else "female",
        "birth": person.birth.isoformat(),
        "named": person.named,
        "unidentified": person.unidentified,
        "happened": [
            {"event": h.event, "when": day(h.day).isoformat(), "facility": h.facility}
            for h in person.fate
        ],
    }


def _write(path: Path, text: str, encoding: str = "utf-8") -> None:
    with path.open("w", encoding=encoding, newline="") as out:
        out.write(text)


def _body(article: Article) -> str:
    return article.page() if article.file.endswith(".html") else article.text() + "\n"


def _write_json(path: Path, value: Mapping[str, Any]) -> None:
    _write(path, json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def _write_csv(path: Path, mentions: list[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        table_writer = csv.DictWriter(out, TRUTH_COLUMNS, restval="", lineterminator="\n")
        table_writer.writeheader()
        table_writer.writerows(mentions)


def _cells(sheet: Sheet) -> Iterator[list[str]]:
    columns = sheet.entry["columns"]
    yield [header for header, _ in columns]
    for row in sheet.rows:
        yield [row.cells[field] for _, field in columns]


def _write_sheet_csv(path: Path, sheet: Sheet) -> None:
    with path.open("w", encoding=sheet.entry["encoding"], newline="") as out:
        csv.writer(out, delimiter=sheet.entry["delimiter"], lineterminator="\r\n").writerows(
            _cells(sheet)
        )


def _write_sheet_xlsx(path: Path, sheet: Sheet) -> None:
    book = openpyxl.Workbook()
    page = book.active
    width = len(sheet.entry["columns"])
    for number, title in enumerate(sheet.entry.get("title", ()), 1):
        page.append([title])
        page.merge_cells(start_row=number, start_column=1, end_row=number, end_column=width)
    for cells in _cells(sheet):
        page.append(cells)
    book.save(path)
    _freeze(path)


def _freeze(path: Path) -> None:
    """Take the hour of writing out of a spreadsheet: one seed gives the same bytes."""
    with ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    with ZipFile(path, "w", ZIP_DEFLATED) as packed:
        for name, part in parts.items():
            packed.writestr(ZipInfo(name), HOUR.sub(b">2025-10-06T00:00:00Z<", part), ZIP_DEFLATED)


def _write_sheet_html(path: Path, sheet: Sheet) -> None:
    header, *rows = (
        "".join(f"<td>{html.escape(cell)}</td>" for cell in cells) for cells in _cells(sheet)
    )
    titles = "".join(f"<h1>{html.escape(title)}</h1>" for title in sheet.entry.get("title", ()))
    head = f"<tr>{header}</tr>".replace("td>", "th>")
    body = "\n".join(f"<tr>{row}</tr>" for row in rows)
    _write(
        path,
        f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"></head><body>{titles}\n'
        f"<table>\n{head}\n{body}\n</table></body></html>\n",
    )


def _write_sheet_txt(path: Path, sheet: Sheet) -> None:
    """A numbered list in running words, as people paste it into a chat."""
    headers = [header.lower() for header, _ in sheet.entry["columns"][1:]]
    lines = [*sheet.entry.get("title", ()), ""] if sheet.entry.get("title") else []
    for number, (name, *cells) in enumerate(list(_cells(sheet))[1:], 1):
        told = [f"{head}: {cell}" for head, cell in zip(headers, cells, strict=True) if cell]
        lines.append(", ".join([f"{number}. {name}", *told]))
    _write(path, "\n".join(lines) + "\n")


WRITERS = {
    "csv": _write_sheet_csv,
    "xlsx": _write_sheet_xlsx,
    "html": _write_sheet_html,
    "txt": _write_sheet_txt,
}
"""How a list of each format is written."""
