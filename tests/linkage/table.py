"""Invented person tables for the tests."""

import csv
import random

from izdeu.linkage import encoding
from izdeu.linkage.column import NUMBERS
from izdeu.linkage.encoding import Encoded, Reading
from izdeu.linkage.matrix import frequency_columns
from izdeu.linkage.model import Model
from izdeu.linkage.progress import Progress
from izdeu.linkage.table import open_table

SURNAMES = [
    "Көктемов",
    "Жазбаев",
    "Күзенов",
    "Қысқұлов",
    "Айтөбеков",
    "Жұлдызов",
    "Таңшолпан",
    "Бұлақов",
    "Тастемиров",
]
GIVEN = [
    "Ерлан",
    "Айбек",
    "Дәулет",
    "Нұржан",
    "Сәкен",
    "Мәди",
    "Алмас",
    "Ержан",
    "Самат",
    "Арман",
    "Бауыржан",
    "Серік",
]
TOWNS = ["Алматы", "Тараз", "Шымкент", "Ақтөбе", "Семей", "Орал"]


def write(path, people=60, seed=1, header=None):
    """Write a table in which most people have two or three rows; gives how many rows."""
    rng = random.Random(seed)
    rows = []
    for person in range(people):
        name = [rng.choice(SURNAMES), rng.choice(GIVEN), rng.choice(GIVEN) + "ұлы"]
        born = f"{rng.randint(1950, 2003)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
        town = rng.choice(TOWNS)
        for _ in range(rng.choice([1, 2, 2, 3])):
            shown = [*name[:2], *(name[2:] if rng.random() < 0.7 else [])]
            if rng.random() < 0.2:
                shown = [name[0], name[1][0] + "."]
            rows.append(
                (
                    f"r{len(rows)}",
                    " ".join(shown),
                    rng.choice(["м", "ер"]) if rng.random() < 0.8 else "",
                    born if rng.random() < 0.7 else born[:4] if rng.random() < 0.5 else "",
                    town if rng.random() < 0.7 else "",
                    person,
                )
            )
    rng.shuffle(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header or ["id", "Аты-жөні", "жынысы", "туған күні", "қала", "person_id"])
        writer.writerows(rows)
    return len(rows)


def encoded(path, work, normalised=encoding.normalised) -> Encoded:
    """A table as codes under the default model, kept in a folder."""
    model, source = Model.default(), open_table(path)
    encoding.encode(source, Reading.of(source, model, work, Progress(), 2), normalised)
    return encoding.load(work, NUMBERS, frequency_columns(model), 1 << 30)
