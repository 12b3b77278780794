"""Dates in words, with the precision they have and no more."""

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from math import ceil

from izdeu.publication.wording import say

_DATE = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)"
    r"(?:T(?P<hour>\d\d)(?::(?P<minute>\d\d))?(?::[\d.]+)?(?:Z|[+-]\d\d:\d\d)?)?)?)?"
)
_OPEN = ("", "..")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Parts:
    year: str
    month: str
    day: str
    hour: str
    minute: str
    mark: str
    """ "~" about, "?" uncertain, "%" both."""


def date(language: str, edtf: str) -> str:
    """Word an EDTF date: "5 January 2022", "2022 ж. 5–7 қаңтар", "примерно январь 2022".

    What the standard allows and no document here writes (seasons, sets) is given as it stands.
    """
    if not edtf:
        return say(language, "date.unknown")
    if "/" not in edtf:
        return _date(language, edtf)
    first, _, last = edtf.partition("/")
    return _interval(language, first, last)


def duration(language: str, time: timedelta) -> str:
    """Word a stretch of time in hours up to two days, and in whole days begun beyond."""
    if time <= 2 * _DAY:
        return say(language, "plural.hours", n=ceil(time.total_seconds() / 3600))
    return say(language, "plural.days", n=ceil(time / _DAY))


def _interval(language: str, first: str, last: str) -> str:
    if first in _OPEN and last in _OPEN:
        return say(language, "date.unknown")
    if first in _OPEN:
        return say(language, "date.until", date=_date(language, last, bound=True))
    if last in _OPEN:
        return say(language, "date.from", date=_date(language, first, bound=True))
    one, two = _parts(first), _parts(last)
    if one and two and _within_a_month(one, two):
        return _plain(language, replace(two, day=f"{int(one.day)}–{int(two.day)}"))
    between = {"first": _date(language, first), "last": _date(language, last)}
    return say(language, "date.between", **between)


def _within_a_month(one: _Parts, two: _Parts) -> bool:
    plain = not (one.hour or two.hour or one.mark or two.mark)
    return plain and bool(one.day and two.day) and (one.year, one.month) == (two.year, two.month)


def _date(language: str, edtf: str, *, bound: bool = False) -> str:
    parts = _parts(edtf)
    if parts is None:
        return edtf
    told = _plain(language, parts, bound=bound)
    if parts.mark in ("~", "%"):
        told = say(language, "date.about", date=told)
    return say(language, "date.uncertain", date=told) if parts.mark in ("?", "%") else told


def _parts(edtf: str) -> _Parts | None:
    plain = edtf.rstrip("~?%")
    found = _DATE.fullmatch(plain)
    if not found or not 0 <= int(found["month"] or 0) <= 12:
        return None
    return _Parts(**{key: value or "" for key, value in found.groupdict().items()},
                  mark=edtf[len(plain):])  # fmt: skip


def _plain(language: str, parts: _Parts, *, bound: bool = False) -> str:
    """The date without its mark; ``bound``: after "from" or "until", which bend a Russian month."""
    if not parts.month:
        return parts.year
    form = "month" if parts.day or bound else "month_alone"
    month = say(language, f"{form}.{int(parts.month)}")
    if not parts.day:
        return say(language, "date.month", month=month, year=parts.year)
    number = parts.day.lstrip("0")
    day = say(language, "date.day", day=number, month=month, year=parts.year)
    if not parts.hour:
        return day
    if parts.minute:
        return f"{day}, {parts.hour}:{parts.minute}"
    hour, following = int(parts.hour), (int(parts.hour) + 1) % 24
    return f"{day}, {say(language, 'date.hour', hour=hour, next=following)}"
