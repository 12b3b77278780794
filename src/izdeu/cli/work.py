"""Tell families that there is news: queue, send what may be sent, and say whom to call."""

import argparse
import os
import time

from izdeu.cli.outcome import CannotGoOn
from izdeu.cli.record import alert_pair, open_record

#: Seconds between two looks at the ledger.
_PAUSE = 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("--once", action="store_true", help="do what is due now, and stop")
    parser.add_argument("--calls", action="store_true", help="only list the calls to make")


def run(arguments: argparse.Namespace) -> int:
    """Work until interrupted, or once; print figures, never a name or an address."""
    open_record()
    _check_reach()
    if arguments.calls:
        return _calls()
    from izdeu.alerts.worker import work

    while True:
        done = work(lambda: alert_pair().private)
        if arguments.once or done.queued or done.handled:
            print(
                f"queued {done.queued}, handled {done.handled}, calls to make {done.waiting_calls}",
                flush=True,
            )
        if arguments.once:
            return 0
        time.sleep(_PAUSE)


def _check_reach() -> None:
    """A text that would not fit is found out before anything is sent."""
    from izdeu.alerts.text import TooLong, alert

    try:
        for language in ("kk", "ru", "en"):
            alert(language, os.environ.get("IZDEU_REACH", ""))
    except TooLong as refusal:
        raise CannotGoOn(str(refusal)) from refusal


def _calls() -> int:
    from izdeu.alerts import outbox

    outbox.follow_ledger()
    for request in outbox.calls():
        print(f"call the family of request {request}")
    return 0
