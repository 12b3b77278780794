"""Mentions made ready for comparison: their columns, blocking keys and counts, in the database.

Suggestions stand on it: it follows from the case record and the model, and goes with the mention it
speaks of.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import itemgetter
from typing import Any, NamedTuple
from uuid import UUID

import numpy as np
from django.db import connection, transaction
from numpy.typing import NDArray

from izdeu.linkage.feature import Features
from izdeu.linkage.key import (
    BlockingKey,
    blocking_keys,
    finer_keys,
    further_columns,
    neighbourhood,
)
from izdeu.linkage.model import Model
from izdeu.linkage.packing import (
    EMPTY_HASH,
    Shelf,
    counted,
    described,
    hash_of,
    keyed,
    layout_of,
    pack,
    said,
    salt,
    unpack,
)
from izdeu.linkage.pair import Words, words
from izdeu.tracing import bulk, models, named

Numbers = NDArray[Any]

#: A key that more mentions share is divided; one that cannot be is compared with so many of them.
LARGEST = 300
#: Pairs that are put together at a time.
ROOM = 1 << 18
#: Stands as a member of a key that was divided; mentions are numbered from 1.
_DIVIDED = 0


class Held(NamedTuple):
    """A mention made ready."""

    number: int
    stored: Any
    """Its id, or that as the database gives it: of most that are compared nobody asks for it."""
    packed: bytes
    told: bytes = b""

    @property
    def mention(self) -> UUID:
        """The mention's id."""
        return self.stored if isinstance(self.stored, UUID) else UUID(self.stored)

    @property
    def words(self) -> Words:
        """What reasons show of it."""
        found: Words = json.loads(self.told)
        return found


def ready(mention: UUID, features: Features, model: Model) -> Held:
    """Make a mention ready for comparison under a model."""
    told = json.dumps(words(features, model), ensure_ascii=False).encode()
    return Held(_number(mention, features), mention, pack(features, layout_of(model)), told)


#: Bits of a number that tell mentions of one neighbourhood apart.
_APART = 24


def _number(mention: UUID, features: Features) -> int:
    """The same whenever a mention is put on the shelf, and as a rule nobody else's; at least 1."""
    return (neighbourhood(features) << _APART | mention.int % (1 << _APART)) + 1


def wait(mentions: Iterable[UUID]) -> None:
    """Let matching know that these mentions are new or have changed."""
    rows = [models.Waiting(mention=one) for one in sorted(set(mentions))]
    bulk.insert(rows, conflict=bulk.UNLESS_THERE)


def put(held: Sequence[Held], model: Model) -> dict[UUID, int]:
    """Keep mentions that are not on the shelf; gives the number of each."""
    keys = said(unpack([one.packed for one in held], layout_of(model)))
    _count(keys, 1)
    return _seat(held, [of.tobytes() for of in keys])


def _seat(held: Sequence[Held], said: Sequence[bytes]) -> dict[UUID, int]:
    """Write mentions, each under its number or, where another has that, under the next."""
    rows = [
        models.Matched(
            number=one.number, mention=one.mention, packed=one.packed, words=one.told, said=of
        )
        for one, of in zip(held, said, strict=True)
    ]
    bulk.insert(rows, conflict=f"(number) {bulk.UNLESS_THERE}")
    ids = [one.mention for one in held]
    seated = dict(named.values(models.Matched, "mention", ids, ("mention", "number")))
    left = [at for at, one in enumerate(ids) if one not in seated]
    if left:
        moved = [held[at]._replace(number=held[at].number + 1) for at in left]
        seated |= _seat(moved, [said[at] for at in left])
    return seated


def forget(mentions: Sequence[UUID]) -> bool:
    """Take mentions off the shelf and out of the counts; tell whether any was there."""
    held = dict(named.values(models.Matched, "mention", mentions, ("number", "said")))
    if held:
        _count([np.frombuffer(bytes(said), np.int64) for said in held.values()], -1)
        named.delete(models.Key, "number", held)
        named.delete(models.Matched, "number", held)
    return bool(held)


@dataclass(frozen=True, eq=False)
class Sharing:
    """Who shares the keys of some new mentions."""

    members: Mapping[int, Sequence[int]]
    """Key to numbers, in order: first of those that were there before, then of the new ones."""
    keys: Mapping[int, Sequence[int]]
    """New number to the keys under which that mention is found from now on."""
    large: Sequence[BlockingKey]
    """Keys that too many share, to be divided."""
    cut: frozenset[int]
    """Keys that too many share and nothing divides: only the first of them are compared."""


def sharing(new: Mapping[int, Features], model: Model) -> Sharing:
    """For new mentions, by number, who shares a key with them; nothing is written."""
    members, known = defaultdict[int, list[int]](list), dict[int, BlockingKey]()
    own = set[tuple[int, int]]()
    open_keys = [(number, key) for number, one in new.items() for key in blocking_keys(one, model)]
    while open_keys:
        found = _members({key.number for _, key in open_keys})
        divided = {key for key, numbers in found.items() if numbers[0] == _DIVIDED}
        members |= {key: numbers for key, numbers in found.items() if key not in divided}
        whole = [(number, key) for number, key in open_keys if key.number not in divided]
        known |= {key.number: key for _, key in whole}
        own |= {(number, key.number) for number, key in whole}
        open_keys = [
            (number, fine)
            for number, key in open_keys
            if key.number in divided
            for fine in finer_keys(key, new[number])
        ]
    keys = defaultdict[int, list[int]](list)
    for number, key in sorted(own):
        members[key].append(number)
        keys[number].append(key)
    return Sharing(members, keys, *_large(members, known))


def _members(keys: set[int]) -> dict[int, list[int]]:
    """Who is found by each of these keys, in the order of their numbers."""
    found = defaultdict[int, list[int]](list)
    for key, number in sorted(_named("SELECT key, number FROM tracing_key WHERE key", keys)):
        found[key].append(number)
    return found


def _large(
    members: Mapping[int, Sequence[int]], known: Mapping[int, BlockingKey]
) -> tuple[Sequence[BlockingKey], frozenset[int]]:
    """The keys that too many share: those that can be divided, and those that cannot."""
    large = [key for key in known.values() if len(members[key.number]) > LARGEST]
    divisible = [key for key in large if any(further_columns(key))]
    return divisible, frozenset(key.number for key in large if not any(further_columns(key)))


def keep(shared: Sharing) -> None:
    """Let the mentions be found by their keys from now on."""
    rows = [(key, number) for number, keys in shared.keys.items() for key in keys]
    bulk.fill(models.Key, ("key", "number"), rows)


@transaction.atomic
def divide(key: BlockingKey, model: Model) -> None:
    """Find the members of this key by finer ones from now on."""
    numbers = _members({key.number})[key.number]
    if _DIVIDED in numbers:
        return
    rows = {
        (fine.number, number)
        for number, held in load(numbers).items()
        for fine in finer_keys(key, described(held.packed, layout_of(model)))
    }
    models.Key.objects.filter(key=key.number).delete()
    bulk.fill(models.Key, ("key", "number"), [*sorted(rows), (key.number, _DIVIDED)])


#: A new mention's number, and the numbers of those before it that share a key with it.
Compared = tuple[int, Sequence[int]]


def compared(shared: Sharing) -> Iterator[Sequence[Compared]]:
    """Whom each of the new mentions is to be compared with; some thousand pairs at a time."""
    some: list[Compared] = []
    pairs = 0
    for number, keys in shared.keys.items():
        before = set[int]().union(*(_before(number, key, shared) for key in keys))
        if before:
            some.append((number, sorted(before)))
            pairs += len(before)
        if pairs >= ROOM:
            yield some
            some, pairs = [], 0
    if some:
        yield some


def _before(number: int, key: int, shared: Sharing) -> Sequence[int]:
    members = shared.members[key]
    end = members.index(number)
    return members[: min(end, LARGEST) if key in shared.cut else end]


def load(numbers: Iterable[int]) -> dict[int, Held]:
    """Mentions on the shelf by number, in its order."""
    found = _named(
        "SELECT number, mention, packed, words FROM tracing_matched WHERE number", numbers
    )
    return {row[0]: Held(*row) for row in sorted(found, key=itemgetter(0))}


def waiting(mentions: Iterable[UUID]) -> set[UUID]:
    """Those of the mentions that wait: what the shelf has of them is not true any more."""
    return {one for (one,) in named.values(models.Waiting, "mention", mentions, ("mention",))}


@dataclass(frozen=True, eq=False)
class Shares:
    """How common the texts of some records are."""

    texts: Numbers
    """(tables, texts) float32: log2 of the share of mentions with a text in a counted column."""
    mentions: int
    """How many mentions are on the shelf."""


def shares(shelf: Shelf) -> Shares:
    """How common each text of these records is among all mentions, in each counted column."""
    tables, codes, keys = counted(shelf)
    totals = _totals(shelf.layout.tables)
    counts = dict(
        _named(
            "SELECT key, count FROM tracing_frequency WHERE count > 0 AND key",
            [*keys.tolist(), *totals.tolist()],
        )
    )
    seen = np.array([counts.get(key, 0) for key in keys.tolist()], float)
    whole = np.array([counts.get(key, 1) for key in totals.tolist()], float)
    found = np.full((len(totals) - 1, max(len(shelf.hashes), 1)), -np.inf, np.float32)
    with np.errstate(divide="ignore"):
        found[tables, codes] = np.log2(seen / whole[tables])
    return Shares(found, counts.get(_total(_EVERYBODY), 0))


def share(column: str, value: str) -> float | None:
    """The share of mentions with a text in a column; ``None`` where none has it."""
    wanted = np.array([hash_of(value), EMPTY_HASH], np.uint64)
    key, total = keyed(wanted, salt(column)).tolist()
    counts = dict(models.Frequency.objects.filter(key__in=(key, total)).values_list("key", "count"))
    return counts[key] / counts[total] if value and counts.get(key) else None


def size() -> int:
    """How many mentions are on the shelf."""
    found = _named("SELECT count FROM tracing_frequency WHERE key", [_total(_EVERYBODY)])
    return next((count for (count,) in found), 0)


#: What stands for a column that every mention has.
_EVERYBODY = "*"


@cache
def _total(table: str) -> int:
    """The key under which everything that a column says is counted."""
    return int(keyed(np.array([EMPTY_HASH], np.uint64), salt(table))[0])


@lru_cache(maxsize=8)
def _totals(tables: tuple[str, ...]) -> Numbers:
    """These keys of some columns, and last the one that counts everybody."""
    return np.array([_total(table) for table in (*tables, _EVERYBODY)], np.int64)


def _count(told: Sequence[Numbers], by: int) -> None:
    """Add what mentions say to the counts, or take it away."""
    everybody = np.full(len(told), _total(_EVERYBODY), np.int64)
    keys, counts = np.unique(np.concatenate([everybody, *told]), return_counts=True)
    adding = "(key) DO UPDATE SET count = tracing_frequency.count + excluded.count"
    rows = list(zip(keys.tolist(), (by * counts).tolist(), strict=True))
    bulk.fill(models.Frequency, ("key", "count"), rows, conflict=adding)
    if by < 0:
        models.Frequency.objects.filter(count__lte=0).delete()


def _named(question: str, numbers: Iterable[int]) -> Sequence[tuple[Any, ...]]:
    """Ask for the rows of named numbers: one statement, however many they are, so that the database
    reads it once."""
    named = list(numbers)
    lite = connection.vendor == "sqlite"
    which = "IN (SELECT value FROM json_each(%s))" if lite else "= ANY(%s)"
    with connection.cursor() as cursor:
        cursor.execute(f"{question} {which}", [json.dumps(named) if lite else named])
        found: Sequence[tuple[Any, ...]] = cursor.fetchall()
    return found
