"""Ages and dates of birth in running text."""

from collections.abc import Sequence
from dataclasses import dataclass

from izdeu.documents.text.phrase import find, phrases
from izdeu.documents.text.word import Sentence, Word


@dataclass(frozen=True, slots=True)
class Age:
    """An age or year of birth: words ``first`` to ``last`` of the sentence."""

    first: int
    last: int
    age: str = ""
    birth: str = ""


def ages(sentence: Sentence) -> list[Age]:
    """The ages and years of birth that a sentence gives."""
    found = []
    for at, word in enumerate(sentence.words):
        if word.text[0].isdigit():
            age = _age_at(sentence, at)
            if age:
                found.append(age)
    return found


def _age_at(sentence: Sentence, at: int) -> Age | None:
    words, language = sentence.words, sentence.language
    number, rest = words[at].text, words[at + 1 : at + 6]
    if len(number) > 2 or not number.isdigit():
        return _birth_at(sentence, at)
    tail = _first_match(rest, language, "after")
    if tail >= 0:
        return Age(at, at + 1 + tail, age=number)
    if (
        language != "ru"
        and rest
        and rest[0].text == "-"
        and len(rest) > 2
        and rest[1].key == "year"
    ):
        return Age(at, at + 5, age=number)
    if at and words[at - 1].key in ("aged", "age"):
        return Age(at, at, age=number)
    bracketed = at and words[at - 1].text in ",(" and rest and rest[0].text in ",)."
    named = at > 1 and words[at - 2].capital
    return Age(at, at, age=number) if bracketed and named and int(number) > 0 else None


def _birth_at(sentence: Sentence, at: int) -> Age | None:
    """1987 or 14.05.1987 where the words beside it say that this is when somebody was born."""
    words, language = sentence.words, sentence.language
    birth = _birth_date(words[at].text)
    if not birth:
        return None
    tail = _first_match(words[at + 1 : at + 6], language, "birth_after")
    if tail >= 0:
        return Age(at, at + 1 + tail, birth=birth)
    begin = max(0, at - 5)
    for match in find(words[begin:at], phrases(language, "age", "born")):
        if begin + match.last >= at - 2:
            return Age(begin + match.first, at, birth=birth)
    return None


def _birth_date(text: str) -> str:
    """EDTF of a year or of a date with its day first; "" if it is neither."""
    parts = text.split(".")
    if not all(part.isdigit() for part in parts) or not 1900 < int(parts[-1]) < 2100:
        return ""
    if len(parts) == 3 and int(parts[0]) <= 31 and int(parts[1]) <= 12:
        return f"{parts[2]}-{int(parts[1]):02d}-{int(parts[0]):02d}"
    return parts[0] if len(parts) == 1 else ""


def _first_match(rest: Sequence[Word], language: str, entry: str) -> int:
    """Index of the last word of a phrase that begins ``rest``; -1 if none does."""
    known = phrases(language, "age", entry)
    match = known.at(rest, 0) if rest else None
    return match.last if match else -1
