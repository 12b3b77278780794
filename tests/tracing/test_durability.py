"""What survives a killed process, and what survives nothing at all, on real files."""

import os
import signal
import subprocess
import sys
import time

import pytest

SETUP = """
import django, os, sys
django.setup()
from django.core.management import call_command
from izdeu.tracing import actions, audit, ledger, models
from izdeu.terms import EntryKind
from izdeu.tracing.entry import Draft
"""
WRITER = (
    SETUP
    + """
number = 0
while True:
    number += 1
    drafts = [Draft(EntryKind.CALL, {"n": n, "about": []}) for n in range(3)]
    entries = ledger.append(drafts, maker="op-1")
    print(entries[-1].sequence, flush=True)
"""
)
CHECKER = (
    SETUP
    + """
faults = list(audit.verify())
print(max(ledger.heads().values(), default=0), models.Entry.objects.count(), len(faults))
"""
)
ROUNDS = 20


def python(script, home, **more):
    environment = {
        **os.environ,
        "IZDEU_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "izdeu.settings",
    }
    environment.pop("IZDEU_DATABASE_URL", None)
    return subprocess.Popen(
        [sys.executable, "-c", script], env=environment, stdout=subprocess.PIPE, text=True, **more
    )


def run(script, home):
    process = python(script, home)
    out, _ = process.communicate(timeout=120)
    assert process.returncode == 0
    return out


@pytest.fixture
def home(tmp_path):
    (tmp_path / "home").mkdir()
    run(SETUP + "call_command('migrate', verbosity=0)", tmp_path / "home")
    return tmp_path / "home"


def test_no_acknowledged_entry_is_lost_when_the_writer_is_killed(home):
    acknowledged = 0
    for number in range(ROUNDS):
        writer = python(WRITER, home)
        lines = [writer.stdout.readline() for _ in range(2)]
        time.sleep(0.003 * number)
        writer.send_signal(signal.SIGKILL)
        lines += writer.stdout.read().splitlines()
        writer.wait()
        whole = [int(line) for line in lines if line.strip().isdigit()]
        acknowledged = max(acknowledged, *whole)
    last, count, faults = map(int, run(CHECKER, home).split())
    assert last == count >= acknowledged
    assert faults == 0


ERASER = (
    SETUP
    + """
import hashlib, pathlib
from izdeu.documents.locator import Locator
from izdeu.documents.reading import *
from izdeu.terms import *
source = actions.record_source("Invented list", SourceKind.POLICE, by="op-1")
def record(name, rows):
    path = pathlib.Path(os.environ["IZDEU_HOME"]) / "list.csv"
    path.write_text(name * rows)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    found = [
        Found(
            FoundMention(Locator(row=row), Value(name, Locator(row=row)), unmapped={"x": name}),
            (FoundClaim(Event.HELD, words=f"{name} was held {row}"),),
        )
        for row in range(rows)
    ]
    reading = Reading(ReadDocument(digest, path.stat().st_size, "csv", "2022-01-15"), iter(found))
    intake = actions.record_document(actions.Arrival(path, source), reading, by="op-1")
    path.unlink()
    return intake.document
keep = record("Keepable Person", 40)
secret = record(sys.argv[1] if len(sys.argv) > 1 else "Xqzcanary", 400)
if os.environ.get("ERASE"):
    actions.erase([secret], reason="withdrawn", by="op-1")
    print(len(list(audit.verify())))
"""
)


def files_with(home, word):
    found = []
    for path in home.rglob("*"):
        if path.is_file() and word in path.read_bytes():
            found.append(path.name)
    return found


def test_erasure_leaves_no_byte_in_database_or_write_ahead_log(home, monkeypatch):
    run(ERASER, home)
    assert files_with(home, b"Xqzcanary") != []
    monkeypatch.setenv("ERASE", "yes")
    other = home.parent / "other"
    other.mkdir()
    run(SETUP + "call_command('migrate', verbosity=0)", other)
    assert run(ERASER, other).strip() == "0"
    assert files_with(other, b"Xqzcanary") == []
    assert files_with(other, b"Keepable Person") != []
