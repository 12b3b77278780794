"""Compare two names part by part: how much they speak for one person, and why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from izdeu.names import cost, ending, table, weight
from izdeu.names.reading import Name, Role, read
from izdeu.names.reason import Reason
from izdeu.names.token import Token, together, tokens

#: One in how many pairs is taken to be one person where nobody says so.
PRIOR = 1e-3


class Outcome(StrEnum):
    """What became of a part."""

    FITS = "fits"
    MISSING = "missing"
    CONTRADICTS = "contradicts"


@dataclass(frozen=True, slots=True)
class Compared:
    """One part of each name (either may be missing), what became of them, and the weight."""

    role: Role
    left: str
    right: str
    outcome: Outcome
    reason: Reason


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two names compared.

    ``score`` orders pairs between 0 and 1, with 0.5 where they are as likely taken for one as not;
    ``weight`` is the binary logarithm of the likelihood ratio; ``probability`` is what follows from
    it for the prior that was stated.
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
    bits = view.total / cost.SCALE
    odds = prior / (1 - prior) * 2.0 ** min(bits, 200.0)
    return Comparison(
        score=score(view.total, expected(view)),
        weight=bits,
        probability=odds / (1 + odds),
        parts=parts,
        reasons=tuple(part.reason for part in parts),
    )


def score(total: int, most: int) -> float:
    """Turn a total weight, and what full agreement would weigh, into a score from 0 to 1."""
    told = table.rules("weights")["score"]
    share = total / max(most, 1)
    return float(1 / (1 + 2.0 ** min(told["slope"] * (told["middle"] - share), 300.0)))


def expected(view: _View) -> int:
    """Give what the pairs of a view would weigh if all letters agreed."""
    return sum(_full(view.left[i], view.right[j]) for i, j in view.pairs)


def _full(one: Token, other: Token) -> int:
    if weight.RESPECT in (one.kind, other.kind):
        return 0
    if weight.INITIAL in (one.kind, other.kind):
        return weight.load().initial_fits
    return (one.rarity + other.rarity) // 2


def _best_view(left: Sequence[Token], right: Sequence[Token]) -> _View:
    plain = _view(left, right)
    glued = [_view(one, other) for one, other in _ways(left, right)]
    return max([plain, *filter(_holds, glued)], key=lambda view: view.total)


def _holds(view: _View) -> bool:
    """Tell whether the word made of two parts fits its counterpart."""
    pairs = zip(view.pairs, view.weights, strict=True)
    return all(bits > 0 for (i, j), bits in pairs if view.left[i].joined or view.right[j].joined)


def _ways(
    left: Sequence[Token], right: Sequence[Token]
) -> Iterator[tuple[Sequence[Token], Sequence[Token]]]:
    """Yield the names with two parts of one joined where the other may have glued them."""
    if len(left) > len(right):
        for joined in _gluings(left, right):
            yield joined, right
    if len(right) > len(left):
        for joined in _gluings(right, left):
            yield left, joined


def _gluings(many: Sequence[Token], few: Sequence[Token]) -> Iterator[Sequence[Token]]:
    for i, one in enumerate(many):
        for j, other in enumerate(many):
            size = len(one.gone) + len(other.gone)
            if i != j and any(abs(size - len(token.gone)) <= 3 for token in few):
                rest = [token for at, token in enumerate(many) if at not in (i, j)]
                yield [together(one, other), *rest]


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
    taken = alignment.assign(weights, n, m, missing, best, choice)
    total, pairs = best[taken], []
    for at in range(n - 1, -1, -1):
        pairs.append((at, choice[taken]))
        taken &= ~(1 << choice[taken])
    return _View(total, left, right, pairs, [weights[i * m + j] for i, j in pairs])


def _weight(one: Token, other: Token) -> int:
    from izdeu.names import alignment

    told, costs, width = weight.load(), cost.load().matrix, cost.load().width
    square = one.kind * len(weight.KINDS) + other.kind
    if weight.RESPECT in (one.kind, other.kind):
        return 0
    if weight.INITIAL in (one.kind, other.kind):
        if weight.KINDS.index("surname") in (one.kind, other.kind):
            return told.initial_elsewhere
        sound = alignment.first_sound(one.codes, other.codes, costs, width)
        return told.initial_fits - sound // 2 if sound <= 40 else told.initial_contradicts
    n, m = len(one.gone), len(other.gone)
    grid = [0] * ((n + 1) * (m + 1))
    alignment.fill(grid, one.codes, one.gone, other.codes, other.gone, costs, width)
    kinds = len(ending.KINDS)
    paid = alignment.ending(
        grid, n, m, one.stem, other.stem, one.ending, other.ending, ending.swaps(), kinds
    )
    rarity = (one.rarity + other.rarity) // 2
    return alignment.weigh(
        paid,
        rarity,
        told.contradiction[square],
        told.clash[one.sure * len(weight.KINDS) + other.sure],
    )


def _compared(view: _View) -> Iterator[Compared]:
    for (i, j), bits in zip(view.pairs, view.weights, strict=True):
        one, other = view.left[i], view.right[j]
        outcome = Outcome.FITS if bits > 0 else Outcome.CONTRADICTS
        if weight.RESPECT in (one.kind, other.kind):
            outcome = Outcome.MISSING
        yield _told(one, one.word, other.word, outcome, bits)
    for side, tokens_there in enumerate((view.left, view.right)):
        met = {pair[side] for pair in view.pairs}
        for at, token in enumerate(tokens_there):
            if at not in met:
                words = (token.word, "") if side == 0 else ("", token.word)
                yield _told(token, *words, Outcome.MISSING, weight.load().missing[token.kind])


def _told(token: Token, left: str, right: str, outcome: Outcome, bits: int) -> Compared:
    role = Role(weight.KINDS[token.kind])
    values = {"role": role.value, "left": left, "right": right}
    reason = Reason(f"names.{outcome.value}", values, bits / cost.SCALE)
    return Compared(role, left, right, outcome, reason)
