"""Look whether this installation is in order, and whether it is safe."""

import argparse
import os
import stat
from collections.abc import Iterator

from izdeu.cli import access
from izdeu.cli.keys import lying_here
from izdeu.cli.record import home, open_record
from izdeu.protection import scratch

_LAYERS = ("izdeu.web.headers.Headers", "izdeu.web.lock.Lock", "izdeu.web.forgery.Forgery",
           "izdeu.web.gate.Gate", "izdeu.web.mode.Mode")  # fmt: skip
#: What no answer may lack.
_HEADERS = ("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy",
            "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy")  # fmt: skip
#: Shorter secrets are guessed; the one in the settings is in everybody's copy of the program.
_SECRET = 32


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command takes nothing."""
    del parser


def run(_: argparse.Namespace) -> int:
    """Print what is wrong and what to do; exit 1 where something is, and never call that safe."""
    open_record()
    faults, unsafe = list(_faults()), list(_unsafe())
    for fault in faults:
        print(f"- {fault}")
    for danger in unsafe:
        print(f"- not safe: {danger}")
    for note in _notes():
        print(f"note: {note}")
    _conclude(faults, unsafe)
    return 1 if faults or unsafe else 0


def _conclude(faults: list[str], unsafe: list[str]) -> None:
    if faults or unsafe:
        print(f"{len(faults) + len(unsafe)} things to mend" + (": not safe" if unsafe else ""))
    else:
        print("in order, and safe as far as this program can see")


def _faults() -> Iterator[str]:
    from izdeu.publication import house
    from izdeu.tracing import rotation, triggers

    for name in triggers.missing():
        yield f"the trigger {name} is missing; run izdeu audit verify, then izdeu rebuild"
    try:
        house.read(home())
    except house.NotRules as refusal:
        yield str(refusal)
    for path in rotation.strays():
        yield f"{path.name} was left by a rotation that was killed; run izdeu keys rotate again"


def _unsafe() -> Iterator[str]:
    yield from _readable()
    yield from _unencrypted()
    yield from _pages()


def _readable() -> Iterator[str]:
    if stat.S_IMODE(home().stat().st_mode) & 0o077:
        yield "others can read the installation's folder; run chmod 700 on it"
    for path in sorted(home().glob("*.key")):
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            yield f"others can read {path.name}; run chmod 600 on it"
    for path in lying_here():
        yield f"{path.name} opens families' contacts; carry it away from this machine"


def _unencrypted() -> Iterator[str]:
    file = access.key_file()
    if access.is_plain():
        yield "the database is plain SQLite by IZDEU_PLAIN_SQLITE; unset it and run izdeu init"
    elif file is not None and file.throw_away:
        yield "the data's key is a throw-away one that lies beside the data; run izdeu init"


def _pages() -> Iterator[str]:
    from django.conf import settings

    if settings.DEBUG:
        yield "DEBUG is on; errors would show people's data"
    if settings.PLAIN:
        yield "IZDEU_PLAIN_HTTP is set; cookies would go over the network readable"
    for layer in _LAYERS:
        if layer not in settings.MIDDLEWARE:
            yield f"{layer} is missing from the settings; put the shipped ones back"
    if not _bears_headers():
        yield "answers would lack a header that protects readers; put the shipped program back"
    if _is_default_secret():
        yield "the secret of sessions is the default or short; run izdeu init, which draws one"


def _bears_headers() -> bool:
    """Whether an answer of the pages, asked for here and now, protects its reader."""
    from django.conf import settings
    from django.test import Client

    host = settings.ALLOWED_HOSTS[0].lstrip(".*") or "localhost"
    answer = Client(raise_request_exception=False).get("/nowhere/", secure=True, SERVER_NAME=host)
    policy = answer.headers.get("Content-Security-Policy", "unsafe")
    return all(name in answer.headers for name in _HEADERS) and "unsafe" not in policy


def _is_default_secret() -> bool:
    """Whether somebody set a secret that others know; without one, the installation's is used."""
    from django.conf import settings

    given = os.environ.get("IZDEU_SECRET_KEY")
    return given is not None and len(given) < _SECRET or given == settings.UNSERVED


def _notes() -> Iterator[str]:
    from django.db import connection

    if connection.vendor != "sqlite":
        yield (
            "PostgreSQL: documents are encrypted here, names and claims only by the server's "
            "disk, which cannot be asked; make sure that it is encrypted, its log included"
        )
    if scratch.in_memory() is None:
        yield "temporary files lie on a disk: there is no room in memory; encrypt that disk"
