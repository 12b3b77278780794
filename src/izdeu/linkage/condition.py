"""Read the SQL conditions of a linkage model: the part of SQL that person tables need.

A model in Splink's JSON form carries its comparison levels as SQL. The part understood here is
comparisons (`=`, `<>`, `<`, `<=`, `>`, `>=`), `IS [NOT] NULL`, `AND`, `OR`, brackets, numbers, text
in single quotes, subtraction, `abs`, the edit functions of DuckDB, and `distance_km`, which
`functions.sql` defines for DuckDB. A comparison with nothing on one side is false, as in SQL.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

FUNCTIONS = {
    "abs": 1,
    "jaro_similarity": 2,
    "jaro_winkler_similarity": 2,
    "levenshtein": 2,
    "damerau_levenshtein": 2,
    "distance_km": 4,
}
RELATIONS = ("=", "<>", "!=", "<=", ">=", "<", ">")
_PIECE = re.compile(
    r"""\s*(?:(?P<number>\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)|"(?P<quoted>[^"]+)"|'(?P<text>[^']*)'"""
    r"""|(?P<word>[^\W\d]\w*)|(?P<sign><=|>=|<>|!=|[-=<>(),.]))"""
)


class UnreadableCondition(ValueError):
    """The model holds SQL beyond the part understood; the message quotes it."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the left or right record; ``side`` is "l" or "r"."""

    name: str
    side: str


@dataclass(frozen=True, slots=True)
class Constant:
    """A number or a text."""

    value: float | str


@dataclass(frozen=True, slots=True)
class Call:
    """A function or operator applied to its arguments."""

    word: str
    arguments: tuple["Node", ...]


Node = Column | Constant | Call


@lru_cache(maxsize=4096)
def parse(sql: str) -> Node | None:
    """Read one condition; None for ``ELSE``.

    Raises UnreadableCondition where the SQL goes beyond the part understood.
    """
    if sql.strip().upper() == "ELSE":
        return None
    reader = _Reader(sql)
    node = reader.any_of()
    reader.end()
    return node


def columns(node: Node | None) -> Iterator[Column]:
    """Every column a condition reads."""
    if isinstance(node, Column):
        yield node
    elif isinstance(node, Call):
        for argument in node.arguments:
            yield from columns(argument)


class _Reader:
    """Recursive descent over the pieces of one condition."""

    def __init__(self, sql: str) -> None:
        self.sql = sql
        self.pieces = list(_pieces(sql))
        self.at = 0

    def any_of(self) -> Node:
        return self._joined("or", self._all_of)

    def _all_of(self) -> Node:
        return self._joined("and", self._relation)

    def _joined(self, word: str, part: Callable[[], Node]) -> Node:
        parts = [part()]
        while self._take_word(word):
            parts.append(part())
        return parts[0] if len(parts) == 1 else Call(word, tuple(parts))

    def _relation(self) -> Node:
        left = self._difference()
        if self._take_word("is"):
            negated = self._take_word("not")
            self._need_word("null")
            return Call("is not null" if negated else "is null", (left,))
        kind, sign = self._peek()
        if kind == "sign" and sign in RELATIONS:
            self.at += 1
            return Call("<>" if sign == "!=" else sign, (left, self._difference()))
        return left

    def _difference(self) -> Node:
        left = self._operand()
        while self._take_sign("-"):
            left = Call("-", (left, self._operand()))
        return left

    def _operand(self) -> Node:
        kind, piece = self._next()
        if kind == "number":
            return Constant(float(piece))
        if kind == "text":
            return Constant(piece)
        if piece == "-" and kind == "sign":
            return Constant(-float(self._next()[1]))
        if piece == "(" and kind == "sign":
            inner = self.any_of()
            self._need_sign(")")
            return inner
        if kind == "word" and self._take_sign("("):
            return self._call(piece.lower())
        return self._column(kind, piece)

    def _call(self, word: str) -> Node:
        arguments = [self.any_of()]
        while self._take_sign(","):
            arguments.append(self.any_of())
        self._need_sign(")")
        if FUNCTIONS.get(word) != len(arguments):
            raise self._refuse(f"the function {word}")
        return Call(word, tuple(arguments))

    def _column(self, kind: str, piece: str) -> Node:
        if kind == "word" and piece in ("l", "r") and self._take_sign("."):
            return Column(self._next()[1], piece)
        if kind in ("word", "quoted") and piece[-2:] in ("_l", "_r"):
            return Column(piece[:-2], piece[-1])
        raise self._refuse(f"“{piece}”")

    def _peek(self) -> tuple[str, str]:
        return self.pieces[self.at] if self.at < len(self.pieces) else ("end", "")

    def _next(self) -> tuple[str, str]:
        piece = self._peek()
        self.at += 1
        return piece

    def _take_word(self, word: str) -> bool:
        kind, piece = self._peek()
        found = kind == "word" and piece.lower() == word
        self.at += found
        return found

    def _take_sign(self, sign: str) -> bool:
        found = self._peek() == ("sign", sign)
        self.at += found
        return found

    def _need_word(self, word: str) -> None:
        if not self._take_word(word):
            raise self._refuse(f"what stands where {word.upper()} belongs")

    def _need_sign(self, sign: str) -> None:
        if not self._take_sign(sign):
            raise self._refuse(f"what stands where “{sign}” belongs")

    def _refuse(self, what: str) -> UnreadableCondition:
        return UnreadableCondition(f"the model's condition {self.sql!r}: cannot read {what}")

    def end(self) -> None:
        if self.at != len(self.pieces):
            raise self._refuse(f"“{self._peek()[1]}”")


def _pieces(sql: str) -> Iterator[tuple[str, str]]:
    at = 0
    rest = sql.rstrip()
    while at < len(rest):
        found = _PIECE.match(rest, at)
        if found is None:
            raise UnreadableCondition(f"the model's condition {sql!r}: cannot read it")
        yield str(found.lastgroup), str(found[str(found.lastgroup)])
        at = found.end()
