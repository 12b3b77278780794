"""Settings, read once from IZDEU_* variables; every default is safe on one laptop."""

import os
from pathlib import Path

import dj_database_url

HOME = Path(os.environ.get("IZDEU_HOME", "var")).absolute()
SECRET_KEY = os.environ.get("IZDEU_SECRET_KEY", "no web pages are served with this key")
DEBUG = False
ALLOWED_HOSTS: list[str] = []
INSTALLED_APPS = ["izdeu.tracing", "izdeu.alerts"]
ROOT_URLCONF = "izdeu.urls"
USE_TZ = True
TIME_ZONE = "UTC"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

DATABASE_URL = os.environ.get("IZDEU_DATABASE_URL", f"sqlite:///{HOME / 'izdeu.sqlite3'}")
DATABASES = {"default": dj_database_url.parse(DATABASE_URL)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        # Without IMMEDIATE, concurrent read-modify-write transactions fail under load.
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
            "PRAGMA foreign_keys=ON;"
        ),
    }

#: The publication date rules out invented years; the region chooses places and legal clocks.
REGION = os.environ.get("IZDEU_REGION", "kz")
#: Who is at the keyboard: a pseudonym, never a person's name.
OPERATOR = os.environ.get("IZDEU_OPERATOR", "")
