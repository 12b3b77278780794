"""Small look-ups by digest, number or the beginning of an id; none of them tells a name."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from izdeu.terms import SourceKind
from izdeu.tracing import models
from izdeu.tracing.casenumber import NotACaseNumber, read


@dataclass(frozen=True, slots=True)
class Changes:
    """How a list differs from its earlier version."""

    published: str
    """When the earlier version was published."""
    added: int
    changed: int
    vanished: int
    same: int


def is_known(digest: str) -> bool:
    """Whether a document with these bytes was read before; one set aside whole was not."""
    return models.Document.objects.filter(digest=digest).exclude(format="").exists()


#: Sources whose lists mean what their house is for; what others call themselves says little.
_HOUSES = {SourceKind.MORGUE: "morgue", SourceKind.HOSPITAL: "hospital"}


def whose_list(source: UUID) -> str:
    """The name of the morgue or hospital that speaks, and what it is; "" for other sources."""
    row = models.Source.objects.get(id=source)
    house = _HOUSES.get(SourceKind(row.kind), "")
    return f"{row.name}, {house}" if house else ""


def beginning_with(words: str) -> list[UUID]:
    """Ids of people, mentions, requests, claims and documents that begin like this, or bear
    this case number; at most two, which is enough to tell one from several.
    """
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
    for table in (models.Mention, models.Request, models.Claim, models.Document, models.Source):
        rows = table._default_manager.filter(id__gte=low, id__lte=high)
        found |= set(rows.values_list("id", flat=True)[:2])
    return sorted(found)[:2]


def set_aside(document: UUID) -> Counter[str]:
    """How many places of a document were set aside, by reason."""
    rows = models.SetAside.objects.filter(document=document)
    return Counter(rows.values_list("reason", flat=True))


def changes(document: UUID) -> Changes | None:
    """What changed since the last version of the same list; ``None`` where there is none.

    A version is an earlier document of the same source and series. Rows are compared by name.
    """
    new = models.Document.objects.get(id=document)
    if not new.series:
        return None
    versions = models.Document.objects.filter(source=new.source, series=new.series)
    earlier = versions.exclude(id=new.id).exclude(format="").order_by("-published", "-recorded")
    old = earlier.first()
    return _compare(old, new) if old else None


def _compare(old: models.Document, new: models.Document) -> Changes:
    before, after = (_rows(document.id) for document in (old, new))
    same = before & after
    names_before = Counter(row[0] for row in (before - same).elements())
    names_after = Counter(row[0] for row in (after - same).elements())
    changed = (names_before & names_after).total()
    return Changes(
        published=old.published,
        added=names_after.total() - changed,
        changed=changed,
        vanished=names_before.total() - changed,
        same=same.total(),
    )


def _rows(document: UUID) -> Counter[tuple[str, ...]]:
    rows = models.Mention.objects.filter(document=document)
    said = rows.values_list("name", "sex", "age", "birth", "father", "unmapped", "id")
    claims: dict[UUID, list[str]] = {}
    inside = models.Claim.objects.filter(mention__in=rows.values("id")).order_by("event", "id")
    for mention, *words in inside.values_list("mention", "event", "when", "place", "assertion"):
        claims.setdefault(mention, []).append(repr(words))
    return Counter(
        (*map(str, row[:5]), repr(row[5]), *sorted(claims.get(row[6], ()))) for row in said
    )
