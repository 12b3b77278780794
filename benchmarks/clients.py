"""Eight clients at once, six that read and two that write, for minutes: errors and locks counted.

    python benchmarks/clients.py --minutes 10
    IZDEU_DATABASE_URL=postgres://… python benchmarks/clients.py --minutes 10

Without a database given it works on an encrypted SQLite file in a temporary folder. Prints one
line of JSON; exits 1 where there was an error.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

PAGES = ("/", "/how/", "/counts/", "/ask/", "/desk/", "/desk/requests/", "/desk/documents/",
         "/desk/proposals/")  # fmt: skip


def main() -> int:
    arguments = read_arguments()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["IZDEU_HOME"] = folder
        os.environ.pop("IZDEU_PLAIN_SQLITE", None)
        prepare()
        kinds = ["read"] * arguments.readers + ["write"] * arguments.writers
        until = time.monotonic() + arguments.minutes * 60
        children = [begin(kind, number, until, Path(folder)) for number, kind in enumerate(kinds)]
        for child in children:
            os.waitpid(child, 0)
        told = [json.loads(path.read_text()) for path in Path(folder).glob("client-*.json")]
        found = summary(told, len(kinds)) | checked()
    print(json.dumps({"minutes": arguments.minutes, **found}))
    return 1 if found["errors"] or found["faults"] else 0


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--readers", type=int, default=6)
    parser.add_argument("--writers", type=int, default=2)
    return parser.parse_args()


def prepare() -> None:
    from izdeu.cli.record import open_record
    from izdeu.cli.serve import prepare as prepare_serving

    prepare_serving()
    open_record()
    from django.conf import settings
    from django.db import connections

    from izdeu.accounts import factor, operator
    from izdeu.accounts.role import Role
    from izdeu.terms import SourceKind
    from izdeu.tracing import actions

    settings.ALLOWED_HOSTS = ["*"]
    operator.enrol("coordinator-1", Role.COORDINATOR, "an invented password", factor.secret())
    actions.record_source("Invented list", SourceKind.HOSPITAL, by="op-1")
    connections.close_all()


def begin(kind: str, number: int, until: float, folder: Path) -> int:
    child = os.fork()
    if child:
        return child
    try:
        path = folder / f"client-{number}.json"
        path.write_text(json.dumps(CLIENTS[kind](number, until)))
        os._exit(0)
    except BaseException:  # noqa: BLE001 - it is told, and counted by its missing answers
        traceback.print_exc()
    finally:
        os._exit(1)


def browser(signed_in: bool):
    from django.test import Client

    client = Client(raise_request_exception=False)
    if signed_in:
        from izdeu.accounts import session
        from izdeu.accounts.models import Operator

        kept = client.session
        session.begin(kept, Operator.objects.get(pseudonym="coordinator-1"))
        kept.save()
        client.cookies["izdeu"] = kept.session_key
    return client


def read(_: int, until: float) -> dict:
    client, told = browser(signed_in=True), Told("read")
    while time.monotonic() < until:
        for path in PAGES:
            told.of(lambda path=path: client.get(path, secure=True))
    return told.summary()


def write(number: int, until: float) -> dict:
    """A family's form, then a list of three rows, in turn."""
    client, told, sent = browser(signed_in=False), Told("write"), 0
    while time.monotonic() < until:
        sent += 1
        form = {"name": f"Invented {number} {sent}", "once": f"{number:04}{sent:020}"}
        told.of(lambda form=form: client.post("/ask/", form, secure=True))
        told.of(lambda sent=sent: record(number, sent))
    return told.summary()


def record(number: int, sent: int):
    from izdeu.terms import SourceKind
    from izdeu.tracing import actions

    source = actions.record_source("Invented list", SourceKind.HOSPITAL, by="op-1")
    with tempfile.NamedTemporaryFile("w", suffix=".csv") as file:
        file.write("ФИО;Дата поступления\n")
        file.writelines(f"Invented {number} {sent} {row};05.01.2022\n" for row in range(3))
        file.flush()
        actions.take_in(actions.Arrival(Path(file.name), source), published="2022-01-07", by="op-1")


class Told:
    """What one client met."""

    def __init__(self, kind: str) -> None:
        self.kind, self.seconds, self.errors = kind, [], Counter()

    def of(self, deed) -> None:
        began = time.monotonic()
        try:
            answer = deed()
            if answer is not None and answer.status_code != 200:
                self.errors[f"status {answer.status_code}"] += 1
        except Exception as failure:  # noqa: BLE001 - every kind is counted
            self.errors[f"{type(failure).__name__}: {failure}"] += 1
        self.seconds.append(time.monotonic() - began)

    def summary(self) -> dict:
        return {"kind": self.kind, "seconds": self.seconds, "errors": dict(self.errors)}


CLIENTS = {"read": read, "write": write}


def summary(told: list[dict], clients: int) -> dict:
    errors: Counter = Counter()
    for one in told:
        errors.update(one["errors"])
    if len(told) < clients:
        errors["client ended"] = clients - len(told)
    found: dict = {"errors": sum(errors.values()), "which": dict(errors),
                   "locked": sum(n for what, n in errors.items() if "locked" in what)}  # fmt: skip
    for kind in CLIENTS:
        seconds = sorted(s for one in told if one["kind"] == kind for s in one["seconds"])
        if seconds:
            found[kind] = {"done": len(seconds), "median": round(statistics.median(seconds), 4),
                           "p99": round(seconds[int(len(seconds) * 0.99)], 4)}  # fmt: skip
    return found


def checked() -> dict:
    from django.db import connection

    from izdeu.tracing import audit

    return {"database": connection.display_name, "faults": len(list(audit.verify()))}


if __name__ == "__main__":
    sys.exit(main())
