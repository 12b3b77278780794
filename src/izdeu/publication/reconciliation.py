"""Announced figures beside documented ones."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from izdeu.estimates import Figure, Tally, bounds
from izdeu.publication.range import Range, total
from izdeu.terms import Status, TallyStanding, Unit
from izdeu.tracing.queries import TallyLine


@dataclass(frozen=True, slots=True)
class Beside:
    """An announced figure beside the documented one; no model is used."""

    tally: TallyLine
    statuses: tuple[Status, ...]
    """Whom the documented figure counts."""
    documented: Range
    together: Range
    """How many people both name together: at least the larger, at most the sum."""


@cache
def metrics() -> Mapping[str, Mapping[str, Sequence[str]]]:
    """Which statuses answer to an announced metric: ``metrics.toml``."""
    file = resources.files("izdeu.publication") / "metrics.toml"
    return tomllib.loads(file.read_text("utf-8"))


def answering(metric: str) -> tuple[str, ...]:
    """The statuses that answer to a metric, those only reported included; none for many metrics."""
    answer = metrics().get(metric, {})
    return (*answer.get("counted", ()), *answer.get("reported", ()))


def beside(tallies: Iterable[TallyLine], by_status: Iterable[Figure]) -> Iterator[Beside]:
    """The last standing figure of each metric and scope beside what is documented."""
    statuses = {one.part: Range(one.low, one.high) for one in by_status}
    last = {
        (line.metric, line.scope): line
        for line in tallies
        if line.standing == TallyStanding.ANNOUNCED
        and line.unit == Unit.PEOPLE
        and line.metric in metrics()
    }
    for line in last.values():
        counted = metrics()[line.metric]["counted"]
        yield _compare(line, counted, statuses)
        if "reported" in metrics()[line.metric]:
            yield _compare(line, answering(line.metric), statuses)


def as_tally(line: TallyLine) -> Tally:
    """An announced figure as the counting library knows it."""
    return Tally(
        day=line.as_of,
        metric=line.metric,
        value=line.value,
        unit=line.unit,
        scope=line.scope,
        claimant=line.claimant,
        standing=line.standing,
    )


def _compare(line: TallyLine, counted: Sequence[str], statuses: Mapping[str, Range]) -> Beside:
    named = total(statuses.get(status, Range(0, 0)) for status in counted)
    fewest, most = (bounds(end, line.value) for end in (named.low, named.high))
    return Beside(line, tuple(map(Status, counted)), named, Range(fewest.low, most.high))
