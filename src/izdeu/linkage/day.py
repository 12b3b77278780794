"""The days that written dates and ages leave open, counted from 1970-01-01, both ends included."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from izdeu import dates

_AGE = re.compile(
    r"(?P<about>[~≈]?)\s*(?P<low>\d{1,3})(?:\s*[/–-]\s*(?P<high>\d{1,3}))?(?P<after>[~?%]?)"
)
_EPOCH = date(1970, 1, 1).toordinal()
#: What "about" leaves open, in years: a share of the age, and at least this.
ABOUT_SHARE, ABOUT_YEARS = 0.1, 2
OLDEST = 120


@dataclass(frozen=True, slots=True)
class Days:
    """The first and the last day that something can have been on."""

    first: int
    last: int


@lru_cache(maxsize=65536)
def days(written: str) -> Days | None:
    """The days an EDTF date leaves open; None where it is open-ended or cannot be read."""
    try:
        found = dates.span(written.strip())
    except dates.NotADate:
        return None
    if found.start is None or found.end is None:
        return None
    return Days(_count(found.start), _count(found.end - timedelta(microseconds=1)))


def _count(moment: datetime) -> int:
    return moment.toordinal() - _EPOCH


def birth_from_age(age: str, said: str) -> Days | None:
    """The birth days that an age on a date leaves open."""
    found, when = _AGE.fullmatch(age.strip()), days(said)
    if found is None or when is None:
        return None
    low = int(found["low"])
    high = int(found["high"] or low)
    about = found["about"] or found["after"]
    slack = max(ABOUT_YEARS, round(ABOUT_SHARE * high)) if about else 0
    if not 0 <= low <= high <= OLDEST:
        return None
    youngest, oldest = max(low - slack, 0), high + slack
    return Days(_years_before(when.first, oldest + 1) + 1, _years_before(when.last, youngest))


def _years_before(day: int, years: int) -> int:
    then = date.fromordinal(day + _EPOCH)
    earlier = max(then.year - years, 1)
    length = calendar.monthrange(earlier, then.month)[1]
    return date(earlier, then.month, min(then.day, length)).toordinal() - _EPOCH


def full(written: str) -> str:
    """The date as YYYY-MM-DD where all of it is known without doubt; otherwise ""."""
    return written.strip() if re.fullmatch(r"\d{4}-\d\d-\d\d", written.strip()) else ""


def year(of: Days) -> int | None:
    """The calendar year, where the days lie within one."""
    first, last = (date.fromordinal(day + _EPOCH).year for day in (of.first, of.last))
    return first if first == last else None
