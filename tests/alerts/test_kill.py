"""Workers killed at any moment: every family is told, and none twice."""

import json
import os
import random
import signal
import subprocess
import sys
import time

import pytest

from tests.alerts.server import Gateway

ROUNDS, FAMILIES = 20, 24
SETUP = """
import base64, django, json, os, sys
django.setup()
from django.core.management import call_command
from django.db import connections
from izdeu.alerts import worker
from izdeu.alerts.models import Task
from izdeu.protection import keyring
PAIR = keyring.pair_of(b"k" * 32)
"""
FAMILIES_ASK = (
    SETUP
    + """
from pathlib import Path
call_command("migrate", verbosity=0)
from izdeu.tracing import actions
from izdeu.protection.sealing import Place, seal
from izdeu.terms import Decision
from tests.conftest import Desk, held
desk = Desk(Path(os.environ["IZDEU_HOME"]))
count = int(sys.argv[1])
rows = desk.list(*[(f"Адам {n}", held()) for n in range(count)])
for number, row in enumerate(rows):
    channel = ("sms", "telegram")[number % 2]
    def sealing(request):
        place = Place(request, actions.ALERT_ADDRESS)
        return {actions.ALERT_ADDRESS: seal(f"{channel}:{number}", PAIR.public, place)}
    opened = actions.open_request(actions.Asked(f"Адам {number}", "2022-01-07"), by="op-1",
                                  sealing=sealing)
    actions.vet(opened.request, by="op-1")
    actions.judge(opened.mention, row, Decision.SAME, by="op-2")
"""
)
#: Forks a worker for every line it reads and tells its number, so that rounds are quick.
NURSERY = (
    SETUP
    + """
connections.close_all()
for line in sys.stdin:
    child = os.fork()
    if child == 0:
        worker.work(lambda: PAIR.private)
        os._exit(0)
    print(child, flush=True)
    os.waitpid(child, 0)
    print("gone", flush=True)
"""
)
TELL = (
    SETUP
    + """
rows = Task.objects.values_list("kind", "state", "id", "request")
print(json.dumps([[str(one) for one in row] for row in rows]))
"""
)


@pytest.fixture
def environment(tmp_path):
    gateway = Gateway()
    made = {
        **os.environ,
        "IZDEU_HOME": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "izdeu.settings",
        "IZDEU_LEASE": "0.9",
        "IZDEU_SMS_URL": gateway.url,
        "IZDEU_TELEGRAM_URL": gateway.url,
        "IZDEU_TELEGRAM_TOKEN": "1:invented",
    }
    made.pop("IZDEU_DATABASE_URL", None)
    yield made, gateway
    gateway.close()


def python(script, environment, *words):
    done = subprocess.run(
        [sys.executable, "-c", script, *words],
        env=environment, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def test_twenty_killed_workers_neither_lose_nor_double_a_message(environment):
    environment, gateway = environment
    python(FAMILIES_ASK, environment, str(FAMILIES))
    nursery = subprocess.Popen(
        [sys.executable, "-c", NURSERY], env=environment, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    chance = random.Random(5)
    for number in range(ROUNDS):
        child = start(nursery)
        wait_for(gateway, number // 2)
        time.sleep(chance.random() * 0.02)
        os.kill(child, signal.SIGKILL)
        assert nursery.stdout.readline() == "gone\n"
    finish(nursery, environment)
    nursery.stdin.close()
    nursery.wait()
    check(gateway, json.loads(python(TELL, environment)))


def start(nursery):
    nursery.stdin.write("\n")
    nursery.stdin.flush()
    return int(nursery.stdout.readline())


def wait_for(gateway, count):
    patience = 120
    while len(gateway.taken) < count and patience:
        time.sleep(0.005)
        patience -= 1


def finish(nursery, environment):
    """Let workers live until no message waits for one."""
    for _ in range(10):
        start(nursery)
        assert nursery.stdout.readline() == "gone\n"
        if not any(state in ("leased", "sending", "waiting") for kind, state, *_ in
                   json.loads(python(TELL, environment)) if kind == "message"):  # fmt: skip
            return
        time.sleep(1)


def check(gateway, tasks):
    """Each family has one message, or a call where it may have had one already."""
    messages = [task for task in tasks if task[0] == "message"]
    called = {request for kind, _, _, request in tasks if kind == "call"}
    assert len({request for *_, request in messages}) == len(messages) == FAMILIES
    # A gateway that honours the id delivers what comes twice once: its ids are counted.
    texts = {content["id"] for path, _, content in gateway.taken if path == "/"}
    assert len(texts) == FAMILIES // 2
    chats = [content["chat_id"] for path, _, content in gateway.taken if path != "/"]
    assert len(chats) == len(set(chats))
    assert {state for _, state, *_ in messages} <= {"sent", "to_call"}
    by_call = [request for _, state, _, request in messages if state == "to_call"]
    assert set(by_call) <= called
    assert len(chats) + len(by_call) >= FAMILIES // 2
