"""Compare two names part by part: how much they speak for one person, and why."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from izdeu.names import cost, ending, equivalent, table, weight
from izdeu.names.reading import Name, Role, read
from izdeu.names.reason import Reason
from izdeu.names.token import Token, together, tokens

if TYPE_CHECKING:
    from izdeu.names.alignment import Rules

#: One in how many pairs is taken to be one person where nobody says so.
PRIOR = 1e-3


class Outcome(StrEnum):
    """What became of a part."""

    FITS = "fits"
    MISSING = "missing"
    CONTRADICTS = "contradicts"


@dataclass(frozen=True, slots=True)
class Compared:
    """One part of each name as written (either may be missing), what became of them, and why."""

    role: Role
    left: str
    right: str
    outcome: Outcome
    reason: Reason


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two names compared.

    ``score`` orders pairs between 0 and 1, with 0.5 where they are as likely taken for one as not;
    ``weight`` is the binary logarithm of the likelihood ratio, part by part; ``probability`` is
    what follows for the prior that was stated, less what only a common family explains.
    """

    score: float
    weight: float
    probability: float
    parts: Sequence[Compared]
    reasons: Sequence[Reason]


@dataclass(frozen=True, slots=True)
class _View:
    """One way to pair the parts: the tokens on each side, and which took which."""

    total: int
    left: Sequence[Token]
    right: Sequence[Token]
    pairs: Sequence[tuple[int, int]]
    weights: Sequence[int]


def compare(a: str | Name, b: str | Name, *, prior: float = PRIOR) -> Comparison:
    """Compare two names in any script and order.

    A text without a name scores 0 with the one reason ``names.no-name-found``.
    """
    left, right = (one if isinstance(one, Name) else read(one) for one in (a, b))
    if not left or not right:
        reason = Reason("names.no-name-found")
        return Comparison(0.0, 0.0, prior, (), (reason,))
    view = _best_view(tokens(left.parts), tokens(right.parts))
    parts = tuple(_compared(view))
    scored = score(view.total, *expected(view))
    reasons = [part.reason for part in parts]
    bits = view.total / cost.SCALE
    if excess := _explained_by_kin(parts, bits, scored):
        reasons.append(Reason("names.contradiction-decides"))
    odds = prior / (1 - prior) * 2.0 ** min(bits - excess, 200.0)
    return Comparison(scored, bits, odds / (1 + odds), parts, tuple(reasons))


def _explained_by_kin(parts: Sequence[Compared], bits: float, scored: float) -> float:
    """Give the bits that say no more than that two people are of one family.

    Where a part contradicts, agreement in the others is what brothers share too: the probability
    follows the odds of the score, while ``weight`` stays the sum of its parts.
    """
    if all(part.outcome is not Outcome.CONTRADICTS for part in parts):
        return 0.0
    held = math.log2(max(scored, 1e-9) / max(1 - scored, 1e-9))
    return max(0.0, bits - held)


def score(total: int, full: int, worst: int) -> float:
    """Turn a total weight into a score from 0 to 1.

    ``full`` is what agreement in all letters would weigh; ``worst`` is the least share of its own
    full weight that a pair of parts reached, in 256ths: one contradiction outweighs much agreement.
    """
    told = table.rules("weights")["score"]
    share = (1 - told["worst"]) * total / max(full, 1) + told["worst"] * worst / 256
    return float(1 / (1 + 2.0 ** min(told["slope"] * (told["middle"] - share), 300.0)))


def expected(view: _View) -> tuple[int, int]:
    """Give what a view would weigh if all letters agreed, and the worst share of it."""
    from izdeu.names.alignment import SHARES, share_of

    fulls = [_full(view.left[i], view.right[j]) for i, j in view.pairs]
    shares = [share_of(bits, full) for bits, full in zip(view.weights, fulls, strict=True)]
    return sum(fulls), min([SHARES, *shares])


def _full(one: Token, other: Token) -> int:
    if weight.RESPECT in (one.kind, other.kind):
        return 0
    if weight.INITIAL in (one.kind, other.kind):
        return weight.load().initial_fits
    return (one.rarity + other.rarity) // 2


def _best_view(left: Sequence[Token], right: Sequence[Token]) -> _View:
    plain = _view(left, right)
    return max([plain, *_glued_views(plain)], key=lambda view: view.total)


def _glued_views(plain: _View) -> Iterator[_View]:
    """Yield the ways to pair where a word that fits nothing may be two of the other name glued."""
    few, many = sorted((plain.left, plain.right), key=len)
    turned = few is plain.right
    for whole in few if len(few) < len(many) else ():
        if max(_weight(whole, token) for token in many) > 0:
            continue
        for joined, rest in _gluings(whole, many):
            others = [token for token in few if token is not whole]
            first = _view([whole], [joined])
            if first.total > 0:
                yield _both(first, _view(others, rest), turned)


def _gluings(whole: Token, many: Sequence[Token]) -> Iterator[tuple[Token, list[Token]]]:
    for i, one in enumerate(many):
        for j, other in enumerate(many):
            size = len(one.gone) + len(other.gone)
            if i != j and abs(size - len(whole.gone)) <= 3:
                rest = [token for at, token in enumerate(many) if at not in (i, j)]
                yield together(one, other), rest


def _both(first: _View, rest: _View, turned: bool) -> _View:
    left, right = [*first.left, *rest.left], [*first.right, *rest.right]
    pairs = [(0, 0), *((i + 1, j + 1) for i, j in rest.pairs)]
    weights = [*first.weights, *rest.weights]
    if turned:
        left, right, pairs = right, left, [(j, i) for i, j in pairs]
    return _View(first.total + rest.total, left, right, pairs, weights)


def _view(left: Sequence[Token], right: Sequence[Token]) -> _View:
    from izdeu.names import alignment

    if len(left) > len(right):
        turned = _view(right, left)
        pairs = [(j, i) for i, j in turned.pairs]
        return _View(turned.total, left, right, pairs, turned.weights)
    n, m = len(left), len(right)
    weights = [_weight(one, other) for one in left for other in right]
    missing = [weight.load().missing[token.kind] for token in right]
    best, choice = [0] * (1 << m), [0] * (1 << m)
    taken = alignment.assign(weights, n, missing, best, choice)
    total, pairs = best[taken], []
    for at in range(n - 1, -1, -1):
        pairs.append((at, choice[taken]))
        taken &= ~(1 << choice[taken])
    return _View(total, left, right, pairs, [weights[i * m + j] for i, j in pairs])


def _weight(one: Token, other: Token) -> int:
    from izdeu.names import alignment

    grid = [0] * ((len(one.gone) + 1) * (len(other.gone) + 1))
    return alignment.weigh(one.numbers, other.numbers, rules(), grid)


@cache
def rules() -> "Rules":
    """Put together what words are weighed by."""
    from izdeu.names.alignment import Rules

    costs, told = cost.load(), weight.load()
    return Rules(
        costs.matrix,
        costs.width,
        ending.swaps(),
        len(ending.KINDS),
        told.contradiction,
        told.clash,
        len(weight.KINDS),
        weight.INITIAL,
        told.initial_fits,
        told.initial_contradicts,
        told.initial_elsewhere,
        weight.KINDS.index("surname"),
        weight.RESPECT,
        equivalent.pairs(),
        told.equivalent,
        told.both_known,
        equivalent.shorts(),
        told.short,
        ending.UNRELATED,
    )


def _compared(view: _View) -> Iterator[Compared]:
    for (i, j), bits in zip(view.pairs, view.weights, strict=True):
        one, other = view.left[i], view.right[j]
        written = (one.written, other.written)
        yield _told(
            _role(one, other), written, _outcome(one, other, bits), _rule(one, other, bits), bits
        )
    for side, tokens_there in enumerate((view.left, view.right)):
        met = {pair[side] for pair in view.pairs}
        for at, token in enumerate(tokens_there):
            if at not in met:
                written = (token.written, "") if side == 0 else ("", token.written)
                bits = weight.load().missing[token.kind]
                yield _told(_role(token, token), written, Outcome.MISSING, "no-counterpart", bits)


def _outcome(one: Token, other: Token, bits: int) -> Outcome:
    if weight.RESPECT in (one.kind, other.kind):
        return Outcome.MISSING
    return Outcome.FITS if bits > 0 else Outcome.CONTRADICTS


def _role(one: Token, other: Token) -> Role:
    """Give the role of the part that is surer of its own, whichever side it stands on."""
    return Role(weight.KINDS[max((bool(t.sure), t.kind) for t in (one, other))[1]])


def _rule(one: Token, other: Token, bits: int) -> str:
    """Name the rule that decided on a pair of parts: see ``docs/names.md``."""
    if weight.RESPECT in (one.kind, other.kind):
        return "respect"
    if weight.INITIAL in (one.kind, other.kind):
        return "initial"
    if one.joined or other.joined:
        return "glued"
    if bits <= 0:
        return "other-name"
    if one.word == other.word:
        return "same-letters"
    return _rule_of_stems(one, other)


def _rule_of_stems(one: Token, other: Token) -> str:
    kinds = {ending.KINDS[one.ending], ending.KINDS[other.ending]}
    if any(kind.startswith("patronymic") for kind in kinds):
        return "one-father"
    told = rules()
    if _are_listed(one, other, told.equivalents):
        return "listed-form"
    if _are_listed(one, other, told.shorts):
        return "short-form"
    return "spelling" if len(kinds) == 1 else "family-ending"


def _are_listed(one: Token, other: Token, pairs: Sequence[int]) -> bool:
    from izdeu.names.alignment import are_equivalent

    return one.sound != other.sound and are_equivalent(one.sound, other.sound, pairs)


def _told(role: Role, written: tuple[str, str], outcome: Outcome, rule: str, bits: int) -> Compared:
    left, right = written
    values = {"role": role.value, "left": left, "right": right, "rule": rule}
    reason = Reason(f"names.{outcome.value}", values, bits / cost.SCALE)
    return Compared(role, left, right, outcome, reason)
