"""What waits for the team today: counts first, then the requests themselves."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from izdeu.protection.reader import Reader
from izdeu.protection.release import require_staff
from izdeu.terms import EntryKind, Event, Status
from izdeu.tracing import models
from izdeu.tracing.event import meanings
from izdeu.tracing.queries.person import PersonPage
from izdeu.tracing.standing import AGREEMENT


@dataclass(frozen=True, slots=True)
class Today:
    """How many things of each kind wait."""

    call_back: int
    """Requests whose family nobody has called yet: until then they move nothing."""
    proposals: int
    second: int
    """Claims of a death that one member verified and another has to look at."""
    told: int
    """Families of people whose death two members agreed on, not called yet."""
    confirm: int
    """Mentions read by a machine, to be compared with their document."""
    never_asked: int
    """Requests about whom no facility has been asked."""


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A family's request as a line of the list."""

    id: UUID
    number: str
    mention: UUID
    person: UUID
    name: str
    opened: str
    vetted: bool
    withdrawn: bool
    status: Status
    called: str
    """When the family was last called; "" for never."""
    asked: int
    """How many times facilities were asked."""
    last_asked: str


def today(reader: Reader) -> Today:
    """Count what waits, in a constant number of queries."""
    require_staff(reader)
    open_ones = models.Request.objects.filter(withdrawn=False)
    asked = models.Inquiry.objects.exclude(mention=None).values("mention")
    waiting = models.Proposal.objects.filter(decision__in=("", "unsure"))
    return Today(
        call_back=open_ones.filter(vetted=False).count(),
        proposals=waiting.count(),
        second=len(_awaiting_second()),
        told=sum(not row.called and row.status == Status.DEAD for row in requests(reader)),
        confirm=models.Mention.objects.filter(confirmed=False, withdrawn=False).count(),
        never_asked=open_ones.exclude(mention__in=asked).count(),
    )


def awaiting_second(reader: Reader) -> list[UUID]:
    """The people of whom one member verified a death, and a second has to look."""
    require_staff(reader)
    claims = models.Claim.objects.filter(id__in=_awaiting_second()).values("mention")
    rows = models.Mention.objects.filter(id__in=claims).order_by("person")
    return list(dict.fromkeys(rows.values_list("person", flat=True)))


def _awaiting_second() -> list[UUID]:
    deaths = [event for event, told in meanings().items() if told.life == "dead"]
    acts = models.Act.objects.filter(kind=EntryKind.VERIFICATION, answered=False)
    spoken = {(act.about, act.maker) for act in acts if not act.content.get("undone")}
    verified = Counter(about for about, _ in spoken)
    some = [claim for claim, number in verified.items() if number < AGREEMENT["dead"]]
    rows = models.Claim.objects.filter(id__in=some, event__in=list(map(Event, deaths)))
    return list(rows.values_list("id", flat=True))


def waiting(reader: Reader, page: PersonPage) -> int:
    """How many proposals about a person, likelier than not, nobody has decided."""
    require_staff(reader)
    members = [line.id for line in page.mentions]
    rows = models.Proposal.objects.filter(decision__in=("", "unsure"), probability__gt=0.5)
    return int(rows.filter(Q(a__in=members) | Q(b__in=members)).count())


def requests(reader: Reader) -> list[RequestRow]:
    """Every request, the newest first, in a constant number of queries."""
    require_staff(reader)
    rows = list(models.Request.objects.order_by("-opened", "number"))
    mentions = models.Mention.objects.in_bulk([row.mention for row in rows])
    persons = models.Person.objects.in_bulk([row.person for row in mentions.values()])
    called = _last_calls()
    asked = _asked()
    return [
        _row(
            row, mentions[row.mention], persons, called.get(row.id, ""), asked.get(row.mention, [])
        )
        for row in rows
        if row.mention in mentions
    ]


def _row(
    row: models.Request,
    mention: models.Mention,
    persons: dict[UUID, models.Person],
    called: str,
    asked: list[str],
) -> RequestRow:
    person = persons.get(mention.person)
    return RequestRow(
        id=row.id,
        number=row.number,
        mention=mention.id,
        person=mention.person,
        name=mention.name,
        opened=row.opened,
        vetted=row.vetted,
        withdrawn=row.withdrawn,
        status=Status(person.status) if person else Status.UNKNOWN,
        called=called,
        asked=len(asked),
        last_asked=max(asked, default=""),
    )


def _last_calls() -> dict[UUID, str]:
    calls = models.Act.objects.filter(kind=EntryKind.CALL, answered=False).order_by("made_at")
    return dict(calls.values_list("about", "made_at"))


def _asked() -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = {}
    for mention, asked in models.Inquiry.objects.exclude(mention=None).values_list(
        "mention", "asked"
    ):
        if mention is not None:
            found.setdefault(mention, []).append(asked)
    return found
