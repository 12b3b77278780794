"""How well lists are read: ``python benchmarks/documents.py [LISTS_FOLDER] [options]``.

LISTS_FOLDER holds lists and ``gold_lists.json``: by file name, rows with name, birth, admitted.
Without it only invented lists are read: layouts written by this script, a long csv, and copies.
Headers, layouts, photos and damaged files have benchmarks of their own beside this one.
"""

import argparse
import csv
import json
import random
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import openpyxl

from izdeu import documents
from izdeu.documents.reading import Found, SetAside

PUBLISHED = "2022-01-14"
SURNAMES = [
    "Абенов",
    "Бекетов",
    "Воронин",
    "Дәуренов",
    "Есенов",
    "Жүнісов",
    "Ким",
    "Мұсин",
    "Өтеуов",
]
GIVEN = ["Айдын", "Болат", "Виталий", "Ғалым", "Еркін", "Жәнібек", "Олег", "Қуаныш", "Үмбет"]
FATHERS = ["Айдынұлы", "Болатұлы", "Витальевич", "Еркінұлы", "Олегович", "Рүстемұлы"]
HEADERS = {
    "name": ["ФИО", "Фамилия, имя, отчество", "Аты-жөні", "Full name", "Ф.И.О. задержанного"],
    "birth": ["Дата рождения", "Туған күні", "Date of birth", "Д.р.", "Год рождения"],
    "taken": ["Дата задержания", "Ұсталған күні", "Detained on", "Когда задержан", "Задержан(а)"],
    "facility": ["Где содержится", "Қайда ұсталып отыр", "Held at", "Учреждение", "Куда доставлен"],
    "contact": ["Телефон родственников", "Туысының телефоны", "Family contact", "Контакты близких"],
}
FACILITIES = ["СИЗО-1", "ИВС", "полиция бөлімі", "УП Алмалинского района", "тергеу изоляторы"]


def main() -> None:
    """Read, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--lists", type=int, default=60, help="invented lists of unseen layouts")
    parser.add_argument("--rows", type=int, default=100_000, help="rows of the long csv")
    parser.add_argument("--seed", type=int, default=1)
    told = parser.parse_args()
    chance = random.Random(told.seed)
    with tempfile.TemporaryDirectory() as place:
        if told.folder:
            known_lists(told.folder)
        invented_lists(Path(place), told.lists, chance)
        copied_lists(Path(place), told.lists, chance)
        long_list(Path(place), told.rows, chance)


def known_lists(folder: Path) -> None:
    """Read lists whose truth is known."""
    gold = json.loads((folder / "gold_lists.json").read_text(encoding="utf-8"))
    for name, truth in gold.items():
        began = time.monotonic()
        try:
            items = list(documents.read(folder / name, published=PUBLISHED).items)
        except documents.UnreadableDocument as refusal:
            print(f"{name}: {refusal}")
            continue
        seconds = time.monotonic() - began
        aside = Counter(item.reason for item in items if isinstance(item, SetAside))
        right = score(items, truth)
        print(f"{name}: {right} of {len(truth)} right, {seconds:.1f} s, aside {dict(aside)}")


def score(items: list[Found | SetAside], truth: list[dict[str, str]]) -> int:
    """Rows whose name and birth are exact."""
    said = Counter(
        (item.mention.name.raw, item.mention.birth)
        for item in items
        if isinstance(item, Found) and item.mention.name
    )
    return sum((said & Counter((row["name"], row["birth"]) for row in truth)).values())


def person(chance: random.Random) -> dict[str, str]:
    """An invented person of a list."""
    name = [chance.choice(SURNAMES) + chance.choice(["", "а"]), chance.choice(GIVEN)]
    name += [chance.choice(FATHERS)] * (chance.random() < 0.6)
    day, month, year = chance.randint(1, 28), chance.randint(1, 12), chance.randint(1950, 2004)
    return {
        "name": " ".join(name),
        "birth": f"{year}-{month:02}-{day:02}",
        "born": f"{day:02}.{month:02}.{year}",
        "taken": f"{chance.randint(4, 12):02}.01.2022",
        "facility": chance.choice(FACILITIES),
        "contact": f"+7 70{chance.randint(0, 8)} 000 {chance.randint(10, 99)} 11",
    }


def invented_lists(place: Path, count: int, chance: random.Random) -> None:
    """Lists whose columns, titles and order are drawn by lot."""
    right = rows = wrong = asked = columns = 0
    for number in range(count):
        people = [person(chance) for _ in range(chance.randint(4, 40))]
        fields = ["name", "birth", *chance.sample(["taken", "facility", "contact"], 2)]
        chance.shuffle(fields)
        path = write_list(place, number, people, fields, chance)
        reading = documents.read(path, published=PUBLISHED)
        right += score(list(reading.items), people)
        rows += len(people)
        found = {column.header: column for column in reading.columns}
        for word in fields:
            columns += 1
            column = next((c for h, c in found.items() if h in HEADERS[word]), None)
            asked += column is None or not column.field
            wrong += column is not None and column.field not in ("", word)
    print(f"invented lists: {right / rows:.2%} of {rows} rows right; of {columns} columns "
          f"{wrong / columns:.2%} wrong, {asked / columns:.2%} asked")  # fmt: skip


def write_list(
    place: Path, number: int, people: list[dict[str, str]], fields: list[str], chance: random.Random
) -> Path:
    """One list as csv, xlsx, html or text."""
    heads = [chance.choice(HEADERS[word]) for word in fields]
    table = [[row["born" if word == "birth" else word] for word in fields] for row in people]
    kind = chance.choice(["csv", "xlsx", "html", "txt"])
    path = place / f"list{number}.{kind}"
    if kind == "csv":
        encoding = chance.choice(["utf-8-sig", "utf-16", "kz1048", "utf-8"])
        sign = chance.choice(";,\t")
        with path.open("w", encoding=encoding, newline="") as file:
            csv.writer(file, delimiter=sign).writerows([heads, *table])
    elif kind == "xlsx":
        book = openpyxl.Workbook()
        sheet = book.active
        for row in [["Список"], [], *[heads], *table, [f"Итого: {len(table)}"]]:
            sheet.append(row)
        book.save(path)
    elif kind == "html":
        lines = ["".join(f"<td>{cell}</td>" for cell in row) for row in [heads, *table]]
        path.write_text("<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>")
    else:
        path.write_text("\n".join(" | ".join(row) for row in [heads, *table]))
    return path


def copied_lists(place: Path, count: int, chance: random.Random) -> None:
    """Copies with rows dropped and added, against lists made apart of the same city."""
    found = false = 0
    for number in range(count):
        people = [person(chance) for _ in range(40)]
        kept = [row for row in people if chance.random() < 0.9]
        copy = kept + [person(chance) for _ in range(5)]
        apart = chance.sample(people, 15) + [person(chance) for _ in range(25)]
        chance.shuffle(apart)
        first, second, third = (
            list(read_rows(place, f"{word}{number}.csv", rows))
            for word, rows in (("a", people), ("b", copy), ("c", apart))
        )
        found += documents.copies(first, second).likely
        false += documents.copies(first, third).likely
    print(f"copied lists: {found / count:.1%} recognised, {false / count:.1%} false")


def read_rows(place: Path, name: str, people: list[dict[str, str]]) -> Iterator[Found | SetAside]:
    """A csv of the people, read."""
    path = place / name
    path.write_text("ФИО;Дата рождения\n" + "\n".join(f"{r['name']};{r['born']}" for r in people))
    return documents.read(path, published=PUBLISHED).items


def long_list(place: Path, rows: int, chance: random.Random) -> None:
    """Speed and memory of a csv with many rows."""
    path = place / "long.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("№;ФИО;Дата рождения;Дата задержания;Где содержится\n")
        for number in range(rows):
            p = person(chance)
            letters = "".join("абвгдежзик"[int(digit)] for digit in str(number))
            surname, _, rest = p["name"].partition(" ")
            file.write(
                f"{number + 1};{surname}{letters} {rest};{p['born']};{p['taken']};{p['facility']}\n"
            )
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began, used = time.monotonic(), time.process_time()
    count = sum(isinstance(i, Found) for i in documents.read(path, published=PUBLISHED).items)
    wall, cpu = time.monotonic() - began, time.process_time() - used
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
    print(f"long csv: {count} rows, {count / wall:,.0f} rows/s ({count / cpu:,.0f} by processor "
          f"time), {path.stat().st_size >> 20} MiB file, memory grew by {grown} MiB")  # fmt: skip


if __name__ == "__main__":
    main()
