"""The custody of an original: who took it in, opened it, and passed it on."""

from dataclasses import dataclass, replace
from uuid import UUID

from izdeu.protection.reader import Reader
from izdeu.protection.release import require_staff
from izdeu.terms import EntryKind
from izdeu.tracing import models
from izdeu.tracing.queries.mention import NotFound


@dataclass(frozen=True, slots=True)
class CustodyLine:
    """One thing that was done with an original."""

    what: str
    """taken_in, opened or passed_on."""
    operator: str
    at: str
    to: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Custody:
    """An original's digest and its story."""

    digest: str
    size: int
    held: bool
    """Whether this reader may open it, saying why."""
    lines: tuple[CustodyLine, ...]


def custody(reader: Reader, document: UUID) -> Custody:
    """Give the story of an original, in the order of time; raise ``NotFound`` for no document."""
    require_staff(reader)
    row = models.Document.objects.filter(id=document).first()
    if row is None:
        raise NotFound("there is no document with this id")
    acts = models.Act.objects.filter(kind=EntryKind.CUSTODY, about=document)
    held = document in reader.cases
    lines = [_line(act, held) for act in acts.order_by("made_at", "entry")]
    first = CustodyLine("taken_in", row.maker, row.recorded)
    return Custody(row.digest, row.size, held, (first, *lines))


def _line(act: models.Act, held: bool) -> CustodyLine:
    """A reason may tell what the document tells: it is for who holds it."""
    told = act.content
    line = CustodyLine(told["what"], act.maker, act.made_at)
    return replace(line, to=told["to"], reason=told["reason"]) if held else line
