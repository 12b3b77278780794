"""What waits for the team today: counts first, then the requests themselves."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from izdeu.protection.reader import Reader
from izdeu.protection.release import require_staff
from izdeu.terms import EntryKind, Event, Status
from izdeu.tracing import models
from izdeu.tracing.event import meanings
from izdeu.tracing.facility import key
from izdeu.tracing.queries.count import LINES
from izdeu.tracing.queries.merged import merged
from izdeu.tracing.queries.person import PersonPage
from izdeu.tracing.queries.proposal import of_mentions
from izdeu.tracing.standing import AGREEMENT


@dataclass(frozen=True, slots=True)
class Today:
    """How many things of each kind wait."""

    call_back: int
    """Requests whose family nobody has called yet: until then they move nothing."""
    proposals: int
    second: int
    """Claims of a death that one member verified and another has to look at."""
    agreeing: tuple[UUID, ...]
    """The people these claims are about."""
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
    again: datetime | None
    """When the next facility is to be asked again; ``None`` where no answer calls for it."""


def today(reader: Reader) -> Today:
    """Count what waits, in a constant number of queries that each read an index."""
    require_staff(reader)
    open_ones = models.Case.objects.filter(withdrawn=False)
    waiting = models.Proposal.objects.filter(decision__in=("", "unsure"))
    second = _awaiting_second()
    return Today(
        call_back=open_ones.filter(vetted=False).count(),
        proposals=waiting.count(),
        second=len(second),
        agreeing=tuple(_people_of(second)),
        told=models.Case.objects.filter(status=Status.DEAD, called="").count(),
        confirm=models.Mention.objects.filter(confirmed=False, withdrawn=False).count(),
        never_asked=open_ones.filter(last_asked="").count(),
    )


def _people_of(claims: Sequence[UUID]) -> list[UUID]:
    mentions = models.Claim.objects.filter(id__in=claims).values("mention")
    rows = models.Mention.objects.filter(id__in=mentions).order_by("person")
    return list(dict.fromkeys(rows.values_list("person", flat=True)))


def _awaiting_second() -> list[UUID]:
    """The claims of a death that one member verified, and a second has to look at."""
    deaths = [event for event, told in meanings().items() if told.life == "dead"]
    acts = models.Act.objects.filter(kind=EntryKind.VERIFICATION, answered=False)
    told = acts.values_list("about", "maker", "content")
    spoken = {(about, maker) for about, maker, content in told if not content.get("undone")}
    verified = Counter(about for about, _ in spoken)
    some = [claim for claim, number in verified.items() if number < AGREEMENT["dead"]]
    rows = models.Claim.objects.filter(id__in=some, event__in=list(map(Event, deaths)))
    return list(rows.values_list("id", flat=True))


def waiting(reader: Reader, page: PersonPage) -> int:
    """How many proposals about a person, likelier than not, nobody has decided."""
    require_staff(reader)
    members = [line.id for line in page.mentions]
    return int(of_mentions(reader, members, undecided=True).filter(probability__gt=0.5).count())


def requests(reader: Reader) -> list[RequestRow]:
    """Every request, the newest first, in a constant number of queries."""
    require_staff(reader)
    return [_row(case) for case in models.Case.objects.order_by("-opened", "number")]


def request_page(
    reader: Reader, *, page: int = 0, asking: bool = False
) -> tuple[list[RequestRow], int]:
    """One page of the requests, and how many there are.

    Those whom nobody has called back come first; with ``asking`` those about whom nobody was asked,
    then those of whom it is longest ago, without what families took back.
    """
    require_staff(reader)
    rows = models.Case.objects.order_by("withdrawn", "vetted", "-opened", "number")
    if asking:
        rows = models.Case.objects.filter(withdrawn=False)
        rows = rows.order_by("last_asked", "opened", "number")
    return [_row(case) for case in rows[page * LINES : (page + 1) * LINES]], rows.count()


def _row(case: models.Case) -> RequestRow:
    return RequestRow(
        id=case.request,
        number=case.number,
        mention=case.mention,
        person=case.person,
        name=case.name,
        opened=case.opened,
        vetted=case.vetted,
        withdrawn=case.withdrawn,
        status=Status(case.status),
        called=case.called,
        asked=case.asked,
        last_asked=case.last_asked,
        again=datetime.fromisoformat(case.again) if case.again else None,
    )


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
    calls, backs = (
        models.Act.objects.filter(kind=kind) for kind in (EntryKind.CALL, EntryKind.VETTING)
    )
    some = merged((calls, backs), ("-made_at", "entry"), first=page * LINES, most=LINES)
    cases = models.Case.objects.in_bulk([act.about for act in some])
    return [_call(act, cases.get(act.about)) for act in some], calls.count() + backs.count()


def _call(act: models.Act, case: models.Case | None) -> CallLine:
    return CallLine(
        made_at=act.made_at,
        maker=act.maker,
        first=act.kind == EntryKind.VETTING,
        number=case.number if case else "",
        person=case.person if case else None,
        note=str(act.content.get("note", "")),
    )


@dataclass(frozen=True, slots=True)
class SoughtLine:
    """Somebody a team member asks for at a counter: the name, and nothing that could harm."""

    name: str
    birth: str


def sought_in(
    reader: Reader, place: str = "", *, page: int = 0, size: int = LINES
) -> tuple[list[SoughtLine], int]:
    """One page of those to ask for at the counters of a place, by name, and how many there are.

    Vetted requests, nobody known free or dead. A request whose family named no place with a
    facility is asked for everywhere. Neither relation nor wound nor place stands in it: the sheet
    is carried about.
    """
    require_staff(reader)
    rows = models.Case.objects.filter(sought=True).order_by("filed", "number")
    if place:
        rows = rows.filter(near__in=_near(place))
    shown = rows[page * size : (page + 1) * size]
    return [SoughtLine(row.name, row.birth) for row in shown], rows.count()


def _near(place: str) -> list[str]:
    """What families said of places, where it names this one or none with a facility."""
    wanted = key(place)
    told = models.Facility.objects.exclude(place="").order_by().values_list("place", flat=True)
    places = {key(one) for one in told.distinct()}
    said = models.Case.objects.filter(sought=True).order_by().values_list("near", flat=True)
    return [one for one in said.distinct() if _names(one, wanted, places)]


def _names(said: str, wanted: str, places: Collection[str]) -> bool:
    return wanted in said or not any(one in said for one in places)
