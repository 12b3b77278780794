"""Serve the pages."""

import argparse
import gc
import os
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

from izdeu.cli.outcome import CannotGoOn, LockedOut
from izdeu.cli.record import home, open_record
from izdeu.protection import scratch, vault

_LOCKED = 75


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("--host", default="localhost", help="the address to listen at")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=2, help="processes, of four threads each")


def run(arguments: argparse.Namespace) -> int:
    """Serve until interrupted; a proxy before it adds TLS, or an onion service."""
    prepare()
    check_rules()
    if not is_ready_apart():
        print("locked: the pages say so until somebody calls izdeu unlock", flush=True)
    else:
        count_apart()
    _say_where(arguments)
    listen(arguments.host, arguments.port, arguments.workers)
    return 0


def prepare(*, plain: bool = False) -> None:
    """Settings of a serving process: its folder, and whether cookies may go over HTTP."""
    home = Path(os.environ.get("IZDEU_HOME", "var")).absolute()
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "izdeu.settings")
    scratch.use()
    if plain:
        os.environ["IZDEU_PLAIN_HTTP"] = "1"


def _say_where(arguments: argparse.Namespace) -> None:
    names = os.environ.get("IZDEU_HOSTS", "localhost")
    print(
        f"the pages are served at {arguments.host}:{arguments.port} until you press Ctrl+C, under "
        f"the names in IZDEU_HOSTS: {names}\nbeside it runs izdeu work",
        flush=True,
    )


def check_rules() -> None:
    """Raise ``CannotGoOn`` where the house rules cannot be followed."""
    from izdeu.publication import house

    try:
        house.read(home())
    except house.NotRules as refusal:
        raise CannotGoOn(str(refusal)) from refusal


def is_ready_apart() -> bool:
    """Bring the tables up to date in a process of its own; False where all is locked.

    The process that only looks after the workers never holds the key. Raises ``CannotGoOn``.
    """
    child = os.fork()
    if child == 0:
        os._exit(_open_in_child())
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if status not in (0, _LOCKED):
        raise CannotGoOn("the pages cannot be served before that is mended")
    return status == 0


def _open_in_child() -> int:
    try:
        open_record()
    except LockedOut:
        return _LOCKED
    except CannotGoOn as stop:
        print(f"izdeu: {stop}", file=sys.stderr)
        return 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0


def count_apart() -> None:
    """Count for the pages in a process of its own: they are served meanwhile."""
    if os.fork() == 0:
        os._exit(_count_in_child())


def _count_in_child() -> int:
    # Whoever waits for a page goes first.
    os.nice(10)
    vault.when_locked(lambda: os._exit(0))
    open_record()
    from izdeu.publication import kept

    kept.renew(timedelta(0))
    return 0


def listen(host: str, port: int, workers: int) -> None:
    """Answer requests until interrupted; nothing about a visitor is logged."""
    from django.core.wsgi import get_wsgi_application
    from django.db import connections
    from django.urls import get_resolver
    from gunicorn.app.base import BaseApplication

    class Served(BaseApplication):  # type: ignore[misc]
        """The pages under gunicorn."""

        def load_config(self) -> None:
            options = {
                "bind": f"{host}:{port}",
                "workers": workers,
                "threads": 4,
                "worker_class": "gthread",
                # A line kept open stays with one worker, however long the queue there is.
                "keepalive": 0,
                "loglevel": "warning",
                "accesslog": None,
                "proc_name": "izdeu",
            }
            for name, value in options.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            # A worker that loses the key ends, and its memory with it; the next one is locked.
            vault.when_locked(lambda: os._exit(0))
            pages = get_wsgi_application()
            # Before the first visitor, whatever all pages need; it stands for good, and is not
            # looked through for rubbish while somebody waits.
            get_resolver().url_patterns  # noqa: B018 - it is read in when asked for
            gc.collect()
            gc.freeze()
            return pages

    # A connection must not be shared between processes: each worker opens its own.
    connections.close_all()
    Served().run()
