"""What goes when, by the house's policy: records and dates, never a name."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from izdeu.protection.reader import Reader
from izdeu.protection.release import require_staff
from izdeu.protection.retention import Policy
from izdeu.terms import EntryKind
from izdeu.tracing import ledger, models


@dataclass(frozen=True, slots=True)
class Expiry:
    """One record that goes with all that rests on it."""

    record: UUID
    rule: str
    """Which rule of the policy asks for it."""
    on: date
    """The first day on which it goes."""
    number: str
    """The case number of a request; "" for a document."""


def expiring(reader: Reader, policy: Policy) -> list[Expiry]:
    """List all that will go by the policy, the earliest first; each record once."""
    require_staff(reader)
    found: dict[UUID, Expiry] = {}
    for one in [*_requests(policy), *_documents(policy)]:
        if one.record not in found or one.on < found[one.record].on:
            found[one.record] = one
    return sorted(found.values(), key=lambda one: (one.on, str(one.record)))


def newest(reader: Reader) -> date | None:
    """The day of the latest entry: a clock that says an earlier one is wrong."""
    require_staff(reader)
    days = models.Entry.objects.order_by("-made_at").values_list("made_at", flat=True)[:1]
    return date.fromisoformat(days[0][:10]) if days else None


def _requests(policy: Policy) -> Iterator[Expiry]:
    made = _made(list(models.Request.objects.values_list("entry", flat=True)))
    gone = _withdrawals()
    for row in models.Request.objects.all():
        since = {"requests": made[row.entry]}
        if not row.vetted:
            since["unvetted"] = made[row.entry]
        if row.withdrawn:
            since["withdrawn"] = gone.get(row.id, made[row.entry])
        for rule, day in since.items():
            on = policy.expires(rule, day)
            if on:
                yield Expiry(row.id, rule, on, row.number)


def _documents(policy: Policy) -> Iterator[Expiry]:
    """Documents that came in by themselves: a family's own words go with its request."""
    rows = models.Document.objects.exclude(format="call")
    for identity, kind, recorded in rows.values_list("id", "format", "recorded"):
        rule = "documents" if kind else "unreadable"
        on = policy.expires(rule, date.fromisoformat(recorded[:10]))
        if on:
            yield Expiry(identity, rule, on, "")


def _made(entries: list[UUID]) -> dict[UUID, date]:
    found: dict[UUID, date] = {}
    for some in ledger.chunks(entries):
        rows = models.Entry.objects.filter(id__in=some).values_list("id", "made_at")
        found |= {entry: date.fromisoformat(made[:10]) for entry, made in rows}
    return found


def _withdrawals() -> dict[UUID, date]:
    rows = models.Act.objects.filter(kind=EntryKind.WITHDRAWAL, answered=False)
    told = rows.order_by("made_at").values_list("about", "made_at")
    return {about: date.fromisoformat(made[:10]) for about, made in told}
