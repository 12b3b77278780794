"""An encrypted installation in a folder of its own, worked with by other processes."""

import os
import subprocess
import sys

PASSPHRASE = "five ordinary invented words here"
SETUP = """
import django, os, sys, pathlib
django.setup()
from django.core.management import call_command
from izdeu.terms import *
from izdeu.tracing import actions, audit, documentkey, ledger, models, queries, triggers
from izdeu.tracing.entry import Draft
"""
#: The command as it is, but that a passphrase of the tests is stretched in no time.
QUICK = """
import sys
from izdeu.cli import main
from izdeu.protection import keyring
keyring.COST = keyring.Cost(1, 8192)
sys.exit(main())
"""


class Installation:
    """Commands and scripts run in it; whatever it unlocked is locked again by ``close``."""

    def __init__(self, home, **more):
        self.home = home
        told = {"IZDEU_HOME": str(home), "DJANGO_SETTINGS_MODULE": "izdeu.settings"}
        self.environment = {**os.environ, **told, **more}
        if "IZDEU_DATABASE_URL" not in more:
            self.environment.pop("IZDEU_DATABASE_URL", None)
        if "IZDEU_PLAIN_SQLITE" not in more:
            self.environment.pop("IZDEU_PLAIN_SQLITE", None)

    def run(self, *words, stdin="", status=0, **more):
        done = subprocess.run(
            [sys.executable, "-c", QUICK, *map(str, words)], env=self.environment,
            input=stdin, capture_output=True, text=True, timeout=120, cwd=self.home.parent, **more,
        )  # fmt: skip
        assert done.returncode == status, done.stdout + done.stderr
        return done.stdout + done.stderr

    def start(self, script, *words):
        """A script as a process whose output is read while it runs."""
        return subprocess.Popen(
            [sys.executable, "-c", SETUP + script, *words],
            env=self.environment, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True,
        )  # fmt: skip

    def script(self, script, *words):
        process = self.start(script, *words)
        out, _ = process.communicate(timeout=120)
        assert process.returncode == 0
        return out

    def close(self):
        subprocess.run([sys.executable, "-m", "izdeu.cli", "lock"], env=self.environment,
                       capture_output=True, timeout=60)  # fmt: skip


def files_with(folder, *words):
    """The files in a folder in which one of these words stands, in any usual encoding."""
    codes = ("utf-8", "cp1251", "utf-16-le")
    octets = [word for word in words if isinstance(word, bytes)]
    octets += [word.encode(code) for word in words if isinstance(word, str) for code in codes]
    found = []
    for path in folder.rglob("*"):
        if path.is_file() and any(one in path.read_bytes() for one in octets):
            found.append(path.name)
    return found
