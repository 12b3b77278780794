"""Who read what: readings and alarms, written into the ledger that nobody can rewrite."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import QuerySet

from izdeu.protection.quota import QuotaReached, require_quota
from izdeu.protection.reader import Reader
from izdeu.terms import EntryKind
from izdeu.tracing import models
from izdeu.tracing.actions.writing import act, write
from izdeu.tracing.entry import Draft

#: The same reading, or the same alarm, within this time is one.
ONCE = timedelta(hours=1)
DAY = timedelta(days=1)


def log_reading(reader: Reader, mentions: Sequence[UUID], *, how: str = "page") -> None:
    """Record that a case page was opened, with the reason where one was asked for.

    ``how`` is "page", "search" or "export". Whoever meets a decoy raises an alarm.
    """
    decoys = models.Mention.objects.filter(id__in=mentions, decoy=True)
    if found := list(decoys.values_list("id", flat=True)):
        raise_alarm(f"decoy_{how}", by=reader.operator, about=found)
    content = {"reason": reader.reason, "how": how}
    if mentions and (reader.reason or not _lately(EntryKind.READING, reader.operator, mentions)):
        act(EntryKind.READING, sorted(set(mentions)), by=reader.operator, content=content)


def log_search(reader: Reader, hits: Sequence[tuple[UUID, float]]) -> None:
    """Raise an alarm where a search was for a decoy: where one fits best, and fits well."""
    best = max((score for _, score in hits), default=0.0)
    sure = [mention for mention, score in hits if score == best >= _SURE]
    decoys = models.Mention.objects.filter(id__in=sure, decoy=True)
    if sure and decoys.count() == len(sure):
        raise_alarm("decoy_search", by=reader.operator, about=sure)


#: A search that fits a decoy at least this well was for it and no namesake.
_SURE = 0.9


def raise_alarm(what: str, *, by: str, about: Sequence[UUID] = ()) -> None:
    """Leave an alarm for the coordinators; ``what`` is an id with words in their language."""
    if _lately(EntryKind.ALARM, by, about, content__what=what):
        return
    if about:
        act(EntryKind.ALARM, sorted(set(about)), by=by, content={"what": what})
    else:
        body = {"what": what, "about": [str(uuid4())]}
        write([Draft(EntryKind.ALARM, body)], by=by)


def _lately(kind: EntryKind, by: str, about: Sequence[UUID], **more: str) -> bool:
    rows = within(ONCE, kind).filter(maker=by, **more)
    return (rows.filter(about__in=about[:1]) if about else rows).exists()


def within(span: timedelta, kind: EntryKind) -> "QuerySet[models.Act]":
    """What was done of one kind in the last hours.

    A clock set back makes earlier deeds lie in the future: they count as well.
    """
    since = (datetime.now(UTC) - span).isoformat(timespec="seconds")
    return models.Act.objects.filter(kind=kind, made_at__gte=since)


@contextmanager
def metered(what: str, done: "QuerySet[models.Act]", *, by: str) -> Iterator[None]:
    """One transaction under a day's quota; where it is reached, an alarm stays behind.

    ``done`` is what counts against it. Raises ``QuotaReached``.
    """
    try:
        with transaction.atomic():
            require_quota(what, by_one=done.filter(maker=by).count(), by_all=done.count())
            yield
    except QuotaReached:
        raise_alarm(f"quota_{what}", by=by)
        raise
