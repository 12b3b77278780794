"""What would be news to a family, and which requests new entries may concern."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from izdeu.protection.reader import Reader
from izdeu.protection.release import NotForThisReader, require_machine
from izdeu.protection.sealing import Place
from izdeu.protection.telling import Case, Ground, Telling, telling
from izdeu.terms import Assertion, Audience, EntryKind, SourceKind, Standing, Status
from izdeu.tracing import derive, ledger, models
from izdeu.tracing.contact import ALERT_ADDRESS, place_of, sealed_field
from izdeu.tracing.entry import Entry
from izdeu.tracing.event import meaning

_SPEAKING = (Assertion.ASSERTED, Assertion.HEARSAY, Assertion.HEDGED)
_SILENT = (Standing.WITHDRAWN, Standing.DENIED)
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Stir:
    """Entries that were read, and the requests they may concern; tells no name."""

    heads: Mapping[UUID, int]
    """How far each chain was read without a gap: from where to go on."""
    requests: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class News:
    """What an alert may rest on; holds no word of any claim."""

    telling: Telling
    grounds: frozenset[UUID]
    """The claims that are news, by id: when none of them stands any more, nothing is told."""
    language: str
    calls: int
    """How often the family was called, by the log."""
    address: str = ""
    """Where the family wants messages, sealed; "" where it left nothing for that."""
    place: Place | None = None
    """Where the address is sealed to."""


_NONE = News(Telling.NOTHING, frozenset(), "", 0)


def stirred(reader: Reader, beyond: Mapping[UUID, int]) -> Stir:
    """Read the ledger beyond a cursor; entries behind a gap are read again once it is closed.

    Raises ``NotForThisReader`` for anybody but the machine, which learns ids of requests alone.
    """
    require_machine(reader)
    heads, requests = dict(beyond), set[UUID]()
    batch: list[Entry] = []
    for entry in ledger.entries(beyond=beyond):
        if entry.sequence == heads.get(entry.installation, 0) + 1:
            heads[entry.installation] = entry.sequence
        batch.append(entry)
        if len(batch) == _BATCH:
            requests |= _concerned(batch)
            batch = []
    return Stir(heads, frozenset(requests | _concerned(batch)))


def _concerned(entries: list[Entry]) -> set[UUID]:
    found: set[UUID] = set()
    for some in ledger.chunks(sorted(derive.touched_mentions(entries))):
        persons = models.Mention.objects.filter(id__in=some).values("person")
        members = models.Mention.objects.filter(person__in=persons).values("id")
        requests = models.Request.objects.filter(mention__in=members)
        found |= set(requests.values_list("id", flat=True))
    return found


def news(reader: Reader) -> News:
    """Say how far the family of one request may be told today that there is news.

    Raises ``NotForThisReader`` for anybody but an enquirer.
    """
    if reader.audience != Audience.ENQUIRER or len(reader.cases) != 1:
        raise NotForThisReader("alerts are about one case, for its family")
    request = models.Request.objects.filter(id__in=reader.cases).first()
    mention = models.Mention.objects.filter(id=request.mention).first() if request else None
    if request is None or mention is None:
        return _NONE
    grounds = _grounds(mention)
    calls = models.Act.objects.filter(kind=EntryKind.CALL, about=request.id, answered=False)
    case = Case(
        vetted=request.vetted,
        withdrawn=request.withdrawn or mention.withdrawn,
        grounds=grounds,
        death_agreed=_is_dead(mention.person),
        called=told_of_death(request.id, mention.person),
    )
    claims = frozenset(ground.claim for ground in grounds)
    address = sealed_field(request.id, ALERT_ADDRESS)
    return News(
        telling(case),
        claims,
        request.language,
        calls.count(),
        address.value,
        place_of(request.id, ALERT_ADDRESS, address.change),
    )


def _grounds(own: models.Mention) -> list[Ground]:
    """What others than families say of this person today, and nobody took back."""
    members = models.Mention.objects.filter(
        person=own.person, confirmed=True, hidden=False, withdrawn=False, decoy=False
    )
    families = models.Source.objects.filter(kind=SourceKind.FAMILY)
    claims = models.Claim.objects.filter(
        mention__in=members.values("id"), hidden=False, assertion__in=_SPEAKING
    ).exclude(standing__in=_SILENT)
    return [
        Ground(claim.id, death=meaning(claim.event).life == "dead")
        for claim in claims.exclude(source__in=families.values("id")).order_by("id")
    ]


def _is_dead(person: UUID) -> bool:
    return models.Person.objects.filter(id=person, status=Status.DEAD).exists()


def told_of_death(request: UUID, person: UUID) -> bool:
    """Whether two members agreed on a death and the family was called after that.

    A clock that was set back makes this wait; it never makes it speak too early.
    """
    since = min(_agreements(person), default=None)
    if since is None or not _is_dead(person):
        return False
    calls = models.Act.objects.filter(kind=EntryKind.CALL, about=request, answered=False)
    return calls.filter(made_at__gte=since).exists()


def _agreements(person: UUID) -> Iterator[str]:
    """When the second of two members verified each death that is claimed of a person."""
    mentions = models.Mention.objects.filter(person=person)
    claims = models.Claim.objects.filter(mention__in=mentions.values("id"))
    for claim in claims:
        if meaning(claim.event).life == "dead":
            acts = models.Act.objects.filter(
                kind=EntryKind.VERIFICATION, about=claim.id, answered=False
            )
            first: dict[str, str] = {}
            for act in acts.order_by("-made_at"):
                if not act.content.get("undone"):
                    first[act.maker] = act.made_at
            yield from sorted(first.values())[1:2]
