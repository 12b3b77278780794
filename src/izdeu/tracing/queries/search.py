"""Search by name in any script, for the team alone."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from django.db.models import TextField
from django.db.models.functions import Cast

from izdeu.names import read, sought
from izdeu.names.index import Index
from izdeu.protection.reader import Reader
from izdeu.protection.release import require_staff
from izdeu.tracing import models
from izdeu.tracing.casenumber import NotACaseNumber
from izdeu.tracing.casenumber import read as read_number
from izdeu.tracing.queries.mention import MentionLine, mentions

#: Mentions looked up under one key, and compared letter by letter.
_UNDER_KEY, _COMPARED = 1000, 300


@dataclass(frozen=True, slots=True)
class Hit:
    """A mention that may bear the name, with how well it fits from 0 to 1."""

    mention: MentionLine
    score: float
    number: str = ""
    """The case number, where a family asks for this mention."""


def search(reader: Reader, name: str, *, top: int = 30) -> list[Hit]:
    """Give the mentions whose names speak most for being this one, in any script, best first.

    Names are looked up by their sound in the table of keys, in time that hardly grows with the
    mentions; what was recorded a moment ago is found. A case number gives its own mention. Raises
    ``NotForThisReader`` outside the team: there is no public search by name.
    """
    require_staff(reader)
    asked = _numbered(name)
    scores = {asked: 1.0} if asked else _scores(name, top)
    requests = models.Request.objects.filter(mention__in=list(scores))
    numbers = dict(requests.values_list("mention", "number"))
    return [
        Hit(line, scores[line.id], numbers.get(line.id, ""))
        for line in mentions(reader, list(scores))
    ]


def _numbered(words: str) -> UUID | None:
    """The mention of the request with this case number."""
    try:
        number = read_number(words)
    except NotACaseNumber:
        return None
    return models.Request.objects.filter(number=number).values_list("mention", flat=True).first()


def _scores(name: str, top: int) -> dict[UUID, float]:
    rows = models.Mention.objects.filter(
        id__in=_candidates(sought(read(name))), hidden=False, withdrawn=False
    )
    bearers: dict[str, list[UUID]] = defaultdict(list)
    for identity, told in rows.order_by("id").values_list("id", "name"):
        bearers[told].append(identity)
    # A name that many bear is read once.
    names = list(bearers)
    found = [one for one in Index.build(names).search(name, top) if one.score > 0]
    scores = ((bearer, one.score) for one in found for bearer in bearers[names[one.place]])
    return dict(islice(scores, top))


def _candidates(keys: Sequence[str]) -> list[UUID]:
    """The mentions that share most keys with the name, a pair of words counting for more."""
    shared: Counter[str] = Counter()
    for one in keys:
        # As text: to make ids of thousands of candidates would take longer than to find them.
        mention = Cast("mention", TextField())
        rows = models.NameKey.objects.filter(key=one).values_list(mention, flat=True)
        weight = 3 if one.startswith("p:") else 1
        shared.update({str(mention): weight for mention in rows[:_UNDER_KEY]})
    return [UUID(mention) for mention, _ in shared.most_common(_COMPARED)]
