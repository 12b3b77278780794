"""Case numbers a family can read over a bad line."""

import secrets


class NotACaseNumber(ValueError):
    """The number was misheard or mistyped; ask for it again, digit by digit."""


def draw() -> str:
    """Draw a number that tells nothing of how many there are: 1234-567-C, C the check digit."""
    digits = f"{secrets.randbelow(10**7):07d}"
    return f"{digits[:4]}-{digits[4:]}-{_check(digits)}"


def read(words: str) -> str:
    """Give the number as it is kept; raise ``NotACaseNumber`` where a digit is wrong."""
    digits = "".join(letter for letter in words if letter.isdecimal())
    if len(digits) != 8 or not digits.isascii() or _check(digits[:7]) != digits[7]:
        raise NotACaseNumber("a case number has eight digits, and these do not fit together")
    return f"{digits[:4]}-{digits[4:7]}-{digits[7]}"


def _check(digits: str) -> str:
    """The digit that catches one wrong digit and most swapped neighbours (Luhn, ISO/IEC 7812-1)."""
    doubled = [int(digit) * (2 - position % 2) for position, digit in enumerate(digits)]
    return str(-sum(number // 10 + number % 10 for number in doubled) % 10)
