"""The outbox: what waits, who works on it, and what became of it.

A task is leased before anything is done about it. A worker that dies leaves a lease behind that
runs out, and what happens then depends on how far it had come.
"""

import uuid
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from izdeu.alerts.models import Cursor, Task
from izdeu.protection.reader import Reader
from izdeu.protection.telling import Telling
from izdeu.tracing import queries

#: Minutes to wait after each failure; after the last of them a member of the team calls.
AGAIN = (1, 5, 30, 120, 720)
#: An arbitrary number by which workers on PostgreSQL know the lock.
_QUEUEING = 1_946_204_711


class Kind(StrEnum):
    """What is to be done."""

    CALL = "call"
    MESSAGE = "message"


class State(StrEnum):
    """How far it has come."""

    WAITING = "waiting"
    LEASED = "leased"
    """A worker looks at it; nothing has gone out."""
    SENDING = "sending"
    """It may have gone out."""
    SENT = "sent"
    DONE = "done"
    DROPPED = "dropped"
    """What it rested on does not stand any more."""
    CALLED = "to_call"
    """No message could be sent: a call was asked for in its place."""


def now() -> datetime:
    """The time of this machine."""
    return datetime.now(UTC)


def follow_ledger() -> int:
    """Read new entries and queue what they give rise to; give how many tasks that made.

    The cursor moves on last: a worker killed on the way reads again, and queues nothing twice.
    """
    stir = queries.stirred(
        Reader.machine(), dict(Cursor.objects.values_list("installation", "sequence"))
    )
    made = sum(queue(request) for request in sorted(stir.requests))
    for installation, sequence in stir.heads.items():
        Cursor.objects.update_or_create(installation=installation, defaults={"sequence": sequence})
    return made


@transaction.atomic
def queue(request: UUID) -> int:
    """Queue what may be told about a request today and was not yet; give how many tasks."""
    _one_at_a_time()
    news = queries.news(Reader.enquirer(request))
    _close_calls(request, news.calls)
    if news.telling == Telling.NOTHING:
        return 0
    kind = Kind.MESSAGE if news.telling == Telling.MESSAGE and news.address else Kind.CALL
    fresh = news.grounds - _told(request, kind)
    return _add(request, kind, fresh, news.calls) if fresh else 0


def _one_at_a_time() -> None:
    """Let no two workers queue at once; on SQLite a transaction that writes is alone anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_QUEUEING])


def _told(request: UUID, kind: Kind) -> set[UUID]:
    """The claims an earlier task of this kind rests on; a message also tells what a call would."""
    tasks = Task.objects.filter(request=request).exclude(state=State.DROPPED)
    if kind == Kind.MESSAGE:
        tasks = tasks.filter(kind=kind)
    return {UUID(one) for grounds in tasks.values_list("grounds", flat=True) for one in grounds}


def _add(request: UUID, kind: Kind, grounds: Iterable[UUID], calls: int) -> int:
    waiting = Task.objects.filter(request=request, kind=kind, state=State.WAITING).first()
    told = sorted(str(one) for one in grounds)
    if waiting:
        waiting.grounds = sorted({*waiting.grounds, *told})
        waiting.save(update_fields=["grounds"])
        return 0
    moment = now()
    Task.objects.create(
        id=uuid.uuid4(), request=request, kind=kind, grounds=told, state=State.WAITING,
        made=moment, due=moment, calls=calls,
    )  # fmt: skip
    return 1


def _close_calls(request: UUID, calls: int) -> None:
    """A logged call closes what was asked for before it."""
    tasks = Task.objects.filter(request=request, kind=Kind.CALL, state=State.WAITING)
    tasks.filter(calls__lt=calls).update(state=State.DONE)


def _due(lease: float) -> "QuerySet[Task]":
    """Messages to work on: waiting ones, and those whose worker's lease has run out.

    A lease that ends later than any lease can was given before the clock was set back.
    """
    moment = now()
    over = Q(due__lte=moment) | Q(due__gt=moment + timedelta(seconds=lease))
    left = Q(state__in=(State.LEASED, State.SENDING)) & over
    # Waiting times are at most the longest of AGAIN, by the same reasoning.
    late = Q(due__lte=moment) | Q(due__gt=moment + timedelta(minutes=AGAIN[-1]))
    return Task.objects.filter(Q(state=State.WAITING) & late | left, kind=Kind.MESSAGE)


@transaction.atomic
def take(lease: float) -> tuple[Task, bool] | None:
    """Lease the next message for some seconds; with it, whether it may have gone out already."""
    tasks = _due(lease).order_by("due", "id")
    if connection.vendor != "sqlite":
        tasks = tasks.select_for_update(skip_locked=True)
    task = tasks.first()
    if task is None:
        return None
    doubtful = task.state == State.SENDING
    _move(task, State.SENDING if doubtful else State.LEASED, due=_until(lease))
    return task, doubtful


@transaction.atomic
def begin(task: Task, lease: float) -> bool:
    """Make sure, at the last moment, that there is still something to tell; mark it as going out.

    A claim that was withdrawn while the message waited is not told.
    """
    news = queries.news(Reader.enquirer(task.request))
    standing = {str(one) for one in news.grounds}.intersection(task.grounds)
    if news.telling != Telling.MESSAGE or not standing:
        _move(task, State.DROPPED)
        return False
    _move(task, State.SENDING, due=_until(lease))
    return True


def _until(lease: float) -> datetime:
    return now() + timedelta(seconds=lease)


def _move(task: Task, state: State, *, due: datetime | None = None) -> None:
    task.state = state
    task.due = due or task.due
    task.save(update_fields=["state", "due", "attempts"])


def sent(task: Task) -> None:
    """Note that the message went out."""
    _move(task, State.SENT)


def put_off(task: Task) -> None:
    """Wait and try again; after the last try a member of the team calls."""
    if task.attempts >= len(AGAIN):
        call_instead(task)
        return
    pause = timedelta(minutes=AGAIN[task.attempts])
    task.attempts += 1
    _move(task, State.WAITING, due=now() + pause)


@transaction.atomic
def call_instead(task: Task) -> None:
    """Ask a member of the team to call, because no message could be sent."""
    _move(task, State.CALLED)
    calls = queries.news(Reader.enquirer(task.request)).calls
    _add(task.request, Kind.CALL, map(UUID, task.grounds), calls)


@transaction.atomic
def calls() -> list[UUID]:
    """The requests whose families wait for a call, the longest waiting first.

    Calls whose grounds do not stand any more are dropped on the way.
    """
    waiting = []
    for task in Task.objects.filter(kind=Kind.CALL, state=State.WAITING).order_by("made", "id"):
        news = queries.news(Reader.enquirer(task.request))
        if news.telling == Telling.NOTHING or not {str(g) for g in news.grounds} & {*task.grounds}:
            _move(task, State.DROPPED)
        else:
            waiting.append(task.request)
    return waiting


def remembered() -> list[dict[str, Any]]:
    """What a backup keeps of the outbox, so that nobody is told twice after it is restored."""
    fields = ("id", "request", "kind", "grounds", "state", "calls")
    rows = Task.objects.order_by("id").values(*fields)
    return [{**row, "id": str(row["id"]), "request": str(row["request"])} for row in rows]


@transaction.atomic
def remember(tasks: Iterable[Mapping[str, Any]]) -> None:
    """Take in what a backup kept of the outbox; what is here already stays as it is."""
    for task in tasks:
        moment = now()
        Task.objects.get_or_create(id=task["id"], defaults={**task, "made": moment, "due": moment})
