"""What a family reads of its own case, and nothing else."""

from collections.abc import Collection
from dataclasses import dataclass

from izdeu.protection.reader import Reader
from izdeu.protection.release import NotForThisReader
from izdeu.terms import Audience, Event, Status
from izdeu.tracing import models
from izdeu.tracing.correction import corrected
from izdeu.tracing.queries.news import told_of_death


@dataclass(frozen=True, slots=True)
class Told:
    """One thing the family said of the person it seeks, as it said it."""

    arrived: str
    """The moment it reached us, as the ledger writes moments."""
    event: Event
    field: str
    """What it puts right, "name" or "age"; "" for everything else."""
    when: str
    place: str
    words: str


@dataclass(frozen=True, slots=True)
class OwnCase:
    """One request as its enquirer may see it; holds no word from any list."""

    number: str
    opened: str
    name: str
    """As the family itself gave it."""
    status: Status
    """Without any death that two members have not agreed on and told the family by a call."""
    times_asked: int
    last_asked: str
    consent: tuple[str, ...]
    """What the family agreed to last."""
    told: tuple[Told, ...]
    """What the family itself said, the latest first; nothing we learn or do changes it."""


def own_case(reader: Reader) -> OwnCase:
    """Give the enquirer's own case; raise ``NotForThisReader`` for anybody else.

    Until somebody called the enquirer back nothing on it moves: the status stays as first told.
    """
    if reader.audience != Audience.ENQUIRER or len(reader.cases) != 1:
        raise NotForThisReader("a case is opened with its number and phrase")
    request = models.Request.objects.filter(id__in=reader.cases, withdrawn=False).first()
    if request is None:
        raise NotForThisReader("a case is opened with its number and phrase")
    mention = models.Mention.objects.get(id=request.mention)
    inquiries = models.Inquiry.objects.filter(mention=mention.id) if request.vetted else ()
    asked = sorted(row.asked for row in inquiries)
    return OwnCase(
        number=request.number,
        opened=request.opened,
        name=mention.name,
        status=_status(request, mention),
        times_asked=len(asked),
        last_asked=asked[-1] if asked else "",
        consent=tuple(request.consent),
        told=_told(mention),
    )


def _status(request: models.Request, mention: models.Mention) -> Status:
    if not request.vetted:
        return Status.MISSING
    person = models.Person.objects.get(id=mention.person)
    if person.status == Status.DEAD and not told_of_death(request.id, person.id):
        return Status.MISSING
    return Status(person.status_without_death)


def _told(mention: models.Mention) -> tuple[Told, ...]:
    """The claims of the family alone: its source is its own, and nobody else speaks through it.

    Hidden ones too, for hiding is our doing: a family must not read from it that somebody wrote.
    """
    source = models.Document.objects.values("source").filter(id=mention.document)
    claims = list(models.Claim.objects.filter(mention=mention.id, source__in=source))
    entries = models.Entry.objects.in_bulk([one.entry for one in claims])
    claims.sort(key=lambda one: _order(entries[one.entry]), reverse=True)
    quoted = {line for one in claims for line in one.words.splitlines()}
    told = (_one_told(one, entries[one.entry].made_at, quoted) for one in claims)
    return tuple(one for one in told if one.when or one.place or one.words)


def _order(entry: models.Entry) -> tuple[str, int]:
    return entry.made_at, entry.sequence


def _one_told(claim: models.Claim, arrived: str, quoted: Collection[str]) -> Told:
    """``quoted`` are lines that are given already: a place among them is not given twice."""
    return Told(
        arrived=arrived,
        event=Event(claim.event),
        field=corrected(claim.note),
        when=claim.when,
        place="" if claim.place in quoted else claim.place,
        words=claim.words,
    )
