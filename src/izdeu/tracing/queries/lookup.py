"""Small look-ups by digest, number or the beginning of an id; none of them tells a name."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from izdeu.documents import compare, copies
from izdeu.documents.locator import Locator
from izdeu.documents.reading import Found, FoundClaim, FoundMention, Value
from izdeu.documents.version import FEWEST_SHARED
from izdeu.protection.reader import Reader
from izdeu.protection.release import require_staff
from izdeu.terms import Assertion, Event, Sex, SourceKind
from izdeu.tracing import models
from izdeu.tracing.casenumber import NotACaseNumber, read
from izdeu.tracing.queries.aside import open_asides


@dataclass(frozen=True, slots=True)
class Changes:
    """How a list differs from its earlier version."""

    published: str
    """When the earlier version was published."""
    added: int
    changed: int
    vanished: int
    same: int


def is_known(reader: Reader, digest: str) -> bool:
    """Whether a document with these bytes was read before; one set aside whole was not."""
    require_staff(reader)
    return models.Document.objects.filter(digest=digest).exclude(format="").exists()


#: Sources whose lists mean what their house is for; what others call themselves says little.
_HOUSES = {SourceKind.MORGUE: "morgue", SourceKind.HOSPITAL: "hospital"}


def whose_list(reader: Reader, source: UUID) -> str:
    """The name of the morgue or hospital that speaks, and what it is; "" for other sources."""
    require_staff(reader)
    row = models.Source.objects.get(id=source)
    house = _HOUSES.get(SourceKind(row.kind), "")
    return f"{row.name}, {house}" if house else ""


#: Tables whose ids people type by their beginning.
_LOOKED_UP: tuple[type[models.Record], ...] = (
    models.Mention,
    models.Request,
    models.Appeal,
    models.Claim,
    models.Document,
    models.Source,
)


def beginning_with(reader: Reader, words: str) -> list[UUID]:
    """Ids of people, mentions, requests, claims and documents that begin like this, or bear
    this case number; at most two, which is enough to tell one from several.
    """
    require_staff(reader)
    try:
        number = read(words)
        return list(models.Request.objects.filter(number=number).values_list("id", flat=True))
    except NotACaseNumber:
        pass
    digits = words.replace("-", "").lower()
    if len(digits) < 8 or not all(digit in "0123456789abcdef" for digit in digits):
        return []
    low = UUID(digits.ljust(32, "0")[:32])
    high = UUID(digits.ljust(32, "f")[:32])
    found: set[UUID] = set()
    for table in _LOOKED_UP:
        rows = table._default_manager.filter(id__gte=low, id__lte=high)
        found |= set(rows.values_list("id", flat=True)[:2])
    return sorted(found)[:2]


def set_aside(reader: Reader, document: UUID) -> Counter[str]:
    """How many places of a document were set aside, by reason."""
    require_staff(reader)
    rows = open_asides().filter(document=document)
    return Counter(rows.values_list("reason", flat=True))


def changes(reader: Reader, document: UUID) -> Changes | None:
    """What changed since the last version of the same list; ``None`` where there is none.

    A version is an earlier document of the same source and series.
    """
    require_staff(reader)
    new = models.Document.objects.get(id=document)
    if not new.series:
        return None
    versions = models.Document.objects.filter(source=new.source, series=new.series)
    earlier = versions.exclude(id=new.id).exclude(format="").order_by("-published", "-recorded")
    old = earlier.first()
    if old is None:
        return None
    found = compare(_rows(old.id), _rows(new.id))
    return Changes(
        published=old.published,
        added=len(found.added),
        changed=len(found.changed),
        vanished=len(found.vanished),
        same=found.same,
    )


def copied(reader: Reader, document: UUID) -> list[UUID]:
    """Documents of other sources that this one copies, or that copy it: one origin, perhaps.

    Only documents that share enough names in one spelling are compared row by row; both lists are
    then in memory, and neither otherwise.
    """
    require_staff(reader)
    own = models.Document.objects.get(id=document)
    names = models.Mention.objects.filter(document=document).exclude(name="").values("name")
    sharing = models.Mention.objects.filter(name__in=names).exclude(document=document)
    counted = sharing.values("document").annotate(shared=Count("name", distinct=True))
    near = list(counted.filter(shared__gte=FEWEST_SHARED).values_list("document", flat=True))
    others = models.Document.objects.filter(id__in=near).exclude(source=own.source)
    rows = _rows(document) if others else []
    return [other.id for other in others if copies(rows, _rows(other.id)).likely]


def _rows(document: UUID) -> list[Found]:
    """The rows of a document as they were read, in its order."""
    claims: dict[UUID, list[FoundClaim]] = defaultdict(list)
    mentions = models.Mention.objects.filter(document=document)
    for claim in models.Claim.objects.filter(mention__in=mentions.values("id")).order_by("id"):
        claims[claim.mention].append(_claim(claim))
    rows = sorted(mentions, key=lambda row: (row.locator.get("row", 0), row.id))
    return [Found(_mention(row), tuple(claims[row.id])) for row in rows]


def _mention(row: models.Mention) -> FoundMention:
    spot = Locator(row=row.locator.get("row"), start=row.locator.get("start"))
    return FoundMention(
        spot,
        Value(row.name, spot) if row.name else None,
        sex=Sex(row.sex) if row.sex else None,
        age=row.age,
        birth=row.birth,
        father=row.father,
    )


def _claim(row: models.Claim) -> FoundClaim:
    return FoundClaim(
        Event(row.event),
        Assertion(row.assertion),
        when=row.when,
        place=row.place,
        facility=row.facility_words,
    )
