"""Two thousand questions from outside about names on a hospital's list and names that are nowhere.

Answers must be the same in status, length and content; the time each takes is compared as two
samples. Usage: python benchmarks/stranger.py [QUESTIONS]
"""

import os
import random
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path

FOLDER = tempfile.mkdtemp(prefix="izdeu-stranger-")
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "izdeu.settings",
    "IZDEU_HOME": FOLDER,
    "IZDEU_DATABASE_URL": f"sqlite:///{FOLDER}/plain.sqlite3",
    "IZDEU_PLAIN_SQLITE": "1",
    "IZDEU_HOSTS": "testserver",
    "IZDEU_SECRET_KEY": "for one run",
}
sys.path.insert(0, str(Path(__file__).parents[1]))
DRAWN = re.compile(
    r'name="(?:csrfmiddlewaretoken|once)" value="[^"]*"|id="case-(?:number|phrase)">[^<]*'
)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client
    from scipy.stats import ks_2samp, mannwhitneyu

    from izdeu.accounts import throttle

    call_command("migrate", verbosity=0)
    throttle.MOST_OF_ALL = 10**9
    listed = _listed(count // 4)
    times: dict[tuple[str, bool], list[float]] = {}
    answers: dict[str, set[tuple[int, int]]] = {}
    client, rng = Client(), random.Random(7)
    plan = [(path, known) for path in ("/ask/", "/open/") for known in (True, False)]
    plan *= count // 4
    rng.shuffle(plan)
    for number, (path, known) in enumerate(plan):
        name = listed[number % len(listed)] if known else f"Тимур {number % 1000:04d}ев"
        began = time.process_time()
        response = client.post(path, _form(path, name, number))
        times.setdefault((path, known), []).append(time.process_time() - began)
        plain = DRAWN.sub("", response.content.decode().replace(name, ""))
        answers.setdefault(path, set()).add((response.status_code, len(plain)))
    print(f"{len(plan)} questions")
    for path in ("/ask/", "/open/"):
        known, unknown = times[path, True], times[path, False]
        print(
            f"{path}: {len(answers[path])} kind of answer; median CPU "
            f"{statistics.median(known) * 1e3:.2f} ms listed, "
            f"{statistics.median(unknown) * 1e3:.2f} ms nowhere; "
            f"Mann-Whitney p {mannwhitneyu(known, unknown).pvalue:.3f}, "
            f"Kolmogorov-Smirnov p {ks_2samp(known, unknown).pvalue:.3f}"
        )


def _form(path: str, name: str, number: int) -> dict[str, str]:
    if path == "/open/":
        return {"number": name, "phrase": name}
    return {"name": name, "once": f"{number:024d}"}


def _listed(count: int) -> list[str]:
    """Names of a hospital's list, matched with all there is."""
    from tests.conftest import Desk

    from izdeu.documents.reading import FoundClaim
    from izdeu.linkage import Model
    from izdeu.terms import Event
    from izdeu.tracing import matching

    names = [f"Ерлан {number:04d}ов" for number in range(min(count, 1000))]
    desk = Desk(Path(FOLDER))
    desk.list(*[(name, FoundClaim(Event.ADMITTED, when="2022-01-06")) for name in names])
    matching.adopt(Model.default(), by="op-1")
    matching.match(Model.default())
    return names


if __name__ == "__main__":
    main()
