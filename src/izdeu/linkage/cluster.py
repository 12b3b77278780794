"""Put records together into people: judgements bind, weak links do not chain."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from izdeu.terms import Decision

#: A merge through a link this strong needs less company than one through a weaker link.
STRONG = 12.0
#: The share of the pairs across that must be links of their own, for strong and for other links.
COMPANY_STRONG, COMPANY = 0.2, 0.5
#: A pair at or below this weight is one that the machine takes for two people.
AGAINST = -3.0


class Pair(NamedTuple):
    """Two records and the log2 odds that they are one person."""

    a: str
    b: str
    weight: float


class Judgement(NamedTuple):
    """What a person decided of two records."""

    a: str
    b: str
    decision: Decision


class ContradictoryJudgements(ValueError):
    """Judgements that cannot all hold; the records they speak of are in ``records``."""

    def __init__(self, records: tuple[str, str]) -> None:
        super().__init__("judged both the same and different: answer one of the judgements")
        self.records = records


@dataclass(frozen=True, slots=True)
class Cluster:
    """The records of one person, and the link that holds them together least."""

    records: tuple[str, ...]
    weakest: Pair | None
    """None where only judgements hold it together, or there is one record."""


class Groups:
    """Groups that grow by joining and never cross a "different"."""

    def __init__(self, judgements: Iterable[Judgement] = ()) -> None:
        self._root: dict[str, str] = {}
        self.members: dict[str, list[str]] = {}
        self._apart: dict[str, set[str]] = defaultdict(set)
        judged = list(judgements)
        for a, b, decision in judged:
            if decision is Decision.SAME:
                self.join(a, b)
        for a, b, decision in judged:
            if decision is Decision.DIFFERENT:
                self._keep_apart(a, b)

    def find(self, record: str) -> str:
        """The record that stands for the group."""
        root = self._root.setdefault(record, record)
        if root == record:
            self.members.setdefault(record, [record])
            return record
        self._root[record] = self.find(root)
        return self._root[record]

    def apart(self, a: str, b: str) -> bool:
        """Whether a judgement keeps the groups of the two apart."""
        return self.find(b) in self._apart[self.find(a)]

    def join(self, a: str, b: str) -> None:
        """Make one group of two."""
        kept, gone = sorted(
            (self.find(a), self.find(b)), key=lambda root: (-len(self.members[root]), root)
        )
        if kept == gone:
            return
        self._root[gone] = kept
        self.members[kept] += self.members.pop(gone)
        for other in self._apart.pop(gone, set()):
            self._apart[other].discard(gone)
            self._apart[other].add(kept)
            self._apart[kept].add(other)

    def _keep_apart(self, a: str, b: str) -> None:
        first, second = self.find(a), self.find(b)
        if first == second:
            raise ContradictoryJudgements((a, b))
        self._apart[first].add(second)
        self._apart[second].add(first)


def cluster(
    pairs: Iterable[Pair], judgements: Iterable[Judgement] = (), *, threshold: float = 0.0
) -> list[Cluster]:
    """Join records along links of at least ``threshold``, strongest first.

    Pairs below the threshold are worth giving: those it takes for two people speak against a join.
    A "different" is never crossed, a "same" always holds; where both cannot be,
    ContradictoryJudgements is raised. Two groups join when enough of the pairs across are links.
    """
    known = {frozenset((a, b)): weight for a, b, weight in pairs}
    groups = Groups(judgements)
    for a, b, weight in _strongest_first(known):
        if weight >= threshold:
            _consider(groups, a, b, weight, known, threshold)
        else:
            groups.find(a), groups.find(b)
    return [_described(sorted(m), known) for _, m in sorted(groups.members.items())]


def _strongest_first(known: Mapping[frozenset[str], float]) -> Iterator[Pair]:
    named = [Pair(min(pair), max(pair), weight) for pair, weight in known.items()]
    yield from sorted(named, key=lambda one: (-one.weight, one.a, one.b))


def _consider(
    groups: Groups,
    a: str,
    b: str,
    weight: float,
    known: Mapping[frozenset[str], float],
    threshold: float,
) -> None:
    first, second = groups.find(a), groups.find(b)
    if first == second or groups.apart(a, b):
        return
    across = [
        known.get(frozenset((x, y))) for x in groups.members[first] for y in groups.members[second]
    ]
    links = sum(w is not None and w >= threshold for w in across)
    against = sum(w is not None and w <= AGAINST for w in across)
    wanted = COMPANY_STRONG if weight >= STRONG else COMPANY
    if links > against and links >= wanted * len(across):
        groups.join(a, b)


def _described(records: list[str], known: Mapping[frozenset[str], float]) -> Cluster:
    return Cluster(tuple(records), weakest_link(records, known))


def weakest_link(records: list[str], known: Mapping[frozenset[str], float]) -> Pair | None:
    """The weakest link that holding them together takes (in a maximum spanning tree)."""
    inside = [
        (known[pair], x, y)
        for i, x in enumerate(records)
        for y in records[i + 1 :]
        if (pair := frozenset((x, y))) in known
    ]
    groups, weakest = Groups(), None
    for weight, x, y in sorted(inside, key=lambda one: (-one[0], one[1], one[2])):
        if groups.find(x) != groups.find(y):
            groups.join(x, y)
            weakest = Pair(x, y, weight)
    return weakest
