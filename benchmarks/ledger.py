"""Entries a second into the ledger, rows a second and memory of izdeu read.

python benchmarks/ledger.py [--rows 100000] [--entries 20000]; IZDEU_DATABASE_URL chooses the
database (default: SQLite in a temporary folder). Each figure is one process's, CPU seconds beside
wall seconds, because a shared machine's wall clock says little.
"""

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SURNAMES = [
    "Ахметов",
    "Жұмабеков",
    "Қоқанбеков",
    "Сейтқалиев",
    "Төлегенов",
    "Исмаилов",
    "Рысқұлбеков",
    "Өтегенов",
]
GIVEN = [
    "Ерлан",
    "Данияр",
    "Бауыржан",
    "Әсет",
    "Марат",
    "Қанат",
    "Ғани",
    "Айтуар",
    "Сабыр",
    "Нұрлан",
]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--entries", type=int, default=20_000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ["IZDEU_HOME"] = home
        write_entries(arguments.entries)
        read_list(arguments.rows, Path(home))


def write_entries(number: int) -> None:
    from izdeu.cli.record import open_record

    open_record()
    from django.db import connection

    from izdeu.terms import EntryKind
    from izdeu.tracing import ledger
    from izdeu.tracing.entry import Draft

    drafts = [Draft(EntryKind.CALL, {"about": [], "note": f"invented {n}"}) for n in range(number)]
    for batch in (1, 1000):
        some = drafts if batch > 1 else drafts[: number // 20]
        wall, cpu = time.perf_counter(), time.process_time()
        for first in range(0, len(some), batch):
            ledger.append(some[first : first + batch], maker="bench")
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        print(
            f"{connection.vendor}: {batch} an append: {len(some) / wall:,.0f} entries/s wall, "
            f"{len(some) / cpu:,.0f} a CPU second"
        )


def read_list(rows: int, home: Path) -> None:
    draw = random.Random(1)
    path = home / "list.csv"
    with path.open("w", encoding="utf-8") as file:
        print("№;Аты-жөні;Туған жылы;Ұсталған күні;Қайда", file=file)
        for row in range(rows):
            name = f"{draw.choice(SURNAMES)} {draw.choice(GIVEN)} {draw.choice(GIVEN)}ұлы"
            when = f"{draw.randint(4, 12):02d}.01.2022"
            print(f"{row};{name};{draw.randint(1950, 2005)};{when};тергеу изоляторы", file=file)
    command = [sys.executable, "-m", "izdeu.cli", "read", path, "--source", "Тізім", "--published"]
    wall = time.perf_counter()
    subprocess.run([*map(str, command), "2022-01-15"], check=True)
    wall = time.perf_counter() - wall
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(
        f"read {rows:,} rows: {rows / wall:,.0f} rows/s wall, "
        f"{rows / (used.ru_utime + used.ru_stime):,.0f} a CPU second, "
        f"peak {used.ru_maxrss / 1024:.0f} MiB"
    )


if __name__ == "__main__":
    main()
