"""What is here, in a few figures."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from izdeu.protection.reader import Reader
from izdeu.protection.release import require_staff
from izdeu.tracing import models, people
from izdeu.tracing.queries.aside import open_asides
from izdeu.tracing.queries.count import undecided


@dataclass(frozen=True, slots=True)
class Overview:
    """The case record in figures; each counts what its name says."""

    documents: int
    mentions: int
    claims: int
    set_aside: Mapping[str, int]
    people: int
    """Mentions that judgements have joined count once."""
    fewest: int
    """If every waiting proposal that is likelier than not were the same person."""
    proposals: int
    sought: int
    with_news: int
    """Sought people whom some other document may speak of."""


def found(reader: Reader) -> Overview:
    """Count what the case record holds."""
    require_staff(reader)
    likely = [pair for pair in undecided(reader) if pair.probability > 0.5]
    decoys = models.Mention.objects.filter(decoy=True).values("id")
    persons = models.Person.objects.exclude(id__in=decoys).values_list("id", flat=True)
    joined = people.groups(persons, [(pair.a, pair.b) for pair in likely])
    sought = _sought()
    near = {one for pair in likely for one in (pair.a, pair.b)}
    several = set(models.Person.objects.filter(mentions__gt=1).values_list("id", flat=True))
    return Overview(
        documents=models.Document.objects.exclude(format="call").count(),
        set_aside=dict(Counter(open_asides().values_list("reason", flat=True))),
        mentions=models.Mention.objects.filter(decoy=False).count(),
        claims=models.Claim.objects.exclude(mention__in=decoys).count(),
        people=len(joined),
        fewest=len(set(joined.values())),
        proposals=models.Proposal.objects.filter(decision__in=("", "unsure")).count(),
        sought=len(sought),
        with_news=len(sought & (near | several)),
    )


def how_many(reader: Reader) -> int:
    """How many people the record knows."""
    require_staff(reader)
    decoys = models.Mention.objects.filter(decoy=True).values("id")
    return int(models.Person.objects.exclude(id__in=decoys).count())


def _sought() -> set[UUID]:
    requests = models.Request.objects.filter(withdrawn=False).values("mention")
    rows = models.Mention.objects.filter(id__in=requests)
    return set(rows.values_list("person", flat=True))
