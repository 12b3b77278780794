"""Who a claim goes back to: sources and documents that copy one another are one origin."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from uuid import UUID

from django.db.models import F, Q

from izdeu.terms import EntryKind, SourceKind
from izdeu.tracing import models, named, people
from izdeu.tracing.answered import still_speaking


class Origins:
    """Who a claim goes back to: copies, and the relatives of one person, count once."""

    def __init__(
        self, claims: Sequence[models.Claim], mentions: Mapping[UUID, models.Mention]
    ) -> None:
        documents = {row.document for row in mentions.values()}
        self._copied = dict(named.values(models.Document, "id", documents, ("id", "origin")))
        speaking = {claim.source for claim in claims} | set(self._copied.values())
        sources = list(named.values(models.Source, "id", speaking, ("id", "origin", "kind")))
        self._origin = {source: origin for source, origin, _ in sources}
        self._kind = {source: kind for source, _, kind in sources}

    def of(self, claim: models.Claim, mention: models.Mention) -> str:
        """Name the origin of a claim.

        Officials whom a newspaper quotes may be the ones whose list is here too, and relatives
        speak from one home: neither is counted as independent of its like.
        """
        kind = claim.voice or self._kind.get(claim.source, "")
        if kind == SourceKind.FAMILY:
            return f"family:{mention.person}"
        if claim.voice in _OFFICIALS:
            return f"quoted:{claim.voice}"
        source = self._copied.get(mention.document, claim.source)
        return str(self._origin.get(source, source))


_OFFICIALS = (SourceKind.POLICE, SourceKind.PROSECUTOR, SourceKind.MINISTRY, SourceKind.COURT)


def group_origins() -> set[UUID]:
    """Give sources and documents that copy one another their common origin.

    A group of sources is named by the smallest of them, a group of documents by the smallest
    source among theirs. Returns the mentions this touches.
    """
    acts = list(models.Act.objects.filter(kind=EntryKind.ORIGIN))
    everyone = {act.about for act in acts}
    if not everyone:
        return set()
    group = people.groups(everyone, _links(still_speaking(acts)))
    sources = models.Source.objects.filter(Q(id__in=everyone) | ~Q(origin=F("id")))
    regrouped = [*_group_sources(sources, group)]
    documents = models.Document.objects.filter(Q(id__in=everyone) | ~Q(origin=F("source")))
    regrouped += _group_documents(documents, group)
    touched = models.Document.objects.filter(
        Q(id__in=regrouped) | Q(source__in=regrouped) | Q(origin__in=regrouped)
    )
    mentions = models.Mention.objects.filter(document__in=touched.values("id"))
    return set(mentions.values_list("id", flat=True))


def _links(acts: Iterable[models.Act]) -> list[people.Pair]:
    together: dict[UUID, list[UUID]] = defaultdict(list)
    for act in acts:
        if not act.content.get("undone"):
            together[act.entry].append(act.about)
    return [(some[0], other) for some in together.values() for other in some[1:]]


def _group_sources(sources: Iterable[models.Source], group: Mapping[UUID, UUID]) -> Iterator[UUID]:
    for row in list(sources):
        origin = group.get(row.id, row.id)
        if row.origin != origin:
            models.Source.objects.filter(id=row.id).update(origin=origin)
            yield row.id


def _group_documents(
    documents: Iterable[models.Document], group: Mapping[UUID, UUID]
) -> Iterator[UUID]:
    sources: dict[UUID, UUID] = {}
    rows = list(documents)
    for row in rows:
        name = group.get(row.id, row.id)
        sources[name] = min(sources.get(name, row.source), row.source)
    for row in rows:
        origin = sources[group.get(row.id, row.id)]
        if row.origin != origin:
            models.Document.objects.filter(id=row.id).update(origin=origin)
            yield row.id
