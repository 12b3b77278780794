"""Ours beside theirs: announced figures in sequence, logical bounds, and the audit of a list."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from izdeu.terms import TallyStanding, Unit


class Impossible(ValueError):
    """These numbers cannot all be true; the message says which contradict one another."""


@dataclass(frozen=True, slots=True)
class Tally:
    """A figure somebody announced, with the words it was announced in."""

    day: str
    """EDTF: a day, a month, or an approximate day ("2022-01-20~")."""
    metric: str
    value: int
    unit: Unit
    scope: str
    claimant: str
    standing: TallyStanding
    said: str = ""
    """How the figure stood, in the words of whoever recorded it."""
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """All figures for one metric, scope and unit by day; none is ever left out.

    ``current`` is the last one that was neither withdrawn nor superseded, ``None`` if there is no
    such figure.
    """

    metric: str
    scope: str
    unit: Unit
    tallies: tuple[Tally, ...]
    current: Tally | None


@dataclass(frozen=True, slots=True)
class Bounds:
    """The fewest and the most people that two counts can mean together, without any model."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Audit:
    """A published list held against ours, both ways; keys, never names.

    ``repeats`` are keys that their list has more than once, with how often.
    """

    both: tuple[str, ...]
    theirs_not_ours: tuple[str, ...]
    ours_not_theirs: tuple[str, ...]
    repeats: Mapping[str, int]

    @property
    def entries(self) -> int:
        """Entries of their list, repeats included."""
        once = len(self.both) + len(self.theirs_not_ours)
        return once + sum(times - 1 for times in self.repeats.values())


def sequence(tallies: Iterable[Tally]) -> tuple[Series, ...]:
    """Put figures for the same metric, scope and unit into one series each, by day."""
    groups: dict[tuple[str, str, Unit], list[Tally]] = {}
    for tally in tallies:
        groups.setdefault((tally.metric, tally.scope, tally.unit), []).append(tally)
    return tuple(_series(key, group) for key, group in groups.items())


def bounds(named: int, official: int, known_overlap: int = 0, known_outside: int = 0) -> Bounds:
    """Bound the union of our named people and an official count, whatever the unknown overlap.

    Of our ``named``, ``known_overlap`` are known to be among the official people and
    ``known_outside`` known not to be: the union is at least the larger of ``named`` and
    ``official + known_outside``, and at most ``official + named - known_overlap``. It takes the
    official number for as many real and different people. Raises ``Impossible`` for numbers
    that contradict one another.
    """
    if min(named, official, known_overlap, known_outside) < 0:
        raise Impossible("a number of people is never negative")
    if known_overlap > official:
        raise Impossible("more people known to be on both than the official number")
    if known_overlap + known_outside > named:
        raise Impossible("more people known to be inside and outside than are named")
    return Bounds(max(named, official + known_outside), official + named - known_overlap)


def audit(ours: Collection[str], theirs: Sequence[str]) -> Audit:
    """Hold the keys of a published list, in its order and with repeats, against ours.

    An entry of theirs that a judgement joined to one of our people carries that person's key, any
    other a key of its own.
    """
    mine, times = set(ours), Counter(theirs)
    return Audit(
        both=tuple(key for key in times if key in mine),
        theirs_not_ours=tuple(key for key in times if key not in mine),
        ours_not_theirs=tuple(key for key in dict.fromkeys(ours) if key not in times),
        repeats={key: number for key, number in times.items() if number > 1},
    )


def _series(key: tuple[str, str, Unit], group: Sequence[Tally]) -> Series:
    ordered = tuple(sorted(group, key=lambda tally: _when(tally.day)))
    standing = [t for t in ordered if t.standing is TallyStanding.ANNOUNCED]
    return Series(*key, ordered, standing[-1] if standing else None)


def _when(day: str) -> str:
    # A month without a day comes after its days: "by the end of".
    plain = day.rstrip("~?")
    return plain if len(plain) == len("2022-01-01") else f"{plain}-99"
