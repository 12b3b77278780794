"""Evaluate a model's conditions on two records at hand, one pair at a time."""

import math
import operator
from collections.abc import Callable, Mapping
from functools import lru_cache

from izdeu.linkage import edit
from izdeu.linkage.condition import Call, Column, Constant, Node, parse

Value = float | str | None
Features = Mapping[str, Value]
Evaluated = Callable[[Features, Features], Value | bool]

EARTH_RADIUS_KM = 6371.0088


def distance_km(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Great-circle distance of two points given in degrees (haversine formula)."""
    lat_a, lon_a, lat_b, lon_b = map(math.radians, (lat_a, lon_a, lat_b, lon_b))
    h = (
        math.sin((lat_b - lat_a) / 2) ** 2
        + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(h)))


_STRICT: dict[str, Callable[..., float | bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "-": operator.sub,
    "abs": abs,
    "jaro_similarity": edit.jaro,
    "jaro_winkler_similarity": edit.jaro_winkler,
    "levenshtein": edit.levenshtein,
    "damerau_levenshtein": edit.damerau_levenshtein,
    "distance_km": distance_km,
}


@lru_cache(maxsize=4096)
def evaluator(sql: str) -> Evaluated:
    """A function of the left and right record's features; for ``ELSE`` it is always true."""
    node = parse(sql)
    return (lambda _left, _right: True) if node is None else _compiled(node)


def _compiled(node: Node) -> Evaluated:
    if isinstance(node, Constant):
        return lambda _left, _right: node.value
    if isinstance(node, Column):
        return _column(node)
    parts = tuple(_compiled(argument) for argument in node.arguments)
    return _connective(node, parts) or _strict(_STRICT[node.word], parts)


def _column(node: Column) -> Evaluated:
    name = node.name
    if node.side == "l":
        return lambda left, _right: left.get(name)
    return lambda _left, right: right.get(name)


def _connective(node: Call, parts: tuple[Evaluated, ...]) -> Evaluated | None:
    if len(parts) == 2 and node.word in ("and", "or"):
        return _both(node.word, *parts)
    if node.word == "and":
        return lambda left, right: all(part(left, right) for part in parts)
    if node.word == "or":
        return lambda left, right: any(part(left, right) for part in parts)
    if node.word == "is null":
        return lambda left, right: parts[0](left, right) is None
    if node.word == "is not null":
        return lambda left, right: parts[0](left, right) is not None
    return None


def _both(word: str, one: Evaluated, other: Evaluated) -> Evaluated:
    if word == "and":
        return lambda left, right: one(left, right) and other(left, right)
    return lambda left, right: one(left, right) or other(left, right)


def _strict(function: Callable[..., float | bool], parts: tuple[Evaluated, ...]) -> Evaluated:
    """Nothing on one side gives nothing, as in SQL."""
    if len(parts) == 2:
        return _strict_pair(function, *parts)

    def call(left: Features, right: Features) -> Value | bool:
        values = [part(left, right) for part in parts]
        return None if None in values else function(*values)

    return call


def _strict_pair(
    function: Callable[..., float | bool], one: Evaluated, other: Evaluated
) -> Evaluated:
    def call(left: Features, right: Features) -> Value | bool:
        x, y = one(left, right), other(left, right)
        return None if x is None or y is None else function(x, y)

    return call
