"""Every page under load: python benchmarks/pages.py [--mentions 1000000] [--clients 8].

Builds a record of invented people straight into the derived tables, which only this benchmark may
do (reading so many lists takes hours and measures the readers), serves it as `izdeu serve` does,
and lets clients read every page and send a search. Prints for each page the 50th and 95th
percentile in milliseconds of wall time, the errors, the milliseconds of processor time one reading
takes in one process (the middle one of several), how many queries it asks, and its size; and at
the end what the served processes and the clients took of the processor. The clients write and read
plain bytes, so that they take little of the machine from what they measure. They read one page
after the other without a pause; with --pause they wait for about so many seconds between two, as
people do.
IZDEU_DATABASE_URL chooses the database: an empty one. With --keep FOLDER the record is built once
and read again the next time.
"""

import argparse
import itertools
import os
import random
import re
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

SURNAMES = [
    "Ахметов",
    "Серіков",
    "Нұрланов",
    "Қалиев",
    "Омаров",
    "Жұмабеков",
    "Тоқжанов",
    "Сәбитов",
    "Есенов",
    "Байжанов",
    "Ысқақов",
    "Мұратов",
    "Қасенов",
    "Дәулетов",
    "Рахимов",
    "Ғабитов",
    "Шәріпов",
    "Өтегенов",
    "Ибраев",
    "Асанов",
]
GIVEN = [
    "Ержан",
    "Асан",
    "Нұрлан",
    "Дәурен",
    "Айгүл",
    "Мадина",
    "Серік",
    "Болат",
    "Гүлнар",
    "Ермек",
    "Данияр",
    "Айдос",
    "Қанат",
    "Сәуле",
    "Тимур",
    "Әлия",
    "Бауыржан",
    "Жанна",
    "Мұрат",
    "Динара",
]
EVENTS = ("held", "taken", "admitted", "body_received", "released", "last_seen")
KINDS = ("police", "hospital", "morgue", "media", "volunteers")
#: A page read by its form: its address, and the name that is sent.
SEARCH = "/desk/search/ Токжанов Ермек"
#: How often a page is read alone.
READINGS = 5
ROWS = 500
CHUNK = 20_000
#: Of so many mentions one is a family's request; of every chunk, so many facilities.
SOUGHT, PLACES = 200, 8


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mentions", type=int, default=1_000_000)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--pause", type=float, default=0.0, help="seconds between two pages")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--without", nargs="*", default=[], help="addresses that are not read")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = (arguments.keep or Path(folder)).absolute()
        os.environ |= {"IZDEU_HOME": str(home), "IZDEU_PLAIN_HTTP": "1"}
        from izdeu.cli.record import open_record
        from izdeu.cli.serve import prepare

        prepare(plain=True)
        open_record()
        build(arguments.mentions)
        run(arguments)


def build(wanted: int) -> None:
    from django.db import connection, transaction

    from izdeu.tracing import bulk, models

    if models.Mention.objects.count() >= wanted:
        return
    chance, began = random.Random(5), time.process_time()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA cache_size = -1000000")
    with transaction.atomic():
        for first in range(0, wanted, CHUNK):
            for rows in stretch(chance, first, min(CHUNK, wanted - first)):
                bulk.insert(rows)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"built {wanted} mentions in {time.process_time() - began:.0f} s of processor time")


def stretch(chance: random.Random, first: int, many: int) -> Iterator[list]:
    """The rows of a few documents, table by table."""
    from izdeu.tracing import models

    sources, documents = papers(chance, many)
    mentions, claims, persons, recorded = [], [], [], []
    for place in range(many):
        document = documents[place // ROWS]
        row = mention(chance, document, place % ROWS, sought=place % SOUGHT == 0)
        mentions.append(row)
        claims.append(claim(chance, row, document))
        persons.append(
            models.Person(id=row.id, status="held", status_without_death="held", mentions=1)
        )
        recorded.append(models.Recorded(entry=row.entry, record=row.id, kind="mention"))
    recorded += [models.Recorded(entry=one.entry, record=one.id, kind="claim") for one in claims]
    keys = [models.NameKey(mention=row.id, key=key) for row in mentions for key in sounds(row.name)]
    yield from (sources, documents, mentions, keys, claims, persons, recorded)
    yield from asked(chance, first, mentions)
    from izdeu.tracing import casework

    sought = [one.id for one in mentions[::SOUGHT]]
    requests = models.Request.objects.filter(mention__in=sought)
    casework.keep(persons[::SOUGHT], sought, list(requests))


@cache
def sounds(name: str) -> Sequence[str]:
    """The keys of a name, of which the record has few that differ."""
    from izdeu.names import read, sought

    return sought(read(name))


def papers(chance: random.Random, many: int) -> tuple[list, list]:
    from izdeu.tracing import models

    sources, documents = [], []
    for _ in range(-(-many // ROWS)):
        identity, digest, kind = uuid4(), os.urandom(32).hex(), chance.choice(KINDS)
        sources.append(
            models.Source(
                id=identity, entry=uuid4(), name=f"List {digest[:6]}", kind=kind, origin=identity
            )
        )
        documents.append(
            models.Document(
                id=uuid4(),
                entry=uuid4(),
                source=identity,
                digest=digest,
                size=90_000,
                format="csv",
                published=a_day(chance),
                recorded=f"{date.today()}T00:00:00+00:00",
                maker="op-1",
                origin=identity,
            )  # fmt: skip
        )
    return sources, documents


def mention(chance: random.Random, document, row: int, *, sought: bool):
    from izdeu.tracing import models

    identity = uuid4()
    name = f"{chance.choice(SURNAMES)} {chance.choice(GIVEN)}"
    return models.Mention(
        id=identity, entry=uuid4(), document=document.id, name=name, role="subject",
        sex=chance.choice(("male", "female", "")), age=str(chance.randrange(16, 80)),
        locator={"row": row + 2}, confirmed=chance.random() > 0.01, person=identity,
        features={"marks": "scar"} if sought else {},
    )  # fmt: skip


def claim(chance: random.Random, row, document):
    from izdeu.tracing import models

    return models.Claim(
        id=uuid4(), entry=uuid4(), mention=row.id, event=chance.choice(EVENTS),
        assertion="asserted", when=a_day(chance), place="Belkent", source=document.source,
        standing="claimed",
    )  # fmt: skip


def asked(chance: random.Random, first: int, mentions: list) -> Iterator[list]:
    """Families, facilities, questions, proposals: one for every few hundred mentions."""
    from izdeu.tracing import casenumber, models

    facilities = [
        models.Facility(id=uuid4(), entry=uuid4(), kind="ivs", name=f"ИВС {first}-{number}",
                        place="Belkent", key=f"{first}-{number}")
        for number in range(PLACES)
    ]  # fmt: skip
    yield facilities
    requests = [
        models.Request(id=uuid4(), entry=uuid4(), mention=one.id, number=number, language="kk",
                       opened=f"{a_day(chance)}T00:00:00+00:00", vetted=chance.random() < 0.8)
        for one, number in zip(mentions[::SOUGHT], numbers(casenumber), strict=False)
    ]  # fmt: skip
    yield requests
    yield [models.Recorded(entry=one.entry, record=one.id, kind="request") for one in requests]
    yield [
        models.Inquiry(id=uuid4(), entry=uuid4(), facility=chance.choice(facilities).id,
                       mention=one.mention, spelling="x", asked=f"{a_day(chance)}T10:00",
                       answer="not_listed", maker="op-1")
        for one in requests for _ in range(3)
    ]  # fmt: skip
    yield acts(chance, requests, mentions, facilities)
    yield [
        models.Proposal(a=min(one.id, other.id), b=max(one.id, other.id), model="x",
                        weight=chance.uniform(0, 12), probability=chance.random(), reasons=[])
        for one, other in zip(mentions[::100], mentions[50::100], strict=False)
    ]  # fmt: skip


def acts(chance: random.Random, requests: list, mentions: list, facilities: list) -> list:
    """What the team did: families called back and called, pages read, facilities taken over."""
    from izdeu.terms import EntryKind

    called = [one for one in requests if one.vetted]
    return [
        *(act(chance, EntryKind.VETTING, one.id) for one in called),
        *(act(chance, EntryKind.CALL, one.id) for one in called[::2]),
        *(act(chance, EntryKind.READING, one.id, how="page") for one in mentions[::50]),
        *(
            act(chance, EntryKind.ROTA, one.id, operator="op-1", hour="09:00")
            for one in facilities[::3]
        ),
    ]


def act(chance: random.Random, kind: str, about, **content):
    from izdeu.tracing import models

    return models.Act(
        entry=uuid4(), kind=kind, about=about, maker="op-1",
        made_at=f"{a_day(chance)}T10:00:00+00:00", content=content,
    )  # fmt: skip


def numbers(casenumber) -> Iterator[str]:
    while True:
        number = casenumber.draw()
        if number not in _DRAWN:
            _DRAWN.add(number)
            yield number


_DRAWN: set[str] = set()


def a_day(chance: random.Random) -> str:
    """One of the last days: what runs out or waits today is what the pages have to bear."""
    return (date.today() - timedelta(days=1 + chance.randrange(30))).isoformat()


def run(arguments: argparse.Namespace) -> None:
    cookies = {"staff": signed_in(), "family": family(), "anybody": ""}
    alone = measured(cookies, arguments.without)
    alone_took, before = time.process_time(), resource.getrusage(resource.RUSAGE_CHILDREN)
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    served = subprocess.Popen(
        [Path(sys.executable).parent / "python", "-c",
         f"from izdeu.cli.serve import prepare, listen\nprepare(plain=True)\n"
         f"from izdeu.cli.record import open_record\nopen_record()\n"
         f"listen('localhost', {port}, {arguments.workers})"]
    )  # fmt: skip
    try:
        address = await_answer(port)
        times, errors = load(address, cookies, list(alone), arguments)
    finally:
        served.terminate()
        served.wait(20)
    print(
        f"{'page':<44}{'p50 ms':>8}{'p95 ms':>8}{'errors':>8}{'cpu ms':>8}{'queries':>9}{'KB':>7}"
    )
    for page, (processor, queries, size) in alone.items():
        found = sorted(times[page])
        middle, high = (found[int(len(found) * part)] for part in (0.5, 0.95))
        told = f"{middle:>8.0f}{high:>8.0f}{errors[page]:>8}{processor:>8.0f}{queries:>9}"
        print(f"{page[1]:<44}{told}{size / 1000:>7.0f}")
    every = sorted(itertools.chain.from_iterable(times.values()))
    print(f"all pages: p95 {every[int(len(every) * 0.95)]:.0f} ms, errors {sum(errors.values())}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    served_took = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    read = len(every) + arguments.clients * len(alone)
    for whose, took in (("pages", served_took), ("clients", time.process_time() - alone_took)):
        print(f"{whose}: {took * 1000 / read:.1f} ms of processor time a reading")


def signed_in() -> str:
    from django.contrib.sessions.backends.db import SessionStore

    from izdeu.accounts import operator, session
    from izdeu.accounts.models import Operator
    from izdeu.accounts.role import Role

    found = Operator.objects.filter(pseudonym="benchmark").first()
    found = found or operator.enrol("benchmark", Role.COORDINATOR, "a long enough password", "A")
    kept = SessionStore()
    session.begin(kept, found)
    kept.save()
    return kept.session_key


def family() -> str:
    from django.contrib.sessions.backends.db import SessionStore

    from izdeu.accounts import session
    from izdeu.tracing import models

    kept, request = SessionStore(), models.Request.objects.first()
    session.open_case(kept, request.id)
    kept.save()
    told(request.mention)
    return kept.session_key


def told(mention) -> None:
    """Let the ledger say when the family told what its page shows."""
    from izdeu.tracing import models

    for number, claim in enumerate(models.Claim.objects.filter(mention=mention)):
        if not models.Entry.objects.filter(id=claim.entry).exists():
            models.Entry.objects.create(
                id=claim.entry, installation=mention, sequence=number, maker="op-1", kind="claim",
                made_at=f"{claim.when}T00:00:00+00:00", digest=os.urandom(32).hex(),
            )  # fmt: skip


def measured(
    cookies: dict[str, str], without: Sequence[str]
) -> dict[tuple[str, str], tuple[float, int, int]]:
    """Processor time, queries and bytes of every page, read alone, after a first reading."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    settings.ALLOWED_HOSTS = ["*"]
    found = {}
    for who, path in pages(cookies):
        if path in without:
            continue
        client = Client()
        client.cookies["izdeu"], client.cookies["language"] = cookies[who], "kk"
        first = time.perf_counter()
        status = once(client, path).status_code
        slow = time.perf_counter() - first
        with CaptureQueriesContext(connection) as asked:
            size = len(once(client, path).content)
        # Whoever reads again empties the list of what was asked.
        queries = len(asked)
        found[who, path] = (statistics.median(spent(client, path)), queries, size)
        if status != 200 or slow > 1:
            print(f"{path}: answered {status}, at first after {slow:.1f} s", flush=True)
    return found


def spent(client, path: str) -> Iterator[float]:
    """Milliseconds of processor time of several readings."""
    for _ in range(READINGS):
        began = time.process_time()
        once(client, path)
        yield (time.process_time() - began) * 1000


def once(client, path: str):
    """Read a page, or send the form of it."""
    page, _, name = path.partition(" ")
    return client.post(page, {"who": name}) if name else client.get(page)


def pages(cookies: dict[str, str]) -> list[tuple[str, str]]:
    """Every page that is read, with whose it is; pages of one record by their links."""
    from django.test import Client
    from django.urls import get_resolver, reverse

    from izdeu.web import gate

    routes = {one.name: one for one in get_resolver("izdeu.web.urls").url_patterns}
    known = {"code": "kk", "edition": "x", "name": "look.css"}
    client = Client()
    client.cookies["izdeu"] = cookies["staff"]
    read = {}
    for name, pattern in routes.items():
        row = gate.matrix()[name].get("GET", frozenset())
        wanted = set(pattern.pattern.converters)
        who = "staff" if "coordinator" in row else "family" if "enquirer" in row else ""
        who = "anybody" if "anon" in row else who
        if who and wanted <= set(known) and name not in ("leave", "language"):
            read[reverse(name, kwargs={key: known[key] for key in wanted})] = who
    for path in [path for path, who in read.items() if who == "staff"]:
        text = client.get(path).content.decode()
        for link in re.findall(r'href="(/desk/(?:person|documents|original)/[\w-]{22}/)"', text)[
            :1
        ]:
            read[link] = "staff"
    asked = ("/desk/clocks/?older=1", "/desk/clocks/?broken=1", SEARCH)
    return [(who, path) for path, who in read.items()] + [("staff", path) for path in asked]


def await_answer(port: int) -> tuple:
    """Where the pages are served, once they are."""
    for _ in range(300):
        try:
            with socket.create_connection(("localhost", port), timeout=5) as line:
                return line.getpeername()
        except OSError:
            time.sleep(0.2)
    raise TimeoutError("the pages are not served")


def load(address: tuple, cookies: dict, read: list, arguments: argparse.Namespace):
    times: dict = {page: [] for page in read}
    errors = dict.fromkeys(read, 0)
    asked = {page: question(page[1], cookies[page[0]]) for page in read}
    guard, pause = threading.Lock(), threading.Event()

    def client(number: int) -> None:
        for turn in range(arguments.rounds + 1):
            chance, order = random.Random(number * 1000 + turn), read[:]
            chance.shuffle(order)
            for page in order:
                pause.wait(chance.uniform(0.5, 1.5) * arguments.pause)
                began = time.perf_counter()
                ok = ask(address, asked[page])
                took = (time.perf_counter() - began) * 1000
                with guard:
                    errors[page] += not ok
                    # The first turn fills what a process keeps: names, words, templates.
                    times[page] += [took] if turn else []

    threads = [threading.Thread(target=client, args=(one,)) for one in range(arguments.clients)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return times, errors


def question(path: str, cookie: str) -> bytes:
    """What a browser sends to read a page, or to send the form of it."""
    page, _, name = path.partition(" ")
    token = "b" * 32
    form = urlencode({"who": name, "csrfmiddlewaretoken": token}).encode() if name else b""
    told = [
        f"{'POST' if name else 'GET'} {page} HTTP/1.1",
        "Host: localhost",
        "Connection: close",
        f"Cookie: izdeu={cookie}; language=kk; csrftoken={token}",
    ]
    if name:
        told += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(form)}"]
    return "\r\n".join([*told, "", ""]).encode() + form


def ask(address: tuple, asked: bytes) -> bool:
    """Whether the page came, and came whole."""
    try:
        with socket.create_connection(address[:2], timeout=120) as line:
            line.sendall(asked)
            answer = b"".join(iter(lambda: line.recv(1 << 18), b""))
    except OSError:
        return False
    head, _, body = answer.partition(b"\r\n\r\n")
    return head.startswith(b"HTTP/1.1 200 ") and is_whole(head.lower(), body)


def is_whole(head: bytes, body: bytes) -> bool:
    """Whether a body ends where its head says."""
    if b"transfer-encoding: chunked" in head:
        return body.endswith(b"0\r\n\r\n")
    return f"content-length: {len(body)}\r\n".encode() in head + b"\r\n"


if __name__ == "__main__":
    main()
