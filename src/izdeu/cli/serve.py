"""Serve the pages."""

import argparse
import os
from pathlib import Path
from typing import Any

from izdeu.cli.record import open_record
from izdeu.protection.number import key_at


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("--host", default="localhost", help="the address to listen at")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=2, help="processes, of four threads each")


def run(arguments: argparse.Namespace) -> int:
    """Serve until interrupted; a proxy before it adds TLS, or an onion service."""
    prepare()
    open_record()
    listen(arguments.host, arguments.port, arguments.workers)
    return 0


def prepare(*, plain: bool = False) -> None:
    """Settings of a serving process: the key of sessions, and whether cookies may go over HTTP."""
    home = Path(os.environ.get("IZDEU_HOME", "var")).absolute()
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ.setdefault("IZDEU_SECRET_KEY", key_at(home / "session.key").hex())
    if plain:
        os.environ["IZDEU_PLAIN_HTTP"] = "1"


def listen(host: str, port: int, workers: int) -> None:
    """Answer requests until interrupted; nothing about a visitor is logged."""
    from django.core.wsgi import get_wsgi_application
    from django.db import connections
    from gunicorn.app.base import BaseApplication

    class Served(BaseApplication):  # type: ignore[misc]
        """The pages under gunicorn."""

        def load_config(self) -> None:
            options = {
                "bind": f"{host}:{port}",
                "workers": workers,
                "threads": 4,
                "worker_class": "gthread",
                "loglevel": "warning",
                "accesslog": None,
                "proc_name": "izdeu",
            }
            for name, value in options.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            return get_wsgi_application()

    # A connection must not be shared between processes: each worker opens its own.
    connections.close_all()
    Served().run()
