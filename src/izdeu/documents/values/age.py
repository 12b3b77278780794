"""Ages as lists write them: "34", "~45 лет", "30-35", "8 мес."."""

import re
from functools import lru_cache

OLDEST = 120
_ABOUT = (
    r"(?P<about>~|≈|±|около|ок\.|примерно|на\s+вид|приблизительно|шамамен|about|approx\.?|c\.)?\s*"
)
_UNIT = (
    r"(?P<unit>лет|год[а]?|года|г\.|л\.|жас(?:та|тағы|ар)?|years?(?:\s+old)?|y\.?o\.?|yrs?|-?летн[а-яё]+"
    r"|мес[а-яё]*\.?|ай(?:лық)?|months?)"
)
_AGE = re.compile(
    rf"{_ABOUT}(?<![\d.])(?P<from>\d{{1,3}})(?:\s*(?:[-–—/]|до)\s*(?P<to>\d{{1,3}}))?(?P<plus>\+)?\s*-?{_UNIT}?(?![\d.])",
    re.IGNORECASE,
)


@lru_cache(maxsize=8_192)
def read_age(words: str) -> str:
    """Years as "34", an interval as "30/35", about as "~45"; "" if the cell holds no age."""
    match = _AGE.fullmatch(words.strip())
    return _years(match) if match else ""


def find_age(text: str) -> tuple[str, int, int] | None:
    """The first age in a text that is named as one, with its place."""
    for match in _AGE.finditer(text):
        named = match.group("unit") and match.group("unit").casefold() not in ("г.", "л.")
        if named and (years := _years(match)):
            return years, match.start(), match.end()
    return None


def _years(match: re.Match[str]) -> str:
    first, last = int(match.group("from")), match.group("to")
    if _in_months(match.group("unit") or ""):
        return str(first // 12)
    if first > OLDEST or (last and not first <= int(last) <= OLDEST):
        return ""
    span = f"{first}/{int(last)}" if last else str(first)
    return f"~{span}" if match.group("about") and not last else span


def _in_months(unit: str) -> bool:
    return unit.casefold().startswith(("мес", "ай", "month"))
