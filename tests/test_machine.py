"""The machine stopped, seized, full, read-only or with a wrong clock: what is told and kept."""

import base64
import json
import resource

import pytest

from tests.installation import PASSPHRASE, Installation, files_with

CANARIES = {
    "name": "Xqzname",
    "contact": "Xqzcontact",
    "treatment place": "Xqzhospital",
    "wound": "Xqzwound",
    "words": "Xqzwords",
}
COORDINATOR = "another five invented words\n"
LIST = "ФИО;Диагноз;Отделение\nXqzname Айтуар;Xqzwound;Xqzhospital\n"
WEB = """
import json, resource
from django.test import Client
from django.test.utils import setup_test_environment
from django.conf import settings
from django.db import connection
settings.ALLOWED_HOSTS = ["*"]
client = Client(raise_request_exception=False)
def ask(name, **more):
    "Send the family's form; give the status, whether the page says not saved, and the requests."
    told = {"name": name, "once": "a" * 22 + name, **more}
    answer = client.post("/ask/", told, secure=True, headers={"accept-language": "en"})
    return [answer.status_code, "was not saved" in answer.content.decode(),
            models.Request.objects.count()]
"""


OPENED = "from izdeu.cli.record import home, open_record\nopen_record()\n"


@pytest.fixture(scope="module")
def machine(tmp_path_factory):
    """An installation into which names, contacts and places came by every door."""
    folder = tmp_path_factory.mktemp("machine")
    (folder / "tmp").mkdir()
    made = Installation(folder / "home", TMPDIR=str(folder / "tmp"))
    made.run("init", stdin=PASSPHRASE + "\n")
    made.run("keys", "init", "--to", folder, stdin=COORDINATOR)
    made.run("request", CANARIES["name"], "--seen", "2022-01-05",
             "--contact", CANARIES["contact"], "--words", CANARIES["words"])  # fmt: skip
    (folder / "list.csv").write_text(LIST, "utf-8")
    made.run("read", "list.csv", "--source", CANARIES["treatment place"], "--kind", "hospital",
             "--published", "2022-01-07")  # fmt: skip
    (folder / "list.csv").unlink()
    script = WEB + "print(ask(sys.argv[1], seen_place=sys.argv[2], contact=sys.argv[3])[0])"
    told = [CANARIES[one] for one in ("name", "treatment place", "contact")]
    assert made.script(script, *told).split() == ["200"]
    yield made
    made.close()


def test_on_a_stopped_machine_no_word_stands_in_any_file(machine):
    machine.run("match")
    machine.run("work", "--once")
    machine.close()
    assert files_with(machine.home, *CANARIES.values()) == []
    assert files_with(machine.home.parent / "tmp", *CANARIES.values()) == []
    machine.run("unlock", stdin=PASSPHRASE + "\n")


def test_while_it_runs_no_word_stands_in_any_file_either(machine):
    """Nor after a process was killed in the middle of reading a document."""
    script = """
import signal
from izdeu.protection import scratch
from izdeu.tracing.spool import spooled
kept = scratch.use()
with spooled(models.Document.objects.exclude(format="call").get()) as path:
    assert path.is_relative_to(kept) and path.stat().st_size
    print(kept, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""
    process = machine.start(script)
    kept, _ = process.communicate(timeout=60)
    assert kept.startswith(("/dev/shm/", "/run/user/", str(machine.home.parent / "tmp")))
    machine.run("count")
    assert files_with(machine.home, *CANARIES.values()) == []
    assert files_with(machine.home.parent / "tmp", *CANARIES.values()) == []


def test_on_a_stopped_machine_no_key_stands_in_any_file(machine):
    script = """
from izdeu.protection import datakey, vault
from django.conf import settings
home = settings.HOME
kept = [vault.secret(home, name) for name in datakey.SECRETS]
assert settings.SECRET_KEY == kept[0].hex() and len(set(kept)) == 3
print(*(key.hex() for key in [*kept, vault.root(home), vault.current(home).secret]))
"""
    keys = [bytes.fromhex(key) for key in machine.script(OPENED + script).split()]
    machine.close()
    written = [one for key in keys for one in (key, key.hex().encode(), base64.b64encode(key))]
    assert files_with(machine.home, *written) == []
    assert [path.name for path in machine.home.glob("*.key")] == ["data.key"]
    machine.run("unlock", stdin=PASSPHRASE + "\n")


def test_secrets_that_an_earlier_version_left_in_files_are_taken_in(tmp_path):
    made = Installation(tmp_path / "home")
    made.run("count")
    kept = json.loads((made.home / "data.key").read_text())
    kept.pop("secrets")
    (made.home / "data.key").write_text(json.dumps(kept))
    (made.home / "numbers.key").write_bytes(b"n" * 32)
    script = (
        OPENED
        + """
from izdeu.protection import vault
print(vault.secret(home(), "numbers").decode(), len(vault.secret(home(), "alerts")))
"""
    )
    for _ in range(2):
        assert made.script(script).split() == ["n" * 32, "32"]
        made.run("keys", "rotate")
    assert not (made.home / "numbers.key").exists()


def test_with_everything_but_the_private_key_no_contact_is_read(machine):
    """Unlocked, every table, every document's bytes and every file, and all keys that lie here."""
    script = """
from django.apps import apps
from nacl.public import PrivateKey, SealedBox
from nacl.exceptions import CryptoError
import base64
text = b""
for model in apps.get_models():
    for row in model._default_manager.all().values_list():
        for value in row:
            text += bytes(value) if isinstance(value, (bytes, memoryview)) else str(value).encode()
for entry in ledger.entries():
    text += (entry.content or b"") + b"".join(entry.parts)
from izdeu.protection import datakey, vault
home = pathlib.Path(os.environ["IZDEU_HOME"])
secrets = [vault.root(home), vault.current(home).secret]
secrets += [vault.secret(home, name) for name in datakey.SECRETS]
import re
for sealed in re.findall(rb"[A-Za-z0-9+/]{300,}={0,2}", text):
    for secret in secrets:
        try:
            text += SealedBox(PrivateKey(secret)).decrypt(base64.b64decode(sealed))
        except (CryptoError, ValueError):
            continue
print(sum(word.encode() in text for word in sys.argv[1:-1]), sys.argv[-1].encode() in text)
"""
    others = [word for kind, word in CANARIES.items() if kind != "contact"]
    told = machine.script(script, *others, CANARIES["contact"]).split()
    assert told == [str(len(others)), "False"]


def test_a_full_disk_is_told_as_not_saved_and_the_next_form_is_saved(machine):
    script = (
        WEB
        + """
before = models.Request.objects.count()
resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, resource.RLIM_INFINITY))
full = ask("Full")
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
connection.close()
print(json.dumps([before, full, ask("Full"), len(list(audit.verify()))]))
"""
    )
    before, full, saved, faults = json.loads(machine.script(script))
    assert full == [503, True, before]
    assert saved == [200, False, before + 1]
    assert faults == 0


def test_a_full_disk_is_told_by_commands_too(machine):
    before = machine.run("count")
    said = machine.run("request", "Somebody", "--seen", "2022-01-05", status=1, preexec_fn=full)
    assert "not saved: the disk is full" in said and "case number" not in said
    assert machine.run("count") == before


def full():
    """No file grows beyond this: what a full disk does, for one process."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, resource.RLIM_INFINITY))


def test_a_database_that_cannot_be_written_is_told_as_not_saved(machine):
    script = (
        WEB
        + """
before = models.Request.objects.count()
with connection.cursor() as cursor:
    cursor.execute("PRAGMA query_only = ON")
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
request_started.disconnect(close_old_connections)
request_finished.disconnect(close_old_connections)
print(json.dumps([before, ask("Readonly"), client.get("/", secure=True).status_code]))
"""
    )
    before, refused, page = json.loads(machine.script(script))
    assert refused == [503, True, before]
    assert page == 200


def test_with_the_clock_a_day_back_a_form_is_saved_and_nothing_is_erased_as_due(machine):
    script = (
        WEB
        + """
from datetime import datetime, timedelta
class Tomorrow(datetime):
    @classmethod
    def now(cls, zone=None):
        return datetime.now(zone) + timedelta(days=1)
ledger.datetime = Tomorrow
ledger.append([Draft(EntryKind.CALL, {"n": 1, "about": []})], maker="op-1")
ledger.datetime = datetime
before = models.Request.objects.count()
print(json.dumps([before, ask("Yesterday"), len(list(audit.verify()))]))
"""
    )
    before, saved, faults = json.loads(machine.script(script))
    assert saved == [200, False, before + 1]
    assert faults == 0
    assert "set the clock first" in machine.run("retention", "run", "--do", status=1)


def test_a_backup_of_an_encrypted_machine_is_restored_under_another_key(machine, tmp_path):
    recipient = machine.run("backup", "key", tmp_path / "one.txt").strip()
    machine.run("backup", "create", tmp_path / "all.age", "--to", recipient)
    octets = (tmp_path / "all.age").read_bytes()
    key = json.loads((machine.home / "data.key").read_text())["keys"][0]["wrapped"]
    assert key.encode() not in octets
    other = Installation(tmp_path / "other")
    other.run("backup", "restore", tmp_path / "all.age", "--identity", tmp_path / "one.txt")
    assert "nothing was touched" in other.run("audit", "verify")
    assert other.run("count") == machine.run("count")
    assert files_with(other.home, *CANARIES.values()) == []


def test_with_the_lost_machines_data_key_numbers_and_messages_go_on(machine, tmp_path):
    recipient = machine.run("backup", "key", tmp_path / "one.txt").strip()
    machine.run("backup", "create", tmp_path / "all.age", "--to", recipient)
    other = Installation(tmp_path / "other")
    restore = ("backup", "restore", tmp_path / "all.age", "--identity", tmp_path / "one.txt",
               "--data-key", machine.home / "data.key")  # fmt: skip
    assert "does not open" in other.run(*restore, stdin="five quite other words\n", status=1)
    other.run(*restore, stdin=PASSPHRASE + "\n")
    script = (
        OPENED
        + """
from izdeu.protection import vault
print(*(vault.secret(home(), name).hex() for name in ("numbers", "alerts", "session")))
"""
    )
    here, there = machine.script(script).split(), other.script(script).split()
    assert here[:2] == there[:2] and here[2] != there[2]
