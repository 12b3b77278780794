"""Thousands of questions from outside about names on a hospital's list and names that are nowhere.

As a stranger who reports, opens, asks back and complains, and as families who read and answer on
their own cases while proposals wait. Answers must be the same in status, length and content; the
processor time each takes is compared as two samples. Names are drawn from one pool, and chance
says which half stands on the list. Usage: python benchmarks/stranger.py [QUESTIONS]
"""

import os
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
DRAWN = re.compile(
    r'name="(?:csrfmiddlewaretoken|once)" value="[^"]*"'
    r'|id="case-(?:number|phrase)">[^<]*|\d{4}-\d{3}-\d|<time[^>]*>[^<]*'
)
#: Families of each half that read their own case.
FAMILIES = 20
STRANGER = ("/ask/", "/open/", "/lost/", "/wrong/")
FAMILY = ("/case/", "/case/tell/", "/case/consent/", "/case/withdraw/")


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    with tempfile.TemporaryDirectory() as folder:
        os.environ["IZDEU_HOME"] = folder
        os.environ.pop("IZDEU_PLAIN_SQLITE", None)
        prepare()
        rng = random.Random(7)
        listed, nowhere = names(count, rng)
        record(listed, Path(folder))
        ask(stranger(count, listed, nowhere), rng, "a stranger")
        ask(families(count, listed, nowhere), rng, "an enquirer")


def prepare() -> None:
    from izdeu.cli.record import open_record

    open_record()
    from django.conf import settings

    from izdeu.accounts import throttle

    settings.ALLOWED_HOSTS = ["*"]
    throttle.MOST_OF_ALL = 10**9


def names(count: int, rng: random.Random) -> tuple[list[str], list[str]]:
    """Names of one shape, half of them for the list."""
    given = ("Ерлан", "Тимур", "Айдар", "Серик")
    pool = [f"{rng.choice(given)} Асан{number:04d}ов" for number in range(min(count, 2000))]
    rng.shuffle(pool)
    return pool[: len(pool) // 2], pool[len(pool) // 2 :]


def record(listed: list[str], folder: Path) -> None:
    """A hospital's list, matched with all there is."""
    from tests.conftest import Desk

    from izdeu.documents.reading import FoundClaim
    from izdeu.linkage import Model
    from izdeu.terms import Event
    from izdeu.tracing import matching

    Desk(folder).list(*[(name, FoundClaim(Event.ADMITTED, when="2022-01-06")) for name in listed])
    matching.adopt(Model.default(), by="op-1")
    matching.match(Model.default())


def stranger(count: int, listed: list[str], nowhere: list[str]) -> Iterator[tuple]:
    from django.test import Client

    client = Client()
    for number in range(count):
        path, known = STRANGER[number % 4], number // 4 % 2 == 0
        name = (listed if known else nowhere)[number % len(listed)]
        yield path, known, name, client, {
            "once": f"{number:024d}", "name": name, "number": name, "phrase": name,
            "ground": "untrue", "wrong_told": name, "lost_told": name,
        }  # fmt: skip


def families(count: int, listed: list[str], nowhere: list[str]) -> Iterator[tuple]:
    """Called-back families of both halves, whose proposals wait for a person's judgement."""
    from izdeu.linkage import Model
    from izdeu.tracing import matching, queries

    cases = [(known, name, browser(name)) for known, some in ((True, listed), (False, nowhere))
             for name in some[:FAMILIES]]  # fmt: skip
    matching.match(Model.default())
    waiting = queries.waiting_proposals(queries.staff_reader("op-1"))
    print(
        f"{waiting} proposals wait for {FAMILIES} families with a listed name and as many without"
    )
    for number in range(count):
        known, name, client = cases[number // 4 % len(cases)]
        form = {"once": f"f{number:024d}", "news": "more", "told": "words", "consent": "partners"}
        path = FAMILY[number % 4]
        yield path, known, name, client, form if path in FAMILY[1:3] else None


def browser(name: str):
    from django.test import Client

    from izdeu.accounts import session
    from izdeu.tracing import actions

    opened = actions.open_request(actions.Asked(name, "2022-01-07"), by="op-1")
    actions.vet(opened.request, by="op-1")
    client = Client()
    kept = client.session
    session.open_case(kept, opened.request)
    kept.save()
    client.cookies["izdeu"] = kept.session_key
    return client


def ask(questions: Iterator[tuple], rng: random.Random, who: str) -> None:
    plan = list(questions)
    rng.shuffle(plan)
    times: dict[tuple[str, bool], list[float]] = {}
    answers: dict[tuple[str, bool], set[tuple[int, str]]] = {}
    for path, known, name, client, form in plan:
        asked = client.get if form is None else client.post
        began = time.process_time()
        response = asked(path, form or {}, secure=True)
        times.setdefault((path, known), []).append(time.process_time() - began)
        plain = DRAWN.sub("", response.content.decode().replace(name, "NAME"))
        answers.setdefault((path, known), set()).add((response.status_code, plain))
    print(f"{len(plan)} questions as {who}")
    for path in sorted({path for path, _ in times}):
        same = answers[path, True] == answers[path, False]
        said = "the same answers" if same else "ANSWERS DIFFER"
        print(f"  {path}: {said}; {compared(times[path, True], times[path, False])}")


def compared(known: list[float], unknown: list[float]) -> str:
    from scipy.stats import ks_2samp, mannwhitneyu

    return (
        f"median CPU {statistics.median(known) * 1e3:.2f} ms listed, "
        f"{statistics.median(unknown) * 1e3:.2f} ms nowhere; "
        f"Mann-Whitney p {mannwhitneyu(known, unknown).pvalue:.3f}, "
        f"Kolmogorov-Smirnov p {ks_2samp(known, unknown).pvalue:.3f}"
    )


if __name__ == "__main__":
    main()
