"""Settings, read once from IZDEU_* variables; every default is safe on one laptop."""

import os
from pathlib import Path

import dj_database_url

PACKAGE = Path(__file__).parent
HOME = Path(os.environ.get("IZDEU_HOME", "var")).absolute()
#: Stands where no pages are served; whoever serves them draws a secret first.
UNSERVED = "no web pages are served with this key"
SECRET_KEY = os.environ.get("IZDEU_SECRET_KEY", UNSERVED)
DEBUG = False
#: The names under which pages are served; an onion address is one of them.
ALLOWED_HOSTS = os.environ.get("IZDEU_HOSTS", "localhost").split(",")
INSTALLED_APPS = ["django.contrib.sessions", "izdeu.tracing", "izdeu.accounts", "izdeu.alerts"]
ROOT_URLCONF = "izdeu.urls"
MIDDLEWARE = [
    "izdeu.web.headers.Headers",
    "izdeu.web.lock.Lock",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "izdeu.web.forgery.Forgery",
    "izdeu.web.gate.Gate",
    "izdeu.web.mode.Mode",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates", PACKAGE / "publication" / "templates"],
        "OPTIONS": {"builtins": ["izdeu.web.tags"]},
    }
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
#: Cookies travel over plain HTTP only where a demo is served to this very machine.
PLAIN = os.environ.get("IZDEU_PLAIN_HTTP", "") == "1"
SESSION_COOKIE_NAME = "izdeu"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not PLAIN
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_FAILURE_VIEW = "izdeu.web.refusal.forged"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 << 20
FILE_UPLOAD_PERMISSIONS = 0o600
USE_I18N = False
#: After this long without a page, a session is over.
IDLE_MINUTES = int(os.environ.get("IZDEU_IDLE_MINUTES", "20"))
USE_TZ = True
TIME_ZONE = "UTC"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

DATABASE_URL = os.environ.get("IZDEU_DATABASE_URL", f"sqlite:///{HOME / 'izdeu.sqlite3'}")
DATABASES = {"default": dj_database_url.parse(DATABASE_URL)}
#: A connection outlives the page: opened anew, it would decrypt what it reads once more.
DATABASES["default"] |= {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
#: A plain SQLite file is read by whoever takes the disk: only where somebody says so.
PLAIN_SQLITE = os.environ.get("IZDEU_PLAIN_SQLITE", "") == "1"
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    if not PLAIN_SQLITE:
        DATABASES["default"]["ENGINE"] = "izdeu.tracing.sqlcipher"
    DATABASES["default"]["OPTIONS"] = {
        # Without IMMEDIATE, concurrent read-modify-write transactions fail under load.
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
            "PRAGMA foreign_keys=ON;"
        ),
    }

#: Who is at the keyboard: a pseudonym, never a person's name.
OPERATOR = os.environ.get("IZDEU_OPERATOR", "")
