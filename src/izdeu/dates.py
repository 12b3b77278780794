"""Dates that keep their precision (EDTF, ISO 8601-2): the span of time each may mean."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

_PLAIN = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_TIMED = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d)(?::(\d\d))?(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?")
#: How far about ("~") reaches on each side, by the precision it stands behind.
_ABOUT = {"year": timedelta(days=366), "month": timedelta(days=31), "day": timedelta(days=1)}
_ABOUT_TIME = timedelta(hours=3)


class NotADate(ValueError):
    """The words are no EDTF date; write it as 2022-01-05, 2022-01, 2022 or an interval of them."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The time something may have happened in, from ``start`` up to but not including ``end``.

    Local wall-clock time of the place; ``None`` means that side is open.
    """

    start: datetime | None
    end: datetime | None

    def overlaps(self, other: "Span") -> bool:
        """Whether both may be the same moment."""
        return not (self.before(other) or other.before(self))

    def before(self, other: "Span") -> bool:
        """Whether this certainly ended when the other had not begun."""
        return self.end is not None and other.start is not None and self.end <= other.start


EVER = Span(None, None)


@lru_cache(maxsize=65536)
def span(edtf: str) -> Span:
    """Give the span an EDTF string stands for; "" is any time.

    Plain dates, times and intervals are read here; the rest of the standard (seasons, sets,
    unspecified digits) by the ``edtf`` package, whose parser takes milliseconds a date.
    Raises ``NotADate`` for anything else, impossible dates included.
    """
    if not edtf:
        return EVER
    if "/" in edtf:
        first, _, last = edtf.partition("/")
        return _interval(_side(first), _side(last))
    about = edtf.endswith(("~", "?", "%"))
    plain = edtf.rstrip("~?%")
    found = _plain(plain) or _timed(plain)
    if found is None:
        return _by_library(edtf)
    return _widen(found, edtf) if about and not edtf.endswith("?") else found


def precision(edtf: str) -> str:
    """Give "year", "month", "day", "time", "interval", "other", or "" for no date."""
    if not edtf:
        return ""
    plain = edtf.rstrip("~?%")
    if "/" in plain:
        return "interval"
    if _TIMED.fullmatch(plain):
        return "time"
    found = _PLAIN.fullmatch(plain)
    if not found:
        return "other"
    return "day" if found[3] else "month" if found[2] else "year"


def _side(words: str) -> Span:
    return EVER if words in ("", "..") else span(words)


def _interval(first: Span, last: Span) -> Span:
    if first.start and last.end and last.end <= first.start:
        raise NotADate("an interval ends before it begins; put the earlier date first")
    return Span(first.start, last.end)


def _plain(words: str) -> Span | None:
    found = _PLAIN.fullmatch(words)
    if not found:
        return None
    year, month, day = (int(part) if part else 0 for part in found.groups())
    try:
        start = datetime(year, month or 1, day or 1)
    except ValueError as impossible:
        raise NotADate("there is no such day; check day and month") from impossible
    return Span(start, _next(start, bool(month), bool(day)))


def _next(start: datetime, has_month: bool, has_day: bool) -> datetime | None:
    try:
        if has_day:
            return start + timedelta(days=1)
        if has_month:
            return (start.replace(day=28) + timedelta(days=4)).replace(day=1)
        return start.replace(year=start.year + 1)
    except (OverflowError, ValueError):
        return None


def _timed(words: str) -> Span | None:
    found = _TIMED.fullmatch(words)
    if not found:
        return None
    date, hour, minute = found.groups()
    try:
        start = datetime.fromisoformat(f"{date}T{hour}:{minute or '00'}")
    except ValueError as impossible:
        raise NotADate("there is no such time; check day, hour and minute") from impossible
    return Span(start, start + (timedelta(minutes=1) if minute else timedelta(hours=1)))


def _widen(found: Span, edtf: str) -> Span:
    reach = _ABOUT.get(precision(edtf), _ABOUT_TIME)
    try:
        return Span(found.start and found.start - reach, found.end and found.end + reach)
    except OverflowError:
        return found


def _by_library(words: str) -> Span:
    # Imported here: its grammar takes a tenth of a second to build and is seldom needed.
    from edtf import parse_edtf

    try:
        date = parse_edtf(words)
        return Span(_moment(date.lower_strict()), _moment(date.upper_strict(), after=True))
    except Exception as refusal:  # noqa: BLE001 - the parser raises whatever its grammar meets
        message = "not a date; write it as 2022-01-05, 2022-01, 2022 or 2022-01-05/2022-01-07"
        raise NotADate(message) from refusal


def _moment(parts: Any, *, after: bool = False) -> datetime:
    return datetime(*parts[:3]) + timedelta(days=int(after))
