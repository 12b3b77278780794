"""Dates as lists write them, to EDTF (ISO 8601-2); day first, and no year is ever invented."""

import re
import tomllib
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files

#: Spreadsheets count days from here (their 1900 was a leap year, so day 60 does not exist).
SERIAL_ZERO = date(1899, 12, 30)
EARLIEST_BIRTH = 1900
#: A date that lies this many days after publication is still taken for a slip of the clock.
AHEAD = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text: ``text[start:end]`` says it, ``edtf`` means it."""

    edtf: str
    start: int
    end: int
    birth: bool = False
    """Whether the words themselves say that it is a date of birth ("1990 г.р.")."""


_TABLE = tomllib.loads(
    files("izdeu.documents.values").joinpath("months.toml").read_text(encoding="utf-8")
)
MONTHS: dict[str, int] = _TABLE["beginnings"]
_NAMES = "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True))


def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The ways of writing a date from ``dates.toml``, most exact first."""
    table = tomllib.loads(
        files("izdeu.documents.values").joinpath("dates.toml").read_text(encoding="utf-8")
    )
    parts = {"names": _NAMES} | table["parts"]

    def filled(written: str) -> str:
        for part, meaning in reversed(parts.items()):
            written = written.replace(f"«{part}»", meaning)
        return written

    return tuple(
        (pattern["way"], re.compile(filled(pattern["written"]), re.IGNORECASE))
        for pattern in table["pattern"]
    )


_COMPILED = _patterns()
#: A day that does not exist ("31.02.1998") is not read as its year or month either.
EXACT = {"iso", "digits", "day_month_words", "year_slashed"}
_ANY_DIGIT = re.compile(r"\d")


@lru_cache(maxsize=65_536)
def read_date(words: str, published: date, *, birth: bool = False, serial: bool = False) -> str:
    """The EDTF date that a cell means, "" if it means none.

    ``published`` gives a date without year the latest year that does not lie ahead of it; with
    ``birth`` such a date keeps its year open ("XXXX-01-05"). ``serial`` allows bare numbers to be
    a spreadsheet's day counts.
    """
    words = words.strip()
    if plain := _plain(words):
        return plain
    if serial and words.isascii() and words.isdigit() and len(words) == 5:
        return _from_serial(int(words), published)
    found = _whole(words, published, birth)
    return found.edtf if found else ""


@lru_cache(maxsize=16_384)
def find_dates(text: str, published: date, *, birth: bool = False) -> tuple[FoundDate, ...]:
    """Every date of a text in its order; overlapping readings give way to the more exact one."""
    taken: list[FoundDate] = []
    impossible: list[tuple[int, int]] = []
    if not _ANY_DIGIT.search(text):
        return ()
    for name, pattern in _COMPILED:
        for match in pattern.finditer(text):
            start, end = _trimmed(match)
            if any(start < other.end and other.start < end for other in taken):
                continue
            if any(start < last and first < end for first, last in impossible):
                continue
            if edtf := _meaning(name, match, published, birth):
                taken.append(FoundDate(edtf, start, end, _says_birth(match)))
            elif name in EXACT:
                impossible.append((start, end))
    return tuple(sorted(taken, key=lambda found: found.start))


def _plain(words: str) -> str:
    """The two commonest ways of writing a day, read without patterns."""
    if len(words) != 10 or not words.isascii():
        return ""
    if words[2] == words[5] == ".":
        day, month, year = words[:2], words[3:5], words[6:]
    elif words[4] == words[7] == "-":
        year, month, day = words[:4], words[5:7], words[8:]
    else:
        return ""
    if not (day.isdigit() and month.isdigit() and year.isdigit() and "1800" < year < "2100"):
        return ""
    return f"{year}-{month}-{day}" if _exists(int(year), int(month), int(day)) else ""


def _whole(words: str, published: date, birth: bool) -> FoundDate | None:
    """The date that makes up most of the words; notes beside it are allowed."""
    if len(words) > 80 or not _ANY_DIGIT.search(words):
        return None
    found = find_dates(words, published, birth=birth)
    if not found or sum(d.end - d.start for d in found) * 2 < len(words.strip("., ")):
        return None
    return found[0]


def _trimmed(match: re.Match[str]) -> tuple[int, int]:
    words = match.group()
    left = len(words) - len(words.lstrip())
    return match.start() + left, match.end() - (len(words) - len(words.rstrip(" ,\t\n")))


def _says_birth(match: re.Match[str]) -> bool:
    return bool(match.groupdict().get("born"))


def _meaning(name: str, match: re.Match[str], published: date, birth: bool) -> str:
    part = match.groupdict()
    birth = birth or bool(part.get("born"))
    year = _year(part.get("year") or part.get("year2"), published)
    month = _month(part)
    if name == "years_between":
        return f"{year}/{part['last_year']}" if int(part["last_year"]) > (year or 9999) else ""
    if name in ("year", "short_year"):
        return f"{year}{_about(part)}" if year else ""
    if name in ("month_year", "month_year_words"):
        return f"{year}-{month:02}{_about(part)}" if year and month else ""
    if not (part.get("day") or "").isdigit():
        return _partial(year, part)
    return _exact(year, month, part, published, birth)


def _partial(year: int | None, part: dict[str, str | None]) -> str:
    """A date whose day or month is struck out: "хх.05.1980"."""
    month = part.get("month") or ""
    known = month.isdigit() and 1 <= int(month) <= 12
    return (f"{year}-{int(month):02}" if known else f"{year}") if year else ""


def _exact(
    year: int | None, month: int, part: dict[str, str | None], published: date, birth: bool
) -> str:
    day = int(part["day"] or 0)
    if (day, month) == (0, 0):
        # "00.00.1990" tells the year; "00.00.00" and "00.00.0000" tell nothing.
        return str(year) if year and len(part.get("year") or "") == 4 else ""
    if month > 12 >= day and not part.get("name"):
        # 01/16/2022 has one reading only, and it is not day first.
        day, month = month, day
    if year is None and birth:
        return f"XXXX-{month:02}-{day:02}" if _exists(2000, month, day) else ""
    year = year if year is not None else _latest_year(month, day, published)
    if day == 0 and 1 <= month <= 12:
        return f"{year}-{month:02}"
    if not year or not _exists(year, month, day):
        return ""
    return _span(year, month, day, part) or f"{year}-{month:02}-{day:02}{_time(part)}{_about(part)}"


def _span(year: int, month: int, day: int, part: dict[str, str | None]) -> str:
    last = int(part.get("last") or 0)
    if not last or not _exists(year, month, last):
        return ""
    first = (year, month, day) if day <= last else _month_before(year, month, day)
    return "{}-{:02}-{:02}/".format(*first) + f"{year}-{month:02}-{last:02}"


def _month_before(year: int, month: int, day: int) -> tuple[int, int, int]:
    return (year - 1, 12, day) if month == 1 else (year, month - 1, day)


def _exists(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def _latest_year(month: int, day: int, published: date) -> int:
    """The latest year in which that day does not lie ahead of publication."""
    for year in range(published.year, published.year - 8, -1):
        if _exists(year, month, day) and date(year, month, day) <= published + AHEAD:
            return year
    return 0


def _year(words: str | None, published: date) -> int | None:
    if not words:
        return None
    digits = words.strip("'’")
    year = int(digits)
    if len(digits) == 4:
        return year if EARLIEST_BIRTH - 100 <= year <= published.year + 10 else None
    # Two digits mean the last such year that lies behind; somebody born in '22 is not 100.
    century = published.year // 100 * 100
    return century + year if century + year <= published.year else century - 100 + year


def _month(part: dict[str, str | None]) -> int:
    if name := part.get("name"):
        return _month_named(name.casefold())
    month = part.get("month") or ""
    return int(month) if month.isdigit() else 0


@lru_cache(maxsize=1024)
def _month_named(name: str) -> int:
    sizes = range(len(name), 2, -1)
    return next((MONTHS[name[:size]] for size in sizes if name[:size] in MONTHS), 0)


def _time(part: dict[str, str | None]) -> str:
    if not part.get("hour") or (part["hour"], part["minute"]) in (("00", "00"), ("0", "00")):
        return ""
    return f"T{int(part['hour'] or 0):02}:{part['minute']}"


def _about(part: dict[str, str | None]) -> str:
    return "~" if part.get("about") else ""


def _from_serial(days: int, published: date) -> str:
    day = SERIAL_ZERO + timedelta(days=days)
    return day.isoformat() if day.year >= EARLIEST_BIRTH and day <= published else ""
