"""Work in the background: compare what came in, forget what is over."""

import argparse
import time
from datetime import timedelta

from izdeu.cli.match import propose
from izdeu.cli.record import open_record
from izdeu.cli.serve import prepare


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("--once", action="store_true", help="do what waits, and stop")
    parser.add_argument("--every", type=int, default=20, metavar="SECONDS")


def run(arguments: argparse.Namespace) -> int:
    """Do what waits, again and again until interrupted."""
    prepare()
    open_record()
    while True:
        proposed = propose(None, by="worker")
        forgotten = forget()
        if arguments.once:
            print(f"proposals made: {proposed}; sessions and codes forgotten: {forgotten}")
            return 0
        time.sleep(arguments.every)


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
