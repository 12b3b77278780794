"""What a family says later about its own request: more words, "came home", taking it back."""

from collections.abc import Mapping
from uuid import UUID, uuid4

from django.db import transaction

from izdeu.documents.reading import FoundClaim
from izdeu.terms import EntryKind, Event, Standing
from izdeu.tracing import models
from izdeu.tracing.actions.deed import correct
from izdeu.tracing.actions.document import claim_body
from izdeu.tracing.actions.writing import NotRecorded, write
from izdeu.tracing.correction import FAMILY_CORRECTS, RIGHT, corrected
from izdeu.tracing.entry import Draft


@transaction.atomic
def tell(request: UUID, event: Event, *, said: str, words: str, by: str) -> UUID:
    """Record what a family tells of the person it seeks, as a claim by that family.

    ``said`` is the ISO day on which it was told. Raises ``NotRecorded`` where the request is
    unknown or was withdrawn.
    """
    when = said if event != Event.MISSING else ""
    return _claim(_sought(request), FoundClaim(event, when=when, words=words), by)


@transaction.atomic
def tell_right(request: UUID, fields: Mapping[str, str], *, by: str) -> list[UUID]:
    """Record how a family says that a name or an age is right: a claim each, and nothing more.

    The mention stays as it was first told until a member of the team takes the claim over with
    ``correct``. What stands there already is no correction. Raises ``ValueError`` for another
    field, and ``NotRecorded`` as ``tell``.
    """
    if strange := fields.keys() - set(FAMILY_CORRECTS):
        raise ValueError(f"a family does not correct these here: {', '.join(sorted(strange))}")
    mention = _sought(request)
    right = {one: words for one, words in fields.items() if words}
    return [
        _claim(mention, FoundClaim(Event.MISSING, words=words, note=RIGHT + one), by)
        for one, words in right.items()
        if words != getattr(mention, one)
    ]


@transaction.atomic
def take_over(claim: UUID, *, by: str) -> None:
    """Correct a mention as its family says it is right; what was told first stays in the ledger.

    Raises ``NotRecorded`` where the claim is no such word of a family, or no longer stands.
    """
    row = models.Claim.objects.filter(id=claim, hidden=False).first()
    field = corrected(row.note) if row else ""
    if row is None or not field or row.standing == Standing.WITHDRAWN:
        raise NotRecorded("no correction by a family waits there")
    said = models.Entry.objects.values_list("made_at", flat=True).get(id=row.entry)[:10]
    dated = {"age_said": said} if field == "age" else {}
    correct(row.mention, {field: row.words, **dated}, by=by)


def _sought(request: UUID) -> models.Mention:
    row = models.Request.objects.filter(id=request, withdrawn=False).first()
    mention = models.Mention.objects.filter(id=row.mention).first() if row else None
    if mention is None:
        raise NotRecorded("there is no open request with this id")
    return mention


def _claim(mention: models.Mention, found: FoundClaim, by: str) -> UUID:
    source = models.Document.objects.values_list("source", flat=True).get(id=mention.document)
    claim = uuid4()
    write([Draft(EntryKind.CLAIM, claim_body(claim, mention.id, source, found, {}))], by=by)
    return claim
