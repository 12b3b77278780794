"""Phone and identity numbers: recognised so that they can be sealed or hashed, never shown."""

import re
from functools import lru_cache

#: A phone as people write it: country code, or the trunk digit 8, or an area code in brackets.
PHONE = re.compile(
    r"(?<![\d.])(?:\+?[78][\s\-(]*\d{3}[\s\-)]*(?:\d[\s\-]?){6}\d|\+\d{1,3}[\s\-]?(?:\d[\s\-]?){7,11}\d"
    r"|\(?7\d{2}\)?[\s\-]*\d{3}[\s\-]?\d{2}[\s\-]?\d{2}|\(?\d{3,4}\)[\s\-]*\d{2,3}[\s\-]?\d{2}[\s\-]?\d{2})(?!\d)"
)
#: The individual identification number of Kazakhstan: twelve digits, six of them a date of birth.
IIN = re.compile(r"(?<!\d)\d{6}\s?\d{6}(?!\d)")
#: What stands in place of a number that is left out.
SEAL = "•••"
_FIRST = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
_SECOND = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)


@lru_cache(maxsize=4_096)
def is_phone(words: str) -> bool:
    """Whether the whole cell is one phone number, or several."""
    left = PHONE.sub("", words)
    return left != words and not re.search(r"\d", left) and len(left.strip(" ,;/\\.")) < 12


def is_iin(words: str) -> bool:
    """Whether the cell is an IIN: twelve digits whose first six are a date."""
    digits = words.replace(" ", "")
    return len(digits) == 12 and digits.isdigit() and _is_date(digits)


def checks_out(iin: str) -> bool:
    """Whether the check digit is right (weighted sum modulo 11, second row of weights at 10)."""
    digits = [int(sign) for sign in iin if sign.isdigit()]
    rest = sum(w * d for w, d in zip(_FIRST, digits, strict=False)) % 11
    if rest == 10:
        rest = sum(w * d for w, d in zip(_SECOND, digits, strict=False)) % 11
    return len(digits) == 12 and rest == digits[11]


def has_number(words: str) -> bool:
    """Whether a phone or an IIN stands anywhere in the words."""
    return bool(PHONE.search(words) or IIN.search(words))


@lru_cache(maxsize=8_192)
def seal(words: str) -> str:
    """The words with every phone and identity number struck out."""
    return IIN.sub(SEAL, PHONE.sub(SEAL, words)) if has_number(words) else words


def strike(words: str) -> str:
    """The words with each sign of a phone or identity number covered: places stay as they were."""
    if not has_number(words):
        return words
    covered = PHONE.sub(lambda found: "•" * len(found[0]), words)
    return IIN.sub(lambda found: "•" * len(found[0]), covered)


def _is_date(digits: str) -> bool:
    return 1 <= int(digits[2:4]) <= 12 and 1 <= int(digits[4:6]) <= 31
