"""How well lists of layouts never seen are read: ``python benchmarks/layouts.py [--lists N]``.

Layouts are drawn by lot: titles, headers over one to three lines with merged cells, split names,
section lines, totals, notes, empty and hidden columns, several tables, dates as days, serials,
words; as xlsx, csv, html or docx. Counted: rows whose name and birth are exact, columns taken for
something they are not.
"""

import argparse
import csv
import html
import random
import tempfile
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import openpyxl

from headers import NAMES, TABLE, load
from invention import Person, column_of, invent
from izdeu import documents
from izdeu.documents.reading import Found

PUBLISHED = "2022-01-14"
HEADERS: dict[str, list[tuple[str, ...]]] = {}
for _header in load(TABLE):
    if _header.language != "later" and _header.meaning != "nothing":
        HEADERS.setdefault(_header.meaning, []).append(_header.lines)
MORE = ("sex", "age", "taken", "admitted", "facility", "place", "contact", "status", "injury",
        "note", "residence", "work", "died", "released", "features", "ward", "id_number",
        "charged", "source", "missing")  # fmt: skip
TITLES = ("Список задержанных на 10.01.2022", "Ұсталғандар тізімі", "Detainees, Almaty",
          "Сведения о лицах, доставленных в медицинские организации", "Приложение №1",
          "Іздеудегі адамдар", "УТВЕРЖДАЮ", "Составлено волонтёрами")  # fmt: skip
SECTIONS = ("ИВС г. Тараз", "СИЗО-1", "Алматы қаласы", "ГКБ №4", "г. Шымкент", "10 января")
NOTES = ("* сведения уточняются", "Исполнитель: отдел 3", "Ескерту: мәлімет толық емес",
         "Итого по списку верно", "М.П.")  # fmt: skip
GROUPS = ("Личные данные", "Жеке деректер", "Сведения о лице", "Данные", "Personal data")
SPELT = ("%d.%m.%Y", "%d.%m.%Y г.", "%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%y", "words")
MONTHS = ("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября",
          "октября", "ноября", "декабря")  # fmt: skip

Cell = str | datetime | int


@dataclass(slots=True)
class Sheet:
    """Rows of cells, merged spans as (row, first, last) from 0, and what is hidden."""

    rows: list[list[Cell]] = field(default_factory=list)
    merged: list[tuple[int, int, int]] = field(default_factory=list)
    tall: list[tuple[int, int, int]] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)


@dataclass(slots=True)
class Truth:
    """Who is listed, and what each column of the file is."""

    people: list[tuple[str, str]] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)


def main() -> None:
    """Write, read, count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lists", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="print the lists that went wrong")
    told = parser.parse_args()
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as place:
        for number in range(told.lists):
            chance = random.Random(f"{told.seed} {number}")
            kind = chance.choice(("xlsx", "csv", "html", "docx"))
            path = Path(place) / f"list{number}.{kind}"
            truth = write(path, kind, chance)
            tally(path, truth, counts, show=told.show)
    for kind in ("xlsx", "csv", "html", "docx"):
        print(f"{kind}: {share(counts, f'{kind} right', f'{kind} rows')} rows")
    print(f"all: {share(counts, 'right', 'rows')} rows with name and birth exact, "
          f"{counts['more']} rows too many")  # fmt: skip
    print(f"columns: {share(counts, 'wrong', 'columns')} wrong, "
          f"{share(counts, 'asked', 'columns')} asked")  # fmt: skip


def share(counts: Counter[str], part: str, whole: str) -> str:
    """k/n and the share."""
    return f"{counts[part]}/{counts[whole]} = {counts[part] / max(1, counts[whole]):.2%}"


def tally(path: Path, truth: Truth, counts: Counter[str], *, show: bool) -> None:
    """Read a list and add how it went."""
    reading = documents.read(path, published=PUBLISHED)
    said = Counter(
        (item.mention.name.raw if item.mention.name else "", item.mention.birth)
        for item in reading.items
        if isinstance(item, Found)
    )
    right = sum((said & Counter(truth.people)).values())
    kind = path.suffix[1:]
    counts.update({"rows": len(truth.people), f"{kind} rows": len(truth.people), "right": right,
                   f"{kind} right": right, "more": sum(said.values()) - right})  # fmt: skip
    wrong = []
    for column in reading.columns:
        meaning = truth.columns.get(" ".join(column.header.split()))
        if meaning:
            counts["columns"] += 1
            counts["asked"] += not column.field
            counts["wrong"] += bool(column.field) and column.field != meaning
            if column.field != meaning:
                wrong.append((column.header, meaning, column.field, column.confidence))
    if show and (right < len(truth.people) or sum(said.values()) > right):
        print(path.name, f"{right}/{len(truth.people)}", f"{sum(said.values())} found", wrong)
        print("   ", list(Counter(truth.people) - said)[:3], list(said - Counter(truth.people))[:3])


def write(path: Path, kind: str, chance: random.Random) -> Truth:
    """A list of that kind, with its truth."""
    truth = Truth()
    sheets = [Sheet() for _ in range(chance.choice((1, 1, 1, 2)) if kind == "xlsx" else 1)]
    for sheet in sheets:
        for number in range(chance.choice((1, 1, 1, 1, 2))):
            if number:
                sheet.rows += [[] for _ in range(chance.randint(1, 2))]
                sheet.rows.append([chance.choice(TITLES)])
            add_table(sheet, truth, kind, chance)
    WRITERS[kind](path, sheets, chance)
    return truth


def add_table(sheet: Sheet, truth: Truth, kind: str, chance: random.Random) -> None:
    """A table below what stands in the sheet already."""
    people = [invent(chance) for _ in range(chance.randint(3, 30))]
    meanings = fields(chance)
    if not sheet.rows:
        for _ in range(chance.randint(0, 3)):
            sheet.rows.append([chance.choice(TITLES)] if chance.random() < 0.8 else [])
    heads = [HEADERS[m][chance.randrange(len(HEADERS[m]))] if m else ("",) for m in meanings]
    for head, meaning in zip(heads, meanings, strict=True):
        truth.columns[" ".join(dict.fromkeys(head))] = meaning
    add_header(sheet, heads, meanings, chance)
    columns = [cells(m, people, kind, chance) for m in meanings]
    add_body(sheet, columns, chance)
    truth.people += [(spelt(person, meanings), person.born.isoformat()) for person in people]
    if chance.random() < 0.3:
        sheet.rows.append([f"{chance.choice(('Итого', 'Всего', 'Барлығы'))}: {len(people)}"])
    if chance.random() < 0.3:
        sheet.rows += [[], [chance.choice(NOTES)]]


def fields(chance: random.Random) -> list[str]:
    """The meanings of a table's columns in their order."""
    name = chance.choice((["name"], ["name"], ["surname", "given"],
                          ["surname", "given", "patronymic"]))  # fmt: skip
    rest = chance.sample(MORE, chance.randint(1, 5))
    order = [name, ["birth"], *[[m] for m in rest]]
    if chance.random() < 0.5:
        chance.shuffle(order)
    meanings = [m for group in order for m in group]
    if chance.random() < 0.6:
        meanings.insert(0, "ordinal")
    if chance.random() < 0.2:
        meanings.insert(chance.randint(1, len(meanings)), "")
    return meanings


def add_header(sheet: Sheet, heads: list[tuple[str, ...]], meanings: list[str],
               chance: random.Random) -> None:  # fmt: skip
    """One to three lines, merged where a group stands above split names or a cell is tall."""
    height = max(map(len, heads))
    top = len(sheet.rows)
    grouped = "surname" in meanings and chance.random() < 0.5
    if grouped:
        first = meanings.index("surname")
        last = max(i for i, m in enumerate(meanings) if m in NAMES)
        line: list[Cell] = ["" for _ in heads]
        line[first] = chance.choice(GROUPS)
        sheet.rows.append(line)
        sheet.merged.append((top, first, last))
    for i in range(height):
        sheet.rows.append([head[i] if i < len(head) else "" for head in heads])
    if chance.random() < 0.2:
        sheet.rows.append([str(i + 1) for i in range(len(heads))])


def cells(meaning: str, people: list[Person], kind: str, chance: random.Random) -> list[Cell]:
    """A column's cells; births as words, days or mixed."""
    if meaning != "birth":
        return list(column_of(meaning, people, chance)) if meaning else [""] * len(people)
    ways = chance.sample(SPELT, chance.choice((1, 1, 1, 2)))
    real = kind == "xlsx" and chance.random() < 0.4
    return [
        datetime.combine(p.born, datetime.min.time())
        if real and chance.random() < 0.9
        else in_words(p, chance.choice(ways))
        for p in people
    ]


def in_words(person: Person, way: str) -> str:
    """A birth as written."""
    if way != "words":
        return person.born.strftime(way)
    return f"{person.born.day} {MONTHS[person.born.month - 1]} {person.born.year}"


def spelt(person: Person, meanings: list[str]) -> str:
    """The name as the table has it."""
    if "name" in meanings:
        return person.name
    return " ".join(filter(None, (str(getattr(person, m)) for m in meanings if m in NAMES[1:])))


def add_body(sheet: Sheet, columns: list[list[Cell]], chance: random.Random) -> None:
    """Rows, with section lines, blank lines and hidden ones between them."""
    sections = chance.random() < 0.25
    for i, row in enumerate(zip(*columns, strict=True)):
        if sections and i % 7 == 0:
            if len(columns) > 2:
                sheet.merged.append((len(sheet.rows), 0, len(columns) - 1))
            sheet.rows.append([chance.choice(SECTIONS)])
        elif chance.random() < 0.01:
            sheet.rows.append([])
        if chance.random() < 0.02:
            sheet.hidden.add(len(sheet.rows))
        sheet.rows.append(list(row))


def write_xlsx(path: Path, sheets: list[Sheet], chance: random.Random) -> None:
    """A workbook, its tables sometimes set off from the corner."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    right, down = chance.choice((0, 0, 1)), chance.choice((0, 0, 2))
    for number, sheet in enumerate(sheets):
        page = book.create_sheet(f"Лист{number + 1}")
        for r, row in enumerate(sheet.rows):
            for c, cell in enumerate(row):
                if cell != "":
                    written = page.cell(r + 1 + down, c + 1 + right, cell)
                    if isinstance(cell, datetime):
                        written.number_format = "dd.mm.yyyy"
        for r, first, last in sheet.merged:
            page.merge_cells(start_row=r + 1 + down, end_row=r + 1 + down,
                             start_column=first + 1 + right,
                             end_column=last + 1 + right)  # fmt: skip
        for r in sheet.hidden:
            page.row_dimensions[r + 1 + down].hidden = True
    book.save(path)


def write_csv(path: Path, sheets: list[Sheet], chance: random.Random) -> None:
    """Delimited text in one of the encodings."""
    width = max(len(row) for row in sheets[0].rows)
    encoding = chance.choice(("utf-8-sig", "utf-16", "kz1048", "utf-8", "utf-8"))
    padded = [row + [""] * (width - len(row)) for row in sheets[0].rows]
    with path.open("w", encoding=encoding, newline="", errors="replace") as file:
        writer = csv.writer(file, delimiter=chance.choice(";,\t"))
        writer.writerows(padded)


def write_html(path: Path, sheets: list[Sheet], chance: random.Random) -> None:
    """A page with one table, headers in th or td."""
    spans = {(r, first): last - first + 1 for r, first, last in sheets[0].merged}
    mark = chance.choice(("td", "th"))
    lines = []
    for r, row in enumerate(sheets[0].rows):
        cells, c = "", 0
        while c < len(row):
            span = spans.get((r, c), 1)
            wide = f' colspan="{span}"' if span > 1 else ""
            tag = mark if r < 2 else "td"
            cells += f"<{tag}{wide}>{html.escape(str(row[c]))}</{tag}>"
            c += span
        lines.append(f"<tr>{cells}</tr>")
    body = f"<html><body><h2>Список</h2><table>{''.join(lines)}</table></body></html>"
    path.write_text(body, encoding="utf-8")


def write_docx(path: Path, sheets: list[Sheet], _chance: random.Random) -> None:
    """A letter with one table; lone lines before it stand as paragraphs or rows."""
    width = max(len(row) for row in sheets[0].rows)
    spans = {(r, first): last - first + 1 for r, first, last in sheets[0].merged}
    lines = []
    for r, row in enumerate(sheets[0].rows):
        cells, c, padded = "", 0, row + [""] * (width - len(row))
        while c < width:
            span = spans.get((r, c), 1)
            wide = f'<w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>' if span > 1 else ""
            words = html.escape(str(padded[c]))
            cells += f"<w:tc>{wide}<w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>"
            c += span
        lines.append(f"<w:tr>{cells}</w:tr>")
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = f"<w:p><w:r><w:t>Тізім</w:t></w:r></w:p><w:tbl>{''.join(lines)}</w:tbl>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>',
        )


WRITERS = {"xlsx": write_xlsx, "csv": write_csv, "html": write_html, "docx": write_docx}

if __name__ == "__main__":
    main()
