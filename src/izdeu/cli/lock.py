"""Lock the installation: sessions end, keys leave memory, pages and work stop."""

import argparse
import threading

from izdeu.cli import access
from izdeu.cli.outcome import CannotGoOn
from izdeu.protection import agent, vault

#: The key does not wait longer than this, in seconds, for sessions to be ended.
_PATIENCE = 3.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command takes nothing."""
    del parser


def run(_: argparse.Namespace) -> int:
    """End sessions, then the agent; whoever holds the key elsewhere notices and lets it go."""
    file = access.key_file()
    if access.is_plain() or file is None or file.throw_away:
        raise CannotGoOn(
            "no passphrase protects this installation, so that nothing can be locked; "
            "stop izdeu serve and izdeu work, and run izdeu init"
        )
    vault.when_locked(lambda: None)
    ended = _end_sessions() if vault.is_open(access.home()) else "no"
    was_open = agent.end(access.home())
    vault.forget()
    print(f"locked; {ended} sessions ended" if was_open else "locked already")
    return 0


def _end_sessions() -> str:
    """How many sessions were ended, in the time there is."""
    told: list[int] = []
    worker = threading.Thread(target=lambda: told.append(_delete_sessions()), daemon=True)
    worker.start()
    worker.join(_PATIENCE)
    return str(told[0]) if told else "within three seconds no"


def _delete_sessions() -> int:
    import django

    django.setup()
    from django.contrib.sessions.models import Session
    from django.db import DatabaseError, connection

    try:
        return int(Session.objects.all().delete()[0])
    except DatabaseError:
        return 0
    finally:
        connection.close()
