"""Appeals from outside, as the team sees them."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from izdeu.protection.reader import Reader
from izdeu.protection.release import require_staff
from izdeu.terms import Appeal, EntryKind
from izdeu.tracing import models
from izdeu.tracing.queries.mention import NotFound
from izdeu.tracing.ruling import Ruling, of


@dataclass(frozen=True, slots=True)
class AppealLine:
    """One appeal, with what was done about it."""

    id: UUID
    kind: Appeal
    number: str
    name: str
    words: str
    language: str
    opened: str
    contact: bool
    """Whether a sealed contact came with it."""
    called: str
    """When somebody of the team last spoke with whoever wrote; "" for never."""
    hidden: int
    """How many records are hidden because of it."""
    votes: tuple[tuple[str, bool], ...]
    """Who has decided, and whether for it."""
    request: UUID | None
    """The request its number names, if any."""
    mention: UUID | None

    @property
    def ruling(self) -> Ruling:
        """How it stands: two members have to say the same."""
        return of(self.votes)

    @property
    def waits(self) -> bool:
        """Whether something is still to be done about it."""
        if self.kind == Appeal.LOST_PHRASE:
            return not self.called
        return self.ruling == Ruling.OPEN


def appeals(reader: Reader) -> list[AppealLine]:
    """Every appeal, the newest first, in a constant number of queries."""
    require_staff(reader)
    return _lines(list(models.Appeal.objects.order_by("-opened", "id")))


def appeal(reader: Reader, identity: UUID) -> AppealLine:
    """Give one appeal; raise ``NotFound`` where there is none."""
    require_staff(reader)
    for line in _lines(list(models.Appeal.objects.filter(id=identity))):
        return line
    raise NotFound("there is no appeal with this id")


def _lines(rows: list[models.Appeal]) -> list[AppealLine]:
    about = [row.id for row in rows]
    kinds = (EntryKind.CALL, EntryKind.RULING)
    deeds: dict[UUID, list[models.Act]] = defaultdict(list)
    for one in models.Act.objects.filter(kind__in=kinds, about__in=about, answered=False):
        deeds[one.about].append(one)
    hides = models.Act.objects.filter(kind=EntryKind.HIDE, answered=False)
    because = list(hides.values_list("content__appeal", flat=True))
    numbers = {row.number for row in rows if row.number}
    requests = {row.number: row for row in models.Request.objects.filter(number__in=numbers)}
    return [
        _line(row, deeds[row.id], because.count(str(row.id)), requests.get(row.number))
        for row in rows
    ]


def _line(
    row: models.Appeal, deeds: list[models.Act], hidden: int, request: models.Request | None
) -> AppealLine:
    calls = [one.made_at for one in deeds if one.kind == EntryKind.CALL]
    votes = [one for one in deeds if one.kind == EntryKind.RULING]
    return AppealLine(
        id=row.id,
        kind=Appeal(row.kind),
        number=row.number,
        name=row.name,
        words=row.words,
        language=row.language,
        opened=row.opened,
        contact=row.contact,
        called=max(calls, default=""),
        hidden=hidden,
        votes=tuple((one.maker, bool(one.content.get("uphold"))) for one in votes),
        request=request.id if request else None,
        mention=request.mention if request else None,
    )
