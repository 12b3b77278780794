"""The lists that overlap: documents by the origin they go back to, never by a name."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from uuid import UUID

from izdeu.terms import SourceKind
from izdeu.tracing.queries import DocumentLine

#: Who speaks of one or two people: all of a kind together make a list, no single one does.
SINGLE_VOICES = frozenset({SourceKind.FAMILY, SourceKind.WITNESS, SourceKind.SELF})
#: Of more lists the smallest are one: up to four every model can be looked at, in every draw.
MOST = 4
OTHERS = "others"


def list_of(documents: Iterable[DocumentLine]) -> dict[UUID, str]:
    """Name the list that each document belongs to, by its kind of source: "hospital-2".

    Documents of one origin are one list, so that copies count once. The largest list of a kind
    bears its bare name.
    """
    size: Counter[tuple[str, str]] = Counter()
    origin: dict[UUID, tuple[str, str]] = {}
    for line in documents:
        key = (line.kind, "" if line.kind in SINGLE_VOICES else str(line.origin))
        origin[line.id] = key
        size[key] += line.mentions
    names: dict[tuple[str, str], str] = {}
    seen: Counter[str] = Counter()
    for key, _ in sorted(size.items(), key=lambda one: (-one[1], one[0])):
        seen[key[0]] += 1
        names[key] = key[0] if seen[key[0]] == 1 else f"{key[0]}-{seen[key[0]]}"
    return {document: names[key] for document, key in origin.items()}


def on_lists(
    people: Mapping[str, Iterable[UUID]], named: Mapping[UUID, str]
) -> tuple[tuple[str, ...], dict[str, frozenset[str]]]:
    """The lists, largest first, and those that each person is on.

    Where there are more than four the smallest are joined to one: a list of lists is a list.
    """
    on = {who: frozenset(named[d] for d in some if d in named) for who, some in people.items()}
    size = Counter(name for names in on.values() for name in names)
    ranked = [name for name, _ in sorted(size.items(), key=lambda one: (-one[1], one[0]))]
    kept = ranked if len(ranked) <= MOST else [*ranked[: MOST - 1], OTHERS]
    place: dict[str, str] = defaultdict(lambda: OTHERS, {name: name for name in kept})
    joined = {who: frozenset(place[name] for name in names) for who, names in on.items() if names}
    return tuple(kept), joined
