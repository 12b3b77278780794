"""What stands in a column, whatever its header says."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from izdeu.documents.facility import kind_of
from izdeu.documents.values.age import read_age
from izdeu.documents.values.date import read_date
from izdeu.documents.values.feature import is_unidentified
from izdeu.documents.values.number import IIN, PHONE, is_iin, is_phone
from izdeu.documents.values.person import (
    is_name,
    is_patronymic,
    is_surname,
    name_end,
    without_number,
)
from izdeu.documents.values.sex import read_sex
from izdeu.documents.values.status import find_statuses
from izdeu.terms import Event

#: Nobody on a list of the living and the newly dead was born in the last years before it more
#: often than something happened to them then.
RECENT_YEARS = 3
#: A cell is weighed by this many signs: longer ones are running text, or built to take long.
LONGEST = 600
_WHOLE = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Content:
    """Shares from 0 to 1 of the filled cells that read as something."""

    filled: int
    dates: float = 0.0
    recent: float = 0.0
    """Of the dates, those close to publication: events, not births."""
    years: float = 0.0
    """Cells that are a bare year."""
    short_years: float = 0.0
    """Cells of two digits, which are a year only if the header says so."""
    ages: float = 0.0
    sexes: float = 0.0
    phones: float = 0.0
    identities: float = 0.0
    names: float = 0.0
    lines: float = 0.0
    """Cells that begin with a name of two words and go on."""
    several: float = 0.0
    """Of the names, those of two words or more."""
    patronymics: float = 0.0
    surnames: float = 0.0
    facilities: float = 0.0
    statuses: float = 0.0
    events: Mapping[Event, float] = field(default_factory=dict)
    """Of the cells that name a status, those that name each event first."""
    counting: float = 0.0
    """How far the cells count up by one."""
    length: float = 0.0
    """Mean number of signs."""
    distinct: float = 0.0
    """Different cells among the filled."""


def weigh(cells: Sequence[str], published: date, *, serials: bool = False) -> Content:
    """Weigh the cells of one column; empty ones do not count."""
    filled = [cell.strip()[:LONGEST] for cell in cells if cell.strip(" -–—.\t\xa0")]
    if not filled:
        return Content(0)
    size = len(filled)
    dated = [found for cell in filled if (found := read_date(cell, published, serial=serials))]
    bare = [cell for cell in filled if is_name(cell)]

    def share(test: object) -> float:
        return sum(bool(test(cell)) for cell in filled) / size  # type: ignore[operator]

    def among(test: object) -> float:
        return sum(bool(test(cell)) for cell in bare) / max(1, len(bare))  # type: ignore[operator]

    return Content(
        filled=size,
        dates=len(dated) / size,
        recent=sum(_is_recent(found, published) for found in dated) / max(1, len(dated)),
        years=share(lambda cell: _is_year(cell, published)),
        short_years=share(lambda cell: len(cell) == 2 and cell.isdigit()),
        ages=share(lambda cell: bool(read_age(cell)) and not _is_year(cell, published)),
        sexes=share(read_sex),
        phones=share(lambda cell: is_phone(cell) and not is_iin(cell)),
        identities=share(is_iin),
        names=(len(bare) + sum(is_unidentified(cell) for cell in filled)) / size,
        lines=share(_begins_with_name),
        several=among(lambda cell: len(re.findall(r"\w{2,}|\w\.", cell)) > 1),
        patronymics=among(lambda cell: " " not in cell and is_patronymic(cell)),
        surnames=among(lambda cell: is_surname(cell.split()[0])),
        facilities=share(kind_of),
        statuses=share(find_statuses),
        events=_events(filled),
        counting=_counting(filled),
        length=sum(map(len, filled)) / size,
        distinct=len(set(filled)) / size,
    )


def _events(cells: Sequence[str]) -> dict[Event, float]:
    named = [statuses[0].event for cell in cells if (statuses := find_statuses(cell))]
    return {event: count / len(named) for event, count in Counter(named).items()}


def _is_recent(edtf: str, published: date) -> bool:
    year = re.match(r"\d{4}", edtf)
    return not year or int(year.group()) > published.year - RECENT_YEARS


def _is_year(cell: str, published: date) -> bool:
    digits = cell.strip("гжбrtт. ")
    return len(digits) == 4 and digits.isdigit() and 1900 <= int(digits) <= published.year


def _begins_with_name(cell: str) -> bool:
    plain = without_number(cell)
    end = name_end(plain)
    return " " in plain[:end].strip() and bool(
        re.search(r"\d|\(", plain[end:]) or end == len(plain)
    )


def _counting(cells: list[str]) -> float:
    numbers = [
        int(cell.strip(".) "))
        for cell in cells
        if _WHOLE.fullmatch(cell.strip(".) ")) and len(cell) < 8
    ]
    if len(numbers) < max(2, len(cells) * 0.6):
        return 0.0
    steps = [b - a for a, b in zip(numbers, numbers[1:], strict=False)]
    return sum(step in (0, 1, 2) for step in steps) / len(steps) * float(sum(steps) > 0)


def has_contact(cell: str) -> bool:
    """Whether a phone or identity number stands in the cell."""
    return bool(PHONE.search(cell) or IIN.search(cell))
