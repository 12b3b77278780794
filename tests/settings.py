"""The suite runs on plain SQLite in memory, which is fast, with a key of its own for documents.

What needs an encrypted file makes an installation of its own in another process.
"""

import os

os.environ.setdefault("IZDEU_PLAIN_SQLITE", "1")
# Commands that tests start in processes of their own know the project's settings only; the suite
# is told its own by an option, which its worker processes are given too.
os.environ["DJANGO_SETTINGS_MODULE"] = "izdeu.settings"

from izdeu.protection import vault  # noqa: E402
from izdeu.protection.datakey import DataKey  # noqa: E402
from izdeu.settings import *  # noqa: E402, F403

SECRET_KEY = "only ever in the tests' own memory"
vault.hold(DataKey(1, b"only ever in the tests' own memory"[:32]))
