"""Mentions made ready for comparison: their columns, blocking keys and counts, in the database.

Suggestions stand on it: it follows from the case record and the model, and goes with the mention it
speaks of.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

import numpy as np
from django.db import connection, transaction
from numpy.typing import NDArray

from izdeu.linkage.feature import Features
from izdeu.linkage.key import BlockingKey, blocking_keys, finer_keys, further_columns
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
#: Numbers named in one statement.
_NAMED = 5000
#: Stands as a member of a key that was divided; mentions are numbered from 1.
_DIVIDED = 0


@dataclass(frozen=True, slots=True)
class Held:
    """A mention made ready."""

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
    return Held(mention, pack(features, layout_of(model)), told)


def wait(mentions: Iterable[UUID]) -> None:
    """Let matching know that these mentions are new or have changed."""
    rows = [models.Waiting(mention=one) for one in sorted(set(mentions))]
    bulk.insert(rows, unless_there=True)


def put(held: Sequence[Held], model: Model) -> dict[UUID, int]:
    """Keep mentions that are not on the shelf; gives the number of each."""
    keys = said(unpack([one.packed for one in held], layout_of(model)))
    bulk.insert(
        [
            models.Matched(
                mention=one.mention, packed=one.packed, words=one.told, said=of.tobytes()
            )
            for one, of in zip(held, keys, strict=True)
        ]
    )
    _count(keys, 1)
    ids = [one.mention for one in held]
    return dict(named.values(models.Matched, "mention", ids, ("mention", "number")))


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
    """Who shares the keys of some mentions."""

    members: Numbers
    """(m, 2) int64: key and number, of those mentions and of all that were there before."""
    own: Numbers
    """(k, 2) int64: the keys under which those mentions are found from now on."""
    large: Sequence[BlockingKey]
    """Keys that too many share, to be divided."""
    cut: Numbers
    """Keys that too many share and nothing divides: only the first of them are compared."""


def sharing(new: Mapping[int, Features], model: Model) -> Sharing:
    """For new mentions, by number, who shares a key with them; nothing is written."""
    none = np.zeros((0, 2), np.int64)
    members, own, known = [none], [none], dict[int, BlockingKey]()
    open_keys = [(number, key) for number, one in new.items() for key in blocking_keys(one, model)]
    while open_keys:
        found = _members({key.number for _, key in open_keys})
        marks = found[:, 1] == _DIVIDED
        divided = set(found[marks, 0].tolist())
        whole = [(key, number) for number, key in open_keys if key.number not in divided]
        known |= {key.number: key for key, _ in whole}
        members.append(found[~marks])
        own.append(np.array(sorted({(k.number, n) for k, n in whole}), np.int64).reshape(-1, 2))
        open_keys = [
            (number, fine)
            for number, key in open_keys
            if key.number in divided
            for fine in finer_keys(key, new[number])
        ]
    standing = np.concatenate(own)
    everybody = np.concatenate([*members, standing])
    return Sharing(everybody, standing, *_large(everybody, known))


def _members(keys: set[int]) -> Numbers:
    found = list(_named("SELECT key, number FROM tracing_key WHERE key", sorted(keys)))
    return np.array(found, np.int64).reshape(-1, 2)


def _large(
    members: Numbers, known: Mapping[int, BlockingKey]
) -> tuple[Sequence[BlockingKey], Numbers]:
    """The keys that too many share: those that can be divided, and those that cannot."""
    keys, counts = np.unique(members[:, 0], return_counts=True)
    large = [known[key] for key in keys[counts > LARGEST].tolist() if key in known]
    divisible = [key for key in large if any(further_columns(key))]
    cut = [key.number for key in large if not any(further_columns(key))]
    return divisible, np.array(cut, np.int64)


def keep(shared: Sharing) -> None:
    """Let the mentions be found by their keys from now on."""
    bulk.fill(models.Key, ("key", "number"), shared.own.tolist())


@transaction.atomic
def divide(key: BlockingKey, model: Model) -> None:
    """Find the members of this key by finer ones from now on."""
    numbers = _members({key.number})[:, 1].tolist()
    if _DIVIDED in numbers:
        return
    rows = {
        (fine.number, number)
        for number, held in load(numbers).items()
        for fine in finer_keys(key, described(held.packed, layout_of(model)))
    }
    models.Key.objects.filter(key=key.number).delete()
    bulk.fill(models.Key, ("key", "number"), [*sorted(rows), (key.number, _DIVIDED)])


def pairs(shared: Sharing, new: Iterable[int]) -> Iterator[Numbers]:
    """The pairs (p, 2) of new mentions with those before them that share a key, by number.

    New and other, some at a time and each once.
    """
    members = shared.members[np.lexsort((shared.members[:, 1], shared.members[:, 0]))]
    keys, numbers = members[:, 0], members[:, 1]
    rows = np.flatnonzero(np.isin(numbers, np.fromiter(new, np.int64)))
    rows = rows[np.argsort(numbers[rows], kind="stable")]
    starts = np.searchsorted(keys, keys[rows])
    sizes = rows - starts
    sizes = np.where(np.isin(keys[rows], shared.cut), np.minimum(sizes, LARGEST), sizes)
    rows, starts, sizes = rows[sizes > 0], starts[sizes > 0], sizes[sizes > 0]
    run = np.cumsum(sizes) // ROOM
    run = run[np.searchsorted(numbers[rows], numbers[rows])]
    for one in np.unique(run):
        some = run == one
        yield _joined(numbers, rows[some], starts[some], sizes[some])


def _joined(numbers: Numbers, rows: Numbers, starts: Numbers, sizes: Numbers) -> Numbers:
    """Pairs of each row's number with those that stand before it in its block."""
    before = np.arange(int(sizes.sum())) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    one = np.repeat(numbers[rows], sizes)
    other = numbers[np.repeat(starts, sizes) + before]
    order = np.lexsort((other, one))
    one, other = one[order], other[order]
    fresh = np.r_[True, (one[1:] != one[:-1]) | (other[1:] != other[:-1])][: len(one)]
    return np.stack([one[fresh], other[fresh]], axis=1)


def load(numbers: Iterable[int]) -> dict[int, Held]:
    """Mentions on the shelf by number."""
    found = _named(
        "SELECT number, mention, packed, words FROM tracing_matched WHERE number", list(numbers)
    )
    return {
        number: Held(mention, bytes(packed), bytes(told)) for number, mention, packed, told in found
    }


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
    names = shelf.layout.tables
    tables, codes, keys = counted(shelf)
    totals = np.array([_total(table) for table in names], np.int64)
    wanted = {*keys.tolist(), *totals.tolist(), _total(_EVERYBODY)}
    counts = dict(
        _named("SELECT key, count FROM tracing_frequency WHERE count > 0 AND key", sorted(wanted))
    )
    seen = np.array([counts.get(key, 0) for key in keys.tolist()], float)
    whole = np.array([counts.get(key, 1) for key in totals.tolist()], float)
    found = np.full((len(names), max(len(shelf.hashes), 1)), -np.inf, np.float32)
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


def _count(told: Sequence[Numbers], by: int) -> None:
    """Add what mentions say to the counts, or take it away."""
    everybody = np.full(len(told), _total(_EVERYBODY), np.int64)
    keys, counts = np.unique(np.concatenate([everybody, *told]), return_counts=True)
    table = models.Frequency._meta.db_table
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} (key, count) VALUES (%s, %s) ON CONFLICT (key) "  # noqa: S608
            f"DO UPDATE SET count = {table}.count + excluded.count",
            list(zip(keys.tolist(), (by * counts).tolist(), strict=True)),
        )
    if by < 0:
        models.Frequency.objects.filter(count__lte=0).delete()


def _named(select: str, numbers: Sequence[int]) -> Iterator[tuple[Any, ...]]:
    """Run a query for named numbers, so many at a time."""
    for first in range(0, len(numbers), _NAMED):
        said = ",".join(map(str, numbers[first : first + _NAMED]))
        with connection.cursor() as cursor:
            cursor.execute(f"{select} IN ({said})")
            yield from cursor.fetchall()
