"""What a family says later about its own request: more words, "came home", taking it back."""

from uuid import UUID, uuid4

from django.db import transaction

from izdeu.documents.reading import FoundClaim
from izdeu.terms import EntryKind, Event
from izdeu.tracing import models
from izdeu.tracing.actions.document import claim_body
from izdeu.tracing.actions.writing import NotRecorded, write
from izdeu.tracing.entry import Draft


@transaction.atomic
def tell(request: UUID, event: Event, *, said: str, words: str, by: str) -> UUID:
    """Record what a family tells of the person it seeks, as a claim by that family.

    ``said`` is the ISO day on which it was told. Raises ``NotRecorded`` where the request is
    unknown or was withdrawn.
    """
    row = models.Request.objects.filter(id=request, withdrawn=False).first()
    mention = models.Mention.objects.filter(id=row.mention).first() if row else None
    if row is None or mention is None:
        raise NotRecorded("there is no open request with this id")
    source = models.Document.objects.values_list("source", flat=True).get(id=mention.document)
    found = FoundClaim(event, when=said if event != Event.MISSING else "", words=words)
    claim = uuid4()
    body = claim_body(claim, mention.id, source, found, {})
    write([Draft(EntryKind.CLAIM, body)], by=by)
    return claim
