"""Dates and sexes as tables write them."""

import re
from datetime import date

_PATTERNS = (
    re.compile(r"(?P<y>\d{4})[-./](?P<m>\d{1,2})[-./](?P<d>\d{1,2})(?:[T ].*)?"),
    re.compile(r"(?P<d>\d{1,2})[-./ ](?P<m>\d{1,2})[-./ ](?P<y>\d{4}|\d{2})(?:[ г].*)?"),
    re.compile(r"(?P<y>(?:1[89]|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)"),
    re.compile(r"(?P<d>\d{1,2})[\s.]+(?P<word>[^\W\d]{3,})[\s.,]+(?P<y>\d{4})(?:\s*(?:г|ж).*)?"),
    re.compile(r"(?P<word>[^\W\d]{3,})\s+(?P<d>\d{1,2}),?\s+(?P<y>\d{4})"),
    re.compile(r"(?P<y>\d{4})[-./](?P<m>\d{1,2})"),
    re.compile(r"(?P<m>\d{1,2})[./](?P<y>\d{4})"),
    re.compile(r"(?P<y>(?:1[89]|20)\d\d)\s*(?:г|ж|year|y)?.{0,6}"),
)
#: First letters of the months in Russian, Kazakh and English.
_MONTHS = (
    ("янв", "қаң", "кан", "jan", "qań", "qan"),
    ("фев", "ақп", "акп", "feb", "aqp"),
    ("мар", "нау", "mar", "nau"),
    ("апр", "сәу", "сау", "apr", "säu", "sau"),
    ("май", "мая", "мам", "may", "mam"),
    ("июн", "мау", "jun", "mau"),
    ("июл", "шіл", "шил", "jul", "şil", "shi"),
    ("авг", "там", "aug", "tam"),
    ("сен", "қыр", "кыр", "sep", "qyr"),
    ("окт", "қаз", "каз", "oct", "qaz"),
    ("ноя", "қар", "кар", "nov", "qar"),
    ("дек", "жел", "dec", "jel"),
)
_SEX = {
    "male": "m male man мужской муж м мужчина ер еркек er erkek 1 masculine h",
    "female": "f female woman женский жен ж женщина әйел айел äiel ayel 2 feminine w",
}
_SEX_OF = {word: sex for sex, words in _SEX.items() for word in words.split()}


def edtf(written: str, *, month_first: bool = False, this_year: int = 2100) -> str:
    """A date in any of the usual forms as EDTF; "" where it is none.

    ``month_first`` reads 05/14/1990 as in the United States. Two-digit years are in the century
    that keeps them at or before ``this_year``.
    """
    text = written.strip().strip("'\"").casefold()
    for pattern in _PATTERNS:
        found = pattern.fullmatch(text)
        if found:
            return _checked(found.groupdict(), month_first, this_year)
    return ""


def _checked(parts: dict[str, str | None], month_first: bool, this_year: int) -> str:
    year = int(parts["y"] or 0)
    if year < 100:
        year += 2000 if year + 2000 <= this_year else 1900
    month = _month(parts["word"]) if parts.get("word") else int(parts.get("m") or 0)
    day = int(parts.get("d") or 0)
    if month_first and parts.get("m") and parts.get("d") and month <= 31 and day <= 12:
        month, day = day, month
    if month > 12 and day and day <= 12:
        month, day = day, month
    return _valid(year, month, day)


def _valid(year: int, month: int, day: int) -> str:
    if not 1 <= month <= 12:
        return f"{year:04}" if year else ""
    try:
        date(year, month, day or 1)
    except ValueError:
        return f"{year:04}" if year else ""
    return f"{year:04}-{month:02}" + (f"-{day:02}" if day else "")


def _month(word: str | None) -> int:
    start = (word or "")[:3]
    return next((i for i, starts in enumerate(_MONTHS, 1) if start in starts), 0)


def is_month_first(written: list[str]) -> bool:
    """Whether a column's dates put the month before the day: some second part must be over 12."""
    found = [re.fullmatch(r"(\d{1,2})[-./](\d{1,2})[-./]\d{4}", text.strip()) for text in written]
    pairs = [(int(m[1]), int(m[2])) for m in found if m]
    return any(b > 12 for _, b in pairs) and not any(a > 12 for a, _ in pairs)


def sex(written: str) -> str:
    """ "male", "female", or "" where the word is neither."""
    return _SEX_OF.get(written.strip().strip(".").casefold(), "")


def digits(written: str) -> str:
    """A telephone or document number by its digits and Latin letters alone; "" if too short."""
    bare = re.sub(r"[\W_]+", "", written).casefold()
    return bare if len(bare) >= 4 and len(set(bare)) > 1 else ""


def phone(written: str) -> str:
    """The last ten digits of a telephone number; a hash stays as it is."""
    bare = digits(written)
    return bare[-10:] if bare.isdigit() else bare
