"""What waits for the team today: counts first, then the requests themselves."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from izdeu.protection.reader import Reader
from izdeu.protection.release import require_staff
from izdeu.terms import EntryKind, Event, Status
from izdeu.tracing import models
from izdeu.tracing.event import meanings
from izdeu.tracing.facility import key
from izdeu.tracing.ledger import chunks
from izdeu.tracing.queries.count import LINES
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
    called = models.Act.objects.filter(kind=EntryKind.CALL, answered=False).values("about")
    dead = models.Person.objects.filter(id=OuterRef("person"), status=Status.DEAD)
    mourned = models.Mention.objects.filter(Exists(dead), id=OuterRef("mention"))
    asked = models.Inquiry.objects.exclude(mention=None).values("mention")
    waiting = models.Proposal.objects.filter(decision__in=("", "unsure"))
    return Today(
        call_back=open_ones.filter(vetted=False).count(),
        proposals=waiting.count(),
        second=len(_awaiting_second()),
        told=models.Request.objects.filter(Exists(mourned)).exclude(id__in=called).count(),
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
    return _rows(list(models.Request.objects.order_by("-opened", "number")))


def request_page(
    reader: Reader, *, page: int = 0, asking: bool = False
) -> tuple[list[RequestRow], int]:
    """One page of the requests, and how many there are.

    Those whom nobody has called back come first; with ``asking`` those about whom nobody was asked,
    then those of whom it is longest ago, without what families took back.
    """
    require_staff(reader)
    rows = models.Request.objects.order_by("withdrawn", "vetted", "-opened", "number")
    if asking:
        asked = models.Inquiry.objects.filter(mention=OuterRef("mention")).order_by("-asked")
        last = Coalesce(Subquery(asked.values("asked")[:1]), Value(""))
        rows = models.Request.objects.filter(withdrawn=False).annotate(last=last)
        rows = rows.order_by("last", "opened", "number")
    return _rows(list(rows[page * LINES : (page + 1) * LINES])), rows.count()


def _rows(rows: Sequence[models.Request]) -> list[RequestRow]:
    mentions: dict[UUID, models.Mention] = {}
    persons: dict[UUID, models.Person] = {}
    for some in chunks([row.mention for row in rows]):
        mentions |= models.Mention.objects.in_bulk(list(some))
    for some in chunks([row.person for row in mentions.values()]):
        persons |= models.Person.objects.in_bulk(list(some))
    called = _last_calls([row.id for row in rows])
    asked = _asked(list(mentions))
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


def _last_calls(requests: Sequence[UUID]) -> dict[UUID, str]:
    found: dict[UUID, str] = {}
    for some in chunks(requests):
        calls = models.Act.objects.filter(kind=EntryKind.CALL, answered=False, about__in=some)
        found |= dict(calls.order_by("made_at").values_list("about", "made_at"))
    return found


def _asked(mentions: Sequence[UUID]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = {}
    for some in chunks(mentions):
        rows = models.Inquiry.objects.filter(mention__in=some)
        for mention, asked in rows.values_list("mention", "asked"):
            if mention is not None:
                found.setdefault(mention, []).append(asked)
    return found


@dataclass(frozen=True, slots=True)
class CallLine:
    """A family was called, or called back for the first time."""

    made_at: str
    maker: str
    first: bool
    number: str
    person: UUID | None
    note: str


def call_page(reader: Reader, *, page: int = 0) -> tuple[list[CallLine], int]:
    """One page of the log of calls to families, the latest first, and how many there are."""
    require_staff(reader)
    rows = models.Act.objects.filter(kind__in=(EntryKind.CALL, EntryKind.VETTING))
    some = list(rows.order_by("-made_at", "entry")[page * LINES : (page + 1) * LINES])
    cases = models.Request.objects.in_bulk([act.about for act in some])
    seats = models.Mention.objects.in_bulk([case.mention for case in cases.values()])
    return [_call(act, cases.get(act.about), seats) for act in some], rows.count()


def _call(
    act: models.Act, case: models.Request | None, seats: Mapping[UUID, models.Mention]
) -> CallLine:
    seat = seats.get(case.mention) if case else None
    return CallLine(
        made_at=act.made_at,
        maker=act.maker,
        first=act.kind == EntryKind.VETTING,
        number=case.number if case else "",
        person=seat.person if seat else None,
        note=str(act.content.get("note", "")),
    )


@dataclass(frozen=True, slots=True)
class SoughtLine:
    """Somebody a team member asks for at a counter: the name, and nothing that could harm."""

    name: str
    birth: str


def sought_in(reader: Reader, place: str = "") -> list[SoughtLine]:
    """Those to ask for at the counters of a place: vetted requests, nobody known free or dead.

    A request whose family named no place with a facility is asked for everywhere. Neither
    relation nor wound nor place stands in it: the sheet is carried about.
    """
    require_staff(reader)
    open_ones = models.Request.objects.filter(withdrawn=False, vetted=True).values("mention")
    rows = models.Mention.objects.filter(id__in=open_ones, hidden=False).order_by("name", "id")
    found = list(rows.only("id", "name", "birth", "person"))
    ended = models.Person.objects.filter(id__in={row.person for row in found}, status__in=_ENDED)
    gone = set(ended.values_list("id", flat=True))
    near = _near({row.id for row in found}, place)
    return [
        SoughtLine(row.name, row.birth)
        for row in found
        if row.person not in gone and (not place or row.id in near)
    ]


_ENDED = (Status.RELEASED, Status.ALIVE, Status.DEAD)


def _near(mentions: Collection[UUID], place: str) -> set[UUID]:
    """The mentions whose family named the place, or no other place with a facility."""
    wanted = key(place)
    places = {key(one) for one in models.Facility.objects.values_list("place", flat=True) if one}
    told: dict[UUID, set[str]] = {}
    claims = models.Claim.objects.filter(mention__in=mentions).exclude(place="")
    for mention, words in claims.values_list("mention", "place"):
        named = {one for one in places if one in key(words)}
        told[mention] = told.get(mention, set()) | named
    return {one for one in mentions if wanted in told.get(one, set()) or not told.get(one)}
