"""The triggers that hold the ledger append-only, on SQLite and PostgreSQL."""

from importlib import resources

from django.db import connections

_STATEMENT_END = "\n--;\n"


def install(using: str = "default") -> None:
    """Put every trigger in place, replacing what stands there under its name."""
    with connections[using].cursor() as cursor:
        for statement in _script(using).split(_STATEMENT_END):
            cursor.execute(statement)


def missing(using: str = "default") -> list[str]:
    """Name the triggers that are absent, disabled or differ from the ones shipped."""
    wanted = _names(using)
    with connections[using].cursor() as cursor:
        cursor.execute(_STANDING[connections[using].vendor])
        standing = {row[0] for row in cursor.fetchall()}
    return sorted(wanted - standing)


_STANDING = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
}


def _script(using: str) -> str:
    vendor = connections[using].vendor
    return (resources.files("izdeu.tracing") / f"triggers.{vendor}.sql").read_text("utf-8")


def _names(using: str) -> set[str]:
    found = set()
    for line in _script(using).splitlines():
        words = line.split()
        if words[:2] == ["CREATE", "TRIGGER"]:
            found.add(words[2])
    return found
