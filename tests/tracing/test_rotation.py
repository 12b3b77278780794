"""Changing the key of everything, killed at every point, while others write."""

import json
import os
import signal
import uuid

import psycopg
import pytest

from tests.installation import Installation, files_with

DRIVER = """
import hashlib, signal, time, traceback, uuid
from django.db import connections
from izdeu.protection import datakey
from izdeu.tracing import rotation

HOME = pathlib.Path(os.environ["IZDEU_HOME"])

def apart(deed, *given):
    "Do something in a process of its own, forked while no connection is open."
    child = os.fork()
    if child == 0:
        try:
            deed(*given)
            os._exit(0)
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(1)
    return child

def write(number):
    done = os.open(HOME / f"done-{number}", os.O_WRONLY | os.O_CREAT)
    while True:
        drafts = [Draft(EntryKind.CALL, {"n": n, "about": []}) for n in range(3)]
        sequence = ledger.append(drafts, maker="op-1")[-1].sequence
        os.write(done, f"{sequence} 0\\n".encode())
        # One statement outside of any transaction.
        mention = uuid.uuid4()
        models.Matched.objects.create(number=mention.int >> 66, mention=mention)
        os.write(done, f"{sequence} 1\\n".encode())

def rotate(wanted):
    def said(step):
        if step == wanted:
            os.kill(os.getpid(), signal.SIGKILL)
    file = datakey.read(HOME)
    rotation.rotate(rotation.prepare(file, "", following=""), said)

from izdeu.protection import vault
secrets = [vault.secret(HOME, name) for name in datakey.SECRETS]
def take_in(number):
    "Documents, whose bytes lie under keys of their own on both databases."
    done = os.open(HOME / f"done-{number}", os.O_WRONLY | os.O_CREAT)
    source = actions.record_source(f"List {number}", SourceKind.POLICE, by="op-1")
    for count in range(10**9):
        path = HOME / f"list-{number}"
        path.write_bytes(f"{number} {count} ".encode() + os.urandom(5000))
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        actions.record_unreadable(actions.Arrival(path, source), digest=digest,
                                  published="2022-01-15", reason="invented", by="op-1")
        written = models.Document.objects.get(digest=digest)
        assert hashlib.sha256(b"".join(ledger.parts(written.entry))).hexdigest() == digest
        sequence = models.Entry.objects.get(id=written.entry).sequence
        os.write(done, f"{sequence} 1\\n".encode())

DEED = take_in if os.environ.get("WRITES") == "documents" else write
connections.close_all()
writers = [apart(DEED, number) for number in range(4)]
time.sleep(1)
ends = []
for step in sys.argv[1:]:
    rotator = apart(rotate, step)
    if step.startswith("after "):
        time.sleep(float(step.removeprefix("after ")))
        os.kill(rotator, signal.SIGKILL)
    ends.append(os.waitpid(rotator, 0)[1])
time.sleep(1)
for writer in writers:
    assert os.waitpid(writer, os.WNOHANG) == (0, 0), "a writer met an error"
    os.kill(writer, signal.SIGKILL)
    os.waitpid(writer, 0)
told = [line.split() for path in HOME.glob("done-*") for line in path.read_text().splitlines()]
faults = list(audit.verify())
assert secrets == [vault.secret(HOME, name) for name in datakey.SECRETS]
print(max(int(sequence) for sequence, _ in told), sum(int(row) for _, row in told),
      max(ledger.heads().values()), models.Entry.objects.count(), models.Matched.objects.count(),
      len(faults), len(triggers.missing()), *ends)
"""
RECORD = """
path = pathlib.Path(os.environ["IZDEU_HOME"]) / "list.bin"
path.write_bytes(b"Xqzcanary" + os.urandom(6 << 20))
source = actions.record_source("Invented list", SourceKind.POLICE, by="op-1")
digest = __import__("hashlib").sha256(path.read_bytes()).hexdigest()
taken = actions.record_unreadable(actions.Arrival(path, source), digest=digest,
                                  published="2022-01-15", reason="invented", by="op-1")
path.unlink()
print(taken.document)
"""
STEPS = [
    "remove what a killed rotation left",
    "copy",
    "wrap the documents' keys anew",
    "tell the agent",
    "switch",
    "let the agent forget the old root",
    "remove the old file",
]


#: On PostgreSQL nothing is copied: there the documents' keys are all that is encrypted.
STEPS_THERE = [
    "tell the agent",
    "switch",
    "let the agent forget the old root",
    "wrap the documents' keys anew",
    "forget the old key",
]


@pytest.fixture
def beside(tmp_path):
    """An installation that takes in documents, on the database that the suite runs on."""
    told = os.environ.get("IZDEU_DATABASE_URL", "")
    more = {"WRITES": "documents"}
    if told.startswith("postgres"):
        name = f"rotation_{uuid.uuid4().hex}"
        with psycopg.connect(told, autocommit=True) as server:
            server.execute(f"CREATE DATABASE {name}")
        more["IZDEU_DATABASE_URL"] = f"{told.rpartition('/')[0]}/{name}"
    made = Installation(tmp_path / "home", **more)
    made.run("count")
    return made


def test_documents_taken_in_while_a_rotation_is_killed_at_any_point_stay_whole(beside):
    steps = STEPS_THERE if "IZDEU_DATABASE_URL" in beside.environment else STEPS
    random = ["after 0.02", "after 0.05", "after 0.1"]
    told = beside.script(DRIVER, *steps, *random, "to its end")
    sequence, written, last, entries, _, faults, missing, *ends = map(int, told.split())
    assert last == entries >= sequence > 8 and written > 8
    assert (faults, missing) == (0, 0)
    assert ends[: len(steps)] == [signal.SIGKILL] * len(steps)
    assert ends[-1] == 0
    keys = "print(*models.DocumentKey.objects.values_list('generation', flat=True).distinct())"
    kept = json.loads((beside.home / "data.key").read_text())["keys"]
    assert beside.script(keys).split() == [str(one["generation"]) for one in kept]


@pytest.fixture
def encrypted(tmp_path):
    made = Installation(tmp_path / "home")
    made.run("count")
    made.script(RECORD)
    return made


def test_a_rotation_killed_at_any_point_loses_nothing_that_four_writers_wrote(encrypted):
    random = ["after 0.02", "after 0.05", "after 0.1"]
    told = encrypted.script(DRIVER, *STEPS, *random, "to its end")
    sequence, written, last, entries, rows, faults, missing, *ends = map(int, told.split())
    assert last == entries >= sequence > 8
    assert rows >= written > 4
    assert (faults, missing) == (0, 0)
    assert ends[: len(STEPS)] == [signal.SIGKILL] * len(STEPS)
    assert ends[-1] == 0


def test_after_a_rotation_the_old_file_is_gone_and_the_old_key_opens_nothing(encrypted):
    old = (encrypted.home / "data.key").read_text()
    before = {path.name for path in encrypted.home.glob("*.sqlite3")}
    encrypted.run("keys", "rotate")
    assert not before & {path.name for path in encrypted.home.glob("*.sqlite3")}
    assert encrypted.script("print(len(list(audit.verify())))").strip() == "0"
    new = (encrypted.home / "data.key").read_text()
    (encrypted.home / "data.key").write_text(old)
    assert "cannot be opened" in encrypted.run("count", status=1)
    (encrypted.home / "data.key").write_text(new)
    encrypted.run("count")


def test_a_reader_in_the_middle_of_a_page_reads_on_after_a_rotation(encrypted):
    script = """
import subprocess
from izdeu.cli import main
rows = ledger.entries()
next(rows)
subprocess.run([sys.executable, "-m", "izdeu.cli", "keys", "rotate"], check=True,
               capture_output=True)
print(len(list(rows)), len(list(ledger.entries())))
"""
    left, everything = map(int, encrypted.script(script).split())
    assert left == everything - 1


def test_an_erased_document_leaves_neither_byte_nor_key(encrypted):
    script = """
document = models.Document.objects.get()
actions.erase([document.id], reason="expired", by="op-1")
print(models.DocumentKey.objects.count(), models.Part.objects.count(), len(list(audit.verify())))
"""
    assert encrypted.script(script).split() == ["0", "0", "0"]


def test_the_file_is_no_readable_database_and_holds_no_word(encrypted):
    (database,) = encrypted.home.glob("*.sqlite3")
    assert not database.read_bytes().startswith(b"SQLite format 3")
    assert files_with(encrypted.home, "Xqzcanary", "Invented list", "tracing_entry") == []


def test_no_statement_changes_the_ledger_under_encryption_either(encrypted):
    script = """
from django.db import DatabaseError, connection
refused = 0
for statement in ("UPDATE tracing_entry SET kind = 'x'", "DELETE FROM tracing_body",
                  "INSERT OR REPLACE INTO tracing_part SELECT * FROM tracing_part",
                  "DELETE FROM tracing_documentkey"):
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError:
        refused += 1
print(refused)
"""
    assert encrypted.script(script).strip() == "4"
