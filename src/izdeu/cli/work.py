"""Work in the background: match what came in, tell families there is news, count, and forget."""

import argparse
import os
import sys
import time
from datetime import timedelta

from izdeu.cli.match import propose
from izdeu.cli.outcome import CannotGoOn, LockedOut
from izdeu.cli.record import alert_pair, open_record
from izdeu.cli.serve import prepare
from izdeu.protection import vault

#: Seconds between two looks whether somebody unlocked.
_LOOK = 2.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("--once", action="store_true", help="do what is due now, and stop")
    parser.add_argument("--calls", action="store_true", help="only list the calls to make")
    parser.add_argument("--every", type=int, default=10, metavar="SECONDS")


def run(arguments: argparse.Namespace) -> int:
    """Work until interrupted, or once; print figures, never a name or an address."""
    prepare()
    _open(waiting=not (arguments.once or arguments.calls))
    _check_reach()
    if arguments.calls:
        return _calls()
    while True:
        told = due()
        if arguments.once:
            print(told)
            return 0
        time.sleep(arguments.every)


def _open(*, waiting: bool) -> None:
    """Open the record; while it is locked, wait and say so once."""
    vault.when_locked(_start_over)
    said = False
    while True:
        try:
            return open_record()
        except LockedOut as locked:
            if not waiting:
                raise
            if not said:
                print(f"locked: {locked}; work waits for that", flush=True)
            said = True
            time.sleep(_LOOK)


def _start_over() -> None:
    """The key has to leave this process's memory: a new program takes its place, and waits."""
    os.execv(sys.executable, [sys.executable, "-m", "izdeu.cli", *sys.argv[1:]])  # noqa: S606


def due() -> str:
    """Do what is due now; give its figures in words."""
    from izdeu.alerts.worker import work
    from izdeu.publication import kept
    from izdeu.tracing import actions

    hidden = actions.hide_appealed(by="worker")
    proposed = propose(None, by="worker")
    done = work(lambda: alert_pair().private)
    counted = "made anew" if kept.renew() else "as they were"
    return (
        f"proposals made: {proposed}; news queued {done.queued}, handled {done.handled}, "
        f"calls to make {done.waiting_calls}; hidden by appeal {hidden}; "
        f"counts of the pages {counted}; sessions and codes forgotten: {forget()}"
    )


def _check_reach() -> None:
    """A text that would not fit is found out before anything is sent."""
    from izdeu.alerts.text import TooLong, alert

    try:
        for language in ("kk", "kk-Latn", "ru", "en"):
            alert(language, os.environ.get("IZDEU_REACH", ""))
    except TooLong as refusal:
        raise CannotGoOn(str(refusal)) from refusal


def _calls() -> int:
    from izdeu.alerts import outbox

    outbox.follow_ledger()
    for request in outbox.calls():
        print(f"call the family of request {request}")
    return 0


def forget() -> int:
    """Forget sessions that are over, old failures, and forms sent longer than a day ago."""
    from django.contrib.sessions.models import Session
    from django.utils import timezone

    from izdeu.accounts.models import Attempt, Invitation, Once

    now = timezone.now()
    day = now - timedelta(days=1)
    old = (
        Session.objects.filter(expire_date__lt=now),
        Attempt.objects.filter(since__lt=day),
        Once.objects.filter(sent__lt=day),
        Invitation.objects.filter(expires__lt=day),
    )
    return sum(rows.delete()[0] for rows in old)
