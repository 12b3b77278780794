"""The time axis of a drawing: days side by side, long silences cut short."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from izdeu.dates import Span
from izdeu.publication.wording import say

#: Days that a silence takes at most on the axis; a longer one is drawn broken.
SILENCE = 3
#: Spans longer than this do not stretch the axis: "2022" is drawn as far as the rest reaches.
FINE = timedelta(days=8)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Tick:
    """The beginning of a day on the axis; ``broken`` where silent days are left out before it."""

    x: float
    label: str
    broken: bool


@dataclass(frozen=True, slots=True)
class Axis:
    """Days with the place each begins at, from ``left`` to ``right``, in pixels."""

    left: float
    right: float
    days: tuple[date, ...]
    units: tuple[int, ...]
    """For each day, how many day widths lie before it."""

    def x(self, moment: datetime | None, *, after: bool = False) -> float:
        """Where a moment stands; an open side, or one beyond the ends, stands at the end."""
        if moment is None:
            return self.right if after else self.left
        position = 0.0
        for (day, unit), (following, further) in self._steps:
            begun = (moment - _midnight(day)) / (_midnight(following) - _midnight(day))
            position = unit + min(max(begun, 0.0), 1.0) * (further - unit)
            if begun < 1:
                break
        return self.left + position * self._width

    def ticks(self, language: str, apart: float) -> Iterator[Tick]:
        """The days worth labelling, at least ``apart`` pixels from one another."""
        last, month, before = -apart, 0, self.days[0]
        for day, unit in zip(self.days, self.units, strict=True):
            x = self.left + unit * self._width
            if x - last >= apart:
                yield Tick(x, _label(language, day, month), day - before > SILENCE * _DAY)
                last, month = x, day.month
            before = day

    @property
    def _steps(self) -> Iterator[tuple[tuple[date, int], tuple[date, int]]]:
        """Neighbouring days with their places; the last day is followed by the next morning."""
        starts = list(zip(self.days, self.units, strict=True))
        return pairwise([*starts, (self.days[-1] + _DAY, self.units[-1] + 1)])

    @property
    def _width(self) -> float:
        return (self.right - self.left) / (self.units[-1] + 1)


def axis(spans: Iterable[Span], *, left: float, right: float) -> Axis | None:
    """Lay out the days that these spans touch; ``None`` where none of them has a beginning."""
    days = _days(list(spans))
    if not days:
        return None
    units = [0]
    for day, following in pairwise(days):
        units.append(units[-1] + min((following - day).days, SILENCE))
    return Axis(left, right, tuple(days), tuple(units))


def _days(spans: list[Span]) -> list[date]:
    fine = {day for one in spans for day in _ends(one)}
    found = fine or {one.start.date() for one in spans if one.start}
    filled = set(found)
    for day, following in pairwise(sorted(found)):
        if (following - day).days <= SILENCE:
            filled |= {day + number * _DAY for number in range((following - day).days)}
    return sorted(filled)


def _ends(one: Span) -> set[date]:
    """The first and the last day of a span that is fine enough to lay out days by."""
    if one.start is None or one.end is None or one.end - one.start > FINE:
        return set()
    return {one.start.date(), (one.end - timedelta(microseconds=1)).date()}


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)


def _label(language: str, day: date, month: int) -> str:
    if day.month == month:
        return str(day.day)
    return f"{day.day} {say(language, f'month_short.{day.month}')}"
