"""A person: timeline, sources, contradictions, chain; shown masked until a holder says why."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from izdeu.names import spellings
from izdeu.protection.reader import Reader
from izdeu.publication.setting import Setting
from izdeu.publication.view import PersonView, person_view
from izdeu.tracing import actions, queries
from izdeu.tracing.correction import corrected
from izdeu.tracing.event import meaning
from izdeu.tracing.queries import ClaimLine, NotFound, PersonPage
from izdeu.web import handle as handles
from izdeu.web import once, page, visit


def show(request: HttpRequest, handle: str) -> HttpResponse:
    """The page; sent with a reason, a holder sees what is masked, and that is logged."""
    identity = handles.read(request, handle)
    visitor = visit.of(request)
    reason = request.POST.get("reason", "").strip()[:500] if request.method == "POST" else ""
    reader = visitor.reader(reason=reason)
    found = person_of(reader, identity)
    actions.log_reading(visitor.reader(), [line.id for line in found.mentions])
    if reason:
        _log(reader, found)
    links = {
        claim.id: reverse("original", args=[handles.give(request, claim.id)])
        for claim in found.claims
        if claim.locators
    }
    view = view_of(reader, found, visitor.language, links)
    more = {
        "person": view,
        "handle": handles.give(request, found.id),
        "found": found,
        "corrections": corrections(found),
        "deaths": [claim for claim in found.claims if _waits(claim)],
        "spellings": spellings(view.name),
        "held": holds(visitor.reader(reason="-"), found),
        "shown": bool(reason),
    }
    return page.render(request, "desk/person.html", more)


@once.one_deed
def verify(request: HttpRequest, handle: str) -> HttpResponse:
    """Take down that this member of the team verified a claim; a death takes two."""
    claim = handles.read(request, request.POST.get("claim", ""))
    try:
        actions.verify(
            claim, by=visit.of(request).operator, note=request.POST.get("note", "")[:1000]
        )
    except actions.NotRecorded as strange:
        raise Http404 from strange
    return redirect("person", handle=handle)


@once.one_deed
def take_over(request: HttpRequest, handle: str) -> HttpResponse:
    """Correct the family's own mention as the family says it is right."""
    claim = handles.read(request, request.POST.get("claim", ""))
    try:
        actions.take_over(claim, by=visit.of(request).operator)
    except actions.NotRecorded as strange:
        raise Http404 from strange
    return redirect("person", handle=handle)


@dataclass(frozen=True, slots=True)
class Correction:
    """What a family says is right, beside what the record has."""

    claim: UUID
    field: str
    words: str
    stands: str

    @property
    def done(self) -> bool:
        """Whether the record has it already."""
        return self.words == self.stands


def corrections(found: PersonPage) -> list[Correction]:
    """The family's corrections of name and age that are neither taken back nor hidden."""
    mentions = {line.id: line for line in found.mentions}
    told = []
    for claim in found.claims:
        field = corrected(claim.note)
        if field and claim.statement.counts:
            stands = str(getattr(mentions[claim.mention], field))
            told.append(Correction(claim.id, field, claim.words, stands))
    return told


def person_of(reader: Reader, identity: UUID) -> PersonPage:
    """A person by any id of theirs; a page that is not there otherwise."""
    try:
        return queries.person(reader, identity)
    except NotFound as missing:
        raise Http404 from missing


def view_of(
    reader: Reader, found: PersonPage, language: str, links: Mapping[UUID, str] | None = None
) -> PersonView:
    """A person's page in words; ``links`` lead from claims to their spots."""
    places = {place.id: place for place in queries.facilities(reader)}
    waiting = {found.id: queries.waiting(reader, found)}
    return person_view(found, Setting(language, places, waiting, links or {}), "p")


def holds(reader: Reader, found: PersonPage) -> bool:
    """Whether this member of the team holds any part of the case."""
    parts = {line.id for line in found.mentions} | {one.id for one in found.requests}
    parts |= {line.source.document for line in found.mentions}
    return bool(reader.cases & parts)


def _waits(claim: ClaimLine) -> bool:
    dead = meaning(claim.event).life == "dead" and not claim.statement.refuses
    return dead and not claim.hidden and claim.standing != "verified"


def _log(reader: Reader, found: PersonPage) -> None:
    """Log which mentions were shown unmasked to whom and why, before they are."""
    covered = queries.person(replace(reader, reason=""), found.id)
    hidden = {line.id for line in covered.mentions if line.masked}
    opened = [line.id for line in found.mentions if line.id in hidden and not line.masked]
    if opened:
        actions.log_disclosure(opened, by=reader.operator, reason=reader.reason)
