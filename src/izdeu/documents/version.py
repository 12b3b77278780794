"""The same list again: what a later version added, changed or left out, and who copied whom."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from izdeu.documents.columns.spelling import fold
from izdeu.documents.reading import Found, SetAside

#: Of the shorter list, the share of rows that stand in the other in the same spelling.
SAME_SPELLINGS = 0.6
#: Of the shared rows, the share that stand in the same order.
SAME_ORDER = 0.8
#: Fewer shared rows say nothing: three neighbours may stand on any two lists.
FEWEST_SHARED = 5


@dataclass(frozen=True, slots=True)
class Changed:
    """A row that says something else than before."""

    before: Found
    after: Found
    fields: tuple[str, ...]
    """Which of name, birth, age, sex, claims differ."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A list against an earlier version of itself."""

    added: tuple[Found, ...]
    changed: tuple[Changed, ...]
    vanished: tuple[Found, ...]
    same: int


@dataclass(frozen=True, slots=True)
class Copying:
    """Whether two lists copy one another: then they are proposed as one origin."""

    likely: bool
    shared: int
    """Rows that both have in the same spelling."""
    share: float
    """Of the shorter list."""
    order: float
    """Of the shared rows, how many stand in the same order."""
    reasons: tuple[str, ...]


Items = Iterable[Found | SetAside]
Key = Callable[[Found], object]


def compare(old: Items, new: Items) -> Comparison:
    """What a corrected or longer version adds, changes and no longer says.

    Rows are paired by equal words first, then by name and birth, then by name alone where no
    other row has it, then by likeness of the spelling with the same birth.
    """
    before, after = _people(old), _people(new)
    pairs: list[tuple[Found, Found]] = []
    for key in (_words, _name_and_birth, _name, _birth_and_beginning):
        before, after = _pair(before, after, key, pairs)
    changed = tuple(
        Changed(one, other, fields) for one, other in pairs if (fields := _differences(one, other))
    )
    return Comparison(tuple(after), changed, tuple(before), len(pairs) - len(changed))


def copies(one: Items, other: Items) -> Copying:
    """Whether two lists copy one another: the same spellings in the same order.

    Two hospitals' lists of one day may share people, but neither the order nor each slip of the
    pen. Measured by the share of equally spelt rows and the longest run of rows in equal order.
    """
    first = [_spelling(found) for found in _people(one)]
    second = [_spelling(found) for found in _people(other)]
    shared = set(first) & set(second)
    shorter = min(len(set(first)), len(set(second)))
    if len(shared) < min(FEWEST_SHARED, max(shorter, 1)) or not shorter:
        return Copying(False, len(shared), 0.0, 0.0, ())
    share = len(shared) / shorter
    order = _in_order(_kept(first, shared), _kept(second, shared))
    reasons = ("same_spellings",) * (share >= SAME_SPELLINGS) + ("same_order",) * (
        order >= SAME_ORDER
    )
    return Copying(len(reasons) == 2, len(shared), round(share, 3), round(order, 3), reasons)


def _people(items: Items) -> list[Found]:
    return [item for item in items if isinstance(item, Found)]


def _spelling(found: Found) -> str:
    """The name exactly as written but for spaces: a copy copies the slips too."""
    mention = found.mention
    name = mention.name.raw if mention.name else "|".join(sorted(mention.features.values()))
    return " ".join(name.split())


def _kept(spellings: Sequence[str], shared: set[str]) -> list[str]:
    return list(dict.fromkeys(name for name in spellings if name in shared))


def _in_order(one: Sequence[str], other: Sequence[str]) -> float:
    """The longest common run in order, as a share (patience sorting; a list has no name twice)."""
    places = {name: place for place, name in enumerate(other)}
    tails: list[int] = []
    for place in (places[name] for name in one):
        low = _first_not_below(tails, place)
        if low == len(tails):
            tails.append(place)
        else:
            tails[low] = place
    return len(tails) / max(1, len(one))


def _first_not_below(tails: Sequence[int], place: int) -> int:
    low, high = 0, len(tails)
    while low < high:
        middle = (low + high) // 2
        if tails[middle] < place:
            low = middle + 1
        else:
            high = middle
    return low


def _pair(
    before: list[Found], after: list[Found], key: Key, pairs: list[tuple[Found, Found]]
) -> tuple[list[Found], list[Found]]:
    """Pair rows of equal key in their order; give back those that found none."""
    waiting: dict[object, list[Found]] = defaultdict(list)
    for found in before:
        if (word := key(found)) is not None:
            waiting[word].append(found)
    left: list[Found] = []
    paired: set[int] = set()
    for found in after:
        candidates = waiting.get(key(found))
        if candidates:
            old = candidates.pop(0)
            pairs.append((old, found))
            paired.add(id(old))
        else:
            left.append(found)
    return [found for found in before if id(found) not in paired], left


def _words(found: Found) -> object:
    mention = found.mention
    return (_spelling(found), mention.birth, mention.age, mention.sex, _said(found))


def _name_and_birth(found: Found) -> object:
    return (fold(_spelling(found)), found.mention.birth) if found.mention.birth else None


def _name(found: Found) -> object:
    return fold(_spelling(found)) or None


def _birth_and_beginning(found: Found) -> object:
    """A full date of birth and the first letters: a corrected spelling of one person."""
    birth = found.mention.birth
    return (birth, fold(_spelling(found))[:2]) if len(birth) == 10 else None


def _said(found: Found) -> tuple[object, ...]:
    return tuple(
        (claim.event, claim.assertion, claim.when, claim.place, claim.facility, claim.note)
        for claim in found.claims
    )


def _differences(one: Found, other: Found) -> tuple[str, ...]:
    before, after = one.mention, other.mention
    fields = [
        ("name", _spelling(one), _spelling(other)),
        ("birth", before.birth, after.birth),
        ("age", before.age, after.age),
        ("sex", before.sex, after.sex),
        ("claims", _said(one), _said(other)),
    ]
    return tuple(field for field, old, new in fields if old != new)
