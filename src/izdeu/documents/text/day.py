"""Dates in running text, counted from the day of publication; no year is ever invented."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from izdeu.documents.text.lexicon import table
from izdeu.documents.text.phrase import Phrases, parse
from izdeu.documents.text.word import Sentence, Word

ORDINAL = frozenset(("of", "st", "nd", "rd", "th", "-", "го", "ое", "е"))
"""What may stand between the day and the month: "6th of October", "6-го октября"."""
NIGHTS = {"en": ("night", "to", "between"), "ru": ("ночь", "с"), "kk": ()}
TO_END = {"en": ("to", "and", "until", "through", "-", "–"), "ru": ("по", "до", "-", "–", "на"),
          "kk": ("пен", "мен", "-", "–")}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Day:
    """A date as the text gives it: words ``first`` to ``last`` of the sentence, and EDTF."""

    first: int
    last: int
    edtf: str


def days(sentence: Sentence, published: date, before: date | None) -> list[Day]:
    """The dates of a sentence; "the next day" counts from ``before``, the date named last."""
    found: list[Day] = []
    at = 0
    while at < len(sentence.words):
        last_named = _as_date(found[-1].edtf) if found else before
        day = _at(sentence, at, published, last_named)
        if day:
            found.append(day)
            at = day.last + 1
        else:
            at += 1
    return found


def last_date(found: Sequence[Day], before: date | None) -> date | None:
    """The date named last, as far as these words go."""
    known = [_as_date(one.edtf) for one in found]
    return next((day for day in reversed(known) if day), before)


def _as_date(edtf: str) -> date | None:
    try:
        return date.fromisoformat(edtf)
    except ValueError:
        return None


def _at(sentence: Sentence, at: int, published: date, before: date | None) -> Day | None:
    return (
        _numeric(sentence.words, at, published)
        or _named(sentence, at, published)
        or _relative(sentence, at, published, before)
        or _weekday(sentence, at, published)
    )


def _numeric(words: Sequence[Word], at: int, published: date) -> Day | None:
    """05.01.2022, 5.01, 2022-01-05 or 5/1/2022: the day first unless the year is."""
    text = words[at].text
    if text.count("-") == 0 and at + 4 < len(words) and len(text) == 4:
        parts = [words[at + step].text for step in range(0, 5, 2)]
        signs = [words[at + step].text for step in (1, 3)]
        if signs == ["-", "-"] and all(part.isdigit() for part in parts):
            return _day(at, at + 4, _made(*map(int, parts)))
    parts = text.replace("/", ".").split(".")
    if len(parts) not in (2, 3) or not all(part.isdigit() and len(part) <= 4 for part in parts):
        return None
    if len(parts) == 2:
        whole = len(parts[0]) <= 2 and len(parts[1]) == 2 and "." in text
        return _day(at, at, _nearest(int(parts[1]), int(parts[0]), published)) if whole else None
    year = int(parts[2]) + (2000 if len(parts[2]) == 2 else 0)
    return _day(at, at, _made(year, int(parts[1]), int(parts[0])))


def _named(sentence: Sentence, at: int, published: date) -> Day | None:
    """5 January, January 5, 2022, from the night of 6 to 7 January, 2022 жылғы 5 қаңтар."""
    words = sentence.words
    month = _month(words, at, sentence.language)
    if not month or not words[at].text[0].isalpha():
        return None
    first, last, number = _number(sentence, at)
    if sentence.language == "en" and not words[at].capital:
        return None
    last, year = _year(sentence, last, at)
    first, year = _kazakh_year(sentence, first, year)
    if not number:
        # A month without a day counts where its year stands with it: "May" alone may be a word.
        return Day(at, last, f"{year:04d}-{month:02d}") if year else None
    made = _made(year, month, number) if year else _nearest(month, number, published)
    return _range(sentence, first, last, made)


def _month(words: Sequence[Word], at: int, language: str) -> int:
    match = _months(language).at(words, at)
    return int(match.phrase.meaning) + 1 if match else 0


def _number(sentence: Sentence, at: int) -> tuple[int, int, int]:
    """First and last word of day and month, and the day; 0 where only the month stands there."""
    words, language = sentence.words, sentence.language
    if at and _is_day(words[at - 1]) and (language != "en" or not _after(words, at)):
        return at - 1, at, int(words[at - 1].text)
    after = at + 1
    if after < len(words) and words[after].text == ".":
        after += 1
    # "qańtardyń 5-i", "January 5"
    if language != "ru" and after < len(words) and _is_day(words[after]):
        return at, after, int(words[after].text)
    before = at - 1
    while before > 0 and words[before].text.lower() in ORDINAL:
        before -= 1
    if before >= 0 and _is_day(words[before]):
        return before, at, int(words[before].text)
    return at, at, 0


def _after(words: Sequence[Word], at: int) -> bool:
    return at + 1 < len(words) and _is_day(words[at + 1])


def _is_day(word: Word) -> bool:
    return word.text.isdigit() and len(word.text) <= 2 and 1 <= int(word.text) <= 31


def _year(sentence: Sentence, last: int, at: int) -> tuple[int, int]:
    """The year that follows, and the word at which the date then ends; 0 if none does."""
    words = sentence.words
    for step in (1, 2):
        after = max(last, at) + step
        if after >= len(words):
            break
        comma = step == 1 or words[after - 1].text == ","
        if comma and _is_year(words[after]):
            return after, int(words[after].text)
    return last, 0


def _kazakh_year(sentence: Sentence, first: int, year: int) -> tuple[int, int]:
    words = sentence.words
    kazakh = sentence.language == "kk" and not year and first > 1
    if kazakh and _is_year(words[first - 2]) and words[first - 1].key.startswith("jil"):
        return first - 2, int(words[first - 2].text)
    return first, year


def _is_year(word: Word) -> bool:
    return word.text.isdigit() and len(word.text) == 4 and 1900 < int(word.text) < 2200


def _range(sentence: Sentence, first: int, last: int, made: date | None) -> Day | None:
    """A date, or two days of one month: a night between them is the second, else an interval."""
    words, language = sentence.words, sentence.language
    if made is None:
        return None
    joined = first > 1 and words[first - 1].key in TO_END[language] and _is_day(words[first - 2])
    if not joined or words[first].text == words[first - 2].text:
        return Day(first, last, made.isoformat())
    night = any(word.key in NIGHTS[language][:1] for word in words[max(0, first - 5) : first])
    start = _made(made.year, made.month, int(words[first - 2].text))
    if night or start is None or start > made:
        return Day(first, last, made.isoformat())
    return Day(first - 2, last, f"{start.isoformat()}/{made.isoformat()}")


def _relative(sentence: Sentence, at: int, published: date, before: date | None) -> Day | None:
    for entry, origin in (("relative", published), ("following", before)):
        match = _counted(sentence.language, entry).at(sentence.words, at)
        if match and origin:
            shifted = origin + timedelta(days=int(match.phrase.meaning))
            return Day(at, match.last, shifted.isoformat())
    return None


def _weekday(sentence: Sentence, at: int, published: date) -> Day | None:
    if sentence.language == "en" and not sentence.words[at].capital:
        return None
    match = _weekdays(sentence.language).at(sentence.words, at)
    if match is None:
        return None
    back = (published.weekday() - int(match.phrase.meaning)) % 7
    return Day(at, at, (published - timedelta(days=back)).isoformat())


def _nearest(month: int, day: int, published: date) -> date | None:
    """The last such day that is not after the publication."""
    for year in range(published.year, published.year - 5, -1):
        made = _made(year, month, day)
        if made and made <= published + timedelta(days=1):
            return made
    return None


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day(first: int, last: int, made: date | None) -> Day | None:
    return Day(first, last, made.isoformat()) if made else None


@cache
def _months(language: str) -> Phrases:
    return _numbered(language, "months")


@cache
def _weekdays(language: str) -> Phrases:
    return _numbered(language, "weekdays")


def _numbered(language: str, entry: str) -> Phrases:
    """Words whose meaning is their place in the list, from 0."""
    return Phrases(
        parse(word, language, str(number))
        for number, words in enumerate(table(language)["day"][entry])
        for word in words.split()
    )


@cache
def _counted(language: str, entry: str) -> Phrases:
    """Words whose meaning is a number of days."""
    return Phrases(
        parse(words, language, str(days)) for words, days in table(language)["day"][entry]
    )


def all_days(sentences: Sequence[Sentence], published: date) -> Iterator[list[Day]]:
    """The dates of each sentence in turn."""
    before: date | None = None
    for sentence in sentences:
        found = days(sentence, published, before)
        before = last_date(found, before)
        yield found
