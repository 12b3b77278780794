"""Mentions made ready for comparison: their columns, blocking keys and counts, in the database.

Suggestions stand on it: it follows from the case record and the model, and goes with the mention it
speaks of.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any
from uuid import UUID

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from izdeu.linkage.feature import Features
from izdeu.linkage.key import BlockingKey, blocking_keys, finer_keys, further_columns
from izdeu.linkage.model import Model
from izdeu.linkage.packing import (
    EMPTY_HASH,
    Layout,
    Shelf,
    counted,
    described,
    hash_of,
    keyed,
    layout_of,
    pack,
    unpack,
)
from izdeu.tracing import bulk, models
from izdeu.tracing.ledger import chunks

Numbers = NDArray[Any]
Open = list[tuple[int, BlockingKey]]

#: A key that more mentions share is divided; one that cannot be is compared with so many of them.
LARGEST = 300
#: Pairs that are put together at a time.
ROOM = 1 << 18
#: Numbers named in one statement.
_NAMED = 5000


def wait(mentions: Iterable[UUID]) -> None:
    """Let matching know that these mentions are new or have changed."""
    rows = [models.Waiting(mention=one) for one in sorted(set(mentions))]
    bulk.insert(rows, unless_there=True)


def put(found: Mapping[UUID, Features], model: Model) -> dict[int, UUID]:
    """Keep the columns of mentions that are not on the shelf; gives the number of each."""
    layout = layout_of(model)
    packed = [pack(features, layout) for features in found.values()]
    said = _said(unpack(packed, layout))
    bulk.insert(
        [
            models.Matched(mention=mention, model=model.digest, packed=columns, said=keys.tobytes())
            for mention, columns, keys in zip(found, packed, said, strict=True)
        ]
    )
    _count(said, 1)
    rows = models.Matched.objects
    return {
        number: mention
        for some in chunks(list(found))
        for number, mention in rows.filter(mention__in=some).values_list("number", "mention")
    }


def forget(mentions: Sequence[UUID]) -> bool:
    """Take mentions off the shelf and out of the counts; tell whether any was there."""
    any_held = False
    for some in chunks(mentions):
        rows = models.Matched.objects.filter(mention__in=some)
        held = dict(rows.values_list("number", "said"))
        if held:
            any_held = True
            _count([np.frombuffer(bytes(said), np.int64) for said in held.values()], -1)
            models.Key.objects.filter(number__in=list(held)).delete()
            rows.delete()
    return any_held


def sharing(new: Mapping[int, Features], model: Model, *, keep: bool = True) -> Iterator[Numbers]:
    """For new mentions, by number, the numbers of those before them that share a key.

    Gives pairs (p, 2), new and other, some at a time and each once. With ``keep`` their keys are
    kept; keys that too many share are divided by further columns.
    """
    held = [np.zeros((0, 2), np.int64)]
    open_keys: Open = [
        (number, key) for number, one in new.items() for key in blocking_keys(one, model)
    ]
    while open_keys:
        members, finer = _level(open_keys, new, layout_of(model), keep=keep)
        held.append(members)
        open_keys = finer
    yield from _pairs(np.concatenate(held), np.array(list(new), np.int64))


def _level(
    open_keys: Open, new: Mapping[int, Features], layout: Layout, *, keep: bool
) -> tuple[Numbers, Open]:
    """The members (m, 2) of these keys, key and number, and the finer keys of divided ones."""
    divided = _divided({key.number for _, key in open_keys})
    whole = [(number, key) for number, key in open_keys if key.number not in divided]
    rows = [models.Key(key=key.number, number=number) for number, key in whole]
    if keep:
        bulk.insert(rows)
    members = _members({key.number for _, key in whole})
    if not keep:
        own = np.array([(row.key, row.number) for row in rows], np.int64).reshape(-1, 2)
        members = np.concatenate([members, own])
    large = _large(members, whole) if keep else {}
    for number, key in large.items():
        _divide(key, members[members[:, 0] == number, 1], layout)
    small = members[~np.isin(members[:, 0], list(large))] if large else members
    finer = [
        (number, fine)
        for number, key in open_keys
        if key.number in divided or key.number in large
        for fine in finer_keys(key, new[number])
    ]
    return small, finer


def _divided(keys: set[int]) -> set[int]:
    return {key for (key,) in _named("SELECT key FROM tracing_division WHERE key", sorted(keys))}


def _members(keys: set[int]) -> Numbers:
    found = _named("SELECT key, number FROM tracing_key WHERE key", sorted(keys))
    return np.array(list(found), np.int64).reshape(-1, 2)


def _large(members: Numbers, whole: Open) -> dict[int, BlockingKey]:
    keys, counts = np.unique(members[:, 0], return_counts=True)
    large = set(keys[counts > LARGEST].tolist())
    return {
        key.number: key for _, key in whole if key.number in large and any(further_columns(key))
    }


def _divide(key: BlockingKey, numbers: Numbers, layout: Layout) -> None:
    """Find the members of a key by finer ones from now on."""
    rows = [
        models.Key(key=fine.number, number=number)
        for number, packed in load(numbers).items()
        for fine in finer_keys(key, described(packed, layout))
    ]
    models.Key.objects.filter(key=key.number).delete()
    bulk.insert(rows)
    bulk.insert([models.Division(key=key.number)], unless_there=True)


def _pairs(members: Numbers, new: Numbers) -> Iterator[Numbers]:
    members = members[np.lexsort((members[:, 1], members[:, 0]))]
    keys, numbers = members[:, 0], members[:, 1]
    starts = np.searchsorted(keys, keys)
    rows = np.flatnonzero(np.isin(numbers, new))
    rows = rows[np.argsort(numbers[rows], kind="stable")]
    sizes = np.minimum(rows - starts[rows], LARGEST)
    run = np.cumsum(sizes) // ROOM
    run = run[np.searchsorted(numbers[rows], numbers[rows])] if len(rows) else run
    for one in np.unique(run):
        some = run == one
        yield _joined(numbers, rows[some], starts[rows[some]], sizes[some])


def _joined(numbers: Numbers, rows: Numbers, starts: Numbers, sizes: Numbers) -> Numbers:
    """Pairs of each row's number with those that stand before it in its block."""
    before = np.arange(int(sizes.sum())) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    one = np.repeat(numbers[rows], sizes)
    other = numbers[np.repeat(starts, sizes) + before]
    order = np.lexsort((other, one))
    one, other = one[order], other[order]
    fresh = np.r_[True, (one[1:] != one[:-1]) | (other[1:] != other[:-1])][: len(one)]
    return np.stack([one[fresh], other[fresh]], axis=1)


def load(numbers: Iterable[int]) -> dict[int, bytes]:
    """The packed columns of mentions by number."""
    wanted = [int(number) for number in numbers]
    found = _named("SELECT number, packed FROM tracing_matched WHERE number", wanted)
    return {number: bytes(packed) for number, packed in found}


def mentions(numbers: Iterable[int]) -> dict[int, UUID]:
    """The mentions that have these numbers."""
    wanted = sorted({int(number) for number in numbers})
    return {
        number: mention
        for first in range(0, len(wanted), _NAMED // 10)
        for number, mention in models.Matched.objects.filter(
            number__in=wanted[first : first + _NAMED // 10]
        ).values_list("number", "mention")
    }


def shares(shelf: Shelf) -> Numbers:
    """log2 of the share of mentions with each text in each counted column (tables, texts)."""
    tables = shelf.layout.tables
    found = np.full((len(tables), max(len(shelf.hashes), 1)), -np.inf, np.float32)
    told = [counted(shelf, at) for at in range(len(tables))]
    totals = [_total(table) for table in tables]
    wanted = {int(key) for _, keys in told for key in keys} | set(totals)
    counts = dict(
        _named("SELECT key, count FROM tracing_frequency WHERE count > 0 AND key", sorted(wanted))
    )
    for at, (codes, keys) in enumerate(told):
        seen = np.array([counts.get(key, 0) for key in keys.tolist()], float)
        with np.errstate(divide="ignore"):
            found[at, codes] = np.log2(seen / max(counts.get(totals[at], 1), 1))
    return found


def share(column: str, value: str) -> float | None:
    """The share of mentions with a text in a column; ``None`` where none has it."""
    wanted = np.array([hash_of(value), EMPTY_HASH], np.uint64)
    key, total = keyed(wanted, column).tolist()
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
    return int(keyed(np.array([EMPTY_HASH], np.uint64), table)[0])


def _said(shelf: Shelf) -> list[Numbers]:
    """Per record the keys under which it is counted."""
    first = shelf.first[:-1]
    keys = np.zeros((len(first), 2 * len(shelf.layout.tables) + 1), np.int64)
    keys[:, -1] = _total(_EVERYBODY)
    for at, table in enumerate(shelf.layout.tables):
        codes = shelf.rows[first, shelf.layout.columns.index(table)]
        there = codes >= 0
        keys[there, 2 * at] = keyed(shelf.hashes[codes[there]], table)
        keys[there, 2 * at + 1] = _total(table)
    return [row[row != 0] for row in keys]


def _count(said: Sequence[Numbers], by: int) -> None:
    """Add what mentions say to the counts, or take it away."""
    keys, counts = np.unique(np.concatenate([np.zeros(0, np.int64), *said]), return_counts=True)
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
