"""A backup of ten thousand people: made, verified, restored on both databases, damaged.

    python benchmarks/backup.py [--people 10000]
    .ci/postgres python benchmarks/backup.py

Everything lies under SQLCipher. Where a test server is at hand (IZDEU_TEST_DATABASE_URL), the
backup is restored there as well. Wall and processor seconds of each command, child processes alone.
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

GIVEN = ("Ерлан", "Данияр", "Бауыржан", "Әсет", "Марат", "Қанат", "Айтуар", "Нұрлан")
SYLLABLES = ("бай", "қан", "тұр", "сәу", "мар", "жан", "ер", "нұр", "дос", "ай", "төл", "ғас")
PLACES = ("ИВС", "СИЗО", "Белкент қалалық ауруханасы")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=10_000)
    people = parser.parse_args().people
    server = os.environ.get("IZDEU_TEST_DATABASE_URL", "")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        here = {"IZDEU_HOME": str(folder / "home")}
        build(folder, here, people)
        (folder / "to.txt").write_text(run("key", here, "backup", "key", folder / "id.txt"))
        back = folder / "all.age"
        run("create", here, "backup", "create", back, "--to", folder / "to.txt")
        print(f"{people} people, backup of {back.stat().st_size / 1e6:.1f} MB")
        opened = ("--identity", folder / "id.txt")
        run("verify", here, "backup", "verify", back, *opened)
        targets = {"SQLCipher": {}} | (
            {"PostgreSQL": {"IZDEU_DATABASE_URL": server}} if server else {}
        )
        for kind, more in targets.items():
            there = {"IZDEU_HOME": str(folder / kind), **more}
            run(f"restore on {kind}", there, "backup", "restore", back, *opened)
            run(f"audit verify on {kind}", there, "audit", "verify")
        flip(back)
        for deed in ("verify", "restore"):
            said = run(f"{deed}, one byte flipped", here, "backup", deed, back, *opened, status=1)
            print("   ", said.strip().splitlines()[-1])
    return 0


def build(folder: Path, here: dict[str, str], people: int) -> None:
    """Lists of a thousand people each, as they come in, with dates, places and words."""
    rng = random.Random(5)
    for number in range(0, people, 1000):
        rows = [
            f"{surname(rng)} {rng.choice(GIVEN)};{rng.randint(1950, 2005)};"
            f"{rng.randint(5, 9):02}.01.2022;{rng.choice(PLACES)}"
            for _ in range(min(1000, people - number))
        ]
        path = folder / f"list{number}.csv"
        path.write_text("\n".join(["ФИО;Год рождения;Дата задержания;Место", *rows]), "utf-8")
        told = ("--source", f"List {number}", "--kind", "police", "--published", "2022-01-12")
        run(f"read {number}", here, "read", path, *told)


def surname(rng: random.Random) -> str:
    return "".join(rng.choices(SYLLABLES, k=3)).capitalize() + "ов"


def flip(path: Path) -> None:
    octets = bytearray(path.read_bytes())
    octets[len(octets) // 2] ^= 1
    path.write_bytes(octets)


def run(what: str, here: dict[str, str], *words: object, status: int = 0) -> str:
    """Run a command and print what it took; whoever agrees to exports is there."""
    environment = {**os.environ, **here}
    environment.pop("IZDEU_PLAIN_SQLITE", None)
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "izdeu.cli", *map(str, words)],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    taken = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"{what}: {time.monotonic() - began:.1f} s, {taken:.1f} s of the processor", flush=True)
    if done.returncode != status:
        raise SystemExit(done.stdout + done.stderr)
    return done.stdout if status == 0 else done.stderr


if __name__ == "__main__":
    sys.exit(main())
