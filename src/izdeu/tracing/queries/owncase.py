"""What a family reads of its own case, and nothing else."""

from dataclasses import dataclass

from izdeu.protection.reader import Reader
from izdeu.protection.release import NotForThisReader
from izdeu.terms import Audience, Status
from izdeu.tracing import models
from izdeu.tracing.queries.news import told_of_death


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
    )


def _status(request: models.Request, mention: models.Mention) -> Status:
    if not request.vetted:
        return Status.MISSING
    person = models.Person.objects.get(id=mention.person)
    if person.status == Status.DEAD and not told_of_death(request.id, person.id):
        return Status.MISSING
    return Status(person.status_without_death)
