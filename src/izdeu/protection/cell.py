"""Cells of tables that are given away: no word of a document becomes a formula in a spreadsheet."""

import re

#: What spreadsheets begin a formula with, in narrow and wide letters, and what they skip before it.
_FORMULA = re.compile("[\\s\\0\\ufeff]*[=+\\-@\\uff1d\\uff0b\\uff0d\\uff20]|[\\t\\r\\n]")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?(?:[eE][+-]?\d+)?")


def harmless(value: object) -> object:
    """The cell as a spreadsheet shows it: an apostrophe before what it would run; numbers stay.

    >>> harmless('=HYPERLINK("http://evil.example")')
    '\\'=HYPERLINK("http://evil.example")'
    >>> harmless("-3.5")
    '-3.5'
    """
    if isinstance(value, str) and _FORMULA.match(value) and not _NUMBER.fullmatch(value):
        return f"'{value}"
    return value
