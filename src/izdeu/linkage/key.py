"""Blocking keys of one record, for an indexed table: records that share one are worth weighing."""

import hashlib
import itertools
import math
from collections.abc import Iterator, KeysView, Sequence
from dataclasses import dataclass
from functools import lru_cache

from izdeu.linkage.evaluation import Value
from izdeu.linkage.feature import GROUPS, Columns, Features, features
from izdeu.linkage.model import Model, rule_columns
from izdeu.linkage.record import Record

#: What splits a block, in this order, as far as the table has it and the rule does not use it.
SECOND = (
    "given_key",
    "father_key",
    "birth_year",
    "birth",
    "surname_key",
    "place",
    "address",
    "given_initial",
    "postcode",
    "father_initial",
)
#: Years that one record's age may leave open before its birth year is no key any more.
KEY_YEARS = 3
DAYS_A_YEAR = 365.2425


@dataclass(frozen=True, slots=True)
class BlockingKey:
    """A key as a signed 64-bit number, which tells nothing of the name."""

    number: int
    columns: tuple[str, ...]
    """What those that share it agree in."""


def keys(record: Record, model: Model | None = None) -> tuple[str, ...]:
    """The keys of a record, each as 16 hexadecimal digits; equal under equal rules."""
    found = blocking_keys(features(record), model or Model.default())
    return tuple(f"{key.number % (1 << 64):016x}" for key in found)


def blocking_keys(described: Features, model: Model) -> tuple[BlockingKey, ...]:
    """The keys of a record under the model's rules, each once."""
    said = {
        column: [f"{column}\x1e{value}" for value in found]
        for column in _columns(model)
        if (found := alternatives(described, column))
    }
    keys: dict[int, BlockingKey] = {}
    for wanted in _rules(model):
        if said.keys() >= wanted:
            for words in itertools.product(*(said[column] for column in wanted)):
                number = _number("\x1f".join(words))
                keys[number] = BlockingKey(number, tuple(wanted))
    return tuple(keys.values())


@lru_cache(maxsize=8)
def _rules(model: Model) -> tuple[KeysView[str], ...]:
    """The columns of each of a model's rules."""
    return tuple(dict.fromkeys(rule_columns(rule)).keys() for rule in model.rules)


@lru_cache(maxsize=8)
def _columns(model: Model) -> frozenset[str]:
    """The columns that the rules of a model read."""
    return frozenset(itertools.chain.from_iterable(_rules(model)))


def finer_keys(key: BlockingKey, described: Features) -> Iterator[BlockingKey]:
    """The keys by which a block of too many records is divided: one for each further column.

    Of the columns in ``SECOND`` only those after the last one used, so that no division is
    made twice.
    """
    for column in further_columns(key):
        for value in alternatives(described, column):
            said = f"{key.number}\x1f{column}\x1e{value}"
            yield BlockingKey(_number(said), (*key.columns, f"+{column}"))


def further_columns(key: BlockingKey) -> Sequence[str]:
    """The columns that can still divide a block."""
    used = [column[1:] for column in key.columns if column.startswith("+")]
    first = SECOND.index(used[-1]) + 1 if used else 0
    return [column for column in SECOND[first:] if column not in key.columns]


def neighbourhood(described: Features) -> int:
    """24 bits that order records by surname and given name, as far as they are said: what is
    compared often lies together on a disk that is ordered so."""
    said = (alternatives(described, column)[:1] for column in ("surname_key", "given_key"))
    surname, given = (_number(str(value)) for value in said)
    return surname % (1 << 16) << 8 | given % (1 << 8)


def whole(column: str) -> str:
    """The column that a coarser one is made of, by its name; "" for none."""
    endings = ("_key", "_initial", "_year")
    return next((column.removesuffix(one) for one in endings if column.endswith(one)), "")


def _number(said: str) -> int:
    digest = hashlib.blake2b(said.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def alternatives(described: Features, column: str) -> Sequence[Value]:
    """Every value that a record has in a column."""
    if column in _GROUP_OF:
        held = described.several.get(_GROUP_OF[column], ())
        return [one[column] for one in held if column in one]
    if column == "birth_year" and "birth_first" in described.single:
        return _birth_years(described.single)
    return [described.single[column]] if column in described.single else []


_GROUP_OF = {column: group for group, columns in GROUPS.items() for column in columns}


def _birth_years(single: Columns) -> Sequence[Value]:
    first, last = (
        math.floor(float(single[end] or 0) / DAYS_A_YEAR) + 1970
        for end in ("birth_first", "birth_last")
    )
    return list(range(first, last + 1)) if last - first < KEY_YEARS else []
