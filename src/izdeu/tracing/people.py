"""Which mentions are one person: what the judgements say together, clocks aside."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from izdeu.terms import Decision

Pair = tuple[UUID, UUID]


@dataclass(frozen=True, slots=True)
class Ruling:
    """One judgement that no later one answers."""

    a: UUID
    b: UUID
    decision: Decision


@dataclass(frozen=True, slots=True)
class People:
    """Mentions joined to people, and the pairs that stay apart because judgements contradict."""

    person: Mapping[UUID, UUID]
    """Mention to person; a person is named by the smallest of its mentions."""
    disputed: frozenset[Pair]


def pair(a: UUID, b: UUID) -> Pair:
    """The two in their one order."""
    return (a, b) if a < b else (b, a)


def rule(rulings: Iterable[Ruling]) -> dict[Pair, Decision | None]:
    """What is decided of each pair; ``None`` where same and different contradict.

    Neither answers the other, so nobody has settled it: disputed, and disputed is not joined.
    """
    said: dict[Pair, set[Decision]] = defaultdict(set)
    for ruling in rulings:
        said[pair(ruling.a, ruling.b)].add(ruling.decision)
    return {between: _settled(decisions) for between, decisions in said.items()}


def _settled(decisions: set[Decision]) -> Decision | None:
    firm = decisions - {Decision.UNSURE}
    if len(firm) == 2:
        return None
    return next(iter(firm)) if firm else Decision.UNSURE


def join(mentions: Iterable[UUID], rulings: Iterable[Ruling]) -> People:
    """Join mentions judged the same; a "different" is never crossed.

    Where a chain of "same" joins two mentions judged different, every link that lies on some way
    between them is disputed and not joined: which of them is wrong is for people to say. The
    result depends on the set of rulings alone, not on their order or dates.
    """
    mentions = list(mentions)
    decided = rule(rulings)
    same = {between for between, decision in decided.items() if decision == Decision.SAME}
    apart = {between for between, decision in decided.items() if decision == Decision.DIFFERENT}
    disputed = {between for between, decision in decided.items() if decision is None}
    suspended = _between(same, apart)
    return People(groups(mentions, same - suspended), frozenset(disputed | suspended))


def groups(members: Iterable[UUID], links: Iterable[Pair]) -> dict[UUID, UUID]:
    """Join what is linked; each member is given the smallest id of its group."""
    return {one: min(group) for group in _components(members, links) for one in group}


def _between(same: set[Pair], apart: set[Pair]) -> set[Pair]:
    """Links on some way between two mentions judged different.

    A link lies on a simple path between x and y exactly when the edge x–y, if it were drawn,
    would share a biconnected component with it (Tarjan 1972).
    """
    suspended: set[Pair] = set()
    for group in _components((), same):
        inside = {between for between in same if between[0] in group}
        for forbidden in apart:
            if forbidden[0] in group and forbidden[1] in group:
                suspended |= _block(inside | {forbidden}, forbidden) - {forbidden}
    return suspended


def _components(mentions: Iterable[UUID], links: Iterable[Pair]) -> list[set[UUID]]:
    near = _neighbours(links)
    found, seen = [], set()
    for start in [*mentions, *near]:
        if start not in seen:
            group = _reach(start, near)
            seen |= group
            found.append(group)
    return found


def _neighbours(links: Iterable[Pair]) -> dict[UUID, list[UUID]]:
    near: dict[UUID, list[UUID]] = defaultdict(list)
    for a, b in links:
        near[a].append(b)
        near[b].append(a)
    return near


def _reach(start: UUID, near: Mapping[UUID, Sequence[UUID]]) -> set[UUID]:
    group, waiting = {start}, [start]
    while waiting:
        for other in near.get(waiting.pop(), ()):
            if other not in group:
                group.add(other)
                waiting.append(other)
    return group


def _block(links: set[Pair], wanted: Pair) -> set[Pair]:
    """The biconnected component that holds ``wanted``: what stays linked to it on a circle."""
    root, other = wanted
    near = _neighbours(links)
    low, depth = {root: 0}, {root: 0}
    path: list[Pair] = []
    walk = [(root, root, iter([other]))]
    block: set[Pair] = {wanted}
    while walk:
        here, parent, rest = walk[-1]
        step = next(rest, None)
        if step is None:
            walk.pop()
            if walk:
                block |= _close(here, parent, low, depth, path)
        elif step not in depth:
            depth[step] = low[step] = len(walk)
            path.append((here, step))
            walk.append((step, here, iter(near[step])))
        elif step != parent and depth[step] < depth[here]:
            path.append((here, step))
            low[here] = min(low[here], depth[step])
    return block


def _close(
    here: UUID, parent: UUID, low: dict[UUID, int], depth: dict[UUID, int], path: list[Pair]
) -> set[Pair]:
    low[parent] = min(low[parent], low[here])
    if low[here] < depth[parent]:
        return set()
    closed = set()
    while True:
        link = path.pop()
        closed.add(pair(*link))
        if link == (parent, here):
            # Only the circle through the root's first step is the block that was asked for.
            return closed if depth[parent] == 0 else set()
