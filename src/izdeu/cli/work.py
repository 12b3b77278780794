"""Work in the background: match what came in, tell families there is news, forget what is over."""

import argparse
import os
import time
from datetime import timedelta

from izdeu.cli.match import propose
from izdeu.cli.outcome import CannotGoOn
from izdeu.cli.record import alert_pair, open_record
from izdeu.cli.serve import prepare


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("--once", action="store_true", help="do what is due now, and stop")
    parser.add_argument("--calls", action="store_true", help="only list the calls to make")
    parser.add_argument("--every", type=int, default=10, metavar="SECONDS")


def run(arguments: argparse.Namespace) -> int:
    """Work until interrupted, or once; print figures, never a name or an address."""
    prepare()
    open_record()
    _check_reach()
    if arguments.calls:
        return _calls()
    while True:
        told = _round()
        if arguments.once:
            print(told)
            return 0
        time.sleep(arguments.every)


def _round() -> str:
    from izdeu.alerts.worker import work
    from izdeu.tracing import actions

    hidden = actions.hide_appealed(by="worker")
    proposed = propose(None, by="worker")
    done = work(lambda: alert_pair().private)
    return (
        f"proposals made: {proposed}; news queued {done.queued}, handled {done.handled}, "
        f"calls to make {done.waiting_calls}; hidden by appeal {hidden}; "
        f"sessions and codes forgotten: {forget()}"
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
